// @ts-check
// Veils: USER-origin sheets in the tabs that are to have one, with the content script standing by.
//
// Each tab has a lane of its own: one step at a time within a tab, all tabs side by side, and the
// turn waits only so long, so that a frozen tab holds up nobody.

import { api } from "../api.js";
import { hush } from "../content/hush.js";
import { limited } from "../limit.js";
import { message, wallTime } from "../words.js";
import { realmOf } from "../realm.js";
import { scripts } from "./scripts.js";
import { letIn, remove } from "./sheets.js";
import { reconcileSound, unmuteExpired } from "./sound.js";
import { attend, bring, tell } from "./tell.js";
import { isTyping } from "./typing.js";
import { forgetTabs, liftSecret, readJournal, readTab, writeDocument, writeTab } from "./veil_journal.js";

/** @typedef {import("../../dist/types/background.js").TabVeil} TabVeil */
/** @typedef {import("./veil_journal.js").Sheet} Sheet */
/** @typedef {import("./veil_journal.js").Veil} Veil */
/** @typedef {import("./veil_journal.js").Journaled} Journaled */

/**
 * What the content script sends when its page is shown; `veil` is what it knows to stand in this
 * very document, for the shell alone.
 * @typedef {{ type: "page_shown", url: string, veil?: Veil }} PageShown
 */
/**
 * What the content script is told. `lift`: our sheet cannot be taken out from here. `rest`: no rule
 * in force names the site any more. `present`: is anybody there; who obeys a veil answers it,
 * who only listens for moves does not.
 * @typedef {{ command: "prepare", veil: Veil, lift: string } | { command: "veiled" | "release" | "lift" | "rest" | "present" }} VeilCommand
 */
/**
 * Its answer to `prepare`; `stands` if the same sheet is in this document already.
 * @typedef {{ type: "ready", stands: boolean }} Ready
 */

/** What it answers to any command that is for it. @typedef {Ready | { type: "done" }} Answer */

/** How long a turn waits for tabs; the lanes go on after it. */
const patience = 1000;

/** The last step of each tab. @type {Map<number, Promise<void>>} */
const lanes = new Map();
/** How many steps there ever were. */
let begun = 0;

/**
 * Makes the veils those that are wanted. What fails is reported, and tried again next time.
 * @param {TabVeil[]} wanted
 * @param {string} zone the name of the zone to show times in; empty for the computer's
 * @param {import("../realm.js").Realm} realm whose tabs they are; the others are left alone
 * @param {(error: unknown) => void} report
 */
export async function reconcileVeils(wanted, zone, realm, report) {
  const [before, busy] = [begun, new Set(lanes.keys())];
  const [tabs, journal] = await Promise.all([limited(api.tabs.query({})), readJournal()]);
  // What was read just now is read again only where something may have been written since.
  const isFresh = begun === before;
  const standing = async (/** @type {number} */ tab) => (isFresh && !busy.has(tab) ? journal.get(tab) : readTab(tab));
  const present = new Map(tabs.map((tab) => [tab.id, tab]));
  const gone = [...journal.keys()].filter((tab) => !present.has(tab));
  if (gone.length > 0) await forgetTabs(gone);

  // The page can read its label: it says what a page can learn anyway, and no more.
  const label = (/** @type {number} */ until) => message("panel_veil_text", wallTime(until, zone));
  const wishes = new Map(wanted.map(({ tab, mode, until, title }) => [tab, { mode, until, label: label(until), title }]));
  const patient = new Set(wanted.flatMap(({ tab, unless_typing: waits }) => (waits ? tab : [])));
  const concerned = new Set([...wishes.keys(), ...journal.keys(), ...lanes.keys()]);
  // A discarded tab has no document; it asks by itself when the person wakes it. Of one that is in
  // front again Chromium may go on to say that it is discarded.
  const awake = [...concerned].filter((id) => {
    const tab = present.get(id);
    return tab !== undefined && (!tab.discarded || tab.active) && realmOf(tab) === realm;
  });
  /** @type {Set<number>} */
  const typing = new Set();
  await settled(awake.map((tab) => inLane(tab, () => stepUnlessTyping(tab, wishes.get(tab), patient.has(tab), standing, typing), report)));
  typing.forEach(foundTyping);
  // The eye first: with many tabs, muting them at the same time would slow down their veils.
  await reconcileSound(wanted.filter(({ tab }) => !typing.has(tab)), realm, report);
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
 * @param {typeof readTab} standing what is journaled of a tab
 * @param {Set<number>} typing where it is noted that somebody is
 */
async function stepUnlessTyping(tab, wish, waits, standing, typing) {
  if (waits && (await isTyping(tab))) typing.add(tab);
  else await step(tab, wish, standing);
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
    if (!stands?.on || (await isAttended(tab))) return;
    isOther = true;
    await writeTab(tab, { ...stands, on: false });
  };
  await settled([inLane(tab, check, report)]);
  return isOther;
}

/** @param {number} tab */
async function isAttended(tab) {
  try {
    await limited(api.tabs.sendMessage(tab, { command: "present" }, { frameId: 0 }));
    return true;
  } catch {
    return false;
  }
}

/**
 * Lifts what has ended, for a shim whose core does not come up.
 * @param {number} now in milliseconds since 1970
 * @param {(error: unknown) => void} report
 */
