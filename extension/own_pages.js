// @ts-check
// Opens our own pages and a goal's links, and brings tabs to the front.

import { api } from "./api.js";
import { limited } from "./limit.js";

export async function openWelcome() {
  await limited(api.tabs.create({ url: api.runtime.getURL("welcome.html") }));
}

/**
 * The way back: our page beside the covered tab; the one that is open already, if there is one. An
 * installed web app or a popup window has no room for it: there it opens in a browser window.
 * @param {number} tab
 * @param {string} url
 */
export async function openGoingBack(tab, url) {
  const page = api.runtime.getURL(`cover.html?return=${tab}#`);
  const tabs = await limited(api.tabs.query({}));
  const open = tabs.find((other) => other.url?.startsWith(page));
  if (open?.id !== undefined) return toFront(open.id);
  const covered = tabs.find(({ id }) => id === tab);
  const windows = await limited(api.windows.getAll());
  const isNormal = (/** @type {chrome.windows.Window | undefined} */ it) => it?.type === "normal";
  if (covered && !isNormal(windows.find(({ id }) => id === covered.windowId))) {
    const other = windows.find((it) => isNormal(it) && it.incognito === covered.incognito);
    return inWindow(page + url, other?.id, covered.incognito);
  }
  const place = covered ? { index: covered.index + 1, windowId: covered.windowId, openerTabId: tab } : {};
  await limited(api.tabs.create({ url: page + url, ...place }));
}

/**
 * Cover pages that were closed with us. `again` tells the page that nobody went there just now.
 * @param {string[]} urls
 */
export async function reopenCovers(urls) {
  for (const url of urls) await limited(api.tabs.create({ url: api.runtime.getURL(`cover.html?again#${url}`), active: false }));
}

/**
 * The links of a goal, in one new browser window.
 * @param {string[]} urls
 */
export async function openLinks(urls) {
  await limited(api.windows.create({ url: urls, focused: true }));
}

/**
 * @param {string} url
 * @param {number | undefined} windowId the window; a new one if there is none
 * @param {boolean} incognito
 */
async function inWindow(url, windowId, incognito) {
  if (windowId === undefined) return void (await limited(api.windows.create({ url, incognito })));
  await limited(api.tabs.create({ url, windowId }));
  await limited(api.windows.update(windowId, { focused: true }));
}

/** @param {number} tab */
export async function toFront(tab) {
  const found = await limited(api.tabs.update(tab, { active: true }));
  if (found) await limited(api.windows.update(found.windowId, { focused: true }));
}
