// @ts-check
// What a person waits for, in both browsers, with the packages as they are built. Every time is read
// from the clock that all pages of a machine share (`performance.timeOrigin` and what has passed).

import { browsers } from "../../browser/harness/index.js";
import { allowSites, ruleForAnotherDay, saveRule } from "../../browser/lib/rules.js";
import { serveSites } from "../../browser/lib/server.js";
import { alarmRows } from "./alarm.mjs";
import { logRows } from "./log.mjs";
import { median, milliseconds } from "./median.mjs";
import { memoryRows } from "./memory.mjs";
import { startUpRows } from "./startup.mjs";
import { focusToHidden, moveToHidden, popupReady, thawToHidden, uninstall, untilLoaded, untilPainted, workerBoot } from "./waits.mjs";

/** @typedef {import("../bench.mjs").Row} Row */
/** @typedef {import("../../browser/harness/index.js").BrowserUnderTest} BrowserUnderTest */

const runs = 15;

/** @returns {Promise<Row[]>} */
export async function browserRows() {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  // One browser after the other: together they would measure each other.
  for (const browser of browsers) {
    const seenBy = [];
    for (const rowsOf of [waitRows, alarmRows, memoryRows, startUpRows, logRows]) seenBy.push(...(await rowsOf(browser)));
    for (const { what, budget, seen } of seenBy) {
      const before = rows.get(what);
      rows.set(what, { what, budget, seen: `${before ? `${before.seen}; ` : ""}${browser.name} ${seen}` });
    }
  }
  return [...rows.values()];
}

/**
 * @param {BrowserUnderTest} browser
 * @returns {Promise<Row[]>}
 */
async function waitRows(browser) {
  const sites = await serveSites();
  const running = await browser.launch();
  try {
    await saveRule(running, ruleForAnotherDay({ sites: ["mail.localhost", "chat.localhost/work"] }));
    await allowSites(running);
    const url = sites.url("mail.localhost");
    const own = await running.openPage("options.html");
    const rows = [
      { what: "worker boot (answer of an ended worker, less that of a running one)", budget: "30 ms", seen: await median(runs, () => workerBoot(running)) },
      { what: "popup ready (beginning of its navigation to its first button)", budget: "100 ms", seen: await median(runs, () => popupReady(running)) },
      { what: "a focus begins to the tab in front hidden, at its next frame", budget: "100 ms", seen: await median(runs, () => focusToHidden(running, own, url)) },
      { what: "a page whose thread is busy for 3 s when a focus begins, to hidden once it returns (median of 5)", budget: "100 ms", seen: await median(5, () => thawToHidden(running, url)) },
    ];
    await running.send({ type: "start_focus", minutes: 50 });
    const open = sites.url("chat.localhost", "/home");
    rows.push({ what: "a page moves within itself to a covered path, to hidden", budget: "100 ms", seen: await median(runs, () => moveToHidden(running, open, "/work")) });
    const covered = await times(() => untilPainted(running, url));
    const everything = { scope: { type: "everything" }, minutes: 30, reason: "incident" };
    await running.send({ type: "request_override", draft: everything });
    const opened = await times(() => untilLoaded(running, url));
    await running.send({ type: "end_focus" });
    await uninstall(running);
    const plain = await times(() => untilPainted(running, url));
    const unknown = await times(() => untilLoaded(running, url));
    return [
      ...rows,
      {
        what: "new tab with a covered site to the cover's first paint, against the same site without the extension",
        budget: "",
        seen: `${(covered / plain).toFixed(2)} times (${Math.round(covered)} ms to ${Math.round(plain)} ms)`,
      },
      {
        what: "a page of a covered site, open by an override, to its load, against the same without the extension",
        budget: "",
        seen: `${milliseconds(opened)} to ${milliseconds(unknown)}`,
      },
    ];
  } finally {
    await running.close();
    await sites.close();
  }
}

/** @param {() => Promise<number>} once */
async function times(once) {
  const seen = [];
  for (let n = 0; n < runs; n += 1) seen.push(await once());
  return seen.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}
