// @ts-check
// What a stretch finds when it begins: a call, and somebody in the middle of a sentence.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { contentOf, rule, startWorker, until } from "./background.js";
import { FakeBrowser } from "./fake_browser.js";

const minute = 60_000;
/** Monday, 23 November 2026, at noon, as the wall here says. */
const noon = new Date(2026, 10, 23, 12).getTime();
const evening = [{ days: ["mon"], stretches: [{ from: "18:00", to: "20:00" }] }];
const meetings = { id: "meetings", name: "Meetings", sites: ["meet.work.example"] };

/**
 * A browser just before six: a meeting in one tab, mail in another.
 * @param {import("node:test").TestContext} t
 */
async function beforeSix(t) {
  mock.timers.enable({ apis: ["Date"], now: noon });
  t.after(() => mock.timers.reset());
  const browser = new FakeBrowser();
  browser.local.kept.rules_once_set = true;
  const [meeting, mail] = ["https://meet.work.example/room", "https://mail.work.example/inbox"].map((url) => browser.addTab(url));
  if (!meeting || !mail) throw new Error("No tabs.");
  await startWorker(browser);
  const made = await browser.send({ type: "save_rule", rule: { ...rule, schedule: evening, groups: ["meetings"] }, groups: [meetings] });
  assert.equal(made.type, "made");
  mock.timers.setTime(noon + 360 * minute - 1000);
  browser.event("idle.onStateChanged").emit("active");
  await look(browser);
  return { browser, meeting, mail };
}

/** @param {FakeBrowser} browser */
async function look(browser) {
  browser.event("alarms.onAlarm").emit({ name: "heartbeat" });
  return browser.send({ type: "view", page: { type: "popup" } });
}

test("a call that is heard is neither covered nor moved, its host is let through in its tab, and it is covered after a minute of silence", async (t) => {
  const { browser, meeting, mail } = await beforeSix(t);
  meeting.audible = true;
  mock.timers.setTime(noon + 360 * minute);
  await look(browser);
  await until(() => mail.isVeiled && meeting.line !== null);
  assert.equal(meeting.isVeiled, false);
  assert.deepEqual(meeting.line, { type: "call" });
  assert.deepEqual(
    browser.sessionRules.map(({ action, condition }) => [action.type, condition.tabIds, condition.requestDomains]),
    [["allow", [meeting.id], ["meet.work.example"]]],
  );

  await startWorker(browser);
  await look(browser);
  assert.equal(meeting.isVeiled, false, "another worker knows of it");
  meeting.audible = false;
  browser.event("tabs.onUpdated").emit(meeting.id, { audible: false }, { url: meeting.url });
  await until(() => browser.alarms.get("change")?.scheduledTime === noon + 361 * minute);
  mock.timers.setTime(noon + 361 * minute);
  await look(browser);
  await until(() => meeting.isVeiled && meeting.line === null);
  assert.deepEqual(browser.sessionRules, []);
});

test("who is typing gets a minute, once, and no more", async (t) => {
  const { browser, meeting, mail } = await beforeSix(t);
  Object.assign(mail, { active: true, isTyping: true });
  mock.timers.setTime(noon + 360 * minute);
  await look(browser);
  await until(() => meeting.isVeiled && mail.line !== null);
  assert.equal(mail.isVeiled, false);
  assert.deepEqual(mail.line, { type: "typing", until: noon + 361 * minute });
  assert.equal((await browser.send({ type: "page_shown", url: mail.url }, contentOf(mail))).verdict.type, "open");
  mock.timers.setTime(noon + 361 * minute);
  await look(browser);
  await until(() => mail.isVeiled && mail.line === null);
});

test("who has not touched anything for a while is not typing, and a page that does not say is covered", async (t) => {
  for (const [call, does] of /** @type {const} */ ([["idle.queryState", () => "idle"], ["scripting.executeScript", () => Promise.reject(new Error("No."))]])) {
    const { browser, mail } = await beforeSix(t);
    Object.assign(mail, { active: true, isTyping: true, hasScript: true });
    browser.troubles.set(call, does);
    mock.timers.setTime(noon + 360 * minute);
    await look(browser);
    await until(() => mail.isVeiled);
    assert.equal(mail.line, null);
    mock.timers.reset();
  }
});

test("“Cover now” in the page covers it now", async (t) => {
  const { browser, mail } = await beforeSix(t);
  Object.assign(mail, { active: true, isTyping: true });
  mock.timers.setTime(noon + 360 * minute);
  await look(browser);
  await until(() => mail.line !== null);
  assert.equal((await browser.send({ type: "cover_now", tab: 0 }, contentOf(mail))).type, "done");
  await until(() => mail.isVeiled && mail.line === null);
});
