// @ts-check
// From the alarm of a stretch's beginning to its tabs covered, the worker asleep before. One of our
// pages listens beside the worker: to the alarm, and to the journal, in which the worker notes each
// veil once the browser has said that its sheet is in and the page has answered.

import { allowSites, ruleForSoon, saveRule } from "../../browser/lib/rules.js";
import { serveSites } from "../../browser/lib/server.js";
import { until } from "../../browser/lib/until.js";
import { middle, milliseconds } from "./median.mjs";

/** @typedef {import("../bench.mjs").Row} Row */
/** @typedef {import("../../browser/harness/index.js").BrowserUnderTest} BrowserUnderTest */

const alarms = 3;

/**
 * @param {BrowserUnderTest} browser
 * @returns {Promise<Row[]>}
 */
export async function alarmRows(browser) {
  const rows = [];
  for (const tabs of [1, 10, 60]) {
    /** @type {Awaited<ReturnType<typeof alarm>>[]} */
    const rung = [];
    for (let n = 0; n < alarms; n += 1) rung.push(await alarm(browser, tabs));
    const typical = (/** @type {"late" | "inFront" | "all"} */ what) => milliseconds(middle(rung.map((one) => one[what])));
    rows.push({
      what: `alarm to the tab in front covered; to all ${tabs} open tabs covered; worker asleep before (median of ${alarms})`,
      budget: "100 ms",
      seen: `${typical("inFront")}; ${typical("all")} (the alarm itself ${typical("late")} late)`,
    });
  }
  return rows;
}

/**
 * @param {BrowserUnderTest} browser
 * @param {number} count
 */
async function alarm(browser, count) {
  const sites = await serveSites();
  const running = await browser.launch();
  try {
    // The time until then is waited for: an alarm that is measured is a real one.
    const waited = { clock: running.clock, passTo: () => Promise.resolve() };
    const { rule, start } = await ruleForSoon(waited, { ahead: 20_000, sites: ["mail.localhost"] });
    await saveRule(running, rule);
    await allowSites(running);
    const page = await running.openPage("options.html");
    for (let tab = 0; tab < count; tab += 1) await running.newTab(sites.url("mail.localhost", `/${tab}`));
    await page.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      const front = `veil:${tab?.id}`;
      const now = () => performance.timeOrigin + performance.now();
      const seen = { alarm: 0, inFront: 0, covered: /** @type {number[]} */ ([]) };
      Object.assign(window, { seen });
      chrome.alarms.onAlarm.addListener(({ name }) => {
        if (name === "change") seen.alarm ||= now();
      });
      chrome.storage.onChanged.addListener((changes, area) => {
        if (area !== "session") return;
        const isOn = (/** @type {any} */ veil) => Boolean(veil?.on);
        const veils = Object.entries(changes).filter(([key, { oldValue, newValue }]) => key.startsWith("veil:") && isOn(newValue) && !isOn(oldValue));
        if (veils.some(([key]) => key === front)) seen.inFront = now();
        seen.covered.push(...veils.map(now));
      });
    });
    await until("it is about to begin", () => Date.now() > start - 3000, Boolean, start - Date.now());
    await running.killWorker();
    const seen = await until("every tab is covered", () => page.evaluate(() => /** @type {any} */ (window).seen), ({ covered }) => covered.length >= count);
    const { alarm: at, inFront, covered } = seen;
    return { late: at - start, inFront: inFront - at, all: Math.max(...covered) - at };
  } finally {
    await running.close();
    await sites.close();
  }
}
