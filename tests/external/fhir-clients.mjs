// Clients that this project did not write, through the gateway: each logs in as a person in a browser does, and reads a search page by page.
// node fhir-clients.mjs <gateway> <platform> <patient>: one line of JSON for each client.
import { Client } from "fhir-kit-client";
import smart from "fhirclient";
import http from "node:http";

const [gateway, platform, patient] = process.argv.slice(2);
const cookies = new Map();

const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

// What a browser does: it keeps the gateway's cookies, and shows the page of the server's login.
async function visit(address, init = {}) {
  const ours = address.startsWith(gateway);
  const response = await fetch(address, { redirect: "manual", ...init, headers: { ...init.headers, ...(ours && cookies.size ? { cookie: cookie() } : {}) } });
  for (const one of ours ? response.headers.getSetCookie() : []) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(one);
    cookies.set(name, value);
  }
  return response;
}

async function logIn() {
  let response = await visit(`${gateway}/auth/${platform}/login`);
  const page = await visit(response.headers.get("location"));
  const html = await page.text();
  const text = (pattern) => pattern.exec(html)[1].replaceAll("&amp;", "&");
  response = await visit(new URL(text(/action="([^"]+)"/), page.url).href, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ticket: text(/name="ticket" value="([^"]+)"/), decision: "allow", patient }).toString(),
  });
  response = await visit(response.headers.get("location"));
  if (response.status !== 200) {
    throw new Error(`The login ended with ${response.status}: ${await response.text()}`);
  }
}

const ids = (bundle) => (bundle.entry ?? []).filter((entry) => entry.search?.mode !== "outcome").map((entry) => entry.resource.id);
const tell = (client, pages, found) => console.log(JSON.stringify({ client, pages, count: found.length, distinct: new Set(found).size }));

await logIn();
const baseUrl = `${gateway}/api/fhir/${platform}`;

const kit = new Client({ baseUrl, customHeaders: { cookie: cookie() } });
let bundle = await kit.search({ resourceType: "Observation", searchParams: { patient, category: "laboratory", _count: 10 } });
const kitFound = ids(bundle);
let kitPages = 1;
while ((bundle = await kit.nextPage({ bundle })) !== undefined) {
  kitFound.push(...ids(bundle));
  kitPages++;
}
tell("fhir-kit-client", kitPages, kitFound);

// It sends headers of its caller's with the first page alone, since in a browser the cookie is there without it. So it is here.
const send = http.request;
http.request = (options, ...rest) => send({ ...options, headers: { ...options.headers, cookie: cookie() } }, ...rest);

const request = { headers: {}, url: "/", protocol: "http" };
const client = smart(request, {}, { get: async () => undefined, set: async () => undefined, unset: async () => false }).client(baseUrl);
const smartFound = [];
let smartPages = 0;
await client.request({ url: `Observation?patient=${patient}&category=laboratory&_count=10` }, {
  pageLimit: 0,
  onPage: (page) => {
    smartPages++;
    smartFound.push(...ids(page));
  },
});
tell("fhirclient", smartPages, smartFound);
