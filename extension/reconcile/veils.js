// @ts-check
// Veils: USER-origin sheets in the tabs that are to have one, with the content script standing by.

import { api } from "../api.js";
import { limited } from "../limit.js";
import { realmOf } from "../realm.js";
import { message, wallTime } from "../words.js";
import { inLane, journalInLanes, settled, tabsInLanes } from "./lanes.js";
import { quietVeiled } from "./quiet.js";
import { scripts } from "./scripts.js";
import { reconcileSound, unmuteExpired } from "./sound.js";
import { bringAhead, tell } from "./tell.js";
import { isTyping } from "./typing.js";
import { step } from "./veil.js";
import { forgetTabs, readJournal, readTab, writeDocument, writeTab } from "./veil_journal.js";

/** @typedef {import("../../dist/types/background.js").Around} Around */
/** @typedef {import("../../dist/types/background.js").TabVeil} TabVeil */
/** @typedef {import("./veil_journal.js").Veil} Veil */
/** @typedef {import("./veil_journal.js").Journaled} Journaled */

/**
 * What the content script sends when its page is shown; `veil` is what it knows to stand in this
 * very document, for the shell alone.
 * @typedef {{ type: "page_shown", url: string, veil?: Veil }} PageShown
 */

/** How long the tabs that are looked at go before the others. */
const headStart = 300;

/**
 * Begins with what takes longest in the tab that is looked at, while what is wanted is still being
 * saved. Nothing is seen of it until the veil comes.
 * @param {TabVeil[]} wanted
 * @param {Around} around
 */
export function anticipateVeils(wanted, { tabs }) {
  const open = new Set(tabs.flatMap(({ id, front, stands }) => (front && stands === "page" ? id : [])));
  bringAhead(wanted.flatMap(({ tab, mode, unless_typing: waits }) => (open.has(tab) && !waits ? [[tab, scripts[mode]]] : [])));
}

/**
 * Makes the veils those that are wanted, first in the tabs that are looked at. What fails is reported,
 * and tried again next time.
 * @param {TabVeil[]} wanted
 * @param {string} zone the name of the zone to show times in; empty for the computer's
 * @param {import("../realm.js").Realm} realm whose tabs they are; the others are left alone
 * @param {(error: unknown) => void} report
 * @returns {Promise<() => Promise<void>>} goes on with all the others
 */
export async function veilSeen(wanted, zone, realm, report) {
  const asked = Promise.all([limited(api.tabs.query({})), journalInLanes(report)]);
  const wishes = wishesOf(wanted, zone);
  const [tabs, { journal, take }] = await asked;
  const present = new Map(tabs.map((tab) => [tab.id, tab]));
  const gone = [...journal.keys()].filter((tab) => !present.has(tab));
  if (gone.length > 0) await forgetTabs(gone);

  const patient = new Set(wanted.flatMap(({ tab, unless_typing: waits }) => (waits ? tab : [])));
  const isOurs = (/** @type {number} */ id) => {
    const tab = present.get(id);
    // A discarded tab has no document; it asks by itself when the person wakes it. Of one that is in
    // front again Chromium may go on to say that it is discarded.
    return tab !== undefined && (!tab.discarded || tab.active) && realmOf(tab) === realm;
  };
  const concerned = [...new Set([...wishes.keys(), ...journal.keys(), ...tabsInLanes()])].filter(isOurs);
  /** @type {Set<number>} */
  const typing = new Set();
  const begin = (/** @type {number} */ tab) => take(tab, (stands) => stepUnlessTyping(tab, wishes.get(tab), patient.has(tab), stands, typing));
  // The eye first: what is seen is covered before the many that are not; then the ear.
  const seen = concerned.filter((tab) => present.get(tab)?.active).map(begin);
  await settled(seen, headStart);
  return async () => {
    const others = concerned.filter((tab) => !present.get(tab)?.active).map(begin);
    await settled([...seen, ...others]);
    typing.forEach(foundTyping);
    await reconcileSound(wanted.filter(({ tab }) => !typing.has(tab)), realm, report);
    if (wanted.length > 0) await quietVeiled(isOurs, report).catch(report);
  };
}

/**
 * @param {TabVeil[]} wanted
 * @param {string} zone
 * @returns {Map<number, Veil>} by tab
 */
function wishesOf(wanted, zone) {
  // The page can read its label: it says what a page can learn anyway, and no more.
  const label = (/** @type {number} */ until) => message("panel_veil_text", wallTime(until, zone));
  return new Map(wanted.map(({ tab, mode, until, title }) => [tab, { mode, until, label: label(until), title }]));
}

/** What is called when a tab that was about to be veiled has somebody typing in it. @type {(tab: number) => void} */
let foundTyping = () => undefined;

/** @param {(tab: number) => void} found */
export function onTyping(found) {
  foundTyping = found;
}

/**
 * @param {number} tab
 * @param {Veil | undefined} wish
 * @param {boolean} waits whether the veil waits for somebody who is typing
 * @param {Journaled | undefined} stands
 * @param {Set<number>} typing where it is noted that somebody is
 */
async function stepUnlessTyping(tab, wish, waits, stands, typing) {
  if (waits && (await isTyping(tab))) typing.add(tab);
  else await step(tab, wish, stands);
}

/**
 * A document has asked: what it knows to stand in itself is the truth, whatever was journaled.
 * @param {number} tab
 * @param {Veil | undefined} veil
 * @param {(error: unknown) => void} report
 */
export async function noteDocument(tab, veil, report) {
  await settled([inLane(tab, () => writeDocument(tab, veil), report)]);
}

/**
 * A document that Chromium prepared out of sight before the time came has no script of ours that
 * could ask: what is written of its tab was true of the one before.
 * @param {number} tab
 * @param {(error: unknown) => void} report
 * @returns {Promise<boolean>} whether it is such a document
 */
export async function checkDocument(tab, report) {
  let isOther = false;
  const check = async () => {
    const stands = await readTab(tab);
    if (!stands?.on || (await tell(tab, { command: "present" }))) return;
    isOther = true;
    await writeTab(tab, { ...stands, on: false });
  };
  await settled([inLane(tab, check, report)]);
  return isOther;
}

/**
 * Lifts what has ended, for a shim whose core does not come up.
 * @param {number} now in milliseconds since 1970
 * @param {(error: unknown) => void} report
 */
export async function liftExpired(now, report) {
  const ended = [...(await readJournal())].filter(([, veil]) => veil.until <= now);
  await settled(ended.map(([tab]) => inLane(tab, async () => step(tab, undefined, await readTab(tab)), report)));
  await unmuteExpired(now, report);
}
