// @ts-check
// From the alarm of a stretch's beginning to its tabs covered, the worker asleep before. One of our
// pages listens beside the worker: to the alarm, and to the journal, in which the worker notes each
// veil once the browser has said that its sheet is in and the page has answered.

import { allowSites, ruleForSoon, saveRule } from "../../browser/lib/rules.js";
import { serveSites } from "../../browser/lib/server.js";
import { until } from "../../browser/lib/until.js";
import { milliseconds } from "./median.mjs";

/** @typedef {import("../bench.mjs").Row} Row */
/** @typedef {import("../../browser/harness/index.js").BrowserUnderTest} BrowserUnderTest */

/**
 * @param {BrowserUnderTest} browser
 * @returns {Promise<Row[]>}
 */
export async function alarmRows(browser) {
  const rows = [];
  for (const tabs of [1, 10, 60]) {
    const { late, took } = await alarm(browser, tabs);
    const what = `alarm to ${tabs === 1 ? "the open tab" : `all ${tabs} open tabs`} covered, worker asleep before (once)`;
    rows.push({ what, budget: "100 ms", seen: `${milliseconds(took)} (the alarm itself ${milliseconds(late)} late)` });
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
    const { rule, start } = ruleForSoon({ ahead: 20_000, sites: ["mail.localhost"] });
    await saveRule(running, rule);
    await allowSites(running);
    for (let tab = 0; tab < count; tab += 1) await running.newTab(sites.url("mail.localhost", `/${tab}`));
    const page = await running.openPage("options.html");
    await page.evaluate(() => {
      const now = () => performance.timeOrigin + performance.now();
      const seen = { alarm: 0, covered: /** @type {number[]} */ ([]) };
      Object.assign(window, { seen });
      chrome.alarms.onAlarm.addListener(({ name }) => {
        if (name === "change") seen.alarm ||= now();
      });
      chrome.storage.onChanged.addListener((changes, area) => {
        if (area !== "session") return;
        const veils = Object.entries(changes).filter(([key, { newValue }]) => key.startsWith("veil:") && /** @type {any} */ (newValue)?.on);
        seen.covered.push(...veils.map(now));
      });
    });
    await until("it is about to begin", () => Date.now() > start - 3000, Boolean, start - Date.now());
    await running.killWorker();
    const seen = await until("every tab is covered", () => page.evaluate(() => /** @type {any} */ (window).seen), ({ covered }) => covered.length >= count);
    return { late: seen.alarm - start, took: Math.max(...seen.covered) - seen.alarm };
  } finally {
    await running.close();
    await sites.close();
  }
}
