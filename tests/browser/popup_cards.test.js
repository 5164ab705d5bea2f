// @ts-check
// What else the popup says and asks, by keyboard: the word of the week, which goal the time is for, what
// the day has left of either energy, and the links of a goal.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { pressAndLeave, tabTo } from "./lib/keyboard.js";
import { assertLooksWell } from "./lib/looks.js";
import { ruleForAnotherDay, ruleForNow, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { isClosed, nextPage, placeOf } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("../../dist/types/background.js").NudgesDraft} NudgesDraft */
/** @typedef {import("../../dist/types/background.js").Day} Day */

/** @type {Day[]} */
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
/** @type {NudgesDraft} */
const off = { start: true, last_minute: true, close_out: true, weekly: undefined, quiet: undefined, energy: false };

describe("the popup's other cards", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const sites = await serveSites();
      t.after(() => sites.close());
      sites.add("docs.localhost", "<h1>Chapter four</h1>");
      const ringfence = await launch();
      t.after(() => ringfence.close());
      const view = async () => (await ringfence.send({ type: "view", page: { type: "popup" } })).view;
      const stored = async () => {
        const own = await ringfence.openPage("options.html");
        const texts = await own.evaluate(async () => Object.values(await chrome.storage.local.get(null)).map(String));
        await own.close();
        return texts;
      };
      const goal = async (/** @type {string} */ title, /** @type {"social" | "technical"} */ draws_on, /** @type {string[]} */ links) =>
        (await ringfence.send({ type: "save_goal", goal: { title, draws_on, links, steps: [{ text: `Begin ${title}` }] } })).id;

      const weak = await saveRule(ringfence, ruleForAnotherDay());
      const own = await ringfence.openPage("options.html#about");
      await own.evaluate(putMonth, monthOf(weak));
      await own.close();
      // What the next worker finds in the log.
      await ringfence.killWorker();
      const popup = await ringfence.openPage("popup.html");
      await popup.bringToFront();

      await t.test("the word of the week is read and answered", async () => {
        const weekly = { day: days[new Date().getDay()] ?? "sun", at: "00:00" };
        await ringfence.send({ type: "save_nudges", nudges: { ...off, weekly } });
        await popup.waitForSelector(".nudge");
        const said = async () => popup.$$eval(".nudge p", (lines) => lines.map((line) => line.textContent).join(" "));
        const looked = await ringfence.openPage("popup.html");
        await looked.waitForSelector(".nudge .row");
        await looked.bringToFront();
        await looked.focus(".popup-top .btn");
        await tabTo(looked, ".nudge .btn");
        assert.equal(await looked.evaluate(() => document.activeElement?.textContent), sentence("nudge_week_look", dayName(3)));
        const options = await nextPage(ringfence, () => pressAndLeave(looked, "Enter"));
        await until("the rule's form is open, with the focus in it", () => options.evaluate(() => document.activeElement?.id), (id) => id === "goal");
        assert.equal(await placeOf(options), `${ringfence.extensionOrigin}/options.html#week/${weak}`);
        assert.equal(await options.$eval("#goal", (field) => /** @type {HTMLInputElement} */ (field).value), "Finish chapter four");
        await options.close();
        if (!(await isClosed(looked))) await looked.close();
        assert.match(await said(), new RegExp(`${dayName(3)} 10:00( AM)? held 1 of 4 times\\. ${dayName(1)} holds 4 of 4\\.$`, "u"));
        await popup.bringToFront();
        await assertLooksWell(ringfence, popup, "popup-week");
        await popup.bringToFront();
        await popup.focus(".popup-top .btn");
        await tabTo(popup, ".nudge .btn:last-child");
        await popup.keyboard.press("Enter");
        await until("it is said no more", () => popup.$(".nudge"), (card) => !card);
      });

      await t.test("what is left of either energy is said in two taps, and leaves no trace once nobody asks", async () => {
        await ringfence.send({ type: "save_nudges", nudges: { ...off, energy: true } });
        await goal("Mentor", "social", []);
        await goal("Compiler", "technical", [sites.url("docs.localhost", "/chapter"), "javascript.example/talk"]);
        await popup.waitForSelector(".energy");
        await popup.focus(".popup-top .btn");
        await tabTo(popup, "[name=energy-social]");
        await popup.keyboard.press(" ");
        await until("people are drained", view, ({ energy }) => energy?.[0] === "drained");
        await assertLooksWell(ringfence, popup, "popup-energy");
        await popup.bringToFront();
      });

      await t.test("a goal is chosen for the time that runs, and its links open in one new window", async () => {
        await saveRule(ringfence, ruleForNow(ringfence, { goal: "", choose: true }));
        await popup.waitForSelector(".choose .chip");
        await assertLooksWell(ringfence, popup, "popup-choose");
        await popup.bringToFront();
        await popup.focus(".popup-top .btn");
        await tabTo(popup, ".choose .chip:last-child");
        await popup.keyboard.press("Enter");
        await until("it is for that", view, ({ state }) => state.goal === "Compiler" && state.aim.step === "Begin Compiler");
        await until("the focus goes on from the heading", () => popup.evaluate(() => document.activeElement?.localName), (it) => it === "h1");
        await assertLooksWell(ringfence, popup, "popup-chosen");
        await popup.bringToFront();
        await tabTo(popup, ".goal .btn");
        const windows = await popup.evaluate(async () => (await chrome.windows.getAll()).length);
        const opened = await nextPage(ringfence, () => popup.keyboard.press("Enter"));
        const place = sites.url("docs.localhost", "/chapter");
        await until("the first link is open", async () => (await Promise.all((await ringfence.browser.pages()).map((page) => placeOf(page).catch(() => "")))).includes(place));
        assert.ok(opened);
        assert.equal(await popup.evaluate(async () => (await chrome.windows.getAll()).length), windows + 1);
      });

      await t.test("switched off, nothing of the energy stays", async () => {
        assert.ok((await stored()).some((text) => text.includes("drained")), "it was there");
        await ringfence.send({ type: "save_nudges", nudges: off });
        await until("nobody asks", view, ({ energy }) => !energy);
        const { view: options } = await ringfence.send({ type: "view", page: { type: "options" } });
        assert.ok(options.goals.every((/** @type {any} */ { draft }) => !draft.draws_on), "no goal says it");
      });
    });
  }
});

