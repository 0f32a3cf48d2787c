// What a platform can do: types and interactions as a matrix, and of a type its parameters, includes, operations and rules.

import { el } from "./dom.js";

const Interactions = [
  ["read", "read"], ["vread", "vread"], ["search-type", "search"], ["history-instance", "history"], ["history-type", "type history"],
  ["create", "create"], ["update", "update"], ["patch", "patch"], ["delete", "delete"],
];

/** Shows the platform in a view; `search` is called with a type that is to be searched. */
export function showCapabilities(view, facts, search) {
  const detail = el("section", { class: "detail", tabindex: "0", "aria-label": "The type" });
  const filter = el("input", { type: "search", id: "filter", placeholder: "Observation, lastn, …", autocomplete: "off" });
  const count = el("span", { class: "said", role: "status" });
  const rows = facts.resources.map((resource) => rowOf(resource, (type) => show(type)));
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    let shown = 0;
    facts.resources.forEach((resource, i) => {
      const isIt = wanted === "" || resource.type.toLowerCase().includes(wanted) || resource.operations.some((operation) => ("$" + operation.name).includes(wanted)) || resource.byName.has(wanted);
      rows[i].hidden = !isIt;
      shown += isIt ? 1 : 0;
    });
    count.textContent = wanted === "" ? "" : shown + " of " + facts.resources.length + " types";
  });
  function show(type) {
    for (const [i, resource] of facts.resources.entries()) {
      rows[i].querySelector("button").setAttribute("aria-pressed", String(resource.type === type));
    }
    detail.replaceChildren(...detailOf(facts, facts.byType.get(type), search));
  }
  view.replaceChildren(
    originOf(facts),
    el("div", { class: "twofold" },
      el("div", {},
        el("p", { class: "tools" }, el("label", { for: "filter" }, "Find a type, operation or parameter"), filter, count),
        el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Types and interactions" },
          el("table", { class: "matrix" },
            el("caption", { class: "hidden" }, "Which type takes which interaction at " + facts.name),
            el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Type"), Interactions.map(([, name]) => el("th", { scope: "col" }, el("span", {}, name))), el("th", { scope: "col" }, el("span", {}, "operations")), el("th", { scope: "col" }, el("span", {}, "parameters")))),
            el("tbody", {}, rows)))),
      detail),
    rulesOf(facts, facts.rules, "Rules of " + facts.name));
  const first = facts.byType.get("Observation") ?? facts.resources[0];
  if (first) {
    show(first.type);
  }
}

function originOf(facts) {
  const { origin, system } = facts;
  const said = [
    facts.resources.length + " resource types", facts.rules.length + " rules", origin.text, origin.software, origin.leftOut > 0 && origin.leftOut + " parts of the statement could not be used",
    origin.reviewAfter && "to be looked at again after " + origin.reviewAfter,
    system.interactions.length > 0 && "whole system: " + system.interactions.join(", "), system.operations.length > 0 && "operations: " + system.operations.map((operation) => "$" + operation.name).join(", "),
  ];
  return el("p", { class: "origin" }, el("strong", {}, facts.name), " ", said.filter(Boolean).join(" · "), origin.source && el("small", {}, "Source: " + origin.source));
}

function rowOf(resource, show) {
  return el("tr", {},
    el("th", { scope: "row" }, el("button", { type: "button", class: "plain", "aria-pressed": "false", onclick: () => show(resource.type) }, resource.type)),
    Interactions.map(([code]) => (resource.interactions.includes(code) ? el("td", { class: "yes" }, el("span", { "aria-hidden": "true" }, "●"), el("span", { class: "hidden" }, "yes")) : el("td", {}, el("span", { class: "hidden" }, "no")))),
    el("td", { class: "number" }, resource.operations.length || ""),
    el("td", { class: "number" }, resource.parameters.length || ""));
}

function detailOf(facts, resource, search) {
  const canSearch = resource.interactions.includes("search-type");
  return [
    el("h2", {}, resource.type, canSearch && el("button", { type: "button", onclick: () => search(resource.type + "?") }, "Search it")),
    el("p", {}, resource.interactions.join(", ") || "no interactions", resource.conditional.length > 0 && " · conditional: " + resource.conditional.join(", "), resource.versioning && " · versions: " + resource.versioning),
    resource.parameters.length > 0 ? el("table", { class: "facts" },
      el("caption", { class: "hidden" }, "Search parameters of " + resource.type),
      el("thead", {}, el("tr", {}, ["Parameter", "Type", "Takes", "C#"].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, resource.parameters.map((parameter) => el("tr", {},
        el("th", { scope: "row" }, parameter.name), el("td", {}, parameter.type),
        el("td", { class: "takes" }, [parameter.codes.length > 0 && listOf(parameter.codes), parameter.prefixes.join(" "), parameter.modifiers.map((modifier) => ":" + modifier).join(" ")].filter(Boolean).map((line) => el("div", {}, line))), el("td", {}, parameter.property ? el("code", {}, "q." + parameter.property) : ""))))) : el("p", { class: "empty" }, "No search parameters."),
    named("_include", resource.includes), named("_revinclude", resource.revincludes),
    named("Operations", resource.operations.map((operation) => "$" + operation.name)),
    rulesOf(facts, facts.rules.filter((rule) => rule.type === resource.type || rule.type === "*"), "Rules for " + resource.type),
  ].filter(Boolean);
}

const listOf = (codes) => (codes.length > 12 ? codes.slice(0, 12).join(", ") + " and " + (codes.length - 12) + " more" : codes.join(", "));

const named = (name, values) => values.length > 0 && el("p", {}, el("strong", {}, name), " ", values.join(", "));

function rulesOf(facts, rules, title) {
  if (rules.length === 0) {
    return el("p", { class: "hint" }, title + ": none is known.");
  }
  return el("details", { class: "rules", open: rules.length <= 12 }, el("summary", {}, title + " (" + rules.length + ")"), el("table", { class: "facts" },
    el("caption", { class: "hidden" }, title),
    el("thead", {}, el("tr", {}, ["Type", "Rule", "Says", "Source"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, rules.map((rule) => el("tr", {},
      el("td", {}, rule.type === "*" ? "all" : rule.type), el("td", {}, el("code", {}, rule.verb)),
      el("td", {}, rule.meaning, el("br"), el("strong", {}, rule.says.join(" | ")), rule.isDeclaredOnly && " (promised only)"), el("td", {}, el("small", {}, rule.source)))))));
}
