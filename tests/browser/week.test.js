// @ts-check
// The week as a calendar: what is drawn with the pointer, or shaped with the keyboard alone, covers a
// tab when its minute comes.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { browsers } from "./harness/index.js";
import { standing, untilStands, welcomePage } from "./lib/hidden.js";
import { tabTo } from "./lib/keyboard.js";
import { allowSites, ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { until } from "./lib/until.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../../dist/types/background.js").RuleView} RuleView */

const minute = 60_000;
const dayMinutes = 1440;

describe("the week", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    it(`${name}: a stretch drawn on the calendar covers a tab when its minute comes`, async (t) => {
      const { ringfence, mail, page } = await begun(t, launch);
      // The form sets it to the minute, because the calendar snaps to five.
      const { clock } = ringfence;
      const start = Math.ceil((clock.now() + minute) / minute) * minute;
      await draw(page, new Date(start), new Date(start + 60 * minute));
      await page.waitForSelector(".exact-form");
      const drawn = await page.$eval("#from-0-0", (field) => /** @type {HTMLInputElement} */ (field).value);
      assert.match(drawn, /^\d\d:\d[05]$/, "snapped to five minutes");
      await page.type("#goal", "Finish chapter four");
      await page.type("#own-sites", "mail.localhost");
      await setTime(page, "#from-0-0", wallTime(start));
      await setTime(page, "#to-0-0", wallTime(start + 60 * minute));
      await page.click(".exact-form [type=submit]");
      await until("the block stands in the calendar", () => page.$$eval(".block", (blocks) => blocks.length), (count) => count > 0);
      // The press that saved it has asked for the site.
      if (clock.now() < start) assert.equal(await standing(mail), "page");
      await ringfence.passTo(start - 2000);
      await untilStands("mail is veiled when its minute comes", mail, "veil");
      assert.ok(clock.now() >= start);
    });

    it(`${name}: a block that the arrow keys have moved does the same, and undo takes it back`, async (t) => {
      const { ringfence, mail, page } = await begun(t, launch);
      // Sixteen minutes and more ahead: one press of an arrow, and it comes next.
      const { clock } = ringfence;
      const start = Math.ceil((clock.now() + minute) / minute) * minute;
      const later = start + 15 * minute;
      const day = /** @type {const} */ (["sun", "mon", "tue", "wed", "thu", "fri", "sat"])[new Date(later).getDay()] ?? "mon";
      const stretch = { from: wallTime(later), to: wallTime(later + 60 * minute) };
      const id = await saveRule(ringfence, ruleForAnotherDay({ schedule: [{ days: [day], stretches: [stretch] }] }));
      await allowSites(ringfence);
      await page.bringToFront();
      await page.waitForSelector(".block");
      await tabTo(page, ".block");
      await page.keyboard.press("ArrowUp");
      const from = async () => (await ruleOf(ringfence, id)).draft.schedule[0]?.stretches[0]?.from;
      await until("the rule is moved by a quarter of an hour", from, (text) => text === wallTime(start));
      await ringfence.passTo(start - 2000);
      await untilStands("mail is veiled when its minute comes", mail, "veil");
      assert.ok(clock.now() >= start);

      await page.bringToFront();
      await page.keyboard.down("Control");
      await page.keyboard.press("z");
      await page.keyboard.up("Control");
      await until("the rule stands where it stood", from, (text) => text === stretch.from);
      await untilStands("mail is as it was", mail, "page");
      await page.keyboard.down("Control");
      await page.keyboard.down("Shift");
      await page.keyboard.press("z");
      await page.keyboard.up("Shift");
      await page.keyboard.up("Control");
      await until("the rule is moved again", from, (text) => text === wallTime(start));
      await untilStands("mail is veiled again", mail, "veil");
    });
  }
});

/**
 * A browser with a tab for mail, and the options page.
 * @param {import("node:test").TestContext} t
 * @param {() => Promise<RunningBrowser>} launch
 */
async function begun(t, launch) {
  const sites = await serveSites();
  t.after(() => sites.close());
  const ringfence = await launch();
  t.after(() => ringfence.close());
  await welcomePage(ringfence);
  const mail = await ringfence.newTab(sites.url("mail.localhost"));
  const page = await ringfence.openPage("options.html");
  await page.waitForSelector(".week .day.today");
  return { ringfence, mail, page };
}

/**
 * Draws on the calendar with the pointer.
 * @param {Page} page
 * @param {Date} from
 * @param {Date} to on the same day, or its end is meant
 */
async function draw(page, from, to) {
  const column = await columnOf(page, from);
  const start = Math.min(from.getHours() * 60 + from.getMinutes(), dayMinutes - 60);
  const end = Math.min(start + (to.getTime() - from.getTime()) / minute, dayMinutes - 1);
  const at = (/** @type {number} */ minutes) =>
    column.evaluate((slots, part) => {
      const box = slots.getBoundingClientRect();
      return { x: box.left + box.width / 2, y: box.top + box.height * part };
    }, minutes / dayMinutes);
  const { y } = await at(start);
  await page.evaluate((top) => scrollBy(0, top - innerHeight / 2), y);
  await page.mouse.move((await at(start)).x, (await at(start)).y);
  await page.mouse.down();
  for (const minutes of [(start + end) / 2, end]) await page.mouse.move((await at(minutes)).x, (await at(minutes)).y);
  await page.mouse.up();
}

/**
 * The column of a date; shortly before midnight it may be in the next week.
 * @param {Page} page
 * @param {Date} date
 */
async function columnOf(page, date) {
  const number = String(date.getDate());
  const find = async () => {
    for (const day of await page.$$(".week .day")) {
      if ((await day.$eval("h2 b", (heading) => heading.textContent)) === number) return day.$(".slots");
    }
    return null;
  };
  if ((await find()) === null) await page.click(".turn .btn:last-child");
  const column = await until("the date is shown", find);
  if (!column) throw new Error("The date is not shown.");
  return column;
}

/**
 * @param {Page} page
 * @param {string} selector of a time field
 * @param {string} time
 */
async function setTime(page, selector, time) {
  await page.locator(selector).fill(time);
}

/**
 * @param {RunningBrowser} ringfence
 * @param {number} id
 * @returns {Promise<RuleView>}
 */
async function ruleOf(ringfence, id) {
  const { view } = await ringfence.send({ type: "view", page: { type: "options", week: "" } });
  return view.rules.find((/** @type {RuleView} */ rule) => rule.id === id);
}

/** @param {number} at */
function wallTime(at) {
  const date = new Date(at);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
