// @ts-check
// The browser starts inside protected time, with a covered page as its start-up page.

import { bootOf, pageWithAClock, standing, tabFor } from "../../browser/lib/hidden.js";
import { allowSites, ruleForNow, saveRule } from "../../browser/lib/rules.js";
import { serveSites } from "../../browser/lib/server.js";
import { until } from "../../browser/lib/until.js";
import { milliseconds } from "./median.mjs";

/** @typedef {import("../bench.mjs").Row} Row */
/** @typedef {import("../../browser/harness/index.js").BrowserUnderTest} BrowserUnderTest */

const starts = 5;

/**
 * @param {BrowserUnderTest} browser
 * @returns {Promise<Row[]>}
 */
export async function startUpRows(browser) {
  const sites = await serveSites();
  sites.add("clock.localhost", pageWithAClock("Clock"));
  const installation = await browser.install();
  try {
    const first = await installation.start();
    await saveRule(first, ruleForNow({ sites: ["clock.localhost"] }));
    await allowSites(first);
    await first.close();
    const url = sites.url("clock.localhost");
    /** @type {number[]} */
    const sinceBoot = [];
    /** @type {number[]} */
    const sincePage = [];
    for (let n = 0; n < starts; n += 1) {
      const running = await installation.start({ args: [url] });
      const page = await tabFor(running, url);
      const by = await until("the start-up page is hidden", () => standing(page), (seen) => seen !== "page");
      if (by === "veil") {
        const { hiddenAt, born } = await page.evaluate(() => ({ hiddenAt: /** @type {any} */ (window).hiddenAt, born: performance.timeOrigin }));
        sinceBoot.push(hiddenAt - (await bootOf(running)));
        sincePage.push(hiddenAt - born);
      }
      await running.close();
    }
    return [
      {
        what: `start-up page veiled, after the worker's boot and after its own beginning (worst of ${starts})`,
        budget: "500 ms",
        seen:
          sincePage.length === 0
            ? "never shown: the network rule stopped it"
            : `${milliseconds(Math.max(...sinceBoot))} and ${milliseconds(Math.max(...sincePage))}, in ${sincePage.length} of ${starts} starts; else the network rule stopped it`,
      },
    ];
  } finally {
    await installation.remove();
    await sites.close();
  }
}
