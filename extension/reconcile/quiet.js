// @ts-check
// What is asked of a covered page in its own world. Before the cover takes the focus: to be one that
// nobody looks at. Once it is covered: to be quiet, so that its notifications are kept from appearing and it
// goes on reading its own title. It is asked once for each veil.

import { api } from "../api.js";
import { absence } from "../content/absence.js";
import { hush } from "../content/hush.js";
import { limited } from "../limit.js";
import { journalInLanes, settled, tabsInLanes } from "./lanes.js";
import { writeTab } from "./veil_journal.js";

/**
 * Asks those that have their veil, and were not asked since. One whose veil is still on its way is asked
 * after it.
 * @param {(tab: number) => boolean} isOurs whether it is a tab that may be asked
 * @param {(error: unknown) => void} report
 */
export async function quietVeiled(isOurs, report) {
  const { journal, take } = await journalInLanes(report);
  const loud = [...journal].flatMap(([tab, stands]) => (stands.on && !stands.asked ? tab : []));
  const concerned = [...new Set([...loud, ...tabsInLanes()])].filter(isOurs);
  await settled(
    concerned.map((id) =>
      take(id, async (stands) => {
        if (!stands?.on || stands.asked) return;
        await quiet(id, stands.mode === "cover" ? stands.until : 0);
        await writeTab(id, { ...stands, asked: true });
      }),
    ),
  );
}

/** How long the cover waits for a page to take its absence, in milliseconds: a frozen one has it when it wakes. */
const patience = 300;

/**
 * To the page the person has gone to another tab, or comes back.
 * @param {number} tab
 * @param {number} until in milliseconds since 1970; what is over lets it be seen again
 */
export async function absent(tab, until) {
  await run(tab, absence, until, patience);
}

/**
 * Where we may not enter, it goes on as it was; where we were, it comes to its own end. A page that is
 * frozen is quiet once it breathes.
 * @param {number} tab
 * @param {number} until in milliseconds since 1970; what is over lets all of it through again
 */
export async function quiet(tab, until) {
  await run(tab, hush, until);
}

/**
 * @param {number} tab
 * @param {(until: number) => void} func
 * @param {number} until
 * @param {number} [ms]
 */
async function run(tab, func, until, ms) {
  const target = { tabId: tab, allFrames: true };
  try {
    await limited(api.scripting.executeScript({ target, world: "MAIN", injectImmediately: true, func, args: [until] }), ms);
  } catch {
    // The page is gone, or frozen.
  }
}
