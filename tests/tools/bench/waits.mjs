// @ts-check
// Single waits of a person, each measured once per call.

import { until } from "../../browser/lib/until.js";

/** @typedef {import("../../browser/harness/index.js").RunningBrowser} RunningBrowser */

/**
 * A worker that was ended answers later by its boot.
 * @param {RunningBrowser} running
 */
export async function workerBoot(running) {
  const page = await running.openPage("options.html");
  const answer = () =>
    page.evaluate(async () => {
      const before = performance.now();
      await chrome.runtime.sendMessage({ type: "view", page: { type: "popup" } });
      return performance.now() - before;
    });
  await answer();
  await running.killWorker();
  const cold = await answer();
  const warm = await answer();
  await page.close();
  return cold - warm;
}

/**
 * The popup is opened by another page of ours, which sees its first button come.
 * @param {RunningBrowser} running
 */
export async function popupReady(running) {
  const page = await running.openPage("options.html");
  const took = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const popup = window.open("popup.html");
        if (!popup) throw new Error("The popup did not open.");
        const { port1, port2 } = new MessageChannel();
        const watch = () => {
          const app = popup.location.pathname === "/popup.html" && popup.document.querySelector("#app");
          if (!app) return port2.postMessage("");
          const look = () => {
            if (!popup.document.querySelector("#app button")) return;
            const at = popup.performance.now();
            popup.close();
            resolve(at);
          };
          new MutationObserver(look).observe(popup.document, { childList: true, subtree: true });
          look();
        };
        port1.onmessage = watch;
        watch();
      }),
  );
  await page.close();
  return Number(took);
}

/**
 * A focus begins, said by a page of ours that stands by, while the tab is looked at.
 * @param {RunningBrowser} running
 * @param {import("puppeteer-core").Page} own
 * @param {string} url
 */
export async function focusToHidden(running, own, url) {
  const page = await running.newTab(url);
  await watchForHidden(page);
  const sentAt = await own.evaluate(async () => {
    const at = performance.timeOrigin + performance.now();
    await chrome.runtime.sendMessage({ type: "start_focus", minutes: 5 });
    return at;
  });
  const hiddenAt = await whenHidden(page);
  await running.send({ type: "end_focus" });
  await page.close();
  return hiddenAt - sentAt;
}

/**
 * From the return of a page's thread that was busy when a focus began, to its being hidden.
 * @param {RunningBrowser} running
 * @param {string} url
 */
export async function thawToHidden(running, url) {
  const page = await running.newTab(url);
  await watchForHidden(page);
  await page.evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 3000;
      while (performance.now() < end);
      /** @type {any} */ (window).thawedAt = performance.timeOrigin + performance.now();
    });
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await running.send({ type: "start_focus", minutes: 5 });
  const hiddenAt = await whenHidden(page);
  const thawedAt = await page.evaluate(() => /** @type {any} */ (window).thawedAt);
  await running.send({ type: "end_focus" });
  await page.close();
  return hiddenAt - thawedAt;
}

/**
 * From a page's own move to a covered path, in protected time, to its being hidden.
 * @param {RunningBrowser} running
 * @param {string} url an open page of a host of which a path is covered
 * @param {string} path that path
 */
export async function moveToHidden(running, url, path) {
  const page = await running.newTab(url);
  await watchForHidden(page);
  const movedAt = await page.evaluate((to) => {
    const at = performance.timeOrigin + performance.now();
    history.pushState({}, "", to);
    return at;
  }, path);
  const hiddenAt = await whenHidden(page);
  await page.close();
  return hiddenAt - movedAt;
}

/**
 * The page is in front: it looks each time it is about to be drawn, which is when an eye could see it.
 * @param {import("puppeteer-core").Page} page
 */
function watchForHidden(page) {
  return page.evaluate(() => {
    const look = () => {
      if (getComputedStyle(document.body).visibility !== "hidden") return void requestAnimationFrame(look);
      /** @type {any} */ (window).hiddenAt = performance.timeOrigin + performance.now();
    };
    requestAnimationFrame(look);
  });
}

/** @param {import("puppeteer-core").Page} page */
async function whenHidden(page) {
  return Number(await until("the tab is hidden", () => page.evaluate(() => /** @type {any} */ (window).hiddenAt)));
}

/**
 * From the order to open a tab to the first paint with content in it, whichever page it is of.
 * @param {RunningBrowser} running
 * @param {string} url
 */
export async function untilPainted(running, url) {
  const before = Date.now();
  const page = await running.newTab(url);
  const paintedAt = await until("something is painted", () =>
    page.evaluate(() => {
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      return paint && performance.timeOrigin + paint.startTime;
    }),
  );
  await page.close();
  return Number(paintedAt) - before;
}

/**
 * From a page's own beginning to the end of its load.
 * @param {RunningBrowser} running
 * @param {string} url
 */
export async function untilLoaded(running, url) {
  const page = await running.newTab(url);
  const took = await until("it is loaded", () =>
    page.evaluate(() => /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType("navigation")[0])?.loadEventEnd),
  );
  await page.close();
  return Number(took);
}

/** @param {RunningBrowser} running */
export async function uninstall(running) {
  const page = await running.openPage("options.html");
  const id = await page.evaluate(() => chrome.runtime.id);
  await page.close();
  await running.browser.uninstallExtension(id);
}
