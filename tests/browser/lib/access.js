// @ts-check
// Access to sites, withdrawn and given back while the browser runs, as a person does it.

import { until } from "./until.js";

/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */

/**
 * Withdraws it: in Chromium by the extension's own settings ("on click"), in Firefox from the
 * console of one of our pages.
 * @param {RunningBrowser} ringfence
 */
export async function withdrawAccess(ringfence) {
  if (ringfence.name === "chromium") return setHostAccess(ringfence, "ON_CLICK");
  const page = await ringfence.openPage("options.html");
  const removed = await page.evaluate(async () => {
    const { origins } = await chrome.permissions.getAll();
    return chrome.permissions.remove({ origins: origins ?? [] });
  });
  if (!removed) throw new Error("Firefox did not withdraw the access.");
  await page.close();
}

/**
 * Gives it back: in Chromium by the extension's settings, in Firefox by the popup's own button.
 * @param {RunningBrowser} ringfence
 * @param {() => Promise<void>} [before] done last, before the one press that gives it
 */
export async function giveAccessBack(ringfence, before = () => Promise.resolve()) {
  if (ringfence.name === "chromium") {
    await before();
    return setHostAccess(ringfence, "ON_ALL_SITES");
  }
  const popup = await ringfence.openPage("popup.html");
  const button = await popup.waitForSelector(".health button");
  await before();
  await button?.click();
  await until("Firefox gave the access", () => popup.evaluate(async () => (await chrome.permissions.getAll()).origins?.length));
  await popup.close();
}

/**
 * @param {RunningBrowser} ringfence
 * @param {"ON_CLICK" | "ON_ALL_SITES"} hostAccess
 */
async function setHostAccess(ringfence, hostAccess) {
  const settings = await ringfence.browser.newPage();
  await settings.goto("chrome://extensions");
  await settings.evaluate(
    (extensionId, access) =>
      /** @type {any} */ (chrome).developerPrivate.updateExtensionConfiguration({ extensionId, hostAccess: access }),
    new URL(ringfence.extensionOrigin).host,
    hostAccess,
  );
  await settings.close();
}
