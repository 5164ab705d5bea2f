// @ts-check
// Private windows, and the person who lets us into them.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { nextPage, placeOf } from "./tabs.js";
import { until } from "./until.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */

/**
 * Lets us into private windows, as the person does in the browser's own settings; the browser then
 * starts us anew.
 * @param {RunningBrowser} ringfence
 */
export async function letIn(ringfence) {
  if (ringfence.name === "chromium") await letInByChromium(ringfence);
  else await letInByFirefox(ringfence);
  await until("we are let in", async () => {
    const page = await ringfence.openPage("options.html");
    const isIn = await page.evaluate(() => chrome.extension.isAllowedIncognitoAccess());
    await page.close();
    return isIn;
  });
}

/** @param {RunningBrowser} ringfence */
async function letInByChromium({ browser, extensionOrigin }) {
  const settings = await browser.newPage();
  await settings.goto("chrome://extensions");
  await settings.evaluate(async (extensionId) => {
    const { developerPrivate } = /** @type {any} */ (chrome);
    // Without it an unpacked extension that is started anew is switched off.
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
  }, new URL(extensionOrigin).host);
  await settings.close();
}

/** @param {RunningBrowser} ringfence */
async function letInByFirefox({ privileged, extensionOrigin }) {
  await privileged(`(async () => {
    const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
    const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
    const { id } = WebExtensionPolicy.getByHostname(${JSON.stringify(new URL(extensionOrigin).host)});
    await ExtensionPermissions.add(id, { permissions: ["internal:privateBrowsingAllowed"], origins: [] });
    await (await AddonManager.getAddonByID(id)).reload();
  })()`);
}

/**
 * A private window with one tab, as the person opens it: also one that we may not know of.
 * @param {RunningBrowser} ringfence
 * @param {string} url
 * @returns {Promise<Page>}
 */
export async function privateWindow(ringfence, url) {
  const own = ringfence.name === "chromium" ? await ringfence.openPage("options.html") : undefined;
  const page = await nextPage(ringfence, async () => {
    if (ringfence.name === "firefox") return ringfence.privileged(`(${openPrivateWindow})(${JSON.stringify(url)})`);
    await own?.evaluate((address) => void chrome.windows.create({ url: address, incognito: true }), url);
  });
  await own?.close();
  const isThere = () => page.evaluate(() => location.href !== "about:blank" && document.readyState === "complete");
  await until(`${url} is there`, isThere);
  return page;
}

/**
 * Brings a tab and its window to the front. Firefox's driver leaves the focus in the window where it
 * was, and there a key presses nothing.
 * @param {RunningBrowser} ringfence
 * @param {Page} page
 */
export async function windowToFront(ringfence, page) {
  await page.bringToFront();
  if (ringfence.name === "chromium") return;
  await ringfence.privileged(`(${focusWindow})(${JSON.stringify(await placeOf(page))})`);
  await until("its window has the focus", () => page.evaluate(() => Reflect.apply(Document.prototype.hasFocus, document, [])));
}

/**
 * Runs in Firefox's own window.
 * @param {string} url where the tab is that is in front in the window
 */
function focusWindow(url) {
  const { Services } = /** @type {any} */ (globalThis);
  const windows = [...Services.wm.getEnumerator("navigator:browser")];
  const found = windows.find(({ gBrowser }) => gBrowser.selectedBrowser.currentURI.spec === url);
  found.focus();
  found.gBrowser.selectedBrowser.focus();
}

/**
 * Runs in Firefox's own window. Its address bar may go to a page of ours, which the driver may not.
 * @param {string} url
 */
async function openPrivateWindow(url) {
  const { OpenBrowserWindow, Services } = /** @type {any} */ (globalThis);
  const opened = OpenBrowserWindow({ private: true });
  await new Promise((resolve) => opened.addEventListener("load", resolve, { once: true }));
  await opened.delayedStartupPromise;
  const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
  opened.gBrowser.selectedBrowser.fixupAndLoadURIString(url, { triggeringPrincipal });
}

/**
 * Which files of a profile hold one of some texts, in any of the ways in which browsers write texts.
 * @param {string} profile
 * @param {string[]} texts
 * @returns {Promise<string[]>}
 */
export async function filesHolding(profile, texts) {
  const needles = texts.flatMap((text) => [Buffer.from(text, "latin1"), Buffer.from(text, "utf16le")]);
  const names = await readdir(profile, { recursive: true, withFileTypes: true });
  const found = [];
  for (const entry of names.filter((it) => it.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => bytes.includes(needle))) found.push(path.relative(profile, file));
  }
  return found;
}
