// @ts-check
// Opens our own pages, and brings tabs to the front.

import { api } from "./api.js";
import { limited } from "./limit.js";

export async function openWelcome() {
  await limited(api.tabs.create({ url: api.runtime.getURL("welcome.html") }));
}

/**
 * The way back: our page beside the covered tab; the one that is open already, if there is one.
 * @param {number} tab
 * @param {string} url
 */
export async function openGoingBack(tab, url) {
  const page = api.runtime.getURL(`cover.html?return=${tab}#`);
  const tabs = await limited(api.tabs.query({}));
  const open = tabs.find((other) => other.url?.startsWith(page));
  if (open?.id !== undefined) return toFront(open.id);
  const covered = tabs.find(({ id }) => id === tab);
  const place = covered ? { index: covered.index + 1, windowId: covered.windowId, openerTabId: tab } : {};
  await limited(api.tabs.create({ url: page + url, ...place }));
}

/** @param {number} tab */
export async function toFront(tab) {
  const found = await limited(api.tabs.update(tab, { active: true }));
  if (found) await limited(api.windows.update(found.windowId, { focused: true }));
}
