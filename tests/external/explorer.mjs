// The gateway's explorer in Chromium, as a person uses it.
// node explorer.mjs <gateway> <chromium> <scenario> [folder]: does what the scenario says, and writes what it saw as one line of JSON. "screenshots" writes pictures into the folder.
import { browser, problems, scenario } from "./explorer/person.mjs";
import * as keyboard from "./explorer/keyboard.mjs";
import * as paths from "./explorer/paths.mjs";
import * as screenshots from "./explorer/screenshots.mjs";
import * as strain from "./explorer/strain.mjs";

try {
  const seen = await { ...paths, ...keyboard, ...strain, ...screenshots }[scenario]();
  console.log(JSON.stringify({ ...seen, problems }));
} finally {
  await browser.close();
}
