// @ts-check
// A page that Chromium has prepared out of sight, before the time began, and that is shown in it: no
// request is made then that network rules could see.

import assert from "node:assert/strict";
import { test } from "node:test";

import { host } from "./gallery/serve.js";
import { openGallery } from "./gallery/visit.js";
import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { leave } from "./lib/tabs.js";
import { until } from "./lib/until.js";

for (const { name, launch } of browsers.filter((browser) => browser.name === "chromium")) {
  test(`${name}: a page that was prepared out of sight is covered once it is shown`, async (t) => {
    const { ringfence, sites } = await openGallery(t, launch);
    const page = await ringfence.newTab(sites.url(host, "/prerenders"));
    const prepared = () => sites.receivedBy(host).filter(({ path }) => path === "/prepared").length;
    // One that is still on its way would be asked for anew, and stopped.
    await until("the other page is prepared", () => sites.receivedBy(host).some(({ path }) => path === "/prepared-is-there"));
    await ringfence.send({ type: "start_focus", minutes: 60 });
    await untilStands("the first page is covered", page, "veil");

    // The driver loses a tab whose page is put in place of another now and then: the tab is asked by us.
    const own = await ringfence.openPage("options.html");
    const look = () => own.evaluate(lookIntoTab, `*://${host}/*`);
    await page.bringToFront();
    await leave(page, () => location.assign("/prepared"));
    const shown = await until("the other page is shown, and covered", look, (seen) => seen?.path === "/prepared" && seen.isHidden);
    assert.ok(shown?.shownLater, "it is the one that was prepared");
    assert.equal(prepared(), 1, "the site was not asked again");
    await ringfence.send({ type: "end_focus" });
    await until("it is open again", look, (seen) => seen?.path === "/prepared" && !seen.isHidden);
  });
}

/**
 * Runs in a page of ours: what the site's tab shows.
 * @param {string} url a match pattern
 */
async function lookIntoTab(url) {
  const [tab] = await chrome.tabs.query({ url });
  if (tab?.id === undefined) return undefined;
  const func = () => ({
    path: location.pathname,
    shownLater: /** @type {any} */ (performance.getEntriesByType("navigation")[0]).activationStart > 0,
    isHidden: getComputedStyle(document.body).visibility === "hidden",
  });
  const [seen] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, func });
  return seen?.result;
}
