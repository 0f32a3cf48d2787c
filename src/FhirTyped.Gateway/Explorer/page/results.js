// What came back, in its views. Each is made when it is looked at, and once.

import { byId } from "./dom.js";
import { tabs } from "./tabs.js";
import { resourcesOf } from "./records.js";
import { showRows } from "./rows.js";
import { showTimeline } from "./timeline.js";
import { showNumbers } from "./numbers.js";
import { issuesOf, showReceipt } from "./receipt.js";
import { showRaw } from "./raw.js";
import { showCode } from "./code.js";

const Views = {
  "tab-rows": ["view-rows", (view, answer) => showRows(view, answer.body)],
  "tab-timeline": ["view-timeline", (view, answer) => showTimeline(view, answer.body)],
  "tab-numbers": ["view-numbers", (view, answer) => showNumbers(view, answer.body)],
  "tab-receipt": ["view-receipt", showReceipt],
  "tab-raw": ["view-raw", (view, answer) => showRaw(view, answer.text)],
};

/** Makes it. */
export function results() {
  const panel = byId("results");
  const outcome = byId("outcome");
  const next = byId("next");
  let answer = null;
  let made = new Set();
  let now = "tab-code";
  let page = () => {};
  const showTab = tabs(panel.querySelector("[role=tablist]"), (tab) => {
    now = tab;
    make();
  });

  function make() {
    const [id, show] = Views[now] ?? [];
    if (id && answer && !made.has(id)) {
      made.add(id);
      show(byId(id), answer);
    }
  }

  function empty(text) {
    made = new Set();
    for (const [id] of Object.values(Views)) {
      const said = document.createElement("p");
      said.className = "empty";
      said.textContent = text;
      byId(id).replaceChildren(said);
    }
  }

  next.addEventListener("click", () => page(next.dataset.link));

  return {
    onPage(follow) {
      page = follow;
    },
    /** Shows the code of a request, which needs no answer. */
    code(explained) {
      panel.hidden = panel.hidden && !explained;
      showCode(byId("view-code"), explained);
    },
    wait() {
      panel.setAttribute("aria-busy", "true");
      outcome.textContent = "Asking …";
      outcome.className = "";
    },
    show(given) {
      answer = given;
      panel.hidden = false;
      panel.removeAttribute("aria-busy");
      empty("");
      const count = resourcesOf(answer.body).filter((one) => one.mode === "match").length;
      const failed = answer.status >= 400;
      outcome.className = failed ? "bad" : "good";
      outcome.textContent = failed
        ? answer.status + ": " + (issuesOf(answer.body)[0]?.text ?? "no answer of FHIR's").slice(0, 300)
        : answer.status + " · " + count.toLocaleString("en") + (count === 1 ? " resource" : " resources") + (answer.receipt ? " · receipt: " + answer.receipt : "");
      const link = Array.isArray(answer.body?.link) ? answer.body.link.find((one) => one?.relation === "next" && typeof one.url === "string")?.url : undefined;
      next.hidden = !link;
      next.dataset.link = link ?? "";
      showTab(failed ? "tab-receipt" : now === "tab-code" || now === "tab-receipt" ? "tab-rows" : now);
    },
    fail(message) {
      panel.hidden = false;
      panel.removeAttribute("aria-busy");
      outcome.className = "bad";
      outcome.textContent = "The gateway could not be reached: " + message;
    },
    clear() {
      answer = null;
      panel.hidden = true;
      outcome.textContent = "";
      next.hidden = true;
      empty("Nothing was asked yet.");
      showTab("tab-code");
    },
  };
}
