// @ts-check
// The browser dies, sleeps through a beginning or through an end, and starts again.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { browsers } from "./harness/index.js";
import { bootOf, pageWithAClock, standing, tabFor, untilStands } from "./lib/hidden.js";
import { readLog, story } from "./lib/log.js";
import { allowSites, ruleForNow, ruleForSoon, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { startWith, untilAccessIsKept } from "./lib/starts.js";
import { untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

const minute = 60_000;
/** Pages that say when they were hidden. */
const clocks = ["one.localhost", "two.localhost"];

/** @param {import("node:test").TestContext} t */
async function sitesOf(t) {
  const sites = await serveSites();
  t.after(() => sites.close());
  for (const host of clocks) sites.add(host, pageWithAClock(host));
  return sites;
}

describe("a browser that is started again", { concurrency: true }, () => {
  for (const { name, install } of browsers) {
    it(`${name}, killed in mid-stretch: the start-up page is hidden, sites stay covered, the log is whole`, async (t) => {
      const sites = await sitesOf(t);
      const installation = await install();
      t.after(() => installation.remove());
      const before = await installation.start();
      // Whatever fails before it is ended: a browser that goes on would be waited for.
      t.after(() => before.kill().catch(() => undefined));
      const rule = ruleForNow(before);
      await saveRule(before, rule);
      await allowSites(before);
      await untilCoverPage(before, await before.newTab(sites.url("chat.localhost", "/pull")), sites.url("chat.localhost", "/pull"));
      const granted = await before.send({
        type: "request_override",
        draft: { scope: { type: "site", pattern: "mail.localhost" }, minutes: 30, reason: "promise" },
      });
      assert.equal(granted.type, "made");
      await before.send({ type: "end_override", id: granted.id });
      const logBefore = await readLog(before);
      await untilAccessIsKept(installation);
      await before.kill();

      const startUp = sites.url("mail.localhost", "/start-up?a=1#b");
      const after = await installation.start({ args: [startUp] });
      t.after(() => after.close());
      const page = await tabFor(after, startUp);
      const hidden = await until("the start-up page is hidden", () => standing(page), (seen) => seen !== "page");
      t.diagnostic(`${name}: the start-up page is hidden by the ${hidden}`);

      // In Firefox the start-up page is stopped on its way, which is a pull, told by the cover page as it
      // opens; Chromium's is veiled, which is none.
      const pulls = hidden === "cover page" ? ["pull: mail.localhost"] : [];
      const added = async () => story((await readLog(after)).slice(logBefore.length));
      await until("the start-up page's pull is in the log", added, (entries) => entries.length >= pulls.length);

      const next = sites.url("chat.localhost", "/after?q=1#here");
      await untilCoverPage(after, await after.newTab(next), next);
      assert.deepEqual(sites.receivedBy("chat.localhost"), [], "no request reached the covered site");

      const logAfter = await readLog(after);
      assert.deepEqual(logAfter.slice(0, logBefore.length), logBefore, "what was logged before the kill stands");
      assert.deepEqual(story(logAfter), [
        ...["rule_changed: added", "occurrence_started", "pull: chat.localhost", "override_granted", "override_ended: back"],
        ...pulls,
        "pull: chat.localhost",
      ]);
      assert.deepEqual(
        logAfter.map(({ id }) => id),
        logAfter.map((_row, index) => index + 1),
        "no entry is lost or doubled",
      );
    });

    it(`${name}, closed over the beginning: every covered tab is hidden; closed over the end: nothing is`, async (t) => {
      const sites = await sitesOf(t);
      const installation = await install();
      t.after(() => installation.remove());
      const covered = ["mail.localhost", ...clocks].map((host) => sites.url(host, "/tab"));
      const news = sites.url("news.localhost", "/tab");

      const before = await installation.start();
      // Whatever fails before it is ended: a browser that goes on would be waited for.
      t.after(() => before.kill().catch(() => undefined));
      const { clock } = installation;
      const { rule, start, end } = await ruleForSoon(before, { minutes: 30, ahead: 5 * minute, sites: ["mail.localhost", ...clocks] });
      await saveRule(before, rule);
      await allowSites(before);
      for (const url of [...covered, news]) await before.newTab(url);
      await untilAccessIsKept(installation);
      await before.close();
      assert.ok(clock.now() < start, "closed before the stretch began");
      await goBy(clock, start);

      // The address that Chromium is started with opens beside the same one, which it opens again.
      const within = await startWith(installation, [...covered, news]);
      const tabs = await Promise.all(covered.map((url) => tabFor(within, url)));
      for (const [index, tab] of tabs.entries()) {
        await until(`${covered[index]} is hidden`, () => standing(tab), (seen) => seen !== "page");
      }
      await untilStands("the page that no rule names is as it was", await tabFor(within, news), "page");
      await tellTime(t, within, tabs);
      const next = sites.url("mail.localhost", "/new");
      await untilCoverPage(within, await within.newTab(next), next);
      assert.equal((await readLog(within)).filter(({ entry }) => entry.type === "occurrence_started").length, 1);
      await within.close();
      assert.ok(clock.now() < end, "closed before the stretch ended");
      assert.deepEqual(sites.receivedBy("mail.localhost").filter(({ path: asked }) => asked === "/new"), []);
      await goBy(clock, end);

      const after = await startWith(installation, [...covered, news]);
      t.after(() => after.close());
      for (const url of covered) {
        await until(`${url} is shown`, async () => standing(await tabFor(after, url)), (seen) => seen === "page");
      }
      const free = await after.newTab(sites.url("mail.localhost", "/free"));
      await untilStands("a new navigation goes through", free, "page");
      assert.deepEqual(story(await readLog(after)).filter((entry) => entry.startsWith("occurrence")), [
        "occurrence_started",
        "occurrence_ended",
      ]);
    });
  }
});

/**
 * The time until shortly after an instant goes by while no browser runs.
 * @param {import("./clock/clock.js").Clock} clock
 * @param {number} at
 */
async function goBy(clock, at) {
  clock.set(at + 1000);
  await until("its time has come", () => clock.now() > at, Boolean, Math.max(0, at - clock.now()));
}

/**
 * How soon the tabs were hidden, for the one who reads; the bench holds it against the budget.
 * @param {import("node:test").TestContext} t
 * @param {RunningBrowser} ringfence
 * @param {import("puppeteer-core").Page[]} tabs
 */
async function tellTime(t, ringfence, tabs) {
  const born = await bootOf(ringfence);
  for (const tab of tabs) {
    const { url, hiddenAt, pageBorn } = await tab.evaluate(() => ({
      url: location.href,
      hiddenAt: /** @type {any} */ (window).hiddenAt,
      pageBorn: performance.timeOrigin,
    }));
    if (!hiddenAt) continue;
    const sinceBoot = Math.round(hiddenAt - born);
    const sincePage = Math.round(hiddenAt - pageBorn);
    t.diagnostic(`${ringfence.name}: ${new URL(url).hostname} hidden ${sinceBoot} ms after the worker's boot, ${sincePage} ms after its own beginning`);
  }
}
