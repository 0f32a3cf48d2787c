// The explorer: puts its parts together.

import { byId, el } from "./dom.js";
import * as gateway from "./gateway.js";
import { tabs } from "./tabs.js";
import { search } from "./search.js";
import { showCapabilities } from "./capabilities.js";
import { compareView } from "./compare.js";
import { connection } from "./connection.js";

// What was written before a login is there again after it, and then forgotten.
const Kept = "fhirtyped-explorer";

async function start() {
  const platforms = await gateway.platforms();
  const select = byId("platform");
  select.replaceChildren(...platforms.map((platform) => el("option", { value: platform.id }, platform.name)));
  if (platforms.length === 0) {
    throw new Error("The gateway has no platforms: its configuration names none.");
  }

  const kept = takeKept();
  let facts = null;
  let view = "tab-search";
  let made = new Set();
  const showView = tabs(document.querySelector(".views[role=tablist]"), (tab) => {
    view = tab;
    make();
  });
  const written = search(() => state.show());
  const state = connection(() => keep({ platform: select.value, text: written.text, view }), () => written.explain());

  function make() {
    if (!facts || made.has(view)) {
      return;
    }
    made.add(view);
    if (view === "tab-capabilities") {
      showCapabilities(byId("view-capabilities"), facts, (text) => {
        showView("tab-search");
        written.use(text);
      });
    } else if (view === "tab-compare") {
      compareView(byId("view-compare"), platforms, facts.id);
    }
  }

  async function choose(id) {
    written.platform(null);
    const found = await gateway.facts(id);
    if (select.value !== id) {
      return;
    }
    facts = found;
    made = new Set();
    byId("problem").hidden = true;
    written.platform(facts);
    make();
    await state.platform(facts);
  }

  select.addEventListener("change", () => choose(select.value).catch(tell));
  showView(kept?.view ?? "tab-search");
  if (kept && platforms.some((platform) => platform.id === kept.platform)) {
    select.value = kept.platform;
  }
  await choose(select.value);
  if (kept?.text) {
    written.use(kept.text);
  }
  document.documentElement.dataset.ready = "true";
}

function keep(what) {
  sessionStorage.setItem(Kept, JSON.stringify(what));
}

function takeKept() {
  const text = sessionStorage.getItem(Kept);
  sessionStorage.removeItem(Kept);
  return text ? JSON.parse(text) : null;
}

function tell(error) {
  const problem = byId("problem");
  problem.textContent = error.message;
  problem.hidden = false;
}

start().catch(tell);
