// @ts-check
// What the core is told of the browser, gathered anew for every turn.

import { api } from "./api.js";
import { limited } from "./limit.js";
import { recall } from "./log_outbox.js";
import { readKept } from "./log_store.js";
import { realmOf } from "./realm.js";
import { readJournal } from "./reconcile/veil_journal.js";

/** @typedef {import("../dist/types/background.js").Around} Around */
/** @typedef {import("../dist/types/background.js").Sender} Sender */
/** @typedef {import("../dist/types/background.js").Stored} Stored */
/** @typedef {import("./realm.js").Realm} Realm */

/**
 * @param {Sender} sender
 * @param {Realm} realm
 * @returns {Promise<Around>}
 */
export async function gatherAround(sender, realm) {
  const [tabs, { origins = [] }, journal, front, isHere] = await Promise.all([
    limited(api.tabs.query({})),
    limited(api.permissions.getAll()),
    readJournal(),
    frontWindow(),
    isPersonHere(),
  ]);
  return {
    tabs: tabs.flatMap((tab) => {
      const { id, url = "", lastAccessed = 0, active, windowId } = tab;
      if (id === undefined || realmOf(tab) !== realm) return [];
      const seen = { stands: standing(journal.get(id)), front: active && windowId === front && isHere, heard: isHeard(tab) };
      // Chrome gives fractions of a millisecond.
      return { id, url, last_accessed: Math.trunc(lastAccessed), ...seen };
    }),
    origins,
    sender,
  };
}

/**
 * @param {import("./reconcile/veil_journal.js").Journaled | undefined} entry
 * @returns {import("../dist/types/background.js").Stands}
 */
function standing(entry) {
  if (!entry) return "page";
  return entry.refused ? "refused" : "veil";
}

/** The browser window that has the focus, if one has. */
async function frontWindow() {
  const window = await limited(api.windows.getLastFocused()).catch(() => undefined);
  return window?.focused ? window.id : undefined;
}

/** Whoever has touched nothing for so many seconds is not in front of anything. */
const idleAfter = 60;

/** Where it cannot be told, they are. */
async function isPersonHere() {
  return (await limited(api.idle.queryState(idleAfter)).catch(() => "active")) === "active";
}

/**
 * Firefox tells who uses camera or microphone; Chrome tells of sound alone.
 * @param {chrome.tabs.Tab & { sharingState?: { camera?: boolean, microphone?: boolean } }} tab
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/tabs/Tab#sharingstate
 */
function isHeard({ audible, sharingState }) {
  return Boolean(audible || sharingState?.camera || sharingState?.microphone);
}

/** The keys of the state's three generations. */
export const slotKey = (/** @type {number} */ slot) => `state.${slot}`;

/** Where a core's text stands that is kept as long as the browser runs. Chrome's two backgrounds share the store. */
const keptKey = { normal: "kept", private: "private.kept" };

/** @param {Realm} realm */
async function readKeptText(realm) {
  const { [keptKey[realm]]: kept } = await limited(api.storage.session.get(keptKey[realm]));
  return text(kept);
}

/**
 * @param {Realm} realm
 * @param {string} kept
 */
export async function keep(realm, kept) {
  await limited(api.storage.session.set({ [keptKey[realm]]: kept }));
}

/**
 * What the core of private windows starts from: the state as it is stored, and what it kept.
 * @returns {Promise<Stored>}
 */
export async function gatherPrivate() {
  const keys = [0, 1, 2].map(slotKey);
  const [stored, session] = await Promise.all([limited(api.storage.local.get(keys)), readKeptText("private")]);
  return { slots: keys.map((key) => text(stored[key])), mirror: "", last_row: 0, session, realm: "private" };
}

/** What is not a text did not come from us; as a text it is set aside like any other. @param {unknown} value */
function text(value) {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

/**
 * What is on the disk: the state for the core; log rows on their way stay with the shell.
 * @param {(error: unknown) => void} report
 * @returns {Promise<Stored>}
 */
export async function gatherStored(report) {
  const keys = [0, 1, 2].map(slotKey);
  const [stored, session, kept] = await Promise.all([
    limited(api.storage.local.get(null)),
    readKeptText("normal"),
    readKept().catch((error) => {
      report(error);
      return { mirror: "", lastRow: 0 };
    }),
  ]);
  const lastWaiting = recall(stored);
  return {
    slots: keys.map((key) => text(stored[key])),
    mirror: kept.mirror,
    last_row: Math.max(kept.lastRow, lastWaiting),
    session,
    realm: "normal",
  };
}
