// The gateway's explorer in Chromium, as a person uses it.
// node explorer.mjs <gateway> <chromium> <scenario> [folder]: does what the scenario says, and writes what it saw as one line of JSON. "screenshots" writes pictures into the folder.
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [gateway, executablePath, scenario, folder] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"] });
const problems = [];

async function open({ colorScheme = "light", size = { width: 1200, height: 800 } } = {}) {
  const context = await browser.newContext({ viewport: size, colorScheme, locale: "en-GB", timezoneId: "UTC" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: gateway });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => problems.push("error: " + error.message));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !/status of [45]\d\d/.test(message.text()) && problems.push(message.type() + ": " + message.text()));
  page.on("dialog", (dialog) => {
    problems.push("dialog: " + dialog.message());
    dialog.dismiss();
  });
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation", (event) => console.error("policy: " + event.violatedDirective)));
  await page.goto(gateway + "/");
  await ready(page);
  return page;
}

const ready = (page) => page.waitForSelector("html[data-ready]");
const text = (page, selector) => page.locator(selector).innerText();
const texts = (page, selector) => page.locator(selector).allInnerTexts();
const choose = (page, platform) => Promise.all([page.waitForFunction((id) => document.getElementById("base").textContent === `/api/fhir/${id}/`, platform), page.selectOption("#platform", platform)]);

// What is written is judged: waits for the answer to exactly this.
async function write(page, request) {
  const judged = page.waitForResponse((response) => response.url().endsWith("/explain") && decodeURIComponent(JSON.parse(response.request().postData()).url) === request);
  await page.fill("#request", request);
  await judged;
  await page.waitForFunction(() => document.querySelector("#verdicts li") !== null);
  await page.keyboard.press("Escape");
}

async function run(page, request) {
  await write(page, request);
  await page.press("#request", "Enter");
  await answered(page);
}

const answered = (page) => page.waitForFunction(() => /^\d{3}/.test(document.getElementById("outcome").textContent) && !document.getElementById("results").hasAttribute("aria-busy"));

async function tab(page, name) {
  await page.click("#tab-" + name);
  await page.locator("#view-" + name).waitFor({ state: "visible" });
}

async function logIn(page) {
  await page.click("#connect");
  await page.selectOption("select[name=patient]", "erika");
  await page.click("button[value=allow]");
  await page.waitForURL(gateway + "/");
  await ready(page);
  await page.waitForFunction(() => document.getElementById("connection").textContent === "connected");
}

