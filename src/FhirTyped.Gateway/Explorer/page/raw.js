// The JSON of an answer as it came: laid out in lines, and otherwise letter by letter. It is not read and written again, since a number such as 1.10 would be another.

import { copyButton, el } from "./dom.js";

const MostShown = 200_000;
const MostDeep = 60;

/** Shows it. Of a long one the beginning, until all is asked for. */
export function showRaw(view, text) {
  const laidOut = layOut(text);
  const shown = el("pre", { tabindex: "0", role: "region", "aria-label": "The JSON of the answer" }, laidOut.slice(0, MostShown));
  const more = laidOut.length > MostShown && el("button", {
    type: "button", onclick: () => {
      shown.textContent = laidOut;
      more.remove();
      shown.focus();
    },
  }, "Show all of it (" + laidOut.length.toLocaleString("en") + " characters)");
  view.replaceChildren(el("p", { class: "tools" }, copyButton("Copy JSON", () => text), more), shown);
}

/** JSON in lines: only what stands between its words is another. */
export function layOut(text) {
  const parts = [];
  let depth = 0;
  let isNew = false;
  const newLine = () => parts.push("\n" + "  ".repeat(Math.min(depth, MostDeep)));
  for (let i = 0; i < text.length;) {
    const letter = text[i];
    if (/\s/.test(letter)) {
      i++;
      continue;
    }
    if ((letter === "}" || letter === "]") && depth > 0) {
      depth--;
    }
    if (letter === "}" || letter === "]" ? !isNew : isNew) {
      newLine();
    }
    const end = "{}[],:".includes(letter) ? i + 1 : letter === "\"" ? endOfText(text, i) : endOfWord(text, i);
    parts.push(text.slice(i, end));
    isNew = letter === "{" || letter === "[";
    if (isNew) {
      depth++;
    } else if (letter === ",") {
      newLine();
    } else if (letter === ":") {
      parts.push(" ");
    }
    i = end;
  }
  return parts.join("");
}

// Behind the quote that no backslash escapes.
function endOfText(text, from) {
  for (let at = text.indexOf("\"", from + 1); at >= 0; at = text.indexOf("\"", at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\") {
      slashes++;
    }
    if (slashes % 2 === 0) {
      return at + 1;
    }
  }
  return text.length;
}

function endOfWord(text, from) {
  const length = text.slice(from, from + 400).search(/[\s{}[\],:"]/);
  return length > 0 ? from + length : Math.min(text.length, from + 400);
}
