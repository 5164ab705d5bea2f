// @ts-check
// Switched off or removed in mid-stretch: the person has their page back at the stretch's end at the
// latest, without a reload, with every letter.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { ruleForSoon, saveRule } from "./lib/rules.js";
import { untilSeen } from "./lib/seen.js";
import { colors } from "./lib/sites.js";
import { stateOf, watch } from "./lib/tabs.js";
import { browserWithRule } from "./lib/with_rule.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

/** @typedef {"switched off" | "removed"} Fate */

/**
 * As the person does it, in the browser's own page of extensions.
 * @param {RunningBrowser} ringfence
 * @param {Fate} fate
 */
async function lose(ringfence, fate) {
  const host = new URL(ringfence.extensionOrigin).host;
  if (ringfence.name === "firefox") {
    const act = fate === "removed" ? "uninstall" : "disable";
    return ringfence.privileged(`(async () => {
      const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      await (await AddonManager.getAddonByID(WebExtensionPolicy.getByHostname(${JSON.stringify(host)}).id)).${act}();
    })()`);
  }
  if (fate === "removed") return ringfence.browser.uninstallExtension(host);
  const settings = await ringfence.browser.newPage();
  await settings.goto("chrome://extensions");
  await settings.evaluate((id) => /** @type {any} */ (chrome).management.setEnabled(id, false), host);
  await settings.close();
}

describe("without us in mid-stretch", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    for (const fate of /** @type {Fate[]} */ (["switched off", "removed"])) {
      test(`${name}, ${fate}: the page is usable at the stretch's end at the latest, and whole`, async (t) => {
        const { sites, ringfence, id } = await browserWithRule(t, launch);
        const mail = await ringfence.newTab(sites.url("mail.localhost"));
        await mail.click("#draft");
        await mail.keyboard.type("Dear Ana");
        // Whoever is in the middle of a sentence would get a minute.
        await mail.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.blur());
        const before = await stateOf(mail);
        const happened = watch(mail);

        const { rule, end } = await ruleForSoon(ringfence);
        await saveRule(ringfence, { ...rule, id });
        await mail.bringToFront();
        await untilStands("the stretch begins", mail, "veil");
        await lose(ringfence, fate);
        await mail.bringToFront();
        assert.ok(ringfence.clock.now() < end, "lost in mid-stretch");

        await untilStands("it is open again, by itself", mail, "page", 60_000);
        await untilSeen(mail, colors.mail);
        const after = await stateOf(mail);
        assert.deepEqual(after.fields, before.fields);
        assert.deepEqual({ scrolled: after.scrolled, born: after.born }, { scrolled: before.scrolled, born: before.born });
        await mail.click("#draft");
        await mail.keyboard.press("End");
        await mail.keyboard.type("!");
        assert.equal(await mail.$eval("#draft", (field) => /** @type {HTMLTextAreaElement} */ (field).value), "Dear Ana!");
        assert.deepEqual(happened, { navigations: 0, dialogs: 0 });
      });
    }
  }
});
