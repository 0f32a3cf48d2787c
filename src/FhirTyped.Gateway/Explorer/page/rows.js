// The rows of an answer: a table that is put up in parts, so that a page of a thousand rows does not hold the keyboard up.

import { el, short } from "./dom.js";
import { dateOf, idOf, resourcesOf, statusOf, subjectOf, typeOf, valueOf } from "./records.js";

const PartSize = 100;
const Columns = ["Type", "Id", "Date", "What", "Value", "Status"];

let turn = 0;

/** Shows the rows of an answer. */
export function showRows(view, body) {
  const mine = ++turn;
  const found = resourcesOf(body);
  if (found.length === 0) {
    view.replaceChildren(el("p", { class: "empty" }, "No rows."));
    return;
  }
  const rows = el("tbody");
  view.replaceChildren(el("table", { class: "rows" },
    el("caption", { class: "hidden" }, "The resources of the answer"),
    el("thead", {}, el("tr", {}, Columns.map((name) => el("th", { scope: "col" }, name)))), rows));
  addPart(0);

  function addPart(from) {
    if (mine !== turn) {
      return;
    }
    const part = document.createDocumentFragment();
    for (const { resource, mode } of found.slice(from, from + PartSize)) {
      part.append(rowOf(resource, mode));
    }
    rows.append(part);
    if (from + PartSize < found.length) {
      requestAnimationFrame(() => addPart(from + PartSize));
    }
  }
}

// dir=auto: a text of a record may run from right to left, and takes nothing else with it.
function rowOf(resource, mode) {
  const cell = (text, name) => el("td", { dir: "auto", class: name }, short(text, 200));
  return el("tr", { class: mode === "match" ? null : "beside" },
    el("td", {}, typeOf(resource) + (mode === "match" ? "" : " (" + mode + ")")),
    cell(idOf(resource), "id"), el("td", { class: "date" }, short(dateOf(resource), 40)), cell(subjectOf(resource)), cell(valueOf(resource)), cell(statusOf(resource)));
}
