// @ts-check
// The log with a million rows, read and written by our own `log_store.js` in a page of ours: one row
// more, until it is on the disk, and what the Log page asks for, by ids and never by a day. The rows
// are put there by the bench.

import { milliseconds, middle } from "./median.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../bench.mjs").Row} Row */
/** @typedef {import("../../browser/harness/index.js").BrowserUnderTest} BrowserUnderTest */

const million = 1_000_000;
const batch = 20_000;
const rounds = 101;
/** Rows that the Log page asks for at once. */
const shown = 100;
/** Rows of one day, at one each five minutes. */
const day = 288;

/**
 * @param {BrowserUnderTest} browser
 * @returns {Promise<Row[]>}
 */
export async function logRows(browser) {
  // Firefox tells a page whole milliseconds only, unless it is told otherwise.
  const running = await browser.launch({ prefs: { "privacy.reduceTimerPrecision": false } });
  try {
    const page = await running.openPage("options.html");
    const few = await medianOf(page, (round) => append(page, round + 1));
    for (let last = rounds; last < million; last += batch) await page.evaluate(fill, last + 1, Math.min(last + batch, million));
    const many = await medianOf(page, (round) => append(page, million + round + 1));
    const newest = await medianOf(page, () => read(page, 0));
    const inTheMiddle = await medianOf(page, (round) => read(page, million / 2 + round * shown));
    const oneDay = await medianOf(page, (round) => read(page, million / 4 + round * day, day));
    return [
      { what: `log: one row more, until it is on the disk, in a new log (median of ${rounds})`, budget: "6 ms", seen: few },
      { what: "the same among a million rows", budget: "6 ms", seen: many },
      { what: `log of a million rows: one day of it, ${day} rows (median of ${rounds})`, budget: "", seen: oneDay },
      { what: `log of a million rows: the newest ${shown}; ${shown} rows from its middle (median of ${rounds})`, budget: "", seen: `${newest}, ${inTheMiddle}` },
    ];
  } finally {
    await running.close();
  }
}

/**
 * @param {Page} page
 * @param {(round: number) => Promise<number>} once gives milliseconds
 */
async function medianOf(page, once) {
  await page.bringToFront();
  const seen = [];
  for (let round = 0; round < rounds; round += 1) seen.push(await once(round));
  return milliseconds(middle(seen));
}

/**
 * @param {Page} page
 * @param {number} id
 * @returns {Promise<number>}
 */
function append(page, id) {
  return page.evaluate(async (next) => {
    const { appendRows } = await import(chrome.runtime.getURL("log_store.js"));
    const row = { id: next, at: Date.now(), offset: 60, entry: { type: "pull", site: "mail.example", rule: 1 } };
    const before = performance.now();
    await appendRows([row]);
    return performance.now() - before;
  }, id);
}

/**
 * @param {Page} page
 * @param {number} before an id; 0 for the newest rows
 * @param {number} [wanted] so many rows
 * @returns {Promise<number>}
 */
function read(page, before, wanted = shown) {
  return page.evaluate(async (from, limit) => {
    const { readRows } = await import(chrome.runtime.getURL("log_store.js"));
    const asked = performance.now();
    const { rows } = await readRows(from, limit);
    const took = performance.now() - asked;
    if (rows.length !== limit) throw new Error(`${rows.length} rows.`);
    return took;
  }, before, wanted);
}

/**
 * Runs in a page of ours: ten years of hours, each with eleven pulls and a way back.
 * @param {number} from the first id
 * @param {number} until the last id
 * @returns {Promise<void>}
 */
async function fill(from, until) {
  const minute = 60_000;
  const first = Date.now() - (1_000_000 + 1) * 5 * minute;
  const goal = "Finish chapter four";
  /** @type {(id: number, at: number) => object} */
  const entryOf = (id, at) => {
    const [rule, start, end, grant] = [1 + (id % 5), at, at + 70 * minute, id];
    switch (id % 15) {
      case 0:
        return { type: "occurrence_started", rule, goal, mode: "cover", start, end };
      case 7:
        return { type: "override_granted", grant, reason: "promise", sites: ["Mail", "Chat"], minutes: 10, puller: "Ana", note: "The numbers for the board go out at six.", instead: "document", rules: [rule] };
      case 9:
        return { type: "override_ended", grant, how: "back", minutes: 8, in_front: 7 };
      case 14:
        return { type: "occurrence_ended", rule, goal, start: at - 70 * minute, end: at };
      default:
        return { type: "pull", site: "mail.example", rule };
    }
  };
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open("ringfence");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction("log", "readwrite");
      const store = transaction.objectStore("log");
      for (let id = from; id <= until; id += 1) {
        const at = first + id * 5 * minute;
        store.put({ id, at, offset: 60, entry: entryOf(id, at) });
      }
      transaction.onabort = () => reject(transaction.error);
      transaction.oncomplete = () => {
        database.close();
        resolve(undefined);
      };
    };
  });
}
