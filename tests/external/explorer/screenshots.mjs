// The pictures of the documentation.
import { open, choose, write, run, tab, gateway, folder } from "./person.mjs";

export async function screenshots() {
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
}
