// @ts-check
// Whether a person who looks at a tab sees a color in it.

import { pictureOf } from "./pixels.js";
import { until } from "./until.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./pixels.js").Color} Color */

/**
 * How many pixels of a color a tab shows; it comes to the front for that.
 * @param {Page} page
 * @param {Color} color
 */
export async function pixelsSeen(page, color) {
  await page.bringToFront();
  return (await pictureOf(page)).count(color);
}

/**
 * @param {Page} page
 * @param {Color} color
 */
export async function untilSeen(page, color) {
  await until("the page is seen", () => pixelsSeen(page, color), (count) => count > 0);
}

/**
 * @param {Page} page
 * @param {Color} color
 */
export async function untilGone(page, color) {
  await until("nothing of the page is seen", () => pixelsSeen(page, color), (count) => count === 0);
}
