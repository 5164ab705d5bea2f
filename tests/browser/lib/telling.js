// @ts-check
// How the story is told: each step with what was seen, and a picture of it.

import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** @typedef {import("puppeteer-core").Page} Page */

/**
 * @typedef {object} Telling
 * @property {(sentence: string) => void} say one step of the story
 * @property {(sentence: string) => void} saw what was seen at this step
 * @property {(sentence: string, isSo: boolean) => void} sure what must be so at this step; the story ends if it is not
 * @property {(page: Page, name: string) => Promise<void>} show keeps a numbered picture of a tab, once what moves has come to rest
 */

/**
 * @param {string} directory for the pictures; those of the last time go
 * @returns {Promise<Telling>}
 */
export async function beginTelling(directory) {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  let steps = 0;
  let pictures = 0;
  const write = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

  return {
    say(sentence) {
      steps += 1;
      write(`${steps}. ${new Date().toLocaleTimeString()}  ${sentence}`);
    },
    saw(sentence) {
      write(`   saw: ${sentence}`);
    },
    sure(sentence, isSo) {
      if (!isSo) throw new Error(`Not so: ${sentence}`);
      write(`   saw: ${sentence}`);
    },
    async show(page, name) {
      pictures += 1;
      await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
      const file = path.join(directory, `${String(pictures).padStart(2, "0")}-${name}.png`);
      await writeFile(file, await page.screenshot({ captureBeyondViewport: false }));
      write(`   picture: ${path.relative(process.cwd(), file)}`);
    },
  };
}
