// @ts-check
// How long each check takes, measured whenever it runs. What this machine has measured counts; a new
// machine begins with what was measured elsewhere, `tests/times.json`.

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { target, tests } from "./paths.mjs";

/**
 * @typedef {object} Time
 * @property {number} seconds the shortest that it took
 * @property {number} busy seconds of one core that it used meanwhile
 */

const measuredHere = path.join(target, "times.json");
const measuredElsewhere = path.join(tests, "times.json");

/** @returns {Promise<Map<string, Time>>} by the name of the check */
export async function readTimes() {
  return new Map([...(await read(measuredElsewhere)), ...(await read(measuredHere))]);
}

/**
 * Keeps what was measured, beside what was known of other checks.
 * @param {Map<string, Time>} measured
 */
export async function keepTimes(measured) {
  const known = new Map(await read(measuredHere));
  for (const [name, { seconds, busy }] of measured) {
    // What ran beside it made it longer, never shorter.
    known.set(name, { seconds: rounded(Math.min(seconds, known.get(name)?.seconds ?? Infinity)), busy: rounded(busy) });
  }
  const sorted = [...known].sort(([one], [other]) => (one < other ? -1 : 1));
  await writeFile(measuredHere, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

/** @param {number} seconds */
function rounded(seconds) {
  return Math.round(10 * seconds) / 10;
}

/**
 * @param {string} file
 * @returns {Promise<[string, Time][]>}
 */
async function read(file) {
  try {
    return Object.entries(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    // Not measured yet, or a run was ended while it wrote: then it is measured anew.
    if (error instanceof SyntaxError || /** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return [];
    throw error;
  }
}
