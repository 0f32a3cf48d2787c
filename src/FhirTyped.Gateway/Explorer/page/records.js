// What a resource says, in a few words: what it is about, when, which value. Whatever stands there may be of another kind than FHIR says: then it is not shown here, and only in the JSON.

const isText = (value) => typeof value === "string" && value.length > 0;
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const list = (value) => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);
const first = (values) => values.find((value) => value !== undefined && value !== null && value !== "");

const coding = (one) => (isText(one?.display) ? one.display : isText(one?.code) ? one.code : undefined);
const concept = (one) => (isText(one) ? one : isText(one?.text) ? one.text : first(list(one?.coding).map(coding)) ?? coding(one));
const concepts = (value) => first(list(value).map(concept));
const reference = (one) => first([one?.display, one?.reference].filter(isText));
const person = (name) => (isText(name) ? name : isText(name?.text) ? name.text : [...list(name?.given), name?.family].filter(isText).join(" ") || undefined);
const quantity = (one) => (isNumber(one?.value) ? [isText(one.comparator) ? one.comparator : "", String(one.value), first([one.unit, one.code].filter(isText)) ?? ""].join(" ").trim() : undefined);

const Dates = [
  "effectiveDateTime", "effectiveInstant", "effectivePeriod", "onsetDateTime", "onsetPeriod", "occurrenceDateTime", "occurrencePeriod", "performedDateTime", "performedPeriod", "authoredOn",
  "period", "date", "start", "dateWritten", "whenHandedOver", "issued", "recordedDate", "recorded", "billablePeriod", "created", "sent", "started", "birthDate",
];
const Subjects = ["code", "vaccineCode", "medicationCodeableConcept", "medicationReference", "name", "title", "type", "serviceType", "category", "description", "class"];

/** The resources of an answer: of a Bundle those of its entries, each with why it is there. */
export function resourcesOf(body) {
  if (body?.resourceType !== "Bundle") {
    return body && typeof body === "object" && isText(body.resourceType) ? [{ resource: body, mode: "match" }] : [];
  }
  return list(body.entry).filter((entry) => entry?.resource && typeof entry.resource === "object").map((entry) => ({
    resource: entry.resource, mode: isText(entry.search?.mode) ? entry.search.mode : "match",
  }));
}

/** When it was: the text as it stands there, or an empty one. */
export function dateOf(resource) {
  for (const name of Dates) {
    const value = resource[name];
    const text = isText(value) ? value : first([value?.start, value?.end].filter(isText));
    if (text && /^\d{4}/.test(text)) {
      return text;
    }
  }
  return "";
}

/** The moment of a date of FHIR, of any precision; null where it is none. */
export function momentOf(date) {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?$/.exec(date);
  if (!parts) {
    return null;
  }
  const moment = parts[4] ? Date.parse(date) : Date.UTC(Number(parts[1]), Number(parts[2] ?? 1) - 1, Number(parts[3] ?? 1));
  return Number.isNaN(moment) ? null : moment;
}

/** What it is about. */
export function subjectOf(resource) {
  for (const name of Subjects) {
    const value = resource[name];
    const text = name === "name" ? first(list(value).map(person)) : concepts(value) ?? reference(value);
    if (isText(text)) {
      return text;
    }
  }
  return isText(resource.resourceType) ? resource.resourceType : "";
}

function valueOfOne(one) {
  const value = quantity(one?.valueQuantity) ?? concept(one?.valueCodeableConcept);
  return first([value, one?.valueString, one?.valueDateTime].filter(isText)) ?? first([one?.valueInteger, one?.valueBoolean].filter((plain) => isNumber(plain) || typeof plain === "boolean").map(String));
}

/** Which value it has. */
export function valueOf(resource) {
  const components = list(resource.component).map((one) => [concept(one?.code), valueOfOne(one)].filter(Boolean).join(" ")).filter(Boolean);
  const dosage = list(resource.dosageInstruction).map((one) => one?.text).filter(isText);
  return valueOfOne(resource) ?? first([components.join(", "), dosage.join("; "), resource.gender, concepts(resource.clinicalStatus)].filter(isText)) ?? "";
}

export const statusOf = (resource) => (isText(resource.status) ? resource.status : concepts(resource.clinicalStatus) ?? (typeof resource.active === "boolean" ? (resource.active ? "active" : "inactive") : ""));

export const typeOf = (resource) => (isText(resource.resourceType) ? resource.resourceType : "?");
export const idOf = (resource) => (isText(resource.id) ? resource.id : "");

/** The numbers of it that have a date: of which series, and in which unit. */
export function numbersOf(resource) {
  const moment = momentOf(dateOf(resource));
  if (moment === null) {
    return [];
  }
  const parts = [{ name: subjectOf(resource), one: resource }, ...list(resource.component).map((one) => ({ name: concept(one?.code) ?? "", one }))];
  return parts.filter(({ one }) => isNumber(one?.valueQuantity?.value)).map(({ name, one }) => ({
    series: name, unit: first([one.valueQuantity.unit, one.valueQuantity.code].filter(isText)) ?? "", value: one.valueQuantity.value, moment,
    low: first(list(one.referenceRange).map((range) => range?.low?.value).filter(isNumber)), high: first(list(one.referenceRange).map((range) => range?.high?.value).filter(isNumber)),
  }));
}
