// @ts-check
// A Monday evening on the whole shell: edits that wait, hours that are skipped, moved and excused.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { browserWithRule, rule } from "./background.js";

/** @typedef {import("./fake_browser.js").FakeBrowser} FakeBrowser */

const popup = { type: "view", page: { type: "popup" } };
const options = { type: "view", page: { type: "options", week: "2026-11-23" } };
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

/**
 * @param {string} from
 * @param {string} to
 */
const mondays = (from, to) => ({ ...rule, id: 1, schedule: [{ days: ["mon"], stretches: [{ from, to }] }] });

/** A browser in which Mondays from 18:00 to 20:00 are protected, since noon. */
async function mondayEvening() {
  itIs("12:00");
  const browser = await browserWithRule();
  await browser.send({ type: "save_rule", rule: mondays("18:00", "20:00") });
  return browser;
}

/**
 * Comes to a time, at which the alarm fires.
 * @param {FakeBrowser} browser
 * @param {string} clock
 */
async function comesTo(browser, clock) {
  itIs(clock);
  // A turn is over when the next one is answered.
  browser.event("alarms.onAlarm").emit({ name: "change" });
  return (await browser.send(popup)).view;
}

/** @param {FakeBrowser} browser */
const isCovered = (browser) => browser.rules.size > 0;

test("a running hour that is made shorter holds to its old end; made longer, it is longer at once", async () => {
  const browser = await mondayEvening();
  await comesTo(browser, "18:30");
  assert.deepEqual(await browser.send({ type: "save_rule", rule: mondays("18:00", "18:45") }), { type: "made", id: 1 });
  const [waiting] = (await browser.send(options)).view.rules;
  assert.equal(waiting.waits.until, Date.parse("2026-11-24T00:00:00+01:00"));
  assert.deepEqual(waiting.waits.draft.schedule[0].stretches, [{ from: "18:00", to: "20:00" }]);
  await comesTo(browser, "19:00");
  assert.ok(isCovered(browser), "until 20:00, as it was");
  await browser.send({ type: "save_rule", rule: mondays("18:00", "21:00") });
  await comesTo(browser, "20:30");
  assert.ok(isCovered(browser), "until 21:00 now");
  await comesTo(browser, "21:00");
  assert.equal(isCovered(browser), false);
});

test("within two minutes of its making an edit is undone at once", async () => {
  const browser = await mondayEvening();
  await comesTo(browser, "17:00");
  await browser.send({ type: "save_rule", rule: mondays("16:00", "20:00") });
  assert.ok(isCovered(browser));
  itIs("17:01");
  await browser.send({ type: "save_rule", rule: mondays("18:00", "20:00") });
  await comesTo(browser, "17:01");
  assert.equal(isCovered(browser), false);
});

test("a deleted rule holds for the rest of the day, and can be taken back until then", async () => {
  const browser = await mondayEvening();
  itIs("17:00");
  await browser.send({ type: "delete_rule", id: 1 });
  await comesTo(browser, "18:00");
  assert.ok(isCovered(browser));
  assert.equal((await browser.send(options)).view.rules[0].waits.deleted, true);
  await browser.send({ type: "restore_rule", id: 1 });
  assert.equal("waits" in JSON.parse(JSON.stringify((await browser.send(options)).view.rules[0])), false);
});

const occurrence = { rule: 1, date: "2026-11-23", from: "18:00" };

test("an hour that is skipped before it begins does not come, and the next one does", async () => {
  const browser = await mondayEvening();
  const { view } = await browser.send(popup);
  assert.deepEqual(view.next.occurrence, occurrence);
  const skip = { type: "change_occurrence", change: { occurrence, to: null, reason: null } };
  assert.deepEqual(await browser.send(skip), {
    type: "refused",
    faults: [{ field: { type: "reason" }, kind: "no_reason", typed: "" }],
  });
  assert.deepEqual(await browser.send({ ...skip, change: { ...skip.change, reason: "home" } }), { type: "done" });
  const later = await comesTo(browser, "18:30");
  assert.equal(isCovered(browser), false);
  assert.equal(later.next.start, Date.parse("2026-11-30T18:00:00+01:00"));
});

test("the same press after it has begun is an override to its end", async () => {
  const browser = await mondayEvening();
  await comesTo(browser, "18:30");
  await browser.send({ type: "change_occurrence", change: { occurrence, to: null, reason: "home" } });
  const view = await comesTo(browser, "18:31");
  assert.equal(view.overrides[0].until, Date.parse("2026-11-23T20:00:00+01:00"));
  assert.equal(view.state.type, "protected");
});

test("an hour is started now: it is moved here, and not at six again", async () => {
  const browser = await mondayEvening();
  itIs("16:20");
  assert.deepEqual(await browser.send({ type: "start_now", occurrence }), { type: "done" });
  assert.ok(isCovered(browser));
  await comesTo(browser, "18:20");
  assert.equal(isCovered(browser), false);
  await browser.send({ type: "restore_occurrence", occurrence });
  assert.ok(isCovered(browser), "taken back, it stands where it stood");
});

test("vacation covers nothing, and on-call lets through what it names", async () => {
  const browser = await mondayEvening();
  const exception = { id: 0, kind: "vacation", from: "2026-11-23", until: "2026-11-29", groups: [], reason: null };
  const { id } = await browser.send({ type: "save_exception", exception });
  const view = await comesTo(browser, "18:30");
  assert.equal(isCovered(browser), false);
  assert.equal(view.next.start, Date.parse("2026-11-30T18:00:00+01:00"));
  await browser.send({ type: "delete_exception", id });
  assert.ok(isCovered(browser));

  const mail = { ...mondays("18:00", "20:00"), groups: ["mail"] };
  browser.origins.push("*://*.google.com/*");
  const groups = [{ id: "mail", name: "Mail", sites: ["mail.google.com"] }];
  await browser.send({ type: "save_rule", rule: mail, groups });
  const allows = () => [...browser.rules.values()].filter((found) => found.action.type === "allow").length;
  assert.equal(allows(), 0);
  const onCall = { ...exception, kind: "on_call", from: "2026-11-23T18:00", until: "2026-11-23T19:00", groups: ["mail"] };
  await browser.send({ type: "save_exception", exception: { ...onCall, reason: "incident" } });
  assert.ok(allows() > 0);
  await comesTo(browser, "19:00");
  assert.equal(allows(), 0);
});
