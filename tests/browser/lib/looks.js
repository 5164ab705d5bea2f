// @ts-check
// How a page of ours looks and reads: in both themes, by axe's eyes, and at twice the size.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import axe from "axe-core";

import { settle, takePicture } from "./picture.js";
import { until } from "./until.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */
/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {"light" | "dark"} Theme */

const screens = fileURLToPath(new URL("../../../dist/screens", import.meta.url));

/** A person's window, and the same at 200 %: to the page it is half as wide and half as high. */
const windows = [
  { width: 1280, height: 800, deviceScaleFactor: 1 },
  { width: 640, height: 400, deviceScaleFactor: 2 },
];
/** The popup as it sizes itself, and the largest that browsers make it, at 200 %. */
const popups = [
  { width: 360, height: 600, deviceScaleFactor: 1 },
  { width: 400, height: 300, deviceScaleFactor: 2 },
];

/**
 * Shows one face of a page in both themes and at 100 % and 200 %, keeps pictures of it for people,
 * and asserts what a program can tell: no violation that axe knows, nothing to scroll sideways.
 * @param {RunningBrowser} ringfence
 * @param {Page} page
 * @param {string} face
 * @param {Page | Frame} [part] the frame that is looked at, if it is not the whole page
 */
export async function assertLooksWell(ringfence, page, face, part = page) {
  await keepPictures(ringfence, page, face, {
    sized: async (percent) => assert.deepEqual(await overhang(part), [], `nothing reaches over the edge: ${face} at ${percent} %`),
    themed: async (theme) => assert.deepEqual(await violations(part), [], `axe: ${face}, ${theme}`),
  });
}

/**
 * Keeps pictures of one face of a page, or of what lies over a page of somebody else's, in both themes
 * and at 100 % and 200 %.
 * @param {RunningBrowser} ringfence
 * @param {Page} page
 * @param {string} face
 * @param {{ sized?: (percent: number) => Promise<void>, themed?: (theme: Theme) => Promise<void> }} [then] what is asked of each
 */
export async function keepPictures(ringfence, page, face, { sized, themed } = {}) {
  const sizes = face.startsWith("popup") ? popups : windows;
  await page.bringToFront();
  for (const theme of /** @type {Theme[]} */ (["light", "dark"])) {
    await setTheme(ringfence, page, theme);
    for (const size of sizes) {
      await page.setViewport(size);
      await settle(page);
      const percent = 100 * size.deviceScaleFactor;
      await keepPicture(page, `${ringfence.name}-${face}-${theme}-${percent}`);
      await sized?.(percent);
    }
    await themed?.(theme);
  }
}

/**
 * @param {RunningBrowser} ringfence
 * @param {Page} page
 * @param {Theme} theme
 */
async function setTheme(ringfence, page, theme) {
  if (ringfence.name === "chromium") {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
  } else {
    const number = theme === "dark" ? 0 : 1;
    await ringfence.privileged(`void Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", ${number})`);
  }
  await until(`the theme is ${theme}`, () =>
    page.evaluate((wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches, theme),
  );
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function keepPicture(page, name) {
  await mkdir(screens, { recursive: true });
  await writeFile(path.join(screens, `${name}.png`), await takePicture(page));
}

/**
 * What axe finds wrong, in few words.
 * @param {Page | Frame} part
 * @returns {Promise<string[]>}
 */
async function violations(part) {
  await part.evaluate(`if (!globalThis.axe) { ${axe.source} }`);
  return part.evaluate(async () => {
    const found = await /** @type {typeof import("axe-core")} */ (/** @type {any} */ (globalThis).axe).run(document);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} (${failureSummary})`).join(" | ")}`);
  });
}

/**
 * What reaches over the right edge of the page, if that can be scrolled to.
 * @param {Page | Frame} part
 * @returns {Promise<string[]>}
 */
async function overhang(part) {
  return part.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
    return wide.map((element) => `${element.tagName} ${element.id} ${element.className}: ${Math.round(element.getBoundingClientRect().right)} of ${root.clientWidth}`);
  });
}
