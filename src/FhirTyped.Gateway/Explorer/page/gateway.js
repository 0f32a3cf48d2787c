// What the page asks of the gateway: its own addresses alone, with the session's cookie.

const at = (path) => new URL(path, new URL("../", import.meta.url));

async function json(path, init) {
  const response = await fetch(at(path), { credentials: "same-origin", cache: "no-store", ...init });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.message ?? "The gateway answered " + response.status + ".");
  }
  return body;
}

export const platforms = async () => (await json("api/platforms")).platforms;

const known = new Map();

/** The facts of a platform; asked for once. */
export function facts(platform) {
  if (!known.has(platform)) {
    const asked = json("api/explorer/platforms/" + encodeURIComponent(platform)).then(read);
    asked.catch(() => known.delete(platform));
    known.set(platform, asked);
  }
  return known.get(platform);
}

// Lists that many parameters share stand there once.
function read(facts) {
  for (const resource of facts.resources) {
    for (const parameter of resource.parameters) {
      for (const name of ["modifiers", "prefixes", "codes"]) {
        parameter[name] = parameter[name] === undefined ? [] : facts.lists[parameter[name]];
      }
    }
    resource.byName = new Map(resource.parameters.map((parameter) => [parameter.name, parameter]));
  }
  facts.byType = new Map(facts.resources.map((resource) => [resource.type, resource]));
  return facts;
}

/** What the judge says of a request. It goes to the gateway and no further. */
export const explain = (platform, url, signal) => json("api/explorer/explain", {
  method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ platform, method: "GET", url: encoded(url) }), signal,
});

export const status = async () => (await json("auth/status")).platforms;

export const logOut = (platform) => json("auth/" + encodeURIComponent(platform) + "/logout", { method: "POST", headers: { "x-requested-with": "explorer" } });

export const loginAddress = (platform) => at("auth/" + encodeURIComponent(platform) + "/login?return=/").href;

/** Asks the platform through the gateway. The text of the answer is kept as it came: a number read and written again may be another. */
export async function ask(address, signal) {
  const response = await fetch(address, { credentials: "same-origin", cache: "no-store", headers: { accept: "application/fhir+json" }, signal });
  const text = await response.text();
  let body = null;
  try {
    body = JSON.parse(text);
  } catch {
    // What is no JSON is shown as text.
  }
  return { status: response.status, receipt: response.headers.get("fhirtyped-receipt"), request: response.headers.get("x-request-id"), text, body, address: address.toString() };
}

/** A request as an address has it: people write bars, blanks and letters of any script, which stand there encoded. What is encoded already stays. */
export const encoded = (request) => request.replace(/[^\x21-\x7e]|["#<>\\^`{|}]/gu, (letter) => encodeURIComponent(letter.isWellFormed() ? letter : "\ufffd"));

/** The address of a request below that of a platform; null where it would lead elsewhere. */
export function addressOf(facts, request) {
  const base = at(facts.base.slice(1));
  const address = new URL(base.href + encoded(request));
  return address.href.startsWith(base.href) ? address : null;
}

/** A link of a Bundle, at the origin of this page; null where it leads elsewhere than to the platform: a Bundle that somebody keeps in a record can say anything. */
export function linkOf(facts, url) {
  const link = URL.canParse(url, location.href) ? new URL(url, location.href) : null;
  return link && /^https?:$/.test(link.protocol) && link.pathname.startsWith(facts.base) ? new URL(link.pathname + link.search, location.origin) : null;
}
