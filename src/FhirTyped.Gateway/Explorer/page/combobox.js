// A text box with a list of what can stand at the cursor, by the ARIA Authoring Practices (combobox with a listbox popup).

import { el } from "./dom.js";

const Most = 60;

/** Makes one of an input and its list. `completeAt(text, caret)` says what there is; `changed()` is called when the text is another. */
export function combobox(input, list, completeAt, changed) {
  let found = { options: [] };
  let active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open() {
    found = completeAt(input.value, input.selectionStart);
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.options.slice(0, Most).map((one, number) =>
      el("li", { role: "option", id: "option-" + number, "aria-selected": "false" }, el("span", {}, one.value), one.note && el("small", {}, one.note))));
    list.hidden = found.options.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  function move(to) {
    const items = list.children;
    items[active]?.setAttribute("aria-selected", "false");
    active = (to + items.length) % items.length;
    items[active].setAttribute("aria-selected", "true");
    items[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[active].id);
  }

  function take(number) {
    const { value } = found.options[number];
    input.setRangeText(value, found.from, found.to, "end");
    changed();
    // A type or a name has a next word; a value may have come to its end.
    if (/[?=:/]$/.test(value)) {
      open();
    } else {
      close();
    }
  }

  input.addEventListener("input", () => {
    changed();
    open();
  });
  input.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || (event.key === " " && event.ctrlKey)) {
      event.preventDefault();
      if (!isOpen) {
        open();
      }
      if (!list.hidden) {
        move(active + 1);
      }
    } else if (event.key === "ArrowUp" && isOpen) {
      event.preventDefault();
      move(active < 0 ? -1 : active - 1);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && isOpen && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Enter") {
      close();
    }
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("li");
    event.preventDefault();
    if (item) {
      take([...list.children].indexOf(item));
    }
  });
  return { close };
}
