// Makes elements. Text is set as text and never read as markup, whatever a record holds.

const SvgNamespace = "http://www.w3.org/2000/svg";

/** Makes an element with attributes, and with children that are texts or elements; null and false are left out. */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** Makes an element of SVG. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SvgNamespace, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false).map((child) => (child instanceof Node ? child : String(child))));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** A text of at most so many characters; what is left out is said. */
export const short = (text, most = 300) => (text.length <= most ? text : text.slice(0, most) + "… (" + text.length.toLocaleString("en") + " characters)");

/** A button that copies a text, and says that it did. */
export function copyButton(label, textOf) {
  const button = el("button", { type: "button", class: "copy" }, label);
  const said = el("span", { role: "status", class: "said" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(textOf());
      said.textContent = "Copied.";
    } catch {
      said.textContent = "The browser does not let this page copy: select the text.";
    }
  });
  return el("span", { class: "copying" }, button, said);
}
