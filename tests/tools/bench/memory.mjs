// @ts-check
// What covered tabs weigh: the whole browser's memory before, while and after sixty tabs are covered,
// as the kernel shares it out among processes (`Pss`), less what they have given back and the kernel has
// not taken yet (`LazyFree`). Linux only. What the browser would collect is collected before each
// reading: how long it leaves garbage lying is its own affair. Our own process is left out of what a tab
// weighs: it is there once, however many tabs there are.

import { readdir, readFile } from "node:fs/promises";

import { standing } from "../../browser/lib/hidden.js";
import { allowSites, ruleForAnotherDay, saveRule } from "../../browser/lib/rules.js";
import { serveSites } from "../../browser/lib/server.js";
import { until } from "../../browser/lib/until.js";
import { middle } from "./median.mjs";

/** @typedef {import("../bench.mjs").Row} Row */
/** @typedef {import("../../browser/harness/index.js").BrowserUnderTest} BrowserUnderTest */
/** @typedef {import("../../browser/harness/index.js").RunningBrowser} RunningBrowser */

const count = 60;
const rounds = 5;
const rest = 30_000;
/** Firefox collects when it comes to it. */
const settling = 3000;
const mega = 1024;
/** As a person's Firefox has it; the driver's lets all sites share the same eight processes. */
const eachSiteApart = `void Services.prefs.setIntPref("fission.webContentIsolationStrategy", 1)`;

/**
 * @param {BrowserUnderTest} browser
 * @returns {Promise<Row[]>}
 */
export async function memoryRows(browser) {
  const sites = await serveSites();
  const running = await browser.launch();
  try {
    if (running.name === "firefox") await running.privileged(eachSiteApart);
    const id = await saveRule(running, ruleForAnotherDay({ sites: ["mail.localhost"] }));
    await allowSites(running);
    /** @type {import("puppeteer-core").Page[]} */
    const tabs = [];
    for (let tab = 0; tab < count; tab += 1) tabs.push(await running.newTab(sites.url("mail.localhost", `/${tab}`)));
    const all = async (/** @type {string} */ wanted) => (await Promise.all(tabs.map(standing))).every((seen) => seen === wanted);
    // To be asked and to be collected costs a page memory of its own, which is not ours: a tab that is
    // not covered weighs 0.3 MB more in Chromium the second time.
    for (let time = 0; time < 2; time += 1) {
      await until("all are open", () => all("page"));
      await atRest(running, tabs);
    }
    const before = await atRest(running, tabs);
    const covered = [];
    const after = [];
    for (let round = 0; round < rounds; round += 1) {
      await running.send({ type: "start_focus", minutes: 60 });
      await until("all are covered", () => all("veil"));
      covered.push(((await atRest(running, tabs)).others - before.others) / count / mega);
      // A focus that has run for a while is not taken back; without rules it covers nothing.
      await running.send({ type: "delete_rule", id });
      await until("all are open", () => all("page"));
      after.push(100 * ((await atRest(running, tabs)).all / before.all - 1));
      await running.send({ type: "restore_rule", id });
    }
    return [
      { what: `memory of a covered tab, one of ${count} (median of ${rounds})`, budget: "1 MB", seen: `${middle(covered).toFixed(2)} MB` },
      { what: `memory of the browser 30 s after the end, against before (median of ${rounds})`, budget: "+10 %", seen: `${middle(after).toFixed(1)} %` },
    ];
  } finally {
    await running.close();
    await sites.close();
  }
}

/**
 * In kilobytes, once all has come to rest: of all processes, and of all but our own.
 * @param {RunningBrowser} running
 * @param {import("puppeteer-core").Page[]} tabs
 */
async function atRest(running, tabs) {
  const { browser } = running;
  await new Promise((resolve) => setTimeout(resolve, rest));
  if (running.name === "chromium") for (const tab of tabs) await collect(tab);
  else await running.privileged(`void Services.obs.notifyObservers(null, "memory-pressure", "heap-minimize")`);
  await new Promise((resolve) => setTimeout(resolve, settling));
  const leader = browser.process()?.pid;
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const own = new Set(await ownProcesses(running, pids));
  const sizes = await Promise.all(pids.map(async (pid) => ({ pid, size: await sizeIfOf(pid, leader).catch(() => 0) })));
  const sum = (/** @type {typeof sizes} */ some) => some.reduce((total, { size }) => total + size, 0);
  return { all: sum(sizes), others: sum(sizes.filter(({ pid }) => !own.has(pid))) };
}

/**
 * Those of extensions, which are ours alone.
 * @param {RunningBrowser} running
 * @param {string[]} pids
 * @returns {Promise<string[]>}
 */
async function ownProcesses(running, pids) {
  if (running.name === "firefox") {
    const ids = await running.privileged(
      `ChromeUtils.requestProcInfo().then(({ children }) => children.filter(({ type }) => type === "extension").map(({ pid }) => String(pid)))`,
    );
    return ids;
  }
  const isOwn = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").then((line) => line.includes("--extension-process"), () => false)),
  );
  return pids.filter((_, index) => isOwn[index]);
}

/** @param {import("puppeteer-core").Page} tab */
async function collect(tab) {
  const session = await tab.createCDPSession();
  await session.send("HeapProfiler.collectGarbage");
  await session.detach();
}

/**
 * @param {string} pid
 * @param {number | undefined} leader of the browser's process group
 */
async function sizeIfOf(pid, leader) {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // The name may hold spaces; the group is the third field after it.
  const group = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
  if (group !== leader) return 0;
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  const read = (/** @type {string} */ name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(rollup)?.[1] ?? 0);
  return read("Pss") - read("LazyFree");
}
