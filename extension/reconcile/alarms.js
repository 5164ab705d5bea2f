// @ts-check
// The alarms. One that is healthy is left alone: to set an alarm anew at each event would push it
// away for ever.

import { api } from "../api.js";
import { limited } from "../limit.js";

/** @typedef {import("../../dist/types/background.js").Alarm} Alarm */

const minute = 60_000;
/** Chrome lets no alarm fire sooner after it was set. */
const soonest = 30_000;
/** How late, or how early, a repeating alarm may be due before it counts as lost. */
const slack = 5000;

/** Before the names of alarms for private windows. */
const privately = "private.";

/**
 * @param {Alarm[]} wanted
 * @param {number} now in milliseconds since 1970
 * @param {import("../realm.js").Realm} realm whose alarms they are; the others are left alone
 */
export async function reconcileAlarms(wanted, now, realm) {
  const before = realm === "private" ? privately : "";
  const all = await limited(api.alarms.getAll());
  const present = new Map(all.map((alarm) => [alarm.name, alarm]));
  const own = all.filter(({ name }) => name.startsWith(privately) === (realm === "private"));
  const names = new Set(wanted.map(({ name }) => before + name));
  const unwanted = own.filter(({ name }) => !names.has(name));
  await Promise.all(unwanted.map(({ name }) => limited(api.alarms.clear(name))));
  const sick = wanted.filter((alarm) => !isHealthy(alarm, present.get(before + alarm.name), now));
  await Promise.all(sick.map((alarm) => limited(api.alarms.create(before + alarm.name, timing(alarm, now)))));
}

/**
 * A repeating alarm is lost when it is due too far ahead: that is what a clock set back looks like. It
 * is lost as well when it was due long ago: the clock was set forward, and the browser waits for it as
 * long as if it had not been.
 * @param {Alarm} alarm
 * @param {chrome.alarms.Alarm | undefined} found
 * @param {number} now
 */
function isHealthy({ at, every }, found, now) {
  if (!found) return false;
  if (every > 0) {
    // Before its time it waits for it; from then on it beats.
    const [first, last] = at > now ? [at, at] : [now, now + every * minute];
    const isDue = found.scheduledTime >= first - slack && found.scheduledTime <= last + slack;
    return found.periodInMinutes === every && isDue;
  }
  const late = found.scheduledTime - at;
  return !found.periodInMinutes && (Math.abs(late) <= 1000 || (late > 0 && late <= soonest && at < now + soonest));
}

/**
 * A repeating alarm keeps its beat: it is next due a whole number of periods after its first time.
 * @param {Alarm} alarm
 * @param {number} now
 * @returns {chrome.alarms.AlarmCreateInfo}
 */
function timing({ at, every }, now) {
  if (every === 0) return { when: at };
  const period = every * minute;
  const missed = Math.max(0, Math.ceil((now - at) / period));
  return { when: at + missed * period, periodInMinutes: every };
}
