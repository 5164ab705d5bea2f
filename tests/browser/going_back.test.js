// @ts-check
// The form of the way back, by the keyboard alone: what it asks, what it refuses and keeps, and what
// the log tells of it afterwards.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { goBack, paste, tabTo } from "./lib/keyboard.js";
import { readLog } from "./lib/log.js";
import { assertLooksWell } from "./lib/looks.js";
import { placeOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */

const puller = `<img onerror=alert(1)> =HYPERLINK("x") 🙂 שלום`;
const note = "The notes go out at six.";

describe("the form of the way back", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch);
      await ringfence.send({ type: "start_focus", minutes: 60 });

      const form = async (/** @type {string} */ host) => {
        const page = await ringfence.newTab(sites.url(host));
        await untilCoverPage(ringfence, page, sites.url(host));
        await page.bringToFront();
        await tabTo(page, ".cover-foot button");
        await page.keyboard.press("Enter");
        await page.waitForSelector("input[name=why]");
        return page;
      };
      const granted = async () => (await readLog(ringfence)).flatMap(({ entry }) => (entry.type === "override_granted" ? [entry] : []));

      await t.test("minutes that are no number are refused at their place, and nothing typed is lost", async () => {
        const page = await form("mail.localhost");
        await choose(page, "why", 2);
        await type(page, ".other-minutes", "ten");
        await tabTo(page, "#puller");
        await paste(page, "#puller", puller);
        await choose(page, "instead", 1);
        await type(page, "#note", note);
        await hold(page);
        await until("the sentence stands there", () => page.$eval("#minutes-wrong", (line) => line.textContent ?? ""), (text) => text.includes(sentence("fault_minutes_range")));
        assert.equal(await page.$eval(".other-minutes", (field) => /** @type {HTMLInputElement} */ (field).value), "ten");
        assert.equal(await page.$eval("#puller", (field) => /** @type {HTMLInputElement} */ (field).value), puller);
        assert.deepEqual(await granted(), []);
        await assertLooksWell(ringfence, page, "cover-going-back-words");

        await page.focus(".other-minutes");
        await page.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement).select());
        await page.keyboard.type("7");
        await hold(page);
        await until("the address opens", () => placeOf(page), (place) => place === sites.url("mail.localhost"));
        const [entry] = await granted();
        const { minutes, reason, instead, puller: named, note: noted, rules } = entry ?? {};
        assert.deepEqual({ minutes, reason, instead, named, noted, rules }, { minutes: 7, reason: "unblock", instead: "someone", named: puller, noted: note, rules: [0] });
        await page.close();
      });

      await t.test("the log shows what was typed as it was typed, never as markup", async () => {
        const log = await ringfence.openPage("options.html#log");
        const line = await until("it is there", () => log.$$eval(".log-day li", (lines) => lines.map((it) => it.textContent ?? "")), (lines) => lines.some((it) => it.includes(puller)));
        assert.ok(line.some((it) => it.includes(puller) && it.includes(note)));
        assert.equal(await log.$$eval(".log-day img", (found) => found.length), 0);
        await log.close();
      });

      await t.test("the name that pulled is offered the next time", async () => {
        const page = await form("chat.localhost");
        assert.deepEqual(await page.$$eval("#pullers option", (options) => options.map((it) => /** @type {HTMLOptionElement} */ (it).value)), [puller]);
        await page.close();
      });

      await t.test("an incident opens at once: one press, no hold", async () => {
        const page = await form("chat.localhost");
        await choose(page, "why", 0);
        assert.equal(await page.$(".hold"), null);
        await tabTo(page, ".now");
        await page.keyboard.press("Enter");
        await until("the address opens", () => placeOf(page), (place) => place === sites.url("chat.localhost"));
        assert.equal((await granted()).find(({ reason }) => reason === "incident")?.minutes, 5);
        await page.close();
      });

      await t.test("until its end: as long as the hour goes on", async () => {
        const { view } = await ringfence.send({ type: "view", page: { type: "popup" } });
        for (const { id } of view.overrides) await ringfence.send({ type: "end_override", id });
        const page = await form("mail.localhost");
        await goBack(page, { reason: 1, minutes: 4 });
        await until("the address opens", () => placeOf(page), (place) => place === sites.url("mail.localhost"));
        const left = (view.state.until - Date.now()) / 60_000;
        const entry = (await granted()).at(-1);
        assert.ok(Math.abs((entry?.minutes ?? 0) - left) <= 1.1, `${entry?.minutes} of ${left}`);
        await page.close();
      });
    });
  }
});

/**
 * @param {Page} page
 * @param {string} name of the question
 * @param {number} index of the answer
 */
async function choose(page, name, index) {
  await tabTo(page, `input[name=${name}]`);
  await page.keyboard.press(" ");
  for (let step = 0; step < index; step += 1) await page.keyboard.press("ArrowDown");
}

/**
 * @param {Page} page
 * @param {string} selector
 * @param {string} text
 */
async function type(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.type(text);
}

/** Until it is asked, or refused. @param {Page} page */
async function hold(page) {
  await tabTo(page, "button.hold");
  const here = await placeOf(page);
  await page.keyboard.down("Enter");
  const isOver = async () => (await placeOf(page)) !== here || (await page.$(".wrong-line")) !== null;
  await until("it was held", isOver);
  if ((await placeOf(page)) === here) await page.keyboard.up("Enter");
}
