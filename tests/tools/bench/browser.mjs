// @ts-check
// What a person waits for, in Chromium, with the package as it ships.

import { createServer } from "node:http";

import { browsers } from "../../browser/harness/index.js";
import { median } from "./median.mjs";

/** @typedef {import("../bench.mjs").Row} Row */
/** @typedef {import("../../browser/harness/index.js").RunningBrowser} RunningBrowser */

const runs = 21;

/** @returns {Promise<Row[]>} */
export async function browserRows() {
  const chromium = browsers.find(({ name }) => name === "chromium");
  if (!chromium) throw new Error("The harness knows no Chromium.");
  const site = await serveSite();
  const running = await chromium.launch();
  try {
    const open = await median(runs, () => navigation(running, site.url));
    await running.send({ type: "save_rule", rule: ruleForAnotherDay() });
    const rows = [
      { what: "worker boot: answer of an ended worker, less that of a running one", budget: "30 ms", seen: await workerBoot(running) },
      { what: "popup ready to use", budget: "100 ms", seen: await median(runs, () => popupReady(running)) },
      { what: "protected time begins, open tab covered", budget: "100 ms", seen: await median(runs, () => untilCovered(running, site.url)) },
    ];
    await running.send({ type: "start_focus", minutes: 50 });
    const covered = await median(runs, () => navigation(running, site.url));
    rows.push({ what: "cold navigation to the cover page (to the site itself, nothing in force)", budget: "", seen: `${covered} (${open})` });
    return rows;
  } finally {
    await running.close();
    await site.close();
  }
}

/** A focus covers the sites of all rules, whatever their hours. */
function ruleForAnotherDay() {
  const tomorrow = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][(new Date().getDay() + 2) % 7];
  return {
    id: 0,
    goal: "Portfolio",
    mode: "cover",
    weekly: [{ days: [tomorrow], stretches: [{ from: "12:00", to: "13:00" }] }],
    groups: [],
    sites: ["mail.localhost"],
  };
}

/**
 * @param {RunningBrowser} running
 * @param {string} url
 */
async function navigation(running, url) {
  const before = performance.now();
  const page = await running.newTab(url);
  const took = performance.now() - before;
  await page.close();
  return took;
}

/** @param {RunningBrowser} running */
async function workerBoot(running) {
  const page = await running.openPage("options.html");
  const answer = () =>
    page.evaluate(async () => {
      const before = performance.now();
      await chrome.runtime.sendMessage({ type: "view", page: { type: "popup" } });
      return performance.now() - before;
    });
  const seen = await median(runs, async () => {
    await running.killWorker();
    return (await answer()) - (await answer());
  });
  await page.close();
  return seen;
}

/** @param {RunningBrowser} running */
async function popupReady(running) {
  const page = await running.browser.newPage();
  await page.evaluateOnNewDocument(() => {
    const look = new MutationObserver(() => {
      if (!document.querySelector("#app button")) return;
      look.disconnect();
      performance.mark("ready");
    });
    look.observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${running.extensionOrigin}/popup.html`);
  await page.waitForFunction(() => performance.getEntriesByName("ready").length > 0);
  const took = await page.evaluate(() => performance.getEntriesByName("ready")[0]?.startTime ?? Number.NaN);
  await page.close();
  return took;
}

/**
 * The time runs in the tab itself, on the clock that all pages share.
 * @param {RunningBrowser} running
 * @param {string} url
 */
async function untilCovered(running, url) {
  const page = await running.newTab(url);
  const covered = page.evaluate(
    () =>
      new Promise((resolve) => {
        const timer = setInterval(() => {
          if (getComputedStyle(document.body).visibility !== "hidden") return;
          clearInterval(timer);
          resolve(Date.now());
        }, 1);
      }),
  );
  const before = Date.now();
  await running.send({ type: "start_focus", minutes: 5 });
  const took = Number(await covered) - before;
  await running.send({ type: "end_focus" });
  await page.close();
  return took;
}

async function serveSite() {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Inbox</title><p>Inbox</p>");
  });
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The site has no port.");
  return {
    url: `http://mail.localhost:${address.port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
