// @ts-check
// Opens a browser for a person: a throwaway profile, Ringfence in it, its welcome page in front.
// The package is the one that ships: sites are asked for as they are for everybody.

import path from "node:path";

import { launchChromium } from "../browser/harness/chromium.js";
import { launchFirefox } from "../browser/harness/firefox.js";
import { main } from "./command.mjs";
import { packageDirectory } from "./paths.mjs";

await main(async () => {
  const browser = process.argv[2] === "firefox" ? "firefox" : "chrome";
  const dist = packageDirectory(browser);
  const running =
    browser === "firefox"
      ? await launchFirefox({ dist, headless: false, prefs: { "extensions.webextOptionalPermissionPrompts": true } })
      : await launchChromium({ dist, headless: false, overlay: {} });
  // A first installation opens its welcome page by itself; this is for the one that did not.
  if (!(await opensItself(running))) await running.openPage("welcome.html");
  process.stdout.write(`${path.basename(dist)} is open with Ringfence; close it to end.\n`);
  await new Promise((resolve) => running.browser.once("disconnected", resolve));
});

/** @param {import("../browser/harness/running.js").RunningBrowser} running */
async function opensItself({ browser, extensionOrigin }) {
  const deadline = AbortSignal.timeout(5_000);
  while (!deadline.aborted) {
    for (const page of await browser.pages()) {
      const href = await page.evaluate(() => location.href).catch(() => "");
      if (href.startsWith(`${extensionOrigin}/welcome.html`)) return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
