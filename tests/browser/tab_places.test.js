// @ts-check
// Wherever a tab stands and however it is looked at: in two browser windows, pinned, put to sleep,
// moved, zoomed, printed, come back to.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { host } from "./gallery/serve.js";
import { colorIn, focusedPanel, openGallery, write } from "./gallery/visit.js";
import { browsers } from "./harness/index.js";
import { standing, untilStands } from "./lib/hidden.js";
import { leave, newWindow, stateOf, watch } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

/**
 * Shows a page as a printer gets it.
 * @param {RunningBrowser} ringfence
 * @param {Page} page the one in front
 * @param {"print" | ""} medium
 */
async function setMedium(ringfence, page, medium) {
  if (ringfence.name === "chromium") await page.emulateMediaType(medium || undefined);
  else await ringfence.privileged(`void (gBrowser.selectedBrowser.browsingContext.mediumOverride = ${JSON.stringify(medium)})`);
  await until("the medium is set", () => page.evaluate(() => matchMedia("print").matches), (is) => is === (medium === "print"));
}

describe("wherever a tab stands", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { ringfence, sites } = await openGallery(t, launch);
      const own = await ringfence.openPage("options.html");
      // By the address: a covered tab is called by its site.
      const idOf = (/** @type {string} */ place) =>
        own.evaluate(async (end) => (await chrome.tabs.query({})).find(({ url }) => url?.endsWith(end))?.id ?? -1, `/${place}`);
      const cover = () => ringfence.send({ type: "start_focus", minutes: 60 });
      const uncover = () => ringfence.send({ type: "end_focus" });

      await t.test("two browser windows, a pinned tab, and one that is moved from window to window while covered", async () => {
        const pinned = await ringfence.newTab(sites.url(host, "/asks-before-it-goes"));
        await write(pinned);
        const pinnedId = await idOf("asks-before-it-goes");
        await own.evaluate((id) => chrome.tabs.update(id, { pinned: true }), pinnedId);
        const moved = await ringfence.newTab(sites.url(host, "/freezes"));
        await write(moved);
        const other = await newWindow(ringfence, sites.url(host, "/counts-keys"));
        await until("the other window is there", () => other.title(), (title) => title === "counts-keys");
        const all = [pinned, moved, other];
        const before = await Promise.all(all.map(stateOf));
        const happened = all.map(watch);
        await cover();
        for (const page of all) await untilStands("it is covered", page, "veil");
        const movedId = await idOf("freezes");
        const otherWindow = await own.evaluate(async (id) => (await chrome.tabs.get(id)).windowId, await idOf("counts-keys"));
        await own.evaluate((id, windowId) => chrome.tabs.move(id, { windowId, index: -1 }), movedId, otherWindow);
        await own.evaluate((id) => chrome.tabs.update(id, { active: true }), movedId);
        for (const page of all) {
          await page.bringToFront();
          assert.equal(await standing(page), "veil");
          assert.equal(await colorIn(page), 0);
        }
        await uncover();
        for (const page of all) await untilStands("it is open again", page, "page");
        const texts = (/** @type {typeof before} */ states) => states.map(({ fields, scrolled, born, html }) => ({ fields, scrolled, born, html }));
        assert.deepEqual(texts(await Promise.all(all.map(stateOf))), texts(before));
        assert.deepEqual(happened, all.map(() => ({ navigations: 0, dialogs: 0 })));
      });

      await t.test("zoomed to a half and to three times, and printed: nothing of the page, and the panel", async () => {
        const page = await ringfence.newTab(sites.url(host, "/isolated"));
        const id = await idOf("isolated");
        await write(page);
        await cover();
        await untilStands("it is covered", page, "veil");
        await page.bringToFront();
        const panel = await focusedPanel(ringfence, page);
        for (const factor of [0.5, 3]) {
          await own.evaluate((tab, zoom) => chrome.tabs.setZoom(tab, zoom), id, factor);
          await until("it is zoomed", () => own.evaluate((tab) => chrome.tabs.getZoom(tab), id), (zoom) => zoom === factor);
          assert.equal(await colorIn(page), 0);
          await until("the panel shows its button", () => panel.evaluate(() => document.querySelector("#back")?.checkVisibility()));
        }
        await own.evaluate((tab) => chrome.tabs.setZoom(tab, 1), id);
        await setMedium(ringfence, page, "print");
        assert.equal(await colorIn(page), 0);
        await uncover();
        await untilStands("it is open again", page, "page");
        await until("it would be printed again", () => colorIn(page), (count) => count > 0);
        await setMedium(ringfence, page, "");
        await page.close();
      });

      await t.test("a tab that was put to sleep is covered when it is woken", async () => {
        const page = await ringfence.newTab(sites.url(host, "/editor"));
        const id = await idOf("editor");
        assert.ok((await colorIn(page)) > 0);
        await own.bringToFront();
        // Chromium gives a tab that was discarded another id.
        const asleep = await own.evaluate(async (tab) => (await chrome.tabs.discard(tab))?.id ?? tab, id);
        await until("it sleeps", () => own.evaluate(async (tab) => (await chrome.tabs.get(tab)).discarded, asleep));
        await cover();
        const asked = sites.receivedBy(host).length;
        await own.evaluate((tab) => chrome.tabs.update(tab, { active: true }), asleep);
        // Asked by the extension: the driver has lost a tab that was discarded. Firefox loads it anew, and
        // our cover page takes its place; Chromium may bring it back without its network rules.
        const stands = () =>
          own.evaluate(async (tab) => {
            const { url = "" } = await chrome.tabs.get(tab);
            if (url.startsWith(location.origin)) return "cover page";
            const func = () => getComputedStyle(document.body).visibility;
            const [frame] = await chrome.scripting.executeScript({ target: { tabId: tab }, func });
            return frame?.result === "hidden" ? "veil" : "page";
          }, asleep);
        await until("it is covered", stands, (seen) => seen !== "page");
        assert.equal(sites.receivedBy(host).length, asked, "the site was not asked");
        await uncover();
        await own.evaluate((tab) => chrome.tabs.remove(tab), asleep);
      });

      await t.test("Back, to a page that the browser kept: covered", async () => {
        const page = await ringfence.newTab(sites.url(host, "/fullscreen"));
        await page.evaluate((url) => void setTimeout(() => location.assign(url)), sites.url("news.localhost"));
        await until("the news are there", () => page.title(), (title) => title === "News");
        await cover();
        await leave(page, () => history.back());
        await until("it is covered", () => standing(page), (stands) => stands !== "page");
        await until("nothing is seen", () => colorIn(page), (count) => count === 0);
        await uncover();
      });
    });
  }
});
