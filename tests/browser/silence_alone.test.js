// @ts-check
// Ringfence is switched off in mid-stretch, and nobody is there to undo what it did: at the stretch's
// end at the latest the tab says what its page says, and the page's notifications appear.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { standing, untilStands } from "./lib/hidden.js";
import { notifier, worker } from "./lib/noisy.js";
import { ruleForAnotherDay } from "./lib/rules.js";
import { allowNotifications } from "./lib/strip.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

describe("Ringfence is switched off while tabs are quiet", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(`${name}: at the end the tab says what its page says, and the page notifies`, async (t) => {
      const started = () => launch({ prefs: { "alerts.useSystemBackend": false } });
      const { sites, ringfence } = await browserWithRule(t, started, ruleForAnotherDay({ sites: ["notes.localhost"] }));
      sites.add("notes.localhost", notifier);
      sites.addFile("notes.localhost", "/worker.js", "text/javascript", worker);
      const url = sites.url("notes.localhost");
      await allowNotifications(ringfence, url);
      const notes = await ringfence.newTab(url);
      const raise = async () => {
        await notes.evaluate(() => /** @type {any} */ (window).raise());
        return notes.evaluate(() => /** @type {any} */ (window).reached);
      };
      assert.equal((await ringfence.send({ type: "start_focus", minutes: 1 })).type, "made");
      await untilStands("the page is covered", notes, "veil");
      await until("its tab tells nothing", () => shownTitle(ringfence, url), (title) => title === "notes.localhost");
      await until("it is hushed", () => notes.evaluate(() => Object.hasOwn(document, "title")));
      assert.equal(await raise(), 0);

      await switchOff(ringfence);
      await until("Firefox lifts the veil at once, Chromium cannot", () => standing(notes), (seen) => seen === (name === "firefox" ? "page" : "veil"));
      assert.equal(await shownTitle(ringfence, url), "notes.localhost");
      await notes.evaluate(() => (document.title = "Notes (1)"));
      assert.equal(await shownTitle(ringfence, url), "notes.localhost");

      await until("its tab says what the page has set", () => shownTitle(ringfence, url), (title) => title === "Notes (1)", 65_000);
      await untilStands("the page is in use", notes, "page");
      assert.equal(await raise(), 1);
      assert.equal(await notes.evaluate(() => document.querySelector("[data-ringfence]")), null);
      assert.equal(await notes.evaluate(() => Object.hasOwn(document, "title")), false);
    });
  }
});

/**
 * What the browser's own strip shows, asked without us.
 * @param {RunningBrowser} ringfence
 * @param {string} url
 * @returns {Promise<string>}
 */
async function shownTitle({ name, browser, privileged }, url) {
  if (name === "firefox") return privileged(`gBrowser.tabs.find((tab) => tab.linkedBrowser.currentURI.spec === ${JSON.stringify(url)}).label`);
  const session = await browser.target().createCDPSession();
  const { targetInfos } = await session.send("Target.getTargets");
  await session.detach();
  return targetInfos.find((target) => target.url === url)?.title ?? "";
}

/** @param {RunningBrowser} ringfence */
async function switchOff({ name, browser, privileged, extensionOrigin }) {
  const id = new URL(extensionOrigin).host;
  if (name === "firefox") {
    return privileged(`(async () => {
      const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      await (await AddonManager.getAddonByID(WebExtensionPolicy.getByHostname(${JSON.stringify(id)}).id)).disable();
    })()`);
  }
  const settings = await browser.newPage();
  await settings.goto("chrome://extensions");
  await settings.evaluate((extension) => chrome.management.setEnabled(extension, false), id);
  await settings.close();
}
