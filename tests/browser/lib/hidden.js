// @ts-check
// Whether a page is hidden from the person, as the page itself can tell without being seen or asked
// by anyone: its own computed style.

import { until } from "./until.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */

/**
 * What stands in a tab: a page with the veil over it, our cover page in its place, or the page.
 * @param {Page} page
 * @returns {Promise<"veil" | "cover page" | "page">}
 */
export function standing(page) {
  return page.evaluate(() => {
    if (location.protocol.endsWith("-extension:")) return "cover page";
    const label = getComputedStyle(document.documentElement, "::after").content;
    return getComputedStyle(document.body).visibility === "hidden" && label.includes("Protected") ? "veil" : "page";
  });
}

/**
 * @param {string} what in words
 * @param {Page} page
 * @param {"veil" | "cover page" | "page"} wanted
 * @param {number} [patience] for what happens by the clock
 */
export async function untilStands(what, page, wanted, patience = 0) {
  await until(what, () => standing(page), (seen) => seen === wanted, patience);
}

/**
 * The tab that shows an address, be it itself or our cover in its place.
 * @param {RunningBrowser} ringfence
 * @param {string} url
 * @returns {Promise<Page>}
 */
export function tabFor(ringfence, url) {
  return until(`${url} is open in a tab`, async () => {
    for (const page of await ringfence.browser.pages()) {
      if ((await page.evaluate(() => location.href).catch(() => "")).endsWith(url)) return page;
    }
    return undefined;
  }).then((page) => /** @type {Page} */ (page));
}

/**
 * The page that opens with the installation, once it is there: it comes to the front by itself.
 * @param {RunningBrowser} ringfence
 * @returns {Promise<Page>}
 */
export function welcomePage(ringfence) {
  return tabFor(ringfence, "/welcome.html");
}

/**
 * When the background came to life, on the clock of `Date.now`, in milliseconds since 1970.
 * @param {RunningBrowser} ringfence
 * @returns {Promise<number>}
 */
export async function bootOf(ringfence) {
  if (ringfence.name === "firefox") {
    const page = await ringfence.openPage("options.html");
    const born = await page.evaluate(async () => {
      const background = await /** @type {any} */ (globalThis).browser.runtime.getBackgroundPage();
      return background.performance.timeOrigin;
    });
    await page.close();
    return born;
  }
  const worker = await until("the worker runs", () =>
    ringfence.browser
      .targets()
      .find((target) => target.type() === "service_worker" && target.url().startsWith(ringfence.extensionOrigin)),
  );
  return (await worker?.worker())?.evaluate(() => performance.timeOrigin) ?? NaN;
}

/**
 * A page that writes down when it was there to be seen as `window.thereAt`, when it could not be seen
 * any more (our script makes it transparent first) as `window.goneAt`, and when the veil hid it as
 * `window.hiddenAt`, all on the clock of `Date.now`. It looks as often as it can: timers of tabs in the background come once a second.
 * @param {string} title
 */
export const pageWithAClock = (title) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<link rel="icon" href="data:,">
<h1>${title}</h1>
<script>
  const { port1, port2 } = new MessageChannel();
  const look = () => {
    const now = performance.timeOrigin + performance.now();
    window.thereAt ??= now;
    const isHidden = getComputedStyle(document.body).visibility === "hidden";
    if (isHidden || getComputedStyle(document.documentElement).opacity === "0") window.goneAt ??= now;
    if (isHidden) window.hiddenAt = now;
    else port2.postMessage("");
  };
  port1.onmessage = look;
  look();
</script>
`;
