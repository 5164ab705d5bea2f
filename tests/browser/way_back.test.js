// @ts-check
// What a rule asks for before it opens (a press, a hold and a wait, a sentence), what the log says of
// the times before, and what is owed afterwards: made up, given back, let go.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { machineClock } from "./clock/clock.js";
import { browsers } from "./harness/index.js";
import { pressAndLeave, tabTo } from "./lib/keyboard.js";
import { readLog } from "./lib/log.js";
import { assertLooksWell } from "./lib/looks.js";
import { ruleForNow } from "./lib/rules.js";
import { nextPage, placeOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

const minute = 60_000;
/** @type {import("../../dist/types/background.js").CapDraft} */
const cap = { per: "day", times: 2, minutes: 0 };
const own = "Ana needs the numbers before she boards.";

describe("what going back asks for, and what is owed for it", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const now = ruleForNow({ clock: machineClock }, { minutes: 25, sites: ["mail.localhost"] });
      const { ringfence, sites, id } = await browserWithRule(t, launch, now);
      const url = sites.url("mail.localhost");
      await ringfence.send({ type: "save_settings", settings: { lead: "off", zone: "", owe_excused: false } });
      await rememberYesterday(ringfence);
      await ringfence.killWorker();

      const change = async (/** @type {object} */ changes) => {
        const reply = await ringfence.send({ type: "save_rule", rule: { ...now, id, ...changes } });
        assert.equal(reply.type, "made", JSON.stringify(reply));
      };
      const form = async () => {
        const page = await ringfence.newTab(url);
        await untilCoverPage(ringfence, page, url);
        await page.bringToFront();
        await tabTo(page, ".cover-foot button");
        await page.keyboard.press("Enter");
        await page.waitForSelector("input[name=why]");
        return page;
      };
      const opens = async (/** @type {Page} */ page) => {
        await until("the address opens", () => placeOf(page), (place) => place === url);
        const { view } = await ringfence.send({ type: "view", page: { type: "popup" } });
        for (const granted of view.overrides) await ringfence.send({ type: "end_override", id: granted.id });
        await page.close();
      };
      const wrong = (/** @type {Page} */ page) => page.$eval("#note-wrong", (line) => line.textContent ?? "");

      await t.test("the log is honest about the times before", async () => {
        const page = await form();
        assert.equal(await page.$(".honest"), null, "nothing is said before a reason is chosen");
        await choose(page, "why", 4);
        const line = await until("it is said", () => page.$eval(".honest", (found) => found.textContent ?? "").catch(() => ""));
        assert.match(line, /4th time for “Habit”\. You asked for 5 min; it took 23 min\./);
        await assertLooksWell(ringfence, page, "cover-going-back-honest");
        await page.close();
      });

      await t.test("a press, where the rule asks for no more", async () => {
        await change({ way_back: "press" });
        const page = await form();
        await choose(page, "why", 1);
        assert.equal(await page.$(".hold"), null);
        await tabTo(page, ".now");
        await page.keyboard.press("Enter");
        await opens(page);
      });

      await t.test("a hold that has grown, and a wait that can be called off", async () => {
        await change({ way_back: "hold_and_wait" });
        const page = await form();
        await choose(page, "why", 1);
        const hint = () => page.$eval("#hold-hint", (found) => found.textContent ?? "");
        assert.match(await hint(), /^Hold for 6 seconds.*Then it takes 6 seconds more\./);
        const waits = () => page.$eval(".hold", (found) => found.textContent ?? "");
        const held = async () => {
          await page.focus(".hold");
          await page.keyboard.down(" ");
          await until("it is waited for", waits, (text) => text === sentence("hold_waits"));
          await page.keyboard.up(" ");
        };
        await held();
        await tabTo(page, "#hold-hint button");
        await page.keyboard.press("Enter");
        await until("it is called off", waits, (text) => text !== sentence("hold_waits"));
        assert.equal(await grants(ringfence), 1, "only the one before");
        await held();
        await opens(page);
      });

      await t.test("a sentence of one's own, and a cap that is reached asks for it as well", async () => {
        await change({ way_back: "sentence" });
        let page = await form();
        await choose(page, "why", 1);
        await tabTo(page, ".now");
        await page.keyboard.press("Enter");
        await until("it is asked for", () => wrong(page), (text) => text.includes(sentence("fault_sentence_short")));
        await page.focus("#note");
        await page.keyboard.type(own);
        await tabTo(page, ".now");
        await page.keyboard.press("Enter");
        await opens(page);

        await change({ way_back: "press", cap });
        page = await form();
        await choose(page, "why", 1);
        const said = await page.$eval(".cap-line", (line) => line.textContent ?? "");
        assert.match(said, /^You wanted to go back 2 times in a day at most, and did\./);
        await assertLooksWell(ringfence, page, "cover-going-back-cap");
        await choose(page, "why", 0);
        await tabTo(page, ".now");
        await page.keyboard.press("Enter");
        await opens(page);
        const entries = (await readLog(ringfence)).flatMap(({ entry }) => (entry.type === "override_granted" ? [entry] : []));
        assert.equal(entries.at(-2)?.note, own);
        assert.equal(entries.at(-1)?.reason, "incident", "an incident passes");
      });

      await t.test("ended early from the popup: everything, to its end, by the same act", async () => {
        await change({ way_back: "press" });
        const popup = await ringfence.openPage("popup.html");
        await popup.bringToFront();
        await popup.waitForSelector(".popup-state h1");
        await tabTo(popup, ".popup-part > .btn.wide");
        const page = await nextPage(ringfence, () => pressAndLeave(popup, "Enter"));
        await page.waitForSelector("input[name=why]");
        await page.bringToFront();
        assert.equal(await page.$eval("h1", (found) => found.textContent), sentence("back_end_heading"));
        await choose(page, "why", 3);
        await tabTo(page, ".now");
        await pressAndLeave(page, "Enter");
        await until("all is open", () => grants(ringfence, "everything"), (count) => count === 1);
      });

      await t.test("what is owed is said once in the popup, and a time for it is taken by one press", async () => {
        await change({ schedule: elsewhere(now.schedule), cap });
        const popup = await ringfence.openPage("popup.html");
        await popup.waitForSelector("#owed");
        await assertLooksWell(ringfence, popup, "popup-owed");
        await popup.bringToFront();
        await tabTo(popup, "[aria-labelledby=owed] .btn");
        await popup.keyboard.press("Enter");
        await until("it is taken", () => popup.$eval("[aria-labelledby=owed] [role=status]", (found) => found.textContent ?? ""), (text) => text.startsWith("Taken: "));
        await popup.close();
      });

      await t.test("a rule's form asks how one goes back, and says what is wrong with a cap", async () => {
        const week = await ringfence.openPage("options.html#week");
        await week.bringToFront();
        await week.waitForSelector(`[data-rule="${id}"]`);
        await week.focus(`[data-rule="${id}"]`);
        await week.keyboard.press("Enter");
        await week.waitForSelector("#cap-times", { visible: true });
        await week.focus("#cap-times");
        await week.keyboard.down("Control");
        await week.keyboard.press("a");
        await week.keyboard.up("Control");
        await week.keyboard.type("ten");
        await week.keyboard.press("Enter");
        await until("the sentence stands there", () => week.$eval("#cap-wrong", (line) => line.textContent ?? ""), (text) => text.includes(sentence("fault_cap_range")));
        assert.equal(await week.$eval("#cap-times", (field) => /** @type {HTMLInputElement} */ (field).value), "ten");
        await week.$eval("#cap-wrong", (line) => line.scrollIntoView({ block: "end" }));
        await assertLooksWell(ringfence, week, "options-rule-way-back");
        await week.close();
      });

      await t.test("the Week page shows it, gives it back, and lets what is owed go", async () => {
        const week = await ringfence.openPage("options.html#week");
        await week.bringToFront();
        await week.waitForSelector(".make-ups li");
        await week.$eval(".owed", (card) => card.scrollIntoView({ block: "end" }));
        await assertLooksWell(ringfence, week, "options-week-owed");
        await week.focus(".make-ups button");
        await week.keyboard.press("Enter");
        await until("it is given back", () => week.$$eval(".make-ups li", (lines) => lines.length), (count) => count === 0);
        await week.focus(".owed .link");
        await week.keyboard.press("Enter");
        await week.waitForSelector(".owed .link + .link");
        await week.focus(".owed .link");
        await week.keyboard.press("Enter");
        await until("it is let go", () => week.$eval(".owed [role=status]", (found) => found.textContent ?? ""), (text) => text.endsWith("let go."));
        const types = (await readLog(ringfence)).map(({ entry }) => entry.type);
        assert.deepEqual(types.filter((type) => /make_up|owed/.test(type)), ["make_up_taken", "make_up_given_back", "owed_forgiven"]);
        await week.close();
      });
    });
  }
});

