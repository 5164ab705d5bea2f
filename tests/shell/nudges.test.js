// @ts-check
// The words of nudges and their buttons: what is said, that it is silent, and that a press is heard also
// by a worker that was not there when the notice was shown.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { browserWithRule, inDatabase, rule, startWorker, until } from "./background.js";
import { FakeBrowser } from "./fake_browser.js";

const popup = { type: "view", page: { type: "popup" } };
const home = process.env.TZ;

beforeEach(() => {
  process.env.TZ = "Europe/Berlin";
  mock.timers.enable({ apis: ["Date"] });
});
afterEach(() => {
  mock.timers.reset();
  if (home === undefined) delete process.env.TZ;
  else process.env.TZ = home;
});

/** @param {string} clock the time on Monday 23 November 2026 in Berlin, an hour before UTC */
function itIs(clock) {
  mock.timers.setTime(Date.parse(`2026-11-23T${clock}:00+01:00`));
}

/** A browser in which Mondays from 18:00 to 20:00 are protected, since noon. */
async function mondayEvening() {
  itIs("12:00");
  const browser = new FakeBrowser();
  browser.mayNotify = true;
  await browserWithRule(browser);
  const schedule = [{ days: ["mon"], stretches: [{ from: "18:00", to: "20:00" }] }];
  await browser.send({ type: "save_rule", rule: { ...rule, id: 1, schedule } });
  return browser;
}

/**
 * @param {FakeBrowser} browser
 * @param {string} clock
 */
async function comesTo(browser, clock) {
  itIs(clock);
  browser.event("alarms.onAlarm").emit({ name: "change" });
  await browser.send(popup);
  return browser.notices.get("ringfence");
}

const titles = (/** @type {any} */ notice) => notice.buttons.map((/** @type {any} */ button) => button.title);
const minutes = /\b(18:00|6:00 PM)\b/u;

test("an evening in words: before, at the start, in the last minute, at the end; always one, and silent", async () => {
  const browser = await mondayEvening();
  const before = await comesTo(browser, "17:50");
  assert.match(before.title, minutes);
  assert.equal(before.message, "What will you do first? 10 minutes to wrap up.");
  assert.deepEqual(titles(before), ["Write a step", "In 10 min"]);
  assert.equal(before.silent, true);
  const write = { type: "set_step", home: { type: "goal", id: 1 }, text: "Write the intro" };
  assert.equal((await browser.send(write)).type, "made");
  assert.equal((await comesTo(browser, "18:00")).message, "“Write the intro”. Covered: mail.work.example and chat.work.example.");
  assert.equal((await comesTo(browser, "19:59")).title, "One more minute");
  await browser.send({ type: "park", text: "Answer Ana", url: "" });
  const over = await comesTo(browser, "20:00");
  assert.equal(over.message, "Did “Write the intro” get done? 1 parked line is back. It is in the popup.");
  assert.deepEqual(titles(over), ["Done", "Moved on"]);
  assert.deepEqual([...browser.notices.keys()], ["ringfence"]);
});

test("a press on a button is heard by the next worker, and the notice is gone", async () => {
  const browser = await mondayEvening();
  await comesTo(browser, "17:50");
  await startWorker(browser);
  browser.event("notifications.onButtonClicked").emit("ringfence", 1);
  await until(() => !browser.notices.has("ringfence"));
  const { view } = await browser.send(popup);
  assert.equal(new Date(view.next.start).toISOString(), "2026-11-23T17:10:00.000Z");
  await comesTo(browser, "18:00");
  browser.event("notifications.onButtonClicked").emit("ringfence", 0);
  await until(() => browser.calls.includes("action.openPopup"));
});