const scenarios = {
  async capabilities() {
    const page = await open();
    const platforms = await texts(page, "#platform option");
    await choose(page, "epic");
    await tab(page, "capabilities");
    const row = await page.locator(".matrix tbody tr", { has: page.getByRole("button", { name: "Observation", exact: true }) }).innerText();
    const types = await page.locator(".matrix tbody tr").count();
    await page.fill("#filter", "lastn");
    const withLastn = await texts(page, ".matrix tbody tr:not([hidden]) th");
    await page.fill("#filter", "");
    await page.getByRole("button", { name: "Patient", exact: true }).click();
    const detail = await text(page, ".detail h2");
    const parameters = await texts(page, ".detail table.facts tbody th");
    const rules = await page.locator("#view-capabilities > details tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
    const origin = await text(page, ".origin");
    await page.getByRole("button", { name: "Search it" }).click();
    return { platforms, row: row.replace(/\s+/g, " "), types, withLastn, detail, parameters, rules, origin, written: await page.inputValue("#request") };
  },

  async compare() {
    const page = await open();
    await tab(page, "compare");
    await page.locator(".compared").first().waitFor();
    const heads = async () => texts(page, ".compared >> nth=0 >> thead th");
    const rows = async () => page.locator(".compared >> nth=0 >> tbody tr").count();
    const two = await heads();
    const boxes = page.locator("#view-compare fieldset input[id^=compare-]");
    const ids = await boxes.evaluateAll((all) => all.filter((box) => !box.checked).map((box) => box.id));
    await page.click("#" + ids[0]);
    await page.waitForFunction(() => document.querySelectorAll(".compared thead")[0]?.querySelectorAll("th").length === 4);
    const three = await heads();
    await page.click("#" + ids[1]);
    const refused = await text(page, "#view-compare .said");
    const isFourth = await page.isChecked("#" + ids[1]);
    // One server twice: nothing differs. Another beside it: nearly everything does.
    await page.uncheck("#compare-epic");
    await page.check("#differences");
    await page.waitForFunction(() => document.querySelector(".compared caption")?.textContent.endsWith("that differ (0)"));
    await page.uncheck("#compare-labs");
    await page.check("#compare-epic");
    await page.waitForFunction(() => document.querySelectorAll(".compared tbody tr").length > 50);
    const different = await rows();
    await page.uncheck("#differences");
    await page.waitForFunction(() => !document.querySelector(".compared caption")?.textContent.includes("differ"));
    const all = await rows();
    await page.check("#differences");
    await page.selectOption("#compare-type", "Patient");
    return { two, three, refused, isFourth, all, different, caption: await text(page, "#compare-parameters caption >> nth=0") };
  },

  async judge() {
    const page = await open();
    await choose(page, "epic");
    await page.fill("#request", "Observ");
    const types = await texts(page, "#options li span");
    await page.fill("#request", "Observation?cat");
    const names = await texts(page, "#options li span");
    await page.fill("#request", "Observation?code:");
    const modifiers = await texts(page, "#options li span");
    await page.fill("#request", "Observation?category=");
    const codes = await texts(page, "#options li span");
    await page.fill("#request", "Observation?date=");
    const prefixes = await texts(page, "#options li span");
    await page.fill("#request", "Observation?category=lab&patient=x");
    await page.evaluate(() => document.getElementById("request").setSelectionRange(24, 24));
    await page.press("#request", "ArrowDown");
    await page.press("#request", "Enter");
    const inTheMiddle = await page.inputValue("#request");
    await page.fill("#request", "Observation?cat=lab");
    await page.evaluate(() => document.getElementById("request").setSelectionRange(15, 15));
    await page.press("#request", "ArrowDown");
    await page.press("#request", "Enter");
    const before = await page.inputValue("#request");
    await write(page, "Observation?patient=erika");
    const message = await text(page, "#verdicts .bad .message");
    const id = await text(page, "#verdicts .bad code");
    const remedy = await text(page, "#verdicts .bad .remedy");
    const corrected = await text(page, "#verdicts .fix code");
    await page.getByRole("button", { name: "Use it" }).click();
    await page.waitForSelector("#verdicts .good");
    const used = await page.inputValue("#request");
    await write(page, "Patient?nam=x");
    await page.getByRole("button", { name: "Write 'name'" }).click();
    await page.waitForSelector("#verdicts .good");
    return { types, names, modifiers, codes, prefixes, inTheMiddle, before, message, id, remedy, corrected, used, written: await page.inputValue("#request") };
  },

  async answer() {
    const page = await open();
    await choose(page, "hapi");
    await run(page, "Observation?patient=erika&_count=20");
    const outcome = await text(page, "#outcome");
    const rows = await page.locator("table.rows tbody tr").count();
    const first = await page.locator("table.rows tbody tr").first().innerText();
    await tab(page, "timeline");
    const lanes = await texts(page, "#view-timeline tbody th");
    const dots = await page.locator("#view-timeline circle").count();
    await tab(page, "numbers");
    const plots = await texts(page, "#view-numbers figcaption strong");
    const label = await page.locator("#view-numbers svg").first().getAttribute("aria-label");
    await tab(page, "receipt");
    const receipt = await text(page, "#view-receipt");
    await tab(page, "raw");
    const [copied, raw] = [await copy(page, "Copy JSON"), await text(page, "#view-raw pre")];
    await tab(page, "code");
    const [csharp, curl] = [await copy(page, "Copy C#"), await copy(page, "Copy curl")];
    await tab(page, "rows");
    const asked = page.waitForResponse((response) => response.url().includes("/_page/"));
    await page.click("#next");
    await asked;
    await answered(page);
    await page.waitForFunction((before) => document.querySelector("table.rows tbody tr")?.innerText !== before, first);
    return { outcome, rows, first, lanes, dots, plots, label, receipt, copied, raw, csharp, curl, second: await page.locator("table.rows tbody tr").first().innerText() };
  },

  async receipts() {
    const page = await open();
    const seen = {};
    // What is run while a platform is being chosen goes to that one.
    await page.route("**/api/explorer/platforms/labs", async (route) => {
      await page.press("#request", "Enter");
      await route.continue();
    });
    await page.fill("#request", "Patient?name=quick");
    await choose(page, "labs");
    await answered(page);
    seen.quick = await text(page, "#outcome");
    for (const name of ["said", "unsaid", "dropped"]) {
      await run(page, "Patient?name=" + name);
      await tab(page, "receipt");
      seen[name] = { outcome: await text(page, "#outcome"), receipt: await text(page, "#view-receipt .verdict"), issues: await texts(page, "#view-receipt .issues li") };
    }
    return seen;
  },

  async connect() {
    const page = await open();
    await choose(page, "epic");
    await page.waitForFunction(() => document.getElementById("connection").textContent === "not connected");
    await run(page, "Observation?patient=erika&category=laboratory");
    const before = await text(page, "#outcome");
    await logIn(page);
    const kept = await page.inputValue("#request");
    const left = await page.evaluate(() => sessionStorage.length);
    await run(page, kept);
    const connected = await text(page, "#outcome");
    await page.click("#disconnect");
    await page.waitForFunction(() => document.getElementById("connection").textContent === "not connected");
    await run(page, kept);
    return { before, kept, left, connected, after: await text(page, "#outcome") };
  },

  async keyboard() {
    const page = await open();
    const keys = page.keyboard;
    const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
    async function to(wanted, key = "Tab") {
      for (let i = 0; i < 400; i++) {
        await keys.press(key);
        if ((await focused()) === wanted) {
          return;
        }
      }
      throw new Error("The keyboard does not come to " + wanted + ".");
    }
    await to("platform");
    await keys.type("HAPI");
    await page.waitForFunction(() => document.getElementById("base").textContent === "/api/fhir/hapi/");
    await to("request");
    await keys.type("Observation");
    await keys.press("ArrowDown");
    const active = await page.evaluate(() => document.getElementById(document.getElementById("request").getAttribute("aria-activedescendant"))?.textContent);
    await keys.press("Enter");
    await keys.type("patien");
    await keys.press("ArrowDown");
    await keys.press("Enter");
    await keys.type("erika&_cou");
    await keys.press("ArrowDown");
    await keys.press("Enter");
    await keys.type("50");
    await keys.press("Escape");
    const written = await page.inputValue("#request");
    await keys.press("Enter");
    await answered(page);
    const outcome = await text(page, "#outcome");
    await to("tab-rows");
    const shown = [];
    for (let i = 0; i < 6; i++) {
      shown.push(await page.evaluate(() => [...document.querySelectorAll("#results [role=tabpanel]")].filter((view) => !view.hidden && view.textContent !== "").map((view) => view.id).join()));
      await keys.press("ArrowRight");
    }
    await keys.press("End");
    await to("Copy C#");
    await keys.press("Enter");
    await page.waitForFunction(() => [...document.querySelectorAll(".said")].some((said) => said.textContent === "Copied."));
    await to("tab-search", "Shift+Tab");
    await keys.press("ArrowRight");
    await to("filter");
    await keys.type("Patient");
    await to("Patient");
    await keys.press("Enter");
    const detail = await text(page, ".detail h2");
    await to("tab-capabilities", "Shift+Tab");
    await keys.press("ArrowRight");
    await page.locator(".compared").first().waitFor();
    await to("differences");
    await keys.press("Space");
    await page.waitForFunction(() => document.querySelector(".compared caption")?.textContent.includes("differ"));
    await to("platform", "Shift+Tab");
    await keys.type("Epic");
    await page.waitForFunction(() => !document.getElementById("connect").hidden);
    await to("connect");
    await keys.press("Enter");
    await page.waitForSelector("button[value=allow]");
    const named = (name) => page.evaluate((wanted) => document.activeElement.name === wanted, name);
    for (const name of ["patient", "decision"]) {
      for (let i = 0; i < 40 && !(await named(name)); i++) {
        await keys.press("Tab");
      }
      await keys.type(name === "patient" ? "erika" : "");
    }
    await keys.press("Enter");
    await page.waitForURL(gateway + "/");
    await ready(page);
    await page.waitForFunction(() => document.getElementById("connection").textContent === "connected");
    await to("disconnect");
    await keys.press("Enter");
    await page.waitForFunction(() => document.getElementById("connection").textContent === "not connected");
    return { active, written, outcome, shown, detail, end: await focused() };
  },

  async hostile() {
    const page = await open();
    await choose(page, "labs");
    await run(page, "Patient?name=hostile");
    const rows = await texts(page, "table.rows tbody tr");
    for (const name of ["timeline", "numbers", "receipt", "raw", "rows"]) {
      await tab(page, name);
    }
    const made = await page.evaluate(() => ({
      images: document.querySelectorAll("#results img, #results script, #results a, #results iframe").length, ran: window.ran ?? false,
      longest: Math.max(...[...document.querySelectorAll("table.rows td")].map((cell) => cell.textContent.length)),
      raw: document.querySelector("#view-raw pre").textContent.length,
      direction: getComputedStyle(document.querySelector("table.rows tbody tr:nth-child(2) td:nth-child(4)")).direction,
      page: getComputedStyle(document.body).direction,
    }));
    await tab(page, "raw");
    await page.getByRole("button", { name: /^Show all/ }).click();
    const whole = await page.evaluate(() => document.querySelector("#view-raw pre").textContent.length);
    await write(page, "Patient?name=<img src=x onerror=window.ran=1>&\"><script>window.ran=1</script>");
    const ran = await page.evaluate(() => window.ran ?? false);
    return { rows: rows.map((row) => row.slice(0, 300)), ...made, whole, ran: made.ran || ran };
  },

  // Counted, and not timed: how much is put up at once, how much for a row, and what is done to a thousand rows while somebody types.
  async thousand() {
    const page = await open();
    await choose(page, "labs");
    await page.evaluate(() => {
      window.seen = { largest: 0, nodes: 0, parts: 0 };
      window.reset = () => Object.assign(window.seen, { largest: 0, nodes: 0, parts: 0 });
      new MutationObserver((changes) => {
        const nodes = new Set();
        for (const node of changes.flatMap((change) => [...change.addedNodes])) {
          nodes.add(node);
          node.querySelectorAll?.("*").forEach((one) => nodes.add(one));
        }
        window.seen.largest = Math.max(window.seen.largest, nodes.size);
        window.seen.nodes += nodes.size;
        window.seen.parts += 1;
      }).observe(document.getElementById("results"), { childList: true, subtree: true });
    });
    async function count(request, rows) {
      await write(page, request);
      await tab(page, "rows");
      await page.evaluate(() => window.reset());
      await page.press("#request", "Enter");
      await page.waitForFunction((wanted) => document.querySelectorAll("table.rows tbody tr").length === wanted, rows);
      return page.evaluate(() => ({ ...window.seen }));
    }
    const half = await count("Observation?patient=500", 500);
    const whole = await count("Observation?patient=1000", 1000);
    await page.evaluate(() => window.reset());
    const rows = await page.evaluateHandle(() => document.querySelector("table.rows tbody"));
    await rows.evaluate((body) => {
      window.touched = 0;
      new MutationObserver((changes) => (window.touched += changes.length)).observe(body, { childList: true, subtree: true, attributes: true, characterData: true });
    });
    await page.locator("#request").pressSequentially("&category=laboratory");
    await page.waitForSelector("#verdicts li");
    const touched = await page.evaluate(() => window.touched);
    await tab(page, "timeline");
    const drawn = await page.locator("#view-timeline svg *").count();
    await tab(page, "numbers");
    return { half, whole, touched, drawn, plotted: await page.locator("#view-numbers svg *").count() };
  },

  async axe() {
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    const found = [];
    let looked = 0;
    for (const colorScheme of ["light", "dark"]) {
      const page = await open({ colorScheme });
      const look = async (where) => {
        await page.evaluate(axe);
        const { violations, passes } = await page.evaluate(() => window.axe.run(document));
        looked += passes.length > 10 ? 1 : 0;
        found.push(...violations.filter((one) => ["serious", "critical"].includes(one.impact)).map((one) => `${colorScheme} ${where}: ${one.id} ${one.nodes[0].target}`));
      };
      await choose(page, "epic");
      await write(page, "Observation?patient=erika&shoesize=1");
      await look("refused");
      await page.fill("#request", "Observation?cate");
      await look("completion");
      await choose(page, "hapi");
      await run(page, "Observation?patient=erika&_count=50");
      for (const name of ["rows", "timeline", "numbers", "receipt", "raw", "code"]) {
        await tab(page, name);
        await look(name);
      }
      await tab(page, "capabilities");
      await look("capabilities");
      await tab(page, "compare");
      await page.locator(".compared").first().waitFor();
      await look("compare");
      await page.context().close();
    }
    return { found, looked };
  },

  async screenshots() {
    const picture = (page, name) => page.screenshot({ path: `${folder}/explorer-${name}.png`, caret: "hide" });
    const page = await open();
    await choose(page, "epic");
    await write(page, "Observation?patient=erika&date=ge2026-01-01");
    await page.locator("#request").blur();
    // A port by chance is another in each picture.
    await page.evaluate((address) => document.querySelectorAll("pre code").forEach((code) => (code.textContent = code.textContent.replaceAll(address, "http://localhost:8080"))), gateway);
    await picture(page, "search");
    await tab(page, "capabilities");
    await picture(page, "capabilities");
    await tab(page, "search");
    await choose(page, "hapi");
    await run(page, "Observation?patient=erika&_count=100");
    await tab(page, "numbers");
    await picture(page, "numbers");
    const dark = await open({ colorScheme: "dark" });
    await choose(dark, "hapi");
    await run(dark, "Observation?patient=erika&_count=100");
    await tab(dark, "timeline");
    await picture(dark, "timeline-dark");
    return {};
  },
};

async function copy(page, name) {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("button", { name, exact: true }).locator("xpath=following-sibling::span").filter({ hasText: "Copied." }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

try {
  const seen = await scenarios[scenario]();
  console.log(JSON.stringify({ ...seen, problems }));
} finally {
  await browser.close();
}
