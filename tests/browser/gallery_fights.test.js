// @ts-check
// Pages that fight what is not theirs. The panel gives way, the veil never: nothing of the page is
// seen for as long as it fights, no key reaches it, and what the person wrote is there afterwards.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { host } from "./gallery/serve.js";
import { colorIn, focusedPanel, openGallery, pay } from "./gallery/visit.js";
import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { placeOf } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("./gallery/visit.js").Visit} Visit */
/** @typedef {import("puppeteer-core").Page} Page */

/**
 * @param {Page} page
 * @param {import("./gallery/visit.js").Gallery} gallery
 */
async function hasPanel(page, { ringfence }) {
  await focusedPanel(ringfence, page);
}

/**
 * Whatever of ours the page itself could find.
 * @param {Page} page
 */
const ours = (page) =>
  page.evaluate(() => [...document.documentElement.children].filter((it) => it !== document.head && it !== document.body).length);

/**
 * @param {Page} page
 * @param {import("./gallery/visit.js").Gallery} gallery
 * @param {() => Promise<void>} [press]
 */
async function panelHasGivenWay(page, gallery, press) {
  await until("the panel has given way", () => ours(page), (count) => count === 0);
  await keysGoNowhere(page);
  await pressAsksForTheWayBack(page, gallery, press);
}

/**
 * A press that is let go a round later: what was under it at first is in the page no more.
 * @param {Page} page
 */
async function pressForARound(page) {
  const rounds = () => page.evaluate(() => /** @type {any} */ (window).rounds);
  await page.mouse.move(300, 200);
  await page.mouse.down();
  const before = await rounds();
  await until("the page has gone on", rounds, (now) => now > before);
  await page.mouse.up();
}

/**
 * A press on the veil says what the panel's own button says.
 * @param {Page} page
 * @param {import("./gallery/visit.js").Gallery} gallery
 * @param {() => Promise<void>} [press]
 */
async function pressAsksForTheWayBack(page, { ringfence }, press = () => page.mouse.click(300, 200)) {
  const pages = await Promise.all((await ringfence.browser.pages()).map(async (one) => ({ one, place: await placeOf(one).catch(() => "") })));
  const own = pages.find(({ place }) => place.startsWith(ringfence.extensionOrigin))?.one;
  await own?.evaluate(() => {
    const told = /** @type {string[]} */ ([]);
    Object.assign(window, { told });
    chrome.runtime.onMessage.addListener((message) => void told.push(message.type));
  });
  const asked = () => own?.evaluate(() => /** @type {any} */ (window).told.filter((/** @type {string} */ type) => type === "go_back_pressed").length);
  assert.equal(await asked(), 0);
  await press();
  await until("the way back is asked for", asked, (count) => count === 1);
}

/** @param {Page} page */
async function keysGoNowhere(page) {
  const draft = () => page.$eval("#draft", (field) => /** @type {HTMLTextAreaElement} */ (field).value);
  const before = await draft();
  await page.keyboard.type("gone");
  assert.equal(await draft(), before);
}

/** @type {Visit[]} */
const visits = [
  {
    name: "removes-foreign-nodes",
    sees: "a page that removes all that is not its own, twenty times a second",
    rounds: 40,
    covered: panelHasGivenWay,
  },
  {
    name: "restyles-foreign-nodes",
    sees: "a page that hides all that is not its own, ten times a second",
    rounds: 30,
    covered: panelHasGivenWay,
  },
  {
    name: "covers-with-popovers",
    sees: "a page that puts popovers above all else, ten times a second",
    rounds: 30,
    covered: hasPanel,
  },
  {
    name: "shows-modals",
    sees: "a page that opens a modal dialog, twenty times a second",
    rounds: 40,
    async covered(page, gallery) {
      await keysGoNowhere(page);
      await pressAsksForTheWayBack(page, gallery);
    },
  },
  {
    name: "rewrites-itself",
    sees: "a page that writes itself anew while it is covered: still covered, and hears no key",
    rounds: 1,
    redraws: true,
    async covered(page, gallery) {
      await hasPanel(page, gallery);
      await page.keyboard.type("gone");
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).keys), []);
    },
  },
  {
    name: "swaps-its-root",
    sees: "a page that swaps its root element, five times a second",
    rounds: 15,
    redraws: true,
    covered: (page, gallery) => panelHasGivenWay(page, gallery, () => pressForARound(page)),
  },
];

describe("the gallery: pages that fight", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const gallery = await openGallery(t, launch);
      for (const visit of visits) await t.test(visit.sees, () => pay(gallery, visit));

      await t.test("a page that wrote itself anew out of sight: the panel comes once it is looked at", async () => {
        const { ringfence, sites } = gallery;
        const page = await ringfence.newTab(sites.url(host, "/rewrites-itself"));
        const other = await ringfence.newTab("about:blank");
        await other.bringToFront();
        await ringfence.send({ type: "start_focus", minutes: 60 });
        await untilStands("it is covered", page, "veil");
        await page.evaluate(() => /** @type {any} */ (window).start());
        await page.bringToFront();
        await hasPanel(page, gallery);
        assert.equal(await colorIn(page), 0);
        await ringfence.send({ type: "end_focus" });
        await untilStands("it is open again", page, "page");
        for (const tab of [page, other]) await tab.close();
      });
    });
  }
});