/**
 * An evening of the day before, in which mail pulled: rows as an earlier worker would have left them.
 * @param {RunningBrowser} ringfence
 */
async function rememberYesterday(ringfence) {
  const page = await ringfence.openPage("options.html#log");
  const start = Date.now() - 26 * 60 * minute;
  const occurrence = { rule: 1, goal: "", start, end: start + 120 * minute };
  /** @type {[number, object][]} */
  const told = [[0, { type: "occurrence_started", mode: "cover", ...occurrence }]];
  for (const [grant, from] of [[901, 10], [902, 40], [903, 80]]) {
    told.push([from ?? 0, { type: "override_granted", grant, reason: "habit", sites: ["mail.localhost"], minutes: 5, rules: [1] }]);
    told.push([(from ?? 0) + 23, { type: "override_ended", grant, how: "back", minutes: 23, in_front: 20 }]);
  }
  told.push([120, { type: "occurrence_ended", ...occurrence }]);
  const rows = told.map(([after, entry], index) => ({ id: 1000 + index, at: start + after * minute, offset: 0, entry }));
  await page.evaluate(async (wanted) => {
    const opening = indexedDB.open("ringfence");
    const database = await new Promise((resolve) => (opening.onsuccess = () => resolve(opening.result)));
    const writing = database.transaction("log", "readwrite");
    for (const row of wanted) writing.objectStore("log").put(row);
    await new Promise((resolve) => (writing.oncomplete = resolve));
    database.close();
  }, rows);
  await page.close();
}

/**
 * The same hours on a day on which nothing holds.
 * @param {import("../../dist/types/background.js").PartDraft[]} schedule
 */
function elsewhere(schedule) {
  const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
  return schedule.map((part) => ({ ...part, days: [days[(new Date().getDay() + 3) % 7]] }));
}

/**
 * How many overrides the log tells of since yesterday, or how many of everything hold.
 * @param {RunningBrowser} ringfence
 * @param {"everything"} [which]
 */
async function grants(ringfence, which) {
  if (!which) return (await readLog(ringfence)).filter(({ entry }) => entry.type === "override_granted" && entry.grant < 900).length;
  const { view } = await ringfence.send({ type: "view", page: { type: "popup" } });
  return view.overrides.filter((/** @type {any} */ granted) => granted.label === "").length;
}

/**
 * @param {Page} page
 * @param {string} name of the question
 * @param {number} index of the answer
 */
async function choose(page, name, index) {
  await page.focus(`input[name=${name}]`);
  await page.keyboard.press(" ");
  for (let step = 0; step < index; step += 1) await page.keyboard.press("ArrowDown");
}