/** The weekday in so many days. @param {number} ahead */
function dayName(ahead) {
  const date = new Date();
  date.setDate(date.getDate() + ahead);
  return new Intl.DateTimeFormat("en", { weekday: "long" }).format(date);
}

/**
 * What the log has of the last four weeks: the hour of the rule in three days held once in four, and an
 * hour of tomorrow's weekday each time.
 * @param {number} rule
 */
function monthOf(rule) {
  const at = (/** @type {number} */ ahead, /** @type {number} */ hour) => {
    const date = new Date();
    date.setDate(date.getDate() + ahead);
    return date.setHours(hour, 0, 0, 0);
  };
  const goal = "Finish chapter four";
  const held = (/** @type {number} */ start, /** @type {number} */ end) => [
    { at: start, entry: { type: "occurrence_started", rule, goal, mode: "cover", start, end } },
    { at: end, entry: { type: "occurrence_ended", rule, goal, start, end } },
  ];
  const skipped = (/** @type {number} */ start, /** @type {number} */ end) => [
    { at: end, entry: { type: "occurrence_excused", rule, goal, start, end, by: "skip" } },
  ];
  const evenings = [3 - 7, 3 - 14, 3 - 21, 3 - 28].flatMap((day, week) => (week === 0 ? held : skipped)(at(day, 10), at(day, 11)));
  const others = [1 - 7, 1 - 14, 1 - 21, 1 - 28].flatMap((day) => held(at(day, 10), at(day, 11)));
  const offset = -new Date().getTimezoneOffset();
  return [...evenings, ...others].map((row, place) => ({ id: 1000 + place, offset, ...row }));
}

/** Runs in a page of ours. @param {object[]} rows */
async function putMonth(rows) {
  const opening = indexedDB.open("ringfence");
  await new Promise((resolve) => (opening.onsuccess = resolve));
  const transaction = opening.result.transaction("log", "readwrite");
  for (const row of rows) transaction.objectStore("log").put(row);
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  opening.result.close();
}
