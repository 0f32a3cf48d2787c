// Programs for agents that this project did not write, before the gateway's tools: "Get my lab results from Epic", with the login done as a person in a browser does it.
// node mcp-clients.mjs <gateway> <platform> <patient>: one line of JSON for each program.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const [gateway, platform, patient] = process.argv.slice(2);
const address = `${gateway}/mcp`;
const search = { platform, type: "Observation", criteria: { patient, category: "laboratory" }, limit: 10 };
const run = promisify(execFile);
const tell = (line) => console.log(JSON.stringify(line));

// What a person does in his browser with the address that the agent tells him.
async function logIn(connect) {
  const cookies = new Map();
  const visit = async (url, init = {}) => {
    const ours = url.startsWith(gateway);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", ...init, headers: { ...init.headers, ...(ours && cookie ? { cookie } : {}) } });
    for (const one of ours ? response.headers.getSetCookie() : []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(one);
      cookies.set(name, value);
    }
    return response;
  };
  const begun = await visit(`${connect}?continue=yes`);
  const page = await visit(begun.headers.get("location"));
  const html = await page.text();
  const text = (pattern) => pattern.exec(html)[1].replaceAll("&amp;", "&");
  const allowed = await visit(new URL(text(/action="([^"]+)"/), page.url).href, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ticket: text(/name="ticket" value="([^"]+)"/), decision: "allow", patient }).toString(),
  });
  const done = await visit(allowed.headers.get("location"));
  if (done.status !== 200) {
    throw new Error(`The login ended with ${done.status}: ${await done.text()}`);
  }
}

const client = new Client({ name: "typescript-agent", version: "1" });
await client.connect(new StreamableHTTPClientTransport(new URL(address)));
const tools = (await client.listTools()).tools.map((tool) => tool.name);
const first = await client.callTool({ name: "search", arguments: search });
await logIn(/http[^ ]+\/connect\/[^ ]+/.exec(first.content[0].text)[0]);
let rows = 0;
let pages = 0;
for (let next = search; next; pages++) {
  const answer = await client.callTool({ name: "search", arguments: next });
  if (answer.isError) {
    throw new Error(answer.content[0].text);
  }
  rows += answer.structuredContent.rows.length;
  const cursor = answer.structuredContent.cursor;
  next = cursor && { platform, type: "Observation", cursor, limit: 10 };
}
await client.close();
tell({ program: "typescript-sdk", tools: tools.length, refusedFirst: first.isError === true, rows, pages });

const inspect = async (...args) => JSON.parse((await run(process.execPath, ["node_modules/@modelcontextprotocol/inspector-cli/build/cli.js", "--cli", address, "--transport", "http", ...args], { env: { ...process.env } })).stdout);
const listed = await inspect("--method", "tools/list");
const found = await inspect("--method", "tools/call", "--tool-name", "search", ...Object.entries(search).flatMap(([name, value]) => ["--tool-arg", `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`]));
tell({ program: "inspector", tools: listed.tools.length, rows: found.structuredContent.rows.length });

// Those that need nothing but what every server has. The others call tools, prompts and resources of a test server by their names, which are not here.
for (const scenario of ["server-initialize", "logging-set-level", "ping", "completion-complete", "tools-list", "resources-list", "resources-subscribe", "resources-unsubscribe", "prompts-list", "dns-rebinding-protection"]) {
  const { stdout } = await run(process.execPath, ["node_modules/@modelcontextprotocol/conformance/dist/index.js", "server", "--url", address, "--scenario", scenario]).catch((error) => error);
  const [, passed, all] = /Passed: (\d+)\/(\d+)/.exec(stdout) ?? [];
  tell({ program: "conformance", scenario, passed: Number(passed), all: Number(all) });
}
