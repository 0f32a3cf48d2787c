// The view in which a request is written, judged and run.

import { byId, el } from "./dom.js";
import * as gateway from "./gateway.js";
import { combobox } from "./combobox.js";
import { complete } from "./completion.js";
import { showVerdicts } from "./verdicts.js";
import { results } from "./results.js";

const Pause = 120;

/** Makes the view. `changed` is called after a request was run, since a session may have begun or ended by it. */
export function search(changed) {
  const input = byId("request");
  const shown = results();
  let facts = null;
  let timer = 0;
  let asking = null;
  let running = null;
  let isWaiting = false;

  const box = combobox(input, byId("options"), (text, caret) => (facts ? complete(facts, text, caret) : { options: [] }), judge);

  function judge() {
    clearTimeout(timer);
    timer = setTimeout(explain, Pause);
  }

  // The answer to an older text is thrown away.
  async function explain() {
    asking?.abort();
    const text = input.value.trim();
    if (!facts || text.length === 0) {
      byId("verdicts").replaceChildren();
      shown.code(null);
      return;
    }
    const mine = (asking = new AbortController());
    try {
      const explained = await gateway.explain(facts.id, text, mine.signal);
      if (mine === asking) {
        tell(explained, text);
        shown.code(explained);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        byId("verdicts").replaceChildren(el("p", { class: "verdict bad" }, error.message));
      }
    }
  }

  // While a platform is being chosen, what is run waits for it: it is never sent to the one before.
  function runWritten() {
    const text = input.value.trim();
    isWaiting = !facts;
    if (facts && text.length > 0) {
      run(gateway.addressOf(facts, text));
    }
  }

  // What has not changed is not read out once more.
  function tell(explained, text) {
    const view = byId("verdicts");
    const next = el("div");
    showVerdicts(next, explained, text, use);
    view.setAttribute("aria-live", next.textContent === view.textContent ? "off" : "polite");
    view.replaceChildren(...next.childNodes);
  }

  function use(text) {
    input.value = text;
    input.focus();
    input.setSelectionRange(text.length, text.length);
    explain();
  }

  async function run(address) {
    if (!address) {
      return;
    }
    running?.abort();
    const mine = (running = new AbortController());
    shown.wait();
    try {
      const answer = await gateway.ask(address, mine.signal);
      if (mine === running) {
        shown.show(answer);
        changed();
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        shown.fail(error.message);
      }
    }
  }

  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    box.close();
    runWritten();
  });
  shown.onPage((link) => facts && run(gateway.linkOf(facts, link)));

  return {
    get text() {
      return input.value;
    },
    /** Shows another platform, or null while it is being chosen: the answer of the one before is gone with it. */
    platform(next) {
      facts = next;
      running?.abort();
      byId("base").textContent = facts?.base ?? "…";
      shown.clear();
      explain();
      if (facts && isWaiting) {
        runWritten();
      }
    },
    use,
    explain,
  };
}
