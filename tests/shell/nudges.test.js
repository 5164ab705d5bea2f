// @ts-check
// The words of nudges and their buttons: what is said, that it is silent, and that a press is heard also
// by a worker that was not there when the notice was shown.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { browserWithRule, rule, startWorker, until } from "./background.js";
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

test("where buttons are refused the words are shown without", async () => {
  const browser = await mondayEvening();
  browser.troubles.set("notifications.create", (name, notice) => {
    if ("buttons" in notice || "silent" in notice) throw new Error("Property \"buttons\" is unsupported.");
    browser.notices.set(name, notice);
  });
  assert.match((await comesTo(browser, "17:50")).title, minutes);
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
