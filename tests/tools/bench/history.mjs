// @ts-check
// What the log of a year says, as the background's wasm finds it out: read row by row, and from what
// was kept of it.

import { loadCore, now, pageAround, browserAround } from "./core.mjs";
import { median } from "./median.mjs";

/** @typedef {import("../bench.mjs").Row} Row */
/** @typedef {{ id: number, at: number, offset: number, entry: { type: string } }} LogRow */

const count = 100_000;
/** As many as the shell hands over at once. */
const piece = 5_000;
const minute = 60_000;

/** @returns {Promise<Row[]>} */
export async function historyRows() {
  const rows = yearOf(count);
  const kept = (await told(rows)).text;
  return [
    { what: "a log of 100,000 entries handed to the core, and what it comes to, in wasm (median of 11)", budget: "100 ms", seen: await median(11, async () => (await told(rows)).took) },
    { what: "the same from what was kept of it (median of 11)", budget: "", seen: await median(11, async () => (await told([], kept)).took) },
  ];
}

/**
 * What a core that has just booted needs before its first view.
 * @param {LogRow[]} rows
 * @param {string} [kept]
 * @returns {Promise<{ took: number, text: string }>}
 */
async function told(rows, kept = "") {
  const core = await loadCore();
  const view = { type: "view", page: { type: "options", week: "" } };
  const { reply } = core.turn(view, pageAround, now);
  const wanted = rows.filter(({ entry }) => reply.kinds.includes(entry.type));
  const before = performance.now();
  const first = { type: "history_read", kept, rows: [], read_to: 0, more: true };
  core.turn(first, browserAround, now);
  let text = "";
  for (let at = 0; at === 0 || at < wanted.length; at += piece) {
    const part = { type: "history_read", kept: "", rows: wanted.slice(at, at + piece), read_to: at, more: at + piece < wanted.length };
    const [effect] = core.turn(part, browserAround, now).effects;
    text = effect?.text ?? text;
  }
  const seen = core.turn(view, pageAround, now).reply.view.owed.minutes;
  if (seen === 0) throw new Error("Nothing is owed: the rows were not read.");
  return { took: performance.now() - before, text };
}

/**
 * Three stretches a day, each with twenty pulls to an override, as the native bench has them.
 * @param {number} length
 * @returns {LogRow[]}
 */
function yearOf(length) {
  /** @type {LogRow[]} */
  const rows = [];
  const add = (/** @type {number} */ at, /** @type {any} */ entry) => rows.push({ id: rows.length + 1, at, offset: 60, entry });
  for (let stretch = 0; rows.length < length; stretch += 1) {
    const start = now - 400 * 24 * 60 * minute + stretch * 8 * 60 * minute;
    const occurrence = { rule: 1 + (stretch % 5), goal: "Portfolio", start, end: start + 120 * minute };
    add(start, { type: "occurrence_started", mode: "cover", ...occurrence });
    for (let going = 0; going < 4; going += 1) {
      const at = start + going * 25 * minute;
      for (let pull = 0; pull < 20; pull += 1) add(at + (pull * minute) / 2, { type: "pull", site: "mail.example", rule: occurrence.rule });
      const grant = 10 + stretch * 4 + going;
      add(at + 11 * minute, { type: "override_granted", grant, reason: "habit", sites: ["mail.example"], minutes: 10, puller: "Ana", rules: [occurrence.rule] });
      add(at + 21 * minute, { type: "override_ended", grant, how: "expired", minutes: 10, in_front: 7 });
    }
    add(occurrence.end, { type: "occurrence_ended", ...occurrence });
  }
  return rows.slice(0, length);
}