test("a notice goes when the person answers elsewhere, whichever worker hears it", async () => {
  const browser = await mondayEvening();
  await comesTo(browser, "17:50");
  await startWorker(browser);
  const { view } = await browser.send(popup);
  assert.ok(browser.notices.has("ringfence"), "a look at the popup is no answer");
  const write = { type: "set_step", home: { type: "goal", id: 1 }, text: "Write the intro" };
  assert.equal((await browser.send(write)).type, "made");
  assert.equal(browser.notices.size, 0, "it asked for a step");
  assert.equal(view.nudge.word.type, "before");
  await comesTo(browser, "18:00");
  await comesTo(browser, "20:00");
  const { view: over } = await browser.send(popup);
  await startWorker(browser);
  assert.equal(browser.notices.size, 1);
  const { end } = over.nudge.word.close_out;
  assert.equal((await browser.send({ type: "close_out", end, done: true, next: "" })).type, "done");
  assert.equal(browser.notices.size, 0);
  const cleared = () => browser.calls.filter((call) => call === "notifications.clear").length;
  const before = cleared();
  await browser.send(popup);
  assert.equal(cleared(), before, "once");
});

test("what is not true any more goes, though nobody has answered", async () => {
  const browser = await mondayEvening();
  await comesTo(browser, "17:50");
  const change = { occurrence: { rule: 1, date: "2026-11-23", from: "18:00" }, to: null, reason: "home" };
  assert.equal((await browser.send({ type: "change_occurrence", change })).type, "done");
  assert.equal(browser.notices.size, 0);
});

test("where buttons are refused the words are shown without", async () => {
  const browser = await mondayEvening();
  browser.troubles.set("notifications.create", (name, notice) => {
    if ("buttons" in notice || "silent" in notice) throw new Error("Property \"buttons\" is unsupported.");
    browser.notices.set(name, notice);
  });
  assert.match((await comesTo(browser, "17:50")).title, minutes);
});

test("the word of the week names the hour that does not hold, and the day that does", async () => {
  const browser = await mondayEvening();
  const nudges = { start: true, last_minute: true, close_out: true, weekly: { day: "mon", at: "13:00" }, quiet: null, energy: false };
  assert.equal((await browser.send({ type: "save_nudges", nudges })).type, "done");
  const evening = (/** @type {number} */ day) => Date.parse(`2026-11-${String(day).padStart(2, "0")}T18:00:00+01:00`);
  await inDatabase(browser, (log) => {
    let id = 1000;
    const write = (/** @type {number} */ at, /** @type {object} */ entry) => log.put({ id: (id += 1), at, offset: 60, entry });
    for (const monday of [2, 9, 16]) {
      const [start, thursday] = [evening(monday), evening(monday + 3)];
      const [end, over] = [start + 120 * 60_000, thursday + 120 * 60_000];
      write(end, { type: "occurrence_excused", rule: 1, goal: "Portfolio", start, end, by: "skip" });
      write(thursday, { type: "occurrence_started", rule: 1, goal: "Portfolio", mode: "cover", start: thursday, end: over });
      write(over, { type: "occurrence_ended", rule: 1, goal: "Portfolio", start: thursday, end: over });
    }
  });
  await startWorker(browser);
  // A worker that boots at the word's own minute would say it without the log.
  await browser.send(popup);
  const { title, message } = await comesTo(browser, "13:00");
  assert.equal(title, "Your week");
  assert.match(message, /Monday (18:00|6:00 PM) held 0 of 3 times\. Thursday holds 3 of 3\.$/u);
});

test("a long goal leaves room for the time", async () => {
  const browser = await mondayEvening();
  const goal = { id: 1, title: "A portfolio that shows what I have done in the last ten years" };
  assert.equal((await browser.send({ type: "save_goal", goal })).type, "made");
  const { title } = await comesTo(browser, "17:50");
  assert.match(title, minutes);
  assert.ok(title.length < 40, title);
});

test("a goal's links are opened in one new window", async () => {
  const browser = await mondayEvening();
  const goal = { id: 1, title: "Portfolio", links: ["https://exercism.org", "example.org"] };
  await browser.send({ type: "save_goal", goal });
  const calls = () => browser.calls.filter((call) => call === "windows.create").length;
  await browser.send({ type: "open_links", goal: 1 });
  assert.equal(calls(), 1);
  assert.deepEqual(browser.opened.slice(-2), ["https://exercism.org", "https://example.org"]);
});

test("without the permission nothing is shown and the popup asks", async () => {
  const browser = await mondayEvening();
  browser.mayNotify = false;
  await comesTo(browser, "17:50");
  assert.equal(browser.notices.size, 0);
  const { view } = await browser.send(popup);
  assert.equal(view.nudge.word.type, "before");
});
