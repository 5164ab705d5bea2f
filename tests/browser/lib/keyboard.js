// @ts-check
// A person with a keyboard and nothing else.

import { isClosed, placeOf } from "./tabs.js";
import { until } from "./until.js";

/** @typedef {import("puppeteer-core").Page} Page */

/** More stops than any page of ours has. */
const stops = 40;

/**
 * Goes on with Tab until the focus is where it should be.
 * @param {Page} page
 * @param {string} selector
 */
export async function tabTo(page, selector) {
  const seen = [];
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press("Tab");
    const [there, what] = await page.evaluate((wanted) => {
      const { activeElement } = document;
      return /** @type {const} */ ([activeElement?.matches(wanted), `${activeElement?.localName} ${activeElement?.textContent?.slice(0, 60)}`]);
    }, selector);
    if (there) return;
    seen.push(what);
  }
  throw new Error(`Tab never reached ${selector}; it went to:\n${seen.join("\n")}`);
}

/**
 * Fills in the way back and holds the button until the page has gone, as a hand would.
 * @param {Page} page our page, with its form open
 * @param {{ reason: number, minutes: number }} wanted which of the reasons and of the minutes, from 0
 */
export async function goBack(page, { reason, minutes }) {
  await tabTo(page, "input[name=why]");
  await page.keyboard.press(" ");
  for (let step = 0; step < reason; step += 1) await page.keyboard.press("ArrowDown");
  await tabTo(page, "input[name=sites]");
  await tabTo(page, "input[name=minutes]");
  for (let step = 0; step < minutes; step += 1) await page.keyboard.press("ArrowRight");
  await tabTo(page, "button.hold");
  const here = await placeOf(page);
  await page.keyboard.down("Enter");
  await until("the way is open", async () => (await isClosed(page)) || (await placeOf(page)) !== here);
  if (!(await isClosed(page))) await page.keyboard.up("Enter");
}

/**
 * A key at which the page may close itself, it may be before the key is let go.
 * @param {Page} page
 * @param {import("puppeteer-core").KeyInput} key
 */
export async function pressAndLeave(page, key) {
  try {
    await page.keyboard.press(key);
  } catch {
    await until("the page has closed itself", () => isClosed(page));
  }
}

/**
 * A key that is pressed while Control is held.
 * @param {Page} page
 * @param {import("puppeteer-core").KeyInput} key
 * @param {import("puppeteer-core").KeyInput[]} others held as well
 */
export async function chord(page, key, ...others) {
  const held = /** @type {import("puppeteer-core").KeyInput[]} */ (["Control", ...others]);
  for (const one of held) await page.keyboard.down(one);
  await page.keyboard.press(key);
  for (const one of held.reverse()) await page.keyboard.up(one);
}

/**
 * Puts a text into a field by the clipboard.
 * @param {Page} page
 * @param {string} selector the field
 * @param {string} text
 */
export async function paste(page, selector, text) {
  await page.evaluate((copied) => {
    const field = document.body.appendChild(document.createElement("textarea"));
    field.id = "copied-from";
    field.value = copied;
    field.select();
    field.focus();
  }, text);
  await chord(page, "c");
  await page.evaluate(() => document.querySelector("#copied-from")?.remove());
  await page.focus(selector);
  await chord(page, "v");
}
