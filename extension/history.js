// @ts-check
// What the core asks to know of the log: read in pieces, each handed over as an event of its own.

import { waitingRows } from "./log_outbox.js";
import { readHistory, readRowsAfter } from "./log_store.js";

/** @typedef {import("../dist/types/background.js").CoreEvent} CoreEvent */
/** @typedef {import("../dist/types/background.js").Reply} Reply */

/** So many rows are looked through at once, and other events get their turn in between. */
const piece = 5000;

/**
 * @param {Extract<Reply, { type: "needs_history" }>} wanted
 * @param {(error: unknown) => void} report
 * @returns {Promise<CoreEvent>} what the core is to be told
 */
export async function lookUp({ kept, after, kinds }, report) {
  try {
    if (kept) return { type: "history_read", kept: await readHistory(), rows: [], read_to: 0, more: true };
    const { rows, more } = await readRowsAfter(after, piece);
    const waiting = more ? [] : waitingRows();
    const all = [...rows, ...waiting.filter(({ id }) => id > after)];
    const read_to = Math.max(after, ...all.map(({ id }) => id));
    return { type: "history_read", kept: "", rows: all.filter(({ entry }) => kinds.includes(entry.type)), read_to, more };
  } catch (error) {
    report(error);
    return { type: "history_failed" };
  }
}
