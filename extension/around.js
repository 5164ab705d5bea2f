// @ts-check
// What the core is told of the browser, gathered anew for every turn.

import { api } from "./api.js";
import { limited } from "./limit.js";
import { recall } from "./log_outbox.js";
import { readKept } from "./log_store.js";

/** @typedef {import("../dist/types/background.js").Around} Around */
/** @typedef {import("../dist/types/background.js").Sender} Sender */
/** @typedef {import("../dist/types/background.js").Stored} Stored */

/**
 * @param {Sender} sender
 * @returns {Promise<Around>}
 */
export async function gatherAround(sender) {
  const [tabs, { origins = [] }] = await Promise.all([limited(api.tabs.query({})), limited(api.permissions.getAll())]);
  return {
    tabs: tabs.flatMap(({ id, url = "", lastAccessed = 0, incognito }) =>
      // Chrome gives fractions of a millisecond.
      id === undefined || incognito ? [] : { id, url, last_accessed: Math.trunc(lastAccessed) },
    ),
    origins,
    sender,
  };
}

/** The keys of the state's three generations. */
export const slotKey = (/** @type {number} */ slot) => `state.${slot}`;

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
  // What is not a text did not come from us; as a text it is set aside like any other.
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value));
  return {
    slots: keys.map((key) => text(stored[key])),
    mirror: kept.mirror,
    last_row: Math.max(kept.lastRow, lastWaiting),
  };
}
