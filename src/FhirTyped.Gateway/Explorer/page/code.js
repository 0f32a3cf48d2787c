// The same request as C# and as curl, to copy.

import { copyButton, el } from "./dom.js";

/** Shows them. */
export function showCode(view, explained) {
  if (!explained?.csharp) {
    view.replaceChildren(el("p", { class: "empty" }, "There is no code for what is no request."));
    return;
  }
  view.replaceChildren(block("C#", explained.csharp), block("curl", explained.curl));
}

const block = (name, text) => el("div", { class: "code" },
  el("p", { class: "tools" }, el("strong", {}, name), copyButton("Copy " + name, () => text)),
  el("pre", { tabindex: "0", role: "region", "aria-label": name }, el("code", {}, text)));
