// @ts-check
// Pages that are strict, heavy or delicate, and mean no harm: each is covered while it is in front,
// and afterwards it is to the letter what it was.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { colorIn, focusedPanel, openGallery, pay } from "./gallery/visit.js";
import { browsers } from "./harness/index.js";
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

/** @param {Page} page */
const fullscreen = (page) => page.evaluate(() => document.fullscreenElement?.localName);

/** @type {Visit[]} */
const visits = [
  {
    name: "strict-policy",
    sees: "a page whose policy forbids all that is not its own, and wants trusted types: covered, with the panel",
    async before(page) {
      assert.equal(await page.$eval("#ran", (line) => line.textContent), "Its own script has run.");
    },
    covered: hasPanel,
  },
  {
    name: "isolated",
    sees: "a page that takes in only who agrees (COEP, COOP): covered, with the panel",
    async before(page) {
      assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    },
    covered: hasPanel,
  },
  {
    name: "asks-before-it-goes",
    sees: "a page that asks before it goes is never made to ask",
    covered: hasPanel,
    async after(page) {
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).asked), 0);
    },
  },
  {
    name: "fullscreen",
    sees: "a page on the whole screen leaves it, and is covered",
    async before(page) {
      await page.evaluate(() => scrollTo(0, 0));
      await page.click("#whole");
      await until("it has the whole screen", () => fullscreen(page), (element) => element === "html");
      await page.focus("#draft");
    },
    async covered(page, gallery) {
      await until("it has left the whole screen", () => fullscreen(page), (element) => element === undefined);
      await hasPanel(page, gallery);
      assert.equal(await colorIn(page), 0);
    },
  },
  {
    name: "many-nodes",
    sees: "a page with 200,000 elements",
    async before(page) {
      assert.ok((await page.evaluate(() => document.querySelectorAll("*").length)) > 200_000);
    },
    covered: hasPanel,
  },
  {
    name: "freezes",
    sees: "a page that freezes for three seconds in the moment of covering is covered as soon as it breathes",
    // It takes the driver's word, and then hears nothing until it breathes.
    meanwhile: (page) => page.evaluate(() => /** @type {any} */ (window).freeze(3000)),
    async covered(page, gallery) {
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).froze), true);
      await hasPanel(page, gallery);
    },
  },
  {
    name: "slow-transitions",
    sees: "a page whose every change takes a thousand seconds: gone at once, and back at once",
    covered: hasPanel,
    async after(page) {
      const moving = () => page.evaluate(() => document.getAnimations().map((it) => /** @type {any} */ (it).transitionProperty));
      await until("nothing moves", moving, (properties) => properties.length === 0);
    },
  },
  {
    name: "counts-keys",
    // A listener on `window` that stands before ours hears what is typed until the panel has the
    // focus: no extension can come before it. From then on it hears nothing.
    sees: "a page that listens on the window before us hears no key once the panel has the focus",
    async covered(page, gallery) {
      await hasPanel(page, gallery);
      const keys = () => page.evaluate(() => /** @type {any} */ (window).keys.length);
      const before = await keys();
      assert.ok(before > 0, "it hears what is typed in it");
      await page.keyboard.type("rje gone");
      await page.keyboard.press("Enter");
      assert.equal(await keys(), before);
    },
  },
];

describe("the gallery: strict pages", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const gallery = await openGallery(t, launch);
      for (const visit of visits) await t.test(visit.sees, () => pay(gallery, visit));
    });
  }
});
