// @ts-check
// The line at the foot of a page, and the person who is there to read it.

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */

/**
 * Whether a line of ours stands at the foot of a page: the page sees no more of it than an element
 * without content.
 * @param {Page} page
 */
export function lineIn(page) {
  return page.evaluate(() => document.documentElement.lastElementChild?.matches(":popover-open") ?? false);
}

/**
 * Firefox does not take the driver's keys for a person's: it is told that there was one.
 * @param {RunningBrowser} ringfence
 */
export async function touch(ringfence) {
  if (ringfence.name === "chromium") return;
  await ringfence.privileged(`void Cc["@mozilla.org/widget/useridleservice;1"].getService(Ci.nsIUserIdleServiceInternal).resetIdleTimeOut(0)`);
}
