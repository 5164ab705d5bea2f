// @ts-check
// The log is changed afterwards, because the person asks for it: a name goes out of all rows, rows go
// that are old. Each is one transaction, a chunk after the other, so that a log of ten years is never in
// memory at once; and it is the same when it is done twice.

import { api } from "./api.js";
import { slotKey } from "./around.js";
import { limited } from "./limit.js";
import { allArrived } from "./log_outbox.js";
import { answered, dropHistory, putMirror, rewrite } from "./log_store.js";

/** @typedef {import("../dist/types/background.js").CoreEffect} CoreEffect */
/** @typedef {import("../dist/types/background.js").LogRow} LogRow */

/** So many rows are looked at at once. */
const chunk = 2000;

/**
 * @param {Extract<CoreEffect, { type: "forget_puller" }>} effect
 * @returns {Promise<number>} how many rows had the name
 */
export async function forgetPuller({ puller, slots }) {
  await allArrived();
  await limited(api.storage.local.set(Object.fromEntries(slots.map(({ slot, text }) => [slotKey(slot), text]))));
  return rewrite(async ({ log, mirror }) => {
    for (const { text } of slots.slice(-1)) putMirror(mirror, text);
    let count = 0;
    for await (const row of rowsOf(log)) {
      const { entry } = row;
      if (entry.type !== "override_granted" || entry.puller !== puller) continue;
      delete entry.puller;
      log.put(row);
      count += 1;
    }
    return count;
  });
}

/**
 * @param {number} before in milliseconds since 1970
 * @returns {Promise<number>} how many rows there were
 */
export async function deleteRows(before) {
  await allArrived();
  return rewrite(async ({ log, mirror }) => {
    dropHistory(mirror);
    let count = 0;
    // Each look begins where the last one ended: what is deleted is passed over one by one.
    let from = -Infinity;
    for (;;) {
      const old = IDBKeyRange.bound(from, before, false, true);
      const ids = /** @type {number[]} */ (await answered(log.index("at").getAllKeys(old, chunk)));
      const last = ids.at(-1);
      if (last === undefined) return count;
      from = (await answered(log.get(last))).at;
      for (const range of runs(ids)) log.delete(range);
      count += ids.length;
    }
  });
}

/**
 * All rows, by their id.
 * @param {IDBObjectStore} log
 * @returns {AsyncGenerator<LogRow, void, void>}
 */
async function* rowsOf(log) {
  let last = 0;
  for (;;) {
    /** @type {LogRow[]} */
    const rows = await answered(log.getAll(IDBKeyRange.lowerBound(last, true), chunk));
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < chunk) return;
    last = end.id;
  }
}

/**
 * Ids that follow one another go in one call.
 * @param {number[]} ids
 * @returns {IDBKeyRange[]}
 */
function runs(ids) {
  /** @type {[number, number][]} */
  const found = [];
  for (const id of ids.toSorted((one, other) => one - other)) {
    const run = found.at(-1);
    if (run && run[1] === id - 1) run[1] = id;
    else found.push([id, id]);
  }
  return found.map(([first, end]) => IDBKeyRange.bound(first, end));
}
