// @ts-check
// What a page shows beside itself is covered with it, and comes back with it: windows above all others,
// and the number on its icon.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { host } from "./gallery/serve.js";
import { openGallery } from "./gallery/visit.js";
import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { until } from "./lib/until.js";

/** @typedef {import("puppeteer-core").Page} Page */

/** Whether a video plays in a window of its own. @param {Page} page */
const isInWindow = (page) => page.evaluate(() => document.pictureInPictureElement !== null);

/** What is seen in the document's own window. @param {Page} page */
const popped = (page) =>
  page.evaluate(() => {
    const { window: shown } = /** @type {any} */ (window).documentPictureInPicture;
    const field = shown?.document.getElementById("popped");
    return {
      root: shown?.getComputedStyle(shown.document.documentElement).opacity,
      field: field && shown.getComputedStyle(field).visibility,
      text: field?.value,
    };
  });

describe("what a page shows beside itself", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const gallery = await openGallery(t, launch);
      const { ringfence, sites } = gallery;
      const page = await ringfence.newTab(sites.url(host, "/plays-in-picture"));
      const coverAndUncover = async (/** @type {() => Promise<void>} */ meanwhile) => {
        await ringfence.send({ type: "start_focus", minutes: 60 });
        try {
          await untilStands("it is covered", page, "veil");
          await meanwhile();
        } finally {
          await ringfence.send({ type: "end_focus" });
        }
        await untilStands("it is open again", page, "page");
      };

      await t.test("the number on its icon is what it was before, and at the end the last that it was given", async () => {
        const numbers = () => page.evaluate(() => /** @type {number[]} */ (/** @type {any} */ (window).numbers));
        const set = (/** @type {number} */ number) => page.evaluate((it) => /** @type {any} */ (navigator).setAppBadge(it), number);
        await set(1);
        await coverAndUncover(async () => {
          await until("it is quiet", () => page.evaluate(() => Reflect.has(window, Symbol.for("ringfence.hush"))));
          await set(2);
          await set(3);
          assert.deepEqual(await numbers(), [1]);
        });
        await until("the last is there", numbers, (seen) => seen.join() === "1,3");
        await set(4);
        assert.deepEqual(await numbers(), [1, 3, 4]);
      });

      // Firefox has no such windows for a page to open; its own for videos no extension can close.
      if (name === "firefox") return;

      await t.test("a video goes back into the page, and stays there", async () => {
        await page.click("#play");
        await until("the video is in a window", () => isInWindow(page));
        await coverAndUncover(async () => void (await until("it is back in the page", () => isInWindow(page), (isOut) => !isOut)));
      });

      await t.test("a window of the page's own is blank, and keeps what was typed in it", async () => {
        await page.click("#pop");
        await until("the window is there", () => popped(page), ({ field }) => field === "visible");
        await page.evaluate(() => {
          const { window: shown } = /** @type {any} */ (window).documentPictureInPicture;
          shown.document.getElementById("popped").value = "Dear Ana";
        });
        const before = await popped(page);
        const isBlank = () => until("nothing of it is seen", () => popped(page), ({ root, field }) => root === "0" && field === "hidden");
        await coverAndUncover(async () => void (await isBlank()));
        assert.deepEqual(await until("it is seen again", () => popped(page), ({ root }) => root === "1"), before);
      });
    });
  }
});
