// @ts-check
// Log rows on their way to their database. They are saved in one call with the state that they
// belong to, each under a key of its own, and wait there until they have arrived: it is tried with
// every turn, if the database is not to be had now.

import { api } from "./api.js";
import { limited } from "./limit.js";
import { appendRows } from "./log_store.js";

/** @typedef {import("../dist/types/background.js").CoreEvent} CoreEvent */
/** @typedef {import("../dist/types/background.js").LogRow} LogRow */

const prefix = "log.";

/** Rows that no save has brought to the disk yet: they go with the next one. @type {LogRow[]} */
let unsaved = [];
/** Rows that are saved with their state. @type {Map<string, LogRow>} */
const waiting = new Map();
/** Whether the core was told last that rows wait. */
let told = false;

/** @param {LogRow} row */
const keyOf = (row) => `${prefix}${row.id}`;

/**
 * Takes rows in.
 * @param {LogRow[]} rows
 * @returns {LogRow[]} all that are to be saved with the state
 */
export function hold(rows) {
  unsaved = [...unsaved, ...rows];
  return unsaved;
}

/**
 * @param {LogRow[]} rows
 * @returns {Record<string, LogRow>} each under its key
 */
export function keyed(rows) {
  return Object.fromEntries(rows.map((row) => [keyOf(row), row]));
}

/** @returns {LogRow[]} all that may not have arrived yet */
export const waitingRows = () => [...waiting.values(), ...unsaved];

/** The state is saved, and with it the rows that were held. */
export function saved() {
  for (const row of unsaved) waiting.set(keyOf(row), row);
  unsaved = [];
}

/**
 * What the core was told.
 * @param {CoreEvent} event
 */
export function toldOfRows({ type }) {
  if (type === "log_failed") told = true;
  if (type === "log_written") told = false;
}

/**
 * Takes in what an earlier worker left.
 * @param {Record<string, unknown>} stored everything in `storage.local`
 * @returns {number} the highest id of a row that waits; 0 for none
 */
export function recall(stored) {
  told = false;
  for (const [key, row] of Object.entries(stored)) {
    if (key.startsWith(prefix)) waiting.set(key, /** @type {LogRow} */ (row));
  }
  return Math.max(0, ...[...waiting.values()].map(({ id }) => id));
}

/**
 * Is done when every row is in the database and in no other place: what is changed there then is changed
 * everywhere. A key may have stayed here of a row that has arrived.
 */
export async function allArrived() {
  if (unsaved.length + waiting.size > 0) throw new Error("Rows of the log have not arrived in their database.");
  const left = Object.keys(await limited(api.storage.local.get(null))).filter((key) => key.startsWith(prefix));
  if (left.length > 0) await limited(api.storage.local.remove(left));
}

/**
 * Moves what waits.
 * @param {(error: unknown) => void} report
 * @returns {Promise<CoreEvent | undefined>} what the core is to be told, if anything is new
 */
export async function move(report) {
  const rows = [...waiting];
  if (rows.length === 0) return undefined;
  try {
    await appendRows(rows.map(([, row]) => row));
  } catch (error) {
    report(error);
    return told ? undefined : { type: "log_failed" };
  }
  for (const [key] of rows) waiting.delete(key);
  // A key that stays is a row that is written twice under its id: once.
  await limited(api.storage.local.remove(rows.map(([key]) => key))).catch(report);
  return told ? { type: "log_written" } : undefined;
}
