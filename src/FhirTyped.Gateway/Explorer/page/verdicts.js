// What the judge says of a request, in its own words, with what to do instead.

import { el } from "./dom.js";

const Words = { unsupported: ["bad", "refused"], undeclared: ["unsure", "undeclared"] };

/** Shows them; `use` is called with a request that is to stand in the box. */
export function showVerdicts(view, explained, text, use) {
  const lines = [];
  if (explained.problem) {
    lines.push(line("bad", "no request", explained.problem));
  }
  for (const verdict of explained.verdicts) {
    const [look, word] = Words[verdict.support];
    lines.push(line(look, word, verdict.message, verdict, [...meant(verdict, text, use), ...missing(verdict, text, use)]));
  }
  if (explained.policy) {
    lines.push(line("bad", "not permitted", explained.policy + (explained.missingScope ? " Scope: " + explained.missingScope : "")));
  }
  for (const verdict of explained.advice) {
    lines.push(line("note", "note", verdict.message, verdict));
  }
  if (lines.length === 0 || (!explained.problem && explained.verdicts.length === 0 && !explained.policy)) {
    lines.unshift(line("good", "supported", "The platform's statement and rules speak for it." + (explained.needsLogin ? " Connect first." : "")));
  }
  if (explained.corrected) {
    lines.push(el("li", { class: "verdict fix" }, el("strong", {}, "as it is taken"), el("code", { class: "message" }, explained.corrected),
      el("button", { type: "button", onclick: () => use(explained.corrected) }, "Use it")));
  }
  view.replaceChildren(el("ul", {}, lines));
}

function line(look, word, message, verdict, buttons = []) {
  return el("li", { class: "verdict " + look },
    el("strong", {}, word), verdict?.id && el("code", {}, verdict.id), el("span", { class: "message" }, message, verdict?.rightValue && ` Did you mean '${verdict.rightValue}'?`),
    verdict?.source && !message.includes(verdict.source) && el("small", {}, verdict.source),
    (verdict?.remedy || buttons.length > 0) && el("span", { class: "instead" }, verdict?.remedy && el("span", { class: "remedy" }, verdict.remedy), buttons));
}

// The name that was probably meant, in the place of the one that was written.
function meant(verdict, text, use) {
  const { suggestion } = verdict;
  const wrong = verdict.parameter ?? /^[A-Za-z]*/.exec(text)[0];
  if (!suggestion || wrong === "" || !text.includes(wrong)) {
    return [];
  }
  return [el("button", { type: "button", onclick: () => use(text.replace(wrong, () => suggestion)) }, "Write '" + suggestion + "'")];
}

function missing(verdict, text, use) {
  return verdict.remedies.slice(0, 4).map((names) => names.filter((name) => !text.includes("?" + name + "=") && !text.includes("&" + name + "="))).filter((names) => names.length > 0)
    .map((names) => el("button", { type: "button", onclick: () => use(text + (text.includes("?") ? (/[?&]$/.test(text) ? "" : "&") : "?") + names.map((name) => name + "=").join("&")) }, "Add " + names.join(" and ")));
}
