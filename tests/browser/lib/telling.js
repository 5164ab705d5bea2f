// @ts-check
// How the story is told: each step with what was seen, and a picture of it.

import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { settle, takePicture } from "./picture.js";

/** @typedef {import("puppeteer-core").Page} Page */

/** What a page has of a person's window, and what the popup may have at most: it is as high as its words. */
const sizes = { page: { width: 1280, height: 800 }, popup: { width: 360, height: 600 } };

/**
 * @typedef {object} Telling
 * @property {(sentence: string) => void} say one step of the story
 * @property {(sentence: string) => void} saw what was seen at this step
 * @property {(sentence: string, isSo: boolean) => void} sure what must be so at this step; the story ends if it is not
 * @property {(page: Page, name: string) => Promise<void>} show keeps a picture of a tab that is in front, once what moves has come to rest
 * @property {(popup: Page, name: string) => Promise<void>} showPopup the same of the popup, which is a tab here
 */

/**
 * @param {string} directory for the pictures; those of the last time go
 * @param {() => number} now what time it is in the story
 * @param {(line: string) => void} write
 * @returns {Promise<Telling>}
 */
export async function beginTelling(directory, now, write) {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  let steps = 0;
  let pictures = 0;
  const keep = async (/** @type {Page} */ page, /** @type {string} */ name) => {
    pictures += 1;
    await settle(page);
    const file = path.join(directory, `${String(pictures).padStart(2, "0")}-${name}.png`);
    await writeFile(file, await takePicture(page));
    write(`   picture: ${path.relative(process.cwd(), file)}`);
  };

  return {
    say(sentence) {
      steps += 1;
      write(`${steps}. ${timeOfDay(now())}  ${sentence}`);
    },
    saw(sentence) {
      write(`   saw: ${sentence}`);
    },
    sure(sentence, isSo) {
      if (!isSo) throw new Error(`Not so: ${sentence}`);
      write(`   saw: ${sentence}`);
    },
    async show(page, name) {
      await page.setViewport(sizes.page);
      await keep(page, name);
    },
    async showPopup(popup, name) {
      await popup.setViewport(sizes.popup);
      const height = await popup.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
      await popup.setViewport({ ...sizes.popup, height: Math.min(height, sizes.popup.height) });
      await keep(popup, name);
    },
  };
}

/** As the pages say it. @param {number} at */
export function timeOfDay(at) {
  return new Date(at).toLocaleTimeString("en", { hour: "numeric", minute: "2-digit" });
}
