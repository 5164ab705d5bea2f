// @ts-check
// The veil's sheet by itself, as it stands in a page in which none of our scripts has run yet.

import { veilCss } from "../../../extension/veil_css.js";

/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("puppeteer-core").Page} Page */

/**
 * Puts the sheet in, or takes it out.
 * @param {RunningBrowser} ringfence
 * @param {Page} own one of our own pages
 * @param {Page} page
 * @param {"insertCSS" | "removeCSS"} act
 * @param {"tab" | "frames"} [where] in the page, or in all its frames instead
 */
export async function bareVeil({ extensionOrigin }, own, page, act, where = "tab") {
  const css = veilCss({ mode: "cover", label: "Protected", lift: "lsecret", panel: `${extensionOrigin}/panel.html` }, true);
  const url = await page.evaluate(() => location.href);
  await own.evaluate(
    async (text, address, step, isFrames) => {
      const tab = (await chrome.tabs.query({})).find((one) => one.url === address);
      const tabId = tab?.id ?? -1;
      const inside = await chrome.scripting.executeScript({ target: { tabId, allFrames: true }, func: () => undefined });
      const frameIds = inside.map(({ frameId }) => frameId).filter((frame) => isFrames === (frame !== 0));
      await chrome.scripting[step]({ target: { tabId, frameIds }, origin: "USER", css: text });
    },
    css,
    url,
    act,
    where === "frames",
  );
}
