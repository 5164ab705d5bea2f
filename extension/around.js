// @ts-check
// What the core is told of the browser, gathered anew for every turn.

import { api } from "./api.js";
import { limited } from "./limit.js";
import { recall } from "./log_outbox.js";
import { readKept } from "./log_store.js";
import { realmOf } from "./realm.js";

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
  const [tabs, { origins = [] }] = await Promise.all([limited(api.tabs.query({})), limited(api.permissions.getAll())]);
  return {
    tabs: tabs.flatMap((tab) => {
      const { id, url = "", lastAccessed = 0 } = tab;
      // Chrome gives fractions of a millisecond.
      return id === undefined || realmOf(tab) !== realm ? [] : { id, url, last_accessed: Math.trunc(lastAccessed) };
    }),
    origins,
    sender,
  };
}

/** The keys of the state's three generations. */
export const slotKey = (/** @type {number} */ slot) => `state.${slot}`;

/** What private windows keep for the session. */
const sessionKey = "private";

/**
 * What the core of private windows starts from: the state as it is stored, and what it kept.
 * @returns {Promise<Stored>}
 */
export async function gatherPrivate() {
  const keys = [0, 1, 2].map(slotKey);
  const [stored, { [sessionKey]: kept = "" }] = await Promise.all([
    limited(api.storage.local.get(keys)),
    limited(api.storage.session.get(sessionKey)),
  ]);
  return { slots: keys.map((key) => text(stored[key])), mirror: "", last_row: 0, session: text(kept), realm: "private" };
}

/** @param {string} kept */
export async function keepPrivate(kept) {
  await limited(api.storage.session.set({ [sessionKey]: kept }));
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
  const [stored, kept] = await Promise.all([
    limited(api.storage.local.get(null)),
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
    session: "",
    realm: "normal",
  };
}
