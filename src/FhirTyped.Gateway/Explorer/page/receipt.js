// What is known of an answer: whether the platform searched for what was asked, and what it says itself.

import { el, short } from "./dom.js";
import { resourcesOf } from "./records.js";

const Meanings = {
  verified: ["good", "The platform says that it searched for exactly this."],
  unverifiable: ["unsure", "The platform does not say what it searched for, or in a form that only it understands."],
  dropped: ["bad", "The platform left a filter out, or searched for something else. Nothing of its answer is given."],
  contentmismatch: ["bad", "Matches contradict a filter, whatever the platform says."],
  truncated: ["unsure", "The platform gave fewer matches than it counted, and no further page."],
};

const RuleSystem = "urn:fhirtyped:rule";

/** Shows the receipt of an answer. */
export function showReceipt(view, answer) {
  const { body } = answer;
  const found = resourcesOf(body);
  const count = (mode) => found.filter((one) => one.mode === mode).length;
  const isBundle = body?.resourceType === "Bundle";
  const self = isBundle && Array.isArray(body.link) ? body.link.find((link) => link?.relation === "self")?.url : undefined;
  const [look, meaning] = Meanings[answer.receipt] ?? ["unsure", answer.status >= 400 ? "There is no receipt: the request was not answered." : "There is no receipt: it is no search, or the platform was not asked for one."];
  view.replaceChildren(
    el("p", { class: "verdict " + look }, el("strong", {}, answer.receipt ?? "no receipt"), " ", meaning),
    el("dl", {},
      fact("Status", answer.status),
      fact("Asked at", answer.address),
      typeof self === "string" && fact("The platform says (self)", short(self, 1000)),
      isBundle && fact("Matches on this page", count("match")),
      isBundle && typeof body.total === "number" && fact("Total, by the platform", body.total),
      isBundle && fact("What came along", count("include")),
      answer.request && fact("Id of the request", answer.request)),
    issuesOf(body).length > 0 && el("div", {}, el("h2", {}, "What is said"), issueList(body)) || "");
}

const fact = (name, value) => [el("dt", {}, name), el("dd", { dir: "auto" }, value)];

/** The issues of an OperationOutcome, of the platform's or of the gateway's own. */
export function issueList(body) {
  return el("ul", { class: "issues" }, issuesOf(body).map((issue) => el("li", {},
    issue.rule && el("code", {}, issue.rule), el("span", { dir: "auto" }, short(issue.text, 2000)), issue.remedy && el("span", { class: "remedy", dir: "auto" }, short(issue.remedy, 1000)),
    issue.source && el("small", {}, short(issue.source, 300)))));
}

export function issuesOf(body) {
  const outcomes = resourcesOf(body).map((one) => one.resource).filter((resource) => resource?.resourceType === "OperationOutcome");
  return outcomes.flatMap((outcome) => (Array.isArray(outcome.issue) ? outcome.issue : [])).map((issue) => {
    const text = [issue?.diagnostics, issue?.details?.text, issue?.code].find((one) => typeof one === "string") ?? "";
    const rule = Array.isArray(issue?.details?.coding) ? issue.details.coding.find((one) => one?.system === RuleSystem)?.code : undefined;
    const source = Array.isArray(issue?.extension) ? issue.extension.find((one) => typeof one?.valueString === "string")?.valueString : undefined;
    const remedy = typeof issue?.details?.text === "string" && issue.details.text !== text ? issue.details.text : undefined;
    return { text, rule: typeof rule === "string" ? rule : undefined, source, remedy };
  });
}
