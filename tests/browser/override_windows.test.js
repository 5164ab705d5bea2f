// @ts-check
// One override for three tabs in two browser windows, over a restart of the browser: all that it
// opens is open as long as it was granted, and is covered together at its end.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { standing, tabFor, untilStands } from "./lib/hidden.js";
import { readLog, story } from "./lib/log.js";
import { allowSites, ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { startWith, untilAccessIsKept } from "./lib/starts.js";
import { newWindow } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

const minutes = 5;
const counted = new RegExp(`^(\\d+) of ${minutes} min left$`);

describe("one override, three tabs, two windows", { concurrency: true }, () => {
  for (const { name, install } of browsers) {
    test(name, async (t) => {
      const sites = await serveSites();
      t.after(sites.close);
      const urls = ["/one", "/two", "/three"].map((path) => sites.url("mail.localhost", path));
      const [one = "", two = "", three = ""] = urls;
      const installation = await install();
      t.after(installation.remove);
      let ringfence = await installation.start();
      t.after(() => ringfence.close());
      await saveRule(ringfence, ruleForAnotherDay());
      await allowSites(ringfence);
      let tabs = [await ringfence.newTab(one), await ringfence.newTab(two), await newWindow(ringfence, three)];
      await ringfence.send({ type: "start_focus", minutes: 60 });
      await untilAll("all are covered", tabs, "veil");

      const first = await grant(ringfence, minutes);
      let popup = await ringfence.openPage("popup.html");
      const told = await badgeOf(popup);
      await t.test("all three tabs are open; the icon and the popup say for how long", async () => {
        await untilAll("all are open", tabs, "page");
        assert.equal(await windowsOf(popup, urls), 2);
        assert.equal(told.text, String(minutes));
        assert.match(told.title, /^Gone back until /);
        assert.equal(await until("the popup counts", () => minutesLeft(popup)), minutes);
        assert.deepEqual(await overrides(ringfence), [first]);
      });

      await popup.close();
      await untilAccessIsKept(installation);
      await ringfence.close();
      ringfence = await startWith(installation, name === "chromium" ? [] : [one, two]);
      if (name === "firefox") await newWindow(ringfence, three);
      tabs = await Promise.all(urls.map((url) => tabFor(ringfence, url)));
      await t.test("a restart in the middle: it still holds for all three, and its end has not moved", async () => {
        assert.deepEqual(await overrides(ringfence), [first]);
        // Shortly before the first of its minutes is over.
        await ringfence.passTo(first.start + 45_000);
        // What the first answer has brought about is done once the next one comes.
        assert.deepEqual(await overrides(ringfence), [first]);
        assert.deepEqual(await Promise.all(tabs.map(standing)), ["page", "page", "page"]);
        popup = await ringfence.openPage("popup.html");
        assert.equal(await windowsOf(popup, urls), 2);
        assert.equal((await badgeOf(popup)).title, told.title);
        await untilStands("a new navigation goes through", await ringfence.newTab(sites.url("mail.localhost", "/four")), "page");
      });

      await t.test("the icon and the popup count down", async () => {
        const isFewer = (/** @type {number} */ left) => left > 0 && left < minutes;
        await until("the popup does", () => minutesLeft(popup), isFewer, 60_000);
        await until("the icon does", () => badgeOf(popup), ({ text }) => isFewer(Number(text)), 60_000);
        await untilAll("all are open yet", tabs, "page");
      });

      await t.test("“I’m back” covers all three at once", async () => {
        await popup.bringToFront();
        await popup.locator(".popup-override button").click();
        await untilAll("all are covered", tabs, "veil");
        await until("the icon tells of the focus again", () => badgeOf(popup), ({ title }) => title !== told.title);
      });

      await t.test("one that runs to its end covers all three again, and not before", async () => {
        const { until: end } = await grant(ringfence, 1);
        await untilAll("all are open", tabs, "page");
        // An extension that is installed has no alarm sooner than in half a minute.
        await ringfence.passTo(end - 32_000);
        await untilAll("all are covered", tabs, "veil", 60_000);
        assert.ok(ringfence.clock.now() >= end, "not before its end");
        assert.deepEqual(await overrides(ringfence), []);
      });

      await t.test("the log tells of each of them once", async () => {
        assert.deepEqual(story(await readLog(ringfence)).filter((entry) => entry.startsWith("override")), [
          ...["override_granted", "override_ended: back"],
          ...["override_granted", "override_ended: expired"],
        ]);
      });
    });
  }
});

/**
 * @param {string} what in words
 * @param {Page[]} tabs
 * @param {"veil" | "page"} wanted
 * @param {number} [patience] for what happens by the clock
 */
async function untilAll(what, tabs, wanted, patience = 0) {
  const all = () => Promise.all(tabs.map(standing));
  await until(what, all, (seen) => seen.every((one) => one === wanted), patience);
}

/**
 * Goes back to the site, and gives what the popup then says of it.
 * @param {RunningBrowser} ringfence
 * @param {number} length in minutes
 */
async function grant(ringfence, length) {
  const scope = { type: "site", pattern: "mail.localhost" };
  const made = await ringfence.send({ type: "request_override", draft: { scope, minutes: length, reason: "promise" } });
  assert.equal(made.type, "made");
  const [granted] = await overrides(ringfence);
  assert.equal(granted.id, made.id);
  assert.equal(granted.until, granted.start + length * 60_000);
  return granted;
}

/** @param {RunningBrowser} ringfence */
async function overrides(ringfence) {
  const { view } = await ringfence.send({ type: "view", page: { type: "popup" } });
  return view.overrides;
}

/** @param {Page} own one of our pages */
function badgeOf(own) {
  return own.evaluate(async () => ({ text: await chrome.action.getBadgeText({}), title: await chrome.action.getTitle({}) }));
}

/**
 * What the popup says; 0 while it says nothing of an override.
 * @param {Page} popup
 */
async function minutesLeft(popup) {
  const line = await popup.$eval(".popup-override .num", ({ textContent }) => textContent ?? "");
  return Number(counted.exec(line)?.[1] ?? 0);
}

/**
 * In how many windows some addresses are open.
 * @param {Page} own one of our pages
 * @param {string[]} urls
 */
function windowsOf(own, urls) {
  return own.evaluate(async (wanted) => {
    const tabs = await chrome.tabs.query({});
    return new Set(tabs.filter(({ url }) => wanted.includes(url ?? "")).map(({ windowId }) => windowId)).size;
  }, urls);
}
