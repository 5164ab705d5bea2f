// @ts-check
// Sites by their paths: what is covered, what is let through, and pages that move within themselves.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { pageWithAClock, untilStands } from "./lib/hidden.js";
import { allowSites, ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { stateOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

const host = "app.localhost";
const rule = ruleForAnotherDay({
  sites: [`${host}/work`, `!${host}/work/mine`, `${host}/work/mine/boss`, `${host}/*/tickets?view`, "chat.localhost"],
});

describe("sites by their paths", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch, rule);
      sites.add(host, pageWithAClock("App"));
      const url = (/** @type {string} */ path) => sites.url(host, path);
      const documents = () => sites.receivedBy(host).filter(({ kind }) => kind === "document").map(({ path }) => path);

      const early = await ringfence.newTab(url("/home"));
      const before = await stateOf(early);
      await ringfence.send({ type: "start_focus", minutes: 60 });

      await t.test("a path is stopped, what it lets through reaches the server, and the most specific wins", async () => {
        for (const path of ["/work", "/work/7?a=1#b", "/WORK/../work/x", "/work/mine/boss/1", "/de/tickets?view=all"]) {
          const page = await ringfence.newTab(url(path));
          await untilCoverPage(ringfence, page, new URL(path, url("/")).href);
        }
        for (const path of ["/", "/working", "/Work", "/work/mine/1", "/tickets?view=1", "/de/tickets?q=view"]) {
          const page = await ringfence.newTab(url(path));
          await untilStands(`${path} is open`, page, "page");
        }
        const opened = ["/home", "/", "/working", "/Work", "/work/mine/1", "/tickets?view=1", "/de/tickets?q=view"];
        assert.deepEqual(documents(), opened);
      });

      await t.test("an open page of a named host is as if we were not there", async () => {
        assert.deepEqual(await stateOf(early), before);
      });

      for (const [what, page] of /** @type {const} */ ([
        ["a page that was open before", async () => early],
        ["a page that came later", () => ringfence.newTab(url("/later"))],
      ])) {
        await t.test(`${what} is covered when it moves to a covered path, and comes back when it moves back`, async () => {
          const tab = await page();
          await tab.bringToFront();
          await move(tab, "/work/mine/2");
          await move(tab, "/elsewhere");
          assert.equal(await tab.evaluate(() => /** @type {any} */ (window).goneAt), undefined, "moves between open paths hide nothing");
          await move(tab, "/work/3");
          await untilStands("it is covered", tab, "veil");
          await tab.evaluate(() => history.back());
          await untilStands("it is open again", tab, "page");
          await tab.evaluate(() => history.forward());
          await untilStands("it is covered again", tab, "veil");
          await tab.evaluate(() => history.back());
          await untilStands("and open again", tab, "page");
          await navigate(tab, "/work/4");
          await untilStands("it is covered by a move of the Navigation API, too", tab, "veil");
          await navigate(tab, "/elsewhere");
          await untilStands("and open once more", tab, "page");
          await tab.evaluate(() => { location.hash = "#/work"; });
          assert.equal(await tab.evaluate(() => location.hash), "#/work");
          await untilStands("a fragment is no path", tab, "page");
        });
      }

      await t.test("an override for the path opens it, also by a move within the page, and ends", async () => {
        const tab = await ringfence.newTab(url("/override"));
        await move(tab, "/work/5");
        await untilStands("it is covered", tab, "veil");
        const draft = { scope: { type: "site", pattern: `${host}/work` }, minutes: 5, reason: "habit" };
        const { id } = await ringfence.send({ type: "request_override", draft });
        await tab.bringToFront();
        await untilStands("it is opened", tab, "page");
        await move(tab, "/work/6");
        await untilStands("it stays open", tab, "page");
        await ringfence.send({ type: "end_override", id });
        await tab.bringToFront();
        await untilStands("it is covered again", tab, "veil");
      });

      await t.test("afterwards nothing is left", async () => {
        await ringfence.send({ type: "end_focus" });
        await early.bringToFront();
        await untilStands("it is open", early, "page");
        await move(early, "/work/9");
        await untilStands("and stays so", early, "page");
      });
    });

    test(`${name}: the browser takes every rule that we think it takes`, async (t) => {
      const ringfence = await launch();
      t.after(ringfence.close);
      await saveRule(ringfence, ruleForAnotherDay({ sites: atTheLimit() }));
      await allowSites(ringfence);
      await ringfence.send({ type: "start_focus", minutes: 60 });
      const own = await ringfence.openPage("options.html");
      const { view } = await ringfence.send({ type: "view", page: { type: "about" } });
      const wanted = view.posture.network_rules.map((/** @type {any} */ it) => it.regex).sort();
      assert.ok(wanted.length > 100);
      const found = () => own.evaluate(async () => (await chrome.declarativeNetRequest.getDynamicRules()).map(({ condition }) => condition.regexFilter));
      await until("all rules are there", found, (there) => there.length === wanted.length);
      assert.deepEqual((await found()).sort(), wanted);
      const line = view.health.find((/** @type {any} */ it) => it.type === "not_at_network_level");
      assert.ok(line.sites.length > 100, "the heavier ones are told");
    });
  }
});

/**
 * As a program that shows another of its places does.
 * @param {Page} page
 * @param {string} path
 */
async function move(page, path) {
  await page.evaluate((to) => history.pushState({}, "", to), path);
}

/**
 * As a program does that takes navigations over by the Navigation API.
 * @param {Page} page
 * @param {string} path
 */
async function navigate(page, path) {
  await page.evaluate(async (to) => {
    const { navigation } = /** @type {any} */ (window);
    navigation.addEventListener("navigate", (/** @type {any} */ event) => event.intercept(), { once: true });
    await navigation.navigate(to).finished;
  }, path);
}

/** Patterns of every kind, from such that surely fit to such that surely do not. */
function atTheLimit() {
  const sites = [];
  const name = (/** @type {number} */ length) => "abcdefghij".repeat(20).slice(0, length);
  for (let length = 20; length <= 100; length += 4) {
    const text = name(length);
    sites.push(`${host}/${text}`, `${host}/${text.replaceAll("c", "%2f")}`, `${host}/${text.replaceAll("d", "/d")}`);
    sites.push(`${host}/*/${text}`, `${host}/**/${text}`, `${host}/**/x/**/${text}`, `${host}/${text}/*/*/x`);
    sites.push(`${host}?${text}`, `${host}?${text}=1`, `${host}/m?a=${text}`, `${host}?a=1&b${text}`, `${host}/m?a&${text}`);
    sites.push(`${host}:8080/${text}`, `${host}:80/${text}`, `${host}:443/${text}`, `*.${host}/${text}`, `*.${host}:8080/${text}`);
  }
  for (let count = 1; count <= 12; count += 1) sites.push(`${host}${"/*".repeat(count)}`, `*.${host}:443${"/*".repeat(count)}`);
  for (let length = 4; length <= 60; length += 4) sites.push(`*.${name(length)}.${host}`, `*.${name(length)}.${host}:443`);
  return sites;
}
