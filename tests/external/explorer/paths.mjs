// Each path through the explorer, by mouse.
import { open, text, texts, choose, write, run, answered, tab, logIn, copy } from "./person.mjs";

export async function capabilities() {
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
}

export async function compare() {
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
}

export async function judge() {
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
}

export async function answer() {
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
}

export async function receipts() {
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
}

export async function connect() {
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
}
