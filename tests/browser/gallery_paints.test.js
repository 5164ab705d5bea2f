// @ts-check
// Whatever a browser paints by itself: what stands above all else, in trees that no selector of the page
// reaches, and the parts that browsers add. Nothing of it is seen, with our panel over it and without.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { color, host } from "./gallery/serve.js";
import { colorIn, focusedPanel, openGallery, pay, write } from "./gallery/visit.js";
import { browsers } from "./harness/index.js";
import { bareVeil } from "./lib/bare_veil.js";
import { pictureOf } from "./lib/pixels.js";
import { stateOf } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {{ name: string, left: number, top: number, width: number, height: number }} Place */

/** Those that a root has in one browser only. @type {Record<string, string>} */
const onlyIn = { "bars": "chromium", "body-bars": "chromium" };
const roots = ["content", "contain", "container", "three", "border", "list", "columns", "letter", "contents", "bars", "body-bars"];

/**
 * The names of all that is seen in its place.
 * @param {Page} page
 */
async function seenIn(page) {
  const picture = await pictureOf(page);
  const places = /** @type {Place[]} */ (await page.evaluate(() => /** @type {any} */ (window).places));
  const isPurple = (/** @type {number} */ x, /** @type {number} */ y) => picture.at(x, y).join() === color.join();
  const names = places.map(({ name }) => name);
  const seen = places.filter(({ left, top, width, height }) => {
    for (let y = top; y < top + height; y += 1) {
      for (let x = left; x < left + width; x += 1) if (isPurple(x, y)) return true;
    }
    return false;
  });
  return { names, seen: seen.map(({ name }) => name) };
}

/**
 * Two frames have been painted: whatever is to change has changed.
 * @param {Page} page
 */
const painted = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))));

describe("the gallery: what a browser paints by itself", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      // With bars, which the driver takes from a Chromium without a window.
      const bars = name === "chromium" ? { headless: false, args: ["--headless=new"] } : {};
      const gallery = await openGallery(t, () => launch(bars));
      const { ringfence, sites } = gallery;

      await t.test("all of it at once, once more above the panel", () =>
        pay(gallery, {
          name: "paints-by-itself",
          sees: "",
          async before(page) {
            const { names, seen } = await seenIn(page);
            assert.deepEqual(seen, names, "each is seen before");
          },
          async covered(page) {
            await focusedPanel(ringfence, page);
            await painted(page);
            assert.equal(await colorIn(page), 0);
          },
        }));

      await t.test("the panel is seen, and can be pressed", async () => {
        const page = await ringfence.newTab(sites.url(host, "/paints-by-itself"));
        await ringfence.send({ type: "start_focus", minutes: 60 });
        const panel = await focusedPanel(ringfence, page);
        await panel.waitForSelector("#goal");
        const upper = () => page.evaluate(() => document.elementFromPoint(innerWidth / 2, innerHeight / 2) === document.documentElement.lastElementChild);
        await until("it lies above the veil", upper);
        await ringfence.send({ type: "end_focus" });
        await page.close();
      });

      const own = await ringfence.openPage("options.html");

      await t.test("before our scripts have run: nothing is seen, the page hears nothing of it, and is as it was", async () => {
        const page = await ringfence.newTab(sites.url(host, "/paints-by-itself"));
        await write(page);
        await page.evaluate(() => /** @type {any} */ (window).observe());
        const was = await stateOf(page);
        await bareVeil(ringfence, own, page, "insertCSS");
        await page.bringToFront();
        await until("nothing is seen", () => seenIn(page), ({ seen }) => seen.length === 0);
        assert.equal(await colorIn(page), 0);
        await bareVeil(ringfence, own, page, "removeCSS");
        await until("all is seen again", () => seenIn(page), ({ seen, names }) => seen.length === names.length);
        const noticed = /** @type {string[]} */ (await page.evaluate(() => /** @type {any} */ (window).noticed));
        // Firefox tells of a scroll to where the page is already whenever a sheet changes what is visible.
        const ofUs = noticed.filter((what) => name === "chromium" || what !== "scroll");
        assert.deepEqual([...new Set(ofUs)], []);
        const is = await stateOf(page);
        assert.deepEqual({ ...is, focused: "", selected: "", range: [] }, { ...was, focused: "", selected: "", range: [] });
        await page.close();
      });

      for (const way of roots) {
        if ((onlyIn[way] ?? name) !== name) continue;
        await t.test(`a root that paints by itself: ${way}`, async () => {
          const page = await ringfence.newTab(sites.url(host, `/paints-its-root?${way}`));
          await page.bringToFront();
          await until("the page is seen", () => colorIn(page), (count) => count > 0);
          const size = () => page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.clientHeight]);
          const was = await size();
          await bareVeil(ringfence, own, page, "insertCSS");
          await page.bringToFront();
          await painted(page);
          assert.equal(await colorIn(page), 0);
          if (way !== "content") assert.deepEqual(await size(), was);
          await page.close();
        });
      }
    });
  }
});
