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
      const { mail, page } = await begun(t, launch);
      // The form sets it to the minute, because the calendar snaps to five.
      const start = Math.ceil((Date.now() + 20_000) / minute) * minute;
      await draw(page, new Date(start), new Date(start + 60 * minute));
      await page.waitForSelector(".exact-form");
      const drawn = await page.$eval("#from-0-0", (field) => /** @type {HTMLInputElement} */ (field).value);
      assert.match(drawn, /^\d\d:\d[05]$/, "snapped to five minutes");
      await page.type("#goal", "Finish chapter four");
      await page.type("#own-sites", "mail.localhost");
      await setTime(page, "#from-0-0", wallTime(start));
      await setTime(page, "#to-0-0", wallTime(start + 60 * minute));
      await page.click(".exact-form [type=submit]");
      await until("the block stands in today's column", () => page.$$eval(".day.today .block", (blocks) => blocks.length), (count) => count === 1);
      // The press that saved it has asked for the site.
      if (Date.now() < start) assert.equal(await standing(mail), "page");
      await until("mail is veiled when its minute comes", () => standing(mail), (seen) => seen === "veil", 90_000);
      assert.ok(Date.now() >= start);
    });

    it(`${name}: a block that the arrow keys have moved does the same, and undo takes it back`, async (t) => {
      const { ringfence, mail, page } = await begun(t, launch);
      // Sixteen minutes and more ahead: one press of an arrow, and it comes next.
      const start = Math.ceil((Date.now() + 45_000) / minute) * minute;
      const today = /** @type {const} */ (["sun", "mon", "tue", "wed", "thu", "fri", "sat"])[new Date(start).getDay()] ?? "mon";
      const stretch = { from: wallTime(start + 15 * minute), to: wallTime(start + 75 * minute) };
      const id = await saveRule(ringfence, ruleForAnotherDay({ schedule: [{ days: [today], stretches: [stretch] }] }));
      await allowSites(ringfence);
      await page.bringToFront();
      await page.waitForSelector(".block");
      await tabTo(page, ".block");
      await page.keyboard.press("ArrowUp");
      const from = async () => (await ruleOf(ringfence, id)).draft.schedule[0]?.stretches[0]?.from;
      await until("the rule is moved by a quarter of an hour", from, (text) => text === wallTime(start));
      await until("mail is veiled when its minute comes", () => standing(mail), (seen) => seen === "veil", 90_000);
      assert.ok(Date.now() >= start);

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
 * @param {Date} to on the same day, or its end
 */
async function draw(page, from, to) {
  const at = async (/** @type {number} */ minutes) => {
    const place = await page.$eval(
      ".day.today .slots",
      (slots, part) => {
        slots.scrollIntoView({ block: "nearest" });
        const box = slots.getBoundingClientRect();
        return { x: box.left + box.width / 2, y: box.top + box.height * part };
      },
      minutes / dayMinutes,
    );
    await page.evaluate((y) => scrollBy(0, y - innerHeight / 2), place.y);
    return page.$eval(
      ".day.today .slots",
      (slots, part) => {
        const box = slots.getBoundingClientRect();
        return { x: box.left + box.width / 2, y: box.top + box.height * part };
      },
      minutes / dayMinutes,
    );
  };
  const ofDay = (/** @type {Date} */ time) => time.getHours() * 60 + time.getMinutes();
  const start = Math.min(ofDay(from), dayMinutes - 60);
  const height = await page.$eval(".day.today .slots", (slots) => slots.getBoundingClientRect().height);
  const begin = await at(start);
  const length = Math.min((to.getTime() - from.getTime()) / minute, dayMinutes - 1 - start);
  await page.mouse.move(begin.x, begin.y);
  await page.mouse.down();
  await page.mouse.move(begin.x, begin.y + (height * length) / dayMinutes / 2);
  await page.mouse.move(begin.x, begin.y + (height * length) / dayMinutes);
  await page.mouse.up();
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
