// A person in Chromium before the explorer: what all paths share.
import { chromium } from "playwright-core";

export const [gateway, executablePath, scenario, folder] = process.argv.slice(2);
export const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"] });

/** What the page said of errors, and what its policy stopped. */
export const problems = [];

export async function open({ colorScheme = "light", size = { width: 1200, height: 800 } } = {}) {
  const context = await browser.newContext({ viewport: size, colorScheme, locale: "en-GB", timezoneId: "UTC" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: gateway });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
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

export const ready = (page) => page.waitForSelector("html[data-ready]");
export const text = (page, selector) => page.locator(selector).innerText();
export const texts = (page, selector) => page.locator(selector).allInnerTexts();
export const choose = (page, platform) => Promise.all([page.waitForFunction((id) => document.getElementById("base").textContent === `/api/fhir/${id}/`, platform), page.selectOption("#platform", platform)]);

// What is written is judged: waits for the answer to exactly this.
export async function write(page, request) {
  const judged = page.waitForResponse((response) => response.url().endsWith("/explain") && decodeURIComponent(JSON.parse(response.request().postData()).url) === request);
  await page.fill("#request", request);
  await judged;
  await page.waitForFunction(() => document.querySelector("#verdicts li") !== null);
  await page.keyboard.press("Escape");
}

export async function run(page, request) {
  await write(page, request);
  await page.press("#request", "Enter");
  await answered(page);
}

export const answered = (page) => page.waitForFunction(() => /^\d{3}/.test(document.getElementById("outcome").textContent) && !document.getElementById("results").hasAttribute("aria-busy"));

export async function tab(page, name) {
  await page.click("#tab-" + name);
  await page.locator("#view-" + name).waitFor({ state: "visible" });
}

export async function logIn(page) {
  await page.click("#connect");
  await page.selectOption("select[name=patient]", "erika");
  await page.click("button[value=allow]");
  await page.waitForURL(gateway + "/");
  await ready(page);
  await page.waitForFunction(() => document.getElementById("connection").textContent === "connected");
}

export async function copy(page, name) {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("button", { name, exact: true }).locator("xpath=following-sibling::span").filter({ hasText: "Copied." }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}
