// @ts-check
// Sound: a covered tab is muted by the browser, and nobody touches the page's own players. Only what
// we muted, and what is still ours, is unmuted. Whoever changes it on the way has the last word: a
// tab is muted once in a stretch, and never fought over.

import { api } from "../api.js";
import { limited } from "../limit.js";
import { own, realmOf } from "../realm.js";

/** @typedef {import("../../dist/types/background.js").TabVeil} TabVeil */
/**
 * Written down before a tab's sound changes. `until` is the end of the stretch that it is for;
 * `done` is false while the change is under way: a worker may die before it is made.
 * @typedef {{ until: number, done: boolean }} Muting
 */

// Chrome's two backgrounds have this store in common, and each sees only its own tabs.
const prefix = own === "private" ? "private.mute:" : "mute:";

/** How long a turn waits. What was begun goes on after it. */
const patience = 1000;

/** One after another: a late mute must not come after the unmute that was to follow it. @type {Promise<void>} */
let last = Promise.resolve();

/**
 * Mutes the tabs that are to be covered, and gives the others their sound back.
 * @param {TabVeil[]} wanted a dimmed tab is in use, and keeps its sound
 * @param {import("../realm.js").Realm} realm whose tabs they are; the others are left alone
 * @param {(error: unknown) => void} report
 */
export async function reconcileSound(wanted, realm, report) {
  const wishes = new Map(wanted.filter(({ mode }) => mode === "cover").map(({ tab, until }) => [tab, until]));
  await inTurn(() => settle((tab) => wishes.get(tab), realm), report);
}

/**
 * Gives the sound back where the stretch is over, for a shim whose core does not come up.
 * @param {number} now in milliseconds since 1970
 * @param {(error: unknown) => void} report
 */
export async function unmuteExpired(now, report) {
  const kept = (/** @type {number} */ _tab, /** @type {Muting | undefined} */ entry) => (entry && entry.until > now ? entry.until : undefined);
  await inTurn(() => settle(kept), report);
}

/**
 * @param {() => Promise<void>} work
 * @param {(error: unknown) => void} report
 */
async function inTurn(work, report) {
  last = last.then(work).catch(report);
  await limited(last, patience).catch(() => undefined);
}

/**
 * Most of the time all is as it should be, and nothing is written or changed.
 * @param {(tab: number, entry: Muting | undefined) => number | undefined} wish until when a tab is to be silent
 * @param {import("../realm.js").Realm} [realm] all, if not said
 */
async function settle(wish, realm) {
  const [tabs, journal] = await Promise.all([limited(api.tabs.query({})), readMutings()]);
  const now = Date.now();
  const silent = [];
  const unmuted = [];
  /** What is written down of tabs that are to be heard, or are gone. */
  const over = new Set(journal.keys());
  for (const tab of tabs) {
    const { id = -1 } = tab;
    if (realm && realmOf(tab) !== realm) {
      over.delete(id);
      continue;
    }
    const entry = journal.get(id);
    const until = wish(id, entry);
    if (until === undefined) {
      // Without an entry too: Firefox restores a tab as muted by us, with a journal that is empty.
      if (isOurs(tab)) unmuted.push(id);
      continue;
    }
    over.delete(id);
    // What is over was of an earlier stretch; what is not, was only moved to another end.
    const isDealtWith = entry?.done === true && entry.until > now;
    if (!isDealtWith || entry.until !== until) silent.push({ tab: id, until, isLoud: !isDealtWith && !tab.mutedInfo?.muted });
  }
  await Promise.all([mute(silent), unmute(unmuted, [...over])]);
}

/** @param {chrome.tabs.Tab} tab */
function isOurs({ mutedInfo }) {
  return mutedInfo?.muted === true && mutedInfo.reason === "extension" && mutedInfo.extensionId === api.runtime.id;
}

/**
 * A tab that is muted already is left as it is, whoever did it; it counts as dealt with, so that the
 * person may unmute it.
 * @param {{ tab: number, until: number, isLoud: boolean }[]} wanted
 */
async function mute(wanted) {
  const loud = wanted.filter(({ isLoud }) => isLoud);
  await writeMutings(loud, false);
  const outcomes = await Promise.allSettled(loud.map(({ tab }) => limited(api.tabs.update(tab, { muted: true }))));
  // One that failed is tried again by the next turn; a tab that is gone has no next turn.
  const failed = new Set(loud.filter((_it, index) => outcomes[index]?.status === "rejected"));
  await writeMutings(wanted.filter((it) => !failed.has(it)), true);
}

/**
 * The entry goes last: a worker that dies in between finds it, and unmutes again.
 * @param {number[]} tabs
 * @param {number[]} entries those that are over, some of tabs that are gone
 */
async function unmute(tabs, entries) {
  const outcomes = await Promise.allSettled(tabs.map((tab) => limited(api.tabs.update(tab, { muted: false }))));
  const failed = new Set(tabs.filter((_tab, index) => outcomes[index]?.status === "rejected"));
  const forgotten = entries.filter((tab) => !failed.has(tab)).map((tab) => prefix + tab);
  if (forgotten.length > 0) await limited(api.storage.session.remove(forgotten));
}

/** @returns {Promise<Map<number, Muting>>} by tab */
async function readMutings() {
  const stored = await limited(api.storage.session.get(null));
  const entries = Object.entries(stored).filter(([key]) => key.startsWith(prefix));
  return new Map(entries.map(([key, entry]) => [Number(key.slice(prefix.length)), /** @type {Muting} */ (entry)]));
}

/**
 * @param {{ tab: number, until: number }[]} tabs
 * @param {boolean} done
 */
async function writeMutings(tabs, done) {
  if (tabs.length === 0) return;
  const entries = tabs.map(({ tab, until }) => [prefix + tab, /** @type {Muting} */ ({ until, done })]);
  await limited(api.storage.session.set(Object.fromEntries(entries)));
}
