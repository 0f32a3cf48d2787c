// What a record can say, a thousand rows, and what axe finds.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { open, texts, choose, write, run, tab } from "./person.mjs";

export async function hostile() {
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
}

// Counted, and not timed: how much is put up at once, how much for a row, and what is done to a thousand rows while somebody types.
export async function thousand() {
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
}

export async function axe() {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const found = [];
  let looked = 0;
  for (const colorScheme of ["light", "dark"]) {
    const page = await open({ colorScheme });
    const look = async (where) => {
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
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
    // Platforms with fewer types: axe looks at each cell.
    await choose(page, "epic");
    await tab(page, "capabilities");
    await look("capabilities");
    await tab(page, "compare");
    await page.uncheck("#compare-hapi");
    await page.check("#compare-oracle-health");
    await page.waitForFunction(() => document.querySelector(".compared")?.tHead.textContent.includes("Oracle"));
    await look("compare");
    await page.context().close();
  }
  return { found, looked };
}
