// Two or three platforms side by side: what each does with a type, and with its parameters.

import { byId, el } from "./dom.js";
import * as gateway from "./gateway.js";

const Most = 3;
const Words = { "search-type": "search", "history-instance": "history", "history-type": "type history" };

/** Makes the view of all platforms; `first` is the one that is chosen. */
export function compareView(view, platforms, first) {
  const chosen = new Set([first, platforms.find((platform) => platform.id !== first)?.id].filter(Boolean));
  const body = el("div", { "aria-live": "polite" });
  const said = el("span", { class: "said", role: "status" });
  const boxes = platforms.map((platform) => {
    const box = el("input", { type: "checkbox", id: "compare-" + platform.id, checked: chosen.has(platform.id) });
    box.addEventListener("change", () => {
      if (box.checked && chosen.size >= Most) {
        box.checked = false;
        said.textContent = "Three at most: leave one out first.";
        return;
      }
      said.textContent = "";
      chosen[box.checked ? "add" : "delete"](platform.id);
      show();
    });
    return el("label", { for: box.id }, box, platform.name);
  });
  const differences = el("input", { type: "checkbox", id: "differences", onchange: () => show() });
  view.replaceChildren(
    el("fieldset", { class: "tools" }, el("legend", {}, "Compare two or three platforms"), boxes, el("label", { for: "differences", class: "apart" }, differences, "Only where they differ"), said), body);
  let type = "Observation";
  show();

  async function show() {
    if (chosen.size < 2) {
      body.replaceChildren(el("p", { class: "empty" }, "Choose two platforms, or three."));
      return;
    }
    const all = await Promise.all([...chosen].map((id) => gateway.facts(id)));
    const types = [...new Set(all.flatMap((facts) => facts.resources.map((resource) => resource.type)))].sort();
    if (!types.includes(type)) {
      type = types[0];
    }
    const select = el("select", {
      id: "compare-type", onchange: () => {
        type = select.value;
        byId("compare-parameters").replaceWith(parameters(all));
      },
    }, types.map((name) => el("option", { value: name, selected: name === type }, name)));
    body.replaceChildren(el("div", { class: "twofold" },
      table("Types and interactions", "Type", all, types, (facts, name) => facts.byType.get(name)?.interactions.map((code) => Words[code] ?? code).join(", ")),
      el("div", {}, el("p", { class: "tools" }, el("label", { for: "compare-type" }, "Parameters of"), select), parameters(all))));
  }

  function parameters(all) {
    const names = [...new Set(all.flatMap((facts) => [...(facts.byType.get(type)?.byName.keys() ?? [])]))].sort();
    const parts = el("div", { id: "compare-parameters" },
      table("Search parameters of " + type, "Parameter", all, names, (facts, name) => {
        const parameter = facts.byType.get(type)?.byName.get(name);
        return parameter && [parameter.type, ...parameter.modifiers.map((modifier) => ":" + modifier)].join(" ");
      }),
      table("Rules for " + type, "Rule", all, [...new Set(all.flatMap((facts) => rulesOf(facts).map((rule) => rule.verb)))].sort(), (facts, verb) =>
        rulesOf(facts).filter((rule) => rule.verb === verb).map((rule) => rule.says.join(" | ")).join("; ")));
    return parts;
  }

  const rulesOf = (facts) => facts.rules.filter((rule) => rule.type === type || rule.type === "*");

  function table(title, head, all, names, say) {
    const lines = names.map((name) => [name, all.map((facts) => say(facts, name) ?? "")]).filter(([, said]) => !differences.checked || new Set(said).size > 1);
    return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, el("table", { class: "facts compared" },
      el("caption", {}, title + (differences.checked ? " that differ (" + lines.length + ")" : " (" + lines.length + ")")),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, head), all.map((facts) => el("th", { scope: "col" }, facts.name)))),
      el("tbody", {}, lines.map(([name, said]) => el("tr", { class: new Set(said).size > 1 ? "differs" : null },
        el("th", { scope: "row" }, name), said.map((text) => (text === "" ? el("td", { class: "none" }, "–", el("span", { class: "hidden" }, " not there")) : el("td", {}, text))))))));
  }
}