export async function liftExpired(now, report) {
  const ended = [...(await readJournal())].filter(([, veil]) => veil.until <= now);
  await settled(ended.map(([tab]) => inLane(tab, () => step(tab, undefined, readTab), report)));
  await unmuteExpired(now, report);
}

/** @param {Promise<void>[]} steps */
async function settled(steps) {
  // A lane reports its own failures; the failure here only means that one is not done yet.
  await limited(Promise.all(steps), patience).catch(() => undefined);
}

/**
 * @param {number} tab
 * @param {() => Promise<void>} work
 * @param {(error: unknown) => void} report
 * @returns {Promise<void>} when it is done; at once, if the lane is busy with something longer
 */
function inLane(tab, work, report) {
  const busy = lanes.get(tab);
  begun += 1;
  const lane = (busy ?? Promise.resolve()).then(work).catch(report);
  lanes.set(tab, lane);
  void lane.then(() => {
    if (lanes.get(tab) === lane) lanes.delete(tab);
  });
  return busy ? Promise.resolve() : lane;
}

/**
 * One tab from what stands to what is wanted.
 * @param {number} tab
 * @param {Veil | undefined} wish
 * @param {typeof readTab} standing what is journaled of a tab
 */
async function step(tab, wish, standing) {
  const stands = await standing(tab);
  if (!wish) {
    if (stands) await lift(tab, stands);
  } else if (!stands?.on || stands.mode !== wish.mode || stands.until !== wish.until || stands.title !== wish.title) {
    await put(tab, wish, stands?.sheets ?? []);
  }
}

/**
 * Focus first, then the veil: Chromium gives the focus of a hidden field to the page, and the next
 * keys would be the page's shortcuts. The new sheet is in before the old one goes.
 * @param {number} tab
 * @param {Veil} wish
 * @param {Sheet[]} sheets those that may be in the document
 */
async function put(tab, wish, sheets) {
  const { mode, label, until } = wish;
  const others = sheets.filter((sheet) => sheet.mode !== mode || sheet.label !== label);
  const written = writeTab(tab, { ...wish, on: false, sheets: [...others, { mode, label }] });
  // Without the scripts the veil stands all the same.
  const attended = Promise.all([mode === "dim" && bring(tab, scripts.dim), attend(tab, scripts.cover)]);
  const [secret, [, isThere]] = await Promise.all([liftSecret(), attended, written]);
  const ready = isThere ? await tell(tab, { command: "prepare", veil: wish, lift: secret }) : undefined;
  if (!ready?.stands) {
    // Put in twice, Chromium has it twice and takes it out once.
    if (others.length < sheets.length) await remove(tab, wish);
    const isIn = await letIn(tab, wish);
    if (!isIn) return writeTab(tab, { ...wish, on: false, sheets: others, refused: true });
  }
  for (const sheet of others) await remove(tab, sheet);
  // Nothing is to hold up the veil, this least of all: in Firefox it takes as long as all the rest.
  await Promise.all([tell(tab, { command: "veiled" }), quiet(tab, mode === "cover" ? until : 0)]);
  await writeTab(tab, { ...wish, on: true, sheets: [{ mode, label }] });
  if (!isThere) void attendOnceItBreathes(tab);
}

/**
 * A page that is too busy to take our scripts in time has its veil, and nobody stands by. They are on
 * their way: once they run they hold the page's keys and show the panel, if the veil is still there.
 * @param {number} tab
 */
async function attendOnceItBreathes(tab) {
  if (!(await bring(tab, scripts.cover, (brought) => brought))) return;
  const prepare = async () => {
    const stands = await readTab(tab);
    if (!stands?.on) return;
    const { mode, label, until, title } = stands;
    await tell(tab, { command: "prepare", veil: { mode, label, until, title }, lift: await liftSecret() });
    await tell(tab, { command: "veiled" });
  };
  await inLane(tab, prepare, () => undefined);
}

/**
 * @param {number} tab
 * @param {Journaled} stands
 */
async function lift(tab, stands) {
  const { url } = await limited(api.tabs.get(tab));
  if (url === undefined) return liftFromInside(tab, stands);
  for (const sheet of stands.sheets) await remove(tab, sheet);
  await tell(tab, { command: "release" });
  // The page's own script has ended it in its frame; for the others nobody has to wait.
  void quiet(tab, 0);
  await forgetTabs([tab]);
}

/**
 * Access was withdrawn. Firefox refuses to take a sheet out then, and Chromium may say that it did
 * and leave it in; the script in the page can still lift it. The sheet stays written down, so that
 * it does not stand there twice once access is given back. Nobody there: the page is gone.
 * @param {number} tab
 * @param {Journaled} stands
 */
async function liftFromInside(tab, stands) {
  if (!stands.on) return;
  if (await tell(tab, { command: "lift" })) await writeTab(tab, { ...stands, on: false });
  else await forgetTabs([tab]);
}

/**
 * Keeps the page's notifications from appearing, in its own world. Where we may not enter, it goes on
 * as it was; where we were, it comes to its own end.
 * @param {number} tab
 * @param {number} until in milliseconds since 1970; what is over lets them appear again
 */
async function quiet(tab, until) {
  const target = { tabId: tab, allFrames: true };
  try {
    await limited(api.scripting.executeScript({ target, world: "MAIN", injectImmediately: true, func: hush, args: [until] }));
  } catch {
    // The page is gone, or frozen.
  }
}
