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
    await saveRule(first, ruleForNow(first, { sites: ["clock.localhost"] }));
    await allowSites(first);
    await first.close();
    const url = sites.url("clock.localhost");
    /** @type {{ seenFor: number, hidden: number, sinceBoot: number }[]} */
    const shown = [];
    for (let n = 0; n < starts; n += 1) {
      const running = await installation.start({ args: [url] });
      const page = await tabFor(running, url);
      const by = await until("the start-up page is hidden", () => standing(page), (seen) => seen !== "page");
      if (by === "veil") {
        const { seenFor, hidden, born } = await page.evaluate(() => {
          const { thereAt, goneAt, hiddenAt } = /** @type {any} */ (window);
          const { timeOrigin } = performance;
          return { seenFor: goneAt - thereAt, hidden: hiddenAt - timeOrigin, born: timeOrigin };
        });
        shown.push({ seenFor, hidden, sinceBoot: hidden + born - (await bootOf(running)) });
      }
      await running.close();
    }
    const worst = (/** @type {"seenFor" | "hidden" | "sinceBoot"} */ what) => milliseconds(Math.max(...shown.map((time) => time[what])));
    return [
      {
        what: `start-up page: time to be seen; veiled after its own beginning; veiled after the worker's boot (worst of ${starts} starts)`,
        budget: "500 ms",
        seen:
          shown.length === 0
            ? "never there: the network rule stopped it each time"
            : `${worst("seenFor")}; ${worst("hidden")}; ${worst("sinceBoot")} (the network rule stopped ${starts - shown.length})`,
      },
    ];
  } finally {
    await installation.remove();
    await sites.close();
  }
}
