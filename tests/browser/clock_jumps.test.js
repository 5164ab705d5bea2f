// @ts-check
// Somebody sets the machine's clock while time is protected, and touches nothing else: within one
// heartbeat what stands in the tab in front is what the calendar says of the new time.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { allowSites, ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { panelOf, placeOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

const minute = 60_000;
/** So often the clock is looked at while time is protected. */
const heartbeat = minute;

/** Wednesday evenings, and the hours in which the clocks are changed. @type {import("./lib/rules.js").RuleDraft["schedule"]} */
const schedule = [
  { days: ["wed"], stretches: [{ from: "18:00", to: "19:00" }] },
  { days: ["sun"], stretches: [{ from: "01:00", to: "04:00" }] },
];

/** Ten seconds before a heartbeat, as all that follows. */
const wednesday = "2027-03-10T18:20:50+01:00";

/** Out of the stretch. */
const jumps = [
  ["an hour forward, past its end", "2027-03-10T19:20:50+01:00"],
  ["an hour back, before its start", "2027-03-10T17:20:50+01:00"],
  ["a day forward, to a Thursday", "2027-03-11T18:20:50+01:00"],
  ["a day back, to a Tuesday", "2027-03-09T18:20:50+01:00"],
  ["a year forward, to a Friday", "2028-03-10T18:20:50+01:00"],
  ["a year back, to a Tuesday", "2026-03-10T18:20:50+01:00"],
];

/** Within the stretch, over the hour that does not exist or happens twice, and back again. */
const changes = [
  {
    what: "clocks go forward on 28 March",
    ...{ from: "2027-03-28T01:30:50+01:00", to: "2027-03-28T03:30:50+02:00", end: "2027-03-28T04:00:00+02:00" },
  },
  {
    what: "clocks go back on 31 October",
    ...{ from: "2027-10-31T02:30:50+02:00", to: "2027-10-31T02:30:50+01:00", end: "2027-10-31T04:00:00+01:00" },
  },
];

describe("the clock is set while time is protected, and nobody touches anything", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const sites = await serveSites();
      t.after(() => sites.close());
      const ringfence = await launch({ env: { TZ: "Europe/Berlin" } });
      t.after(() => ringfence.close());
      const { clock } = ringfence;
      if (!clock.isMovable) return t.diagnostic("The clock of the browser cannot be moved here.");

      const set = (/** @type {string} */ at) => clock.set(Date.parse(at));
      set("2027-03-10T12:00:00+01:00");
      await saveRule(ringfence, ruleForAnotherDay({ schedule }));
      await allowSites(ringfence);
      const console = await ringfence.openPage("options.html");
      const mail = await ringfence.newTab(sites.url("mail.localhost"));
      /** Answered once all that was said to the background before is done. */
      const look = () => ringfence.send({ type: "view", page: { type: "popup" } });
      const begin = async (/** @type {string} */ at) => {
        await look();
        set(at);
        const reply = await look();
        await untilStands("it is covered", mail, "veil").catch(async (cause) => {
          const answers = await console.evaluate(askBrowser);
          throw new Error(`The background says ${JSON.stringify(reply).slice(0, 200)}, the browser ${JSON.stringify(answers)}.`, { cause });
        });
      };
      /** All that the cover brings about has happened, and the background is asleep. */
      const rest = async () => {
        await look();
        await untilNoticed(ringfence, console);
        await ringfence.killWorker();
      };
      const beginAndRest = async (/** @type {string} */ at) => {
        await begin(at);
        const panel = await panelOf(ringfence, mail);
        await until("the panel says until when", () => panel.$eval("#until", ({ textContent }) => textContent));
        await rest();
      };

      for (const [what, to] of jumps) {
        await t.test(`${what}: the page is open`, async () => {
          await beginAndRest(wednesday);
          set(to ?? "");
          await untilStands("the page is open", mail, "page", heartbeat);
        });
      }

      for (const { what, from, to, end } of changes) {
        await t.test(`${what}: over the change, and back over it, the page is covered, until the end`, async () => {
          await beginAndRest(from);
          for (const at of [to, from]) {
            set(at);
            await untilNoticed(ringfence, console);
            await untilStands("it is covered still", mail, "veil");
          }
          await ringfence.passTo(Date.parse(end) - 3000);
          await untilStands("the stretch ends", mail, "page");
          assert.ok(clock.now() >= Date.parse(end), "not before its time");
        });
      }

      const thread = sites.url("mail.localhost", "/thread");
      const coverPage = async () => {
        await begin(wednesday);
        // The tab in front is covered first; the network rules are there at the end of the same turn.
        await look();
        const page = await ringfence.newTab(thread);
        await untilCoverPage(ringfence, page, thread);
        await rest();
        return page;
      };

      await t.test("an hour back, before its start: our cover page steps aside", async () => {
        const page = await coverPage();
        set("2027-03-10T17:20:50+01:00");
        await until("the page is there", () => placeOf(page), (place) => place === thread, heartbeat);
      });

      await t.test("an hour forward, past its end: our cover page says that it is over", async () => {
        const page = await coverPage();
        set("2027-03-10T19:20:50+01:00");
        await page.waitForSelector(".cover-end", { timeout: 2 * minute });
      });

      await t.test("ten minutes back, within the stretch: our cover page says how many minutes are left", async () => {
        const page = await coverPage();
        set("2027-03-10T18:10:50+01:00");
        await untilNoticed(ringfence, console);
        const left = () => Math.ceil((Date.parse("2027-03-10T19:00:00+01:00") - clock.now()) / minute);
        const said = () => page.$eval(".gate strong", ({ textContent }) => Number.parseInt(textContent ?? "", 10));
        await until("the minutes left are right", async () => (await said()) === left());
      });
    });
  }
});

/**
 * The heartbeat is what was noticed last: it has beaten, or was set anew, and is due within a minute. To
 * read the browser's own list wakes nobody.
 * @param {RunningBrowser} ringfence
 * @param {Page} console one of our own pages
 */
async function untilNoticed({ clock }, console) {
  const due = () => console.evaluate(async () => (await chrome.alarms.get("heartbeat"))?.scheduledTime ?? 0);
  const isSoon = (/** @type {number} */ at) => at > clock.now() && at <= clock.now() + heartbeat + 5000;
  await until("the heartbeat is due within a minute", due, isSoon, heartbeat);
}

/**
 * Runs in a page of ours: whether the browser answers what the background asks it, each within what the
 * background gives it, for whoever reads a failure.
 * @returns {Promise<Record<string, string>>}
 */
async function askBrowser() {
  const { alarms, storage, tabs, permissions, windows, idle, scripting } = chrome;
  const questions = {
    local: storage.local.get(null),
    session: storage.session.get(null),
    alarms: alarms.getAll(),
    tabs: tabs.query({}),
    permissions: permissions.getAll(),
    window: windows.getLastFocused(),
    idle: idle.queryState(60),
    scripts: scripting.getRegisteredContentScripts(),
  };
  const answers = Object.entries(questions).map(async ([name, question]) => {
    const silence = new Promise((resolve) => setTimeout(resolve, 5000));
    const answer = await Promise.race([question.then(JSON.stringify, String), silence]);
    return [name, String(answer).slice(0, 300)];
  });
  return Object.fromEntries(await Promise.all(answers));
}
