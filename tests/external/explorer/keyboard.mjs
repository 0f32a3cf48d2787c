// The same by the keyboard alone.
import { open, ready, text, answered, gateway } from "./person.mjs";

export async function keyboard() {
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
}
