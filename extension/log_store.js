// @ts-check
// The log and the state's mirror, in IndexedDB: rows of their own, since an array in
// `storage.local` would be written whole for each entry.

import { limited } from "./limit.js";

/** @typedef {import("../dist/types/background.js").LogRow} LogRow */

/** What stands beside the rows, each under its key. */
const mirrorKey = "state";
const historyKey = "ledger";

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function open() {
  opened ??= openDatabase().catch((error) => {
    opened = undefined;
    throw error;
  });
  return limited(opened);
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("ringfence", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("log", { keyPath: "id" }).createIndex("at", "at");
      request.result.createObjectStore("mirror");
    };
    request.onsuccess = () => {
      // A later version in another context, or a cleared profile: the next call opens it anew.
      request.result.onversionchange = () => request.result.close();
      request.result.onclose = () => (opened = undefined);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

/**
 * Writes rows, each under its id, and is done when they are on the disk.
 * @param {LogRow[]} rows
 */
export async function appendRows(rows) {
  const transaction = (await open()).transaction("log", "readwrite", { durability: "strict" });
  const store = transaction.objectStore("log");
  for (const row of rows) store.put(row);
  await limited(finished(transaction));
}

/**
 * Reads rows, newest first.
 * @param {number} before only rows with a lower id; 0 for the newest
 * @param {number} limit
 * @returns {Promise<{ rows: LogRow[], more: boolean }>}
 */
export async function readRows(before, limit) {
  const store = (await open()).transaction("log", "readonly").objectStore("log");
  const range = before > 0 ? IDBKeyRange.upperBound(before, true) : null;
  const request = store.openCursor(range, "prev");
  return limited(
    new Promise((resolve, reject) => {
      /** @type {LogRow[]} */
      const rows = [];
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor && rows.length < limit) {
          rows.push(cursor.value);
          cursor.continue();
        } else {
          resolve({ rows, more: cursor !== null });
        }
      };
    }),
  );
}

/**
 * Reads rows, oldest first.
 * @param {number} after only rows with a higher id
 * @param {number} limit
 * @returns {Promise<{ rows: LogRow[], more: boolean }>}
 */
export async function readRowsAfter(after, limit) {
  const store = (await open()).transaction("log", "readonly").objectStore("log");
  const rows = await answered(store.getAll(IDBKeyRange.lowerBound(after, true), limit));
  return { rows, more: rows.length === limit };
}

/** @returns {Promise<string>} what was kept of the log; empty for nothing */
export async function readHistory() {
  const kept = await answered((await open()).transaction("mirror", "readonly").objectStore("mirror").get(historyKey));
  return typeof kept === "string" ? kept : "";
}

/** @param {string} text what was read of the log */
export async function writeHistory(text) {
  const transaction = (await open()).transaction("mirror", "readwrite");
  transaction.objectStore("mirror").put(text, historyKey);
  await limited(finished(transaction));
}

/**
 * Writes the mirror and the rows that belong to it, both or neither.
 * @param {string} text
 * @param {LogRow[]} rows
 */
export async function writeMirror(text, rows) {
  const durability = rows.length > 0 ? "strict" : "default";
  const transaction = (await open()).transaction(["mirror", "log"], "readwrite", { durability });
  putMirror(transaction.objectStore("mirror"), text);
  const store = transaction.objectStore("log");
  for (const row of rows) store.put(row);
  await limited(finished(transaction));
}

/**
 * What a boot needs: the mirror, empty if there is none, and the highest id of a row, 0 for none.
 * @returns {Promise<{ mirror: string, lastRow: number }>}
 */
export async function readKept() {
  const transaction = (await open()).transaction(["mirror", "log"], "readonly");
  const mirror = transaction.objectStore("mirror").get(mirrorKey);
  const last = transaction.objectStore("log").openKeyCursor(null, "prev");
  await limited(finished(transaction));
  return {
    mirror: typeof mirror.result === "string" ? mirror.result : "",
    lastRow: typeof last.result?.key === "number" ? last.result.key : 0,
  };
}

/**
 * Changes rows and the mirror, all or nothing, and is done when that is on the disk.
 * @template T
 * @param {(stores: { log: IDBObjectStore, mirror: IDBObjectStore }) => Promise<T>} work
 * @returns {Promise<T>} what the work comes to
 */
export async function rewrite(work) {
  const transaction = (await open()).transaction(["log", "mirror"], "readwrite", { durability: "strict" });
  const done = finished(transaction);
  // Whoever waits for the work hears of a failure there.
  done.catch(() => undefined);
  try {
    const outcome = await work({ log: transaction.objectStore("log"), mirror: transaction.objectStore("mirror") });
    await limited(done, patience);
    return outcome;
  } catch (error) {
    abort(transaction);
    throw error;
  }
}

/** A million rows are not on the disk in a moment, in milliseconds. */
const patience = 60_000;

/** @param {IDBTransaction} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}

/**
 * Writes a text in the mirror's place.
 * @param {IDBObjectStore} mirror
 * @param {string} text
 */
export function putMirror(mirror, text) {
  mirror.put(text, mirrorKey);
}

/**
 * What was read of the log and kept is of other rows than those that are left.
 * @param {IDBObjectStore} mirror
 */
export function dropHistory(mirror) {
  mirror.delete(historyKey);
}

/**
 * How many rows happened before an instant.
 * @param {number} before in milliseconds since 1970
 * @returns {Promise<number>}
 */
export async function countRows(before) {
  const index = (await open()).transaction("log", "readonly").objectStore("log").index("at");
  return answered(index.count(IDBKeyRange.upperBound(before, true)));
}

/**
 * What a request comes to, in time.
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function answered(request) {
  return limited(
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    }),
  );
}

/**
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>}
 */
function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}
