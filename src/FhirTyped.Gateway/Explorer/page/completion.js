// What can stand at the cursor of a request: types, parameters, modifiers, codes. It knows the facts of the platform, and decides nothing: that is the judge's.

const Results = ["_count", "_sort", "_include", "_revinclude"];

const option = (value, note = "") => ({ value, note });

/** Where the word at the cursor begins and ends, and what could stand there. */
export function complete(facts, text, caret) {
  const before = text.slice(0, caret);
  const question = before.indexOf("?");
  return question < 0 ? completePath(facts, text, before) : completeQuery(facts, text, before, question);
}

function completePath(facts, text, before) {
  const slash = before.lastIndexOf("/");
  const end = endOf(text, before.length, /[/?]/);
  if (slash < 0) {
    const types = facts.resources.map((resource) => option(resource.type + (resource.interactions.includes("search-type") ? "?" : "/"), resource.interactions.join(", ")));
    return filtered(types, before, 0, text[end] === "?" ? end + 1 : end);
  }
  const resource = facts.byType.get(before.slice(0, before.indexOf("/")));
  const operations = resource?.operations.map((operation) => option("$" + operation.name, "operation")) ?? [];
  return filtered(operations, before.slice(slash + 1), slash + 1, end);
}

function completeQuery(facts, text, before, question) {
  const resource = facts.byType.get(before.slice(0, question));
  if (!resource) {
    return filtered([], "", before.length, before.length);
  }
  const start = Math.max(before.lastIndexOf("&"), question) + 1;
  const word = before.slice(start);
  const equals = word.indexOf("=");
  if (equals >= 0) {
    return completeValue(resource, text, before, start, word, equals);
  }
  const end = endOf(text, before.length, /[&=]/);
  const colon = word.indexOf(":");
  if (colon >= 0) {
    const modifiers = resource.byName.get(word.slice(0, colon))?.modifiers ?? [];
    return filtered(modifiers.map((modifier) => option(modifier + "=", "modifier")), word.slice(colon + 1), start + colon + 1, text[end] === "=" ? end + 1 : end);
  }
  return filtered(namesOf(resource), word, start, text[end] === "=" ? end + 1 : end);
}

function namesOf(resource) {
  const names = resource.parameters.filter((parameter) => !Results.includes(parameter.name)).map((parameter) => option(parameter.name + "=", parameter.type));
  const results = Results.filter((name) => (name !== "_include" || resource.includes.length > 0) && (name !== "_revinclude" || resource.revincludes.length > 0));
  return [...names, ...results.map((name) => option(name + "=", "shapes the answer"))];
}

function completeValue(resource, text, before, start, word, equals) {
  const name = word.slice(0, equals);
  const [plain, modifier] = name.split(":");
  const from = start + Math.max(equals, word.lastIndexOf(",")) + 1;
  const typed = before.slice(from);
  return filtered(valuesOf(resource, plain, modifier), typed, from, endOf(text, before.length, /[&,]/));
}

function valuesOf(resource, name, modifier) {
  if (modifier === "missing") {
    return [option("true"), option("false")];
  }
  switch (name) {
    case "_include": return resource.includes.map((value) => option(value, "include"));
    case "_revinclude": return resource.revincludes.map((value) => option(value, "include"));
    case "_count": return ["20", "50", "100"].map((value) => option(value));
    case "_sort": return resource.parameters.flatMap((parameter) => (parameter.name.startsWith("_") ? [] : [option(parameter.name, "ascending"), option("-" + parameter.name, "descending")]));
    default: {
      const parameter = resource.byName.get(name);
      return parameter ? [...parameter.codes.map((code) => option(code, "code")), ...(modifier ? [] : parameter.prefixes.map((prefix) => option(prefix, Comparisons[prefix])))] : [];
    }
  }
}

const Comparisons = {
  eq: "equal", ne: "not equal", gt: "after, above", lt: "before, below", ge: "from … on, at least", le: "until, at most", sa: "starts after", eb: "ends before", ap: "approximately",
};

function endOf(text, from, stop) {
  const at = text.slice(from).search(stop);
  return at < 0 ? text.length : from + at;
}

// What begins as it was typed comes first, then what has it somewhere.
function filtered(options, typed, from, to) {
  const wanted = typed.toLowerCase();
  const begin = options.filter((one) => one.value.toLowerCase().startsWith(wanted) && one.value !== typed);
  const hold = wanted.length > 0 ? options.filter((one) => !one.value.toLowerCase().startsWith(wanted) && one.value.toLowerCase().includes(wanted)) : [];
  return { from, to, options: [...begin, ...hold] };
}
