// @ts-check
// Zones as the browser tells them: the computer's own, which may change, and every other by name.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { browserWithRule, rule } from "./background.js";

/** @typedef {import("./fake_browser.js").FakeBrowser} FakeBrowser */

const home = process.env.TZ;
const minute = 60_000;
const options = { type: "view", page: { type: "options" } };
const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

afterEach(() => standIn(home));

/** @param {string | undefined} zone where the computer stands from now on; none for where it stood */
function standIn(zone) {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
}

/**
 * Hours from 18:00 to 20:00, on every day or on these dates.
 * @param {string} zone
 * @param {string[]} [dates]
 */
function evening(zone, dates) {
  const when = dates ? { repeat: "dates", dates } : { days: everyDay };
  return { ...rule, zone, schedule: [{ ...when, stretches: [{ from: "18:00", to: "20:00" }] }] };
}

/**
 * The wall time of an instant there, told without us.
 * @param {number} instant
 * @param {string} zone
 */
function wall(instant, zone) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(instant);
}

/** @param {FakeBrowser} browser */
async function nextOf(browser) {
  const { view } = await browser.send(options);
  return view.rules.at(-1).next;
}

const zones = ["Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Africa/Casablanca", "America/Santiago", "America/St_Johns", "Pacific/Chatham", "Pacific/Apia", "Antarctica/Troll", "Etc/GMT-14", "UTC"];

for (const zone of zones) {
  test(`hours pinned to ${zone} are its wall's evening, summer and winter`, async () => {
    const browser = await browserWithRule();
    const dates = ["2035-01-15", "2035-03-20", "2035-04-15", "2035-07-15", "2035-10-20"];
    await browser.send({ type: "save_rule", rule: evening(zone, dates) });
    const next = await nextOf(browser);
    const expected = dates.map((date) => `${date.split("-").reverse().join("/")}, 18:00`);
    assert.deepEqual(next.map((/** @type {any} */ it) => wall(it.start, zone)), expected);
    assert.ok(next.every((/** @type {any} */ it) => it.end - it.start === 120 * minute));
  });
}

test("a zone that the browser does not know is refused at its field, and nothing is saved", async () => {
  const browser = await browserWithRule();
  for (const zone of ["Europe/Lisbonne", "Mars/Olympus", "18:00"]) {
    const reply = await browser.send({ type: "save_rule", rule: evening(zone) });
    assert.deepEqual(reply, { type: "refused", faults: [{ field: { type: "zone" }, kind: "zone_unknown", typed: zone }] });
  }
  assert.equal((await browser.send(options)).view.rules.length, 1);
});

test("whoever travels finds the same hours on the wall there with the next event; pinned hours stay", async () => {
  standIn("Europe/Berlin");
  const browser = await browserWithRule();
  await browser.send({ type: "save_rule", rule: evening("Europe/Lisbon") });
  await browser.send({ type: "save_rule", rule: evening("") });
  const starts = async () => {
    const { view } = await browser.send(options);
    return view.rules.slice(1).map((/** @type {any} */ found) => found.next.at(-1).start);
  };
  const [pinned, own] = await starts();
  assert.match(wall(own, "Europe/Berlin"), /18:00$/);
  standIn("America/New_York");
  const [pinnedThen, ownThen] = await starts();
  assert.match(wall(ownThen, "America/New_York"), /18:00$/);
  assert.match(wall(pinnedThen, "Europe/Lisbon"), /18:00$/);
  assert.match(wall(pinned, "Europe/Lisbon"), /18:00$/);
});

test("where the browser hides the zone, the person is asked once, and may name it", async () => {
  const doubt = async (/** @type {FakeBrowser} */ browser) => (await browser.send(options)).view.zone_in_doubt;
  standIn("Europe/Berlin");
  assert.equal(await doubt(await browserWithRule()), false);
  for (const hidden of ["UTC", "Atlantic/Reykjavik"]) {
    standIn(hidden);
    const answered = await browserWithRule();
    assert.equal(await doubt(answered), true, hidden);
    await answered.send({ type: "zone_is_right" });
    assert.equal(await doubt(answered), false, hidden);

    const named = await browserWithRule();
    await named.send({ type: "save_settings", settings: { lead: "today", zone: "Asia/Tokyo", owe_excused: false } });
    await named.send({ type: "save_rule", rule: evening("") });
    assert.equal(await doubt(named), false, hidden);
    assert.match(wall((await nextOf(named)).at(-1).start, "Asia/Tokyo"), /18:00$/);
  }
});
