// @ts-check
// Each tab has a lane of its own: one step at a time within a tab, all tabs side by side, and nobody
// waits longer than so long, so that a frozen tab holds up nobody.

import { limited } from "../limit.js";
import { readJournal, readTab } from "./veil_journal.js";

/** @typedef {import("./veil_journal.js").Journaled} Journaled */

/** How long a turn waits for tabs; the lanes go on after it. */
const patience = 1000;

/** The last step of each tab. @type {Map<number, Promise<void>>} */
const lanes = new Map();
/** How many steps there ever were. */
let begun = 0;

/** The tabs of which a step is under way. */
export function tabsInLanes() {
  return [...lanes.keys()];
}

/**
 * @param {number} tab
 * @param {() => Promise<void>} work
 * @param {(error: unknown) => void} report
 * @returns {Promise<void>} when it is done; at once, if the lane is busy with something longer
 */
export function inLane(tab, work, report) {
  const busy = lanes.get(tab);
  begun += 1;
  const lane = (busy ?? Promise.resolve()).then(work).catch(report);
  lanes.set(tab, lane);
  void lane.then(() => {
    if (lanes.get(tab) === lane) lanes.delete(tab);
  });
  return busy ? Promise.resolve() : lane;
}

/**
 * @param {Promise<void>[]} steps
 * @param {number} [ms]
 */
export async function settled(steps, ms = patience) {
  // A lane reports its own failures; the failure here only means that one is not done yet.
  await limited(Promise.all(steps), ms).catch(() => undefined);
}

/**
 * The journal, and a way to take steps by it: what was read once is read again only where something may
 * have been written since.
 * @param {(error: unknown) => void} report
 */
export async function journalInLanes(report) {
  const busy = new Set(lanes.keys());
  let known = begun;
  const journal = await readJournal();
  /**
   * @param {number} tab
   * @param {(stands: Journaled | undefined) => Promise<void>} work
   */
  const take = (tab, work) => {
    const isFresh = begun === known && !busy.has(tab);
    if (begun === known) known += 1;
    return inLane(tab, async () => work(isFresh ? journal.get(tab) : await readTab(tab)), report);
  };
  return { journal, take };
}
