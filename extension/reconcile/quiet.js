// @ts-check
// A covered page is asked to be quiet: in its own world, where its notifications are kept from
// appearing and it goes on reading its own title. It is asked once for each veil.

import { api } from "../api.js";
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

/**
 * Where we may not enter, it goes on as it was; where we were, it comes to its own end. A page that is
 * frozen is quiet once it breathes.
 * @param {number} tab
 * @param {number} until in milliseconds since 1970; what is over lets all of it through again
 */
export async function quiet(tab, until) {
  const target = { tabId: tab, allFrames: true };
  try {
    await limited(api.scripting.executeScript({ target, world: "MAIN", injectImmediately: true, func: hush, args: [until] }));
  } catch {
    // The page is gone, or frozen.
  }
}
