// @ts-check
// "Cover this site too": the page in front is offered in steps, put where the person says, and covered
// at once; "Check now" tells whether our page comes.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands, welcomePage } from "./lib/hidden.js";
import { readLog } from "./lib/log.js";
import { allowSites, ruleForNow, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

describe("a site more, and a check", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    it(`${name}: the popup covers the page in front too, and About finds that it is covered`, async (t) => {
      const sites = await serveSites();
      t.after(() => sites.close());
      const ringfence = await launch();
      t.after(() => ringfence.close());
      await welcomePage(ringfence);
      await saveRule(ringfence, ruleForNow(ringfence, { sites: ["mail.localhost/search", "chat.localhost"] }));
      await allowSites(ringfence);
      const mail = await ringfence.newTab(sites.url("mail.localhost", "/inbox/7"));
      const popup = await ringfence.openPage("popup.html");
      await popup.waitForSelector(".popup-state");

      await t.test("the steps lead from the host down the path, and the chosen one is covered at once", async () => {
        await openOver(popup, mail);
        await until("it is offered", () => has(popup, ".add-site button"));
        await press(popup, ".add-site button");
        const steps = () => popup.$$eval(".add-site .chip", (chips) => chips.map(({ textContent }) => textContent));
        const { host } = new URL(sites.url("mail.localhost"));
        await until("the steps are there", steps, (all) => all.length === 3);
        assert.deepEqual(await steps(), [host, `${host}/inbox`, `${host}/inbox/7`]);
        await press(popup, ".add-site .chip:nth-child(2) input");
        await press(popup, ".add-site [type=submit]");
        await untilStands("the page is covered", mail, "veil");
        const said = sentence("popup_site_added", `${host}/inbox`);
        await until("it is said", () => popup.evaluate(() => document.body.textContent ?? ""), (text) => text.includes(said));
        const { view } = await ringfence.send({ type: "view", page: { type: "options" } });
        assert.deepEqual(view.rules[0].draft.sites, ["mail.localhost/search", "chat.localhost", `${host}/inbox`]);
      });

      await t.test("a page that is covered is not offered", async () => {
        await openOver(popup, mail);
        await until("the popup is there", () => has(popup, ".popup-state"));
        // What the popup asks is answered in turn: after this answer it knows the page.
        await popup.evaluate(() => chrome.runtime.sendMessage({ type: "view", page: { type: "popup" } }));
        assert.equal(await has(popup, ".add-site button"), false);
      });

      await t.test("the check opens a covered page behind, sees ours come, closes it, and is no pull", async () => {
        const about = await ringfence.openPage("options.html#about");
        await about.bringToFront();
        // As the browser counts them: Firefox's driver does not hear of a tab that we close.
        const tabs = () => about.evaluate(async () => (await chrome.tabs.query({})).length);
        const before = await tabs();
        await about.locator(".about .btn.first").click();
        const said = () => about.$eval(".about [role=status]", ({ textContent }) => textContent ?? "");
        await until("the outcome is said", said, (text) => text === sentence("about_check_good", "mail.localhost"));
        await until("its tab is closed", tabs, (count) => count === before);
        const pulls = (await readLog(ringfence)).filter(({ entry }) => entry.type === "pull");
        assert.deepEqual(pulls, []);
      });
    });
  }
});

/** Opens the popup anew while a page is in front, as a press on our button does. @param {Page} popup @param {Page} front */
async function openOver(popup, front) {
  await front.bringToFront();
  await popup.evaluate(() => {
    document.querySelector(".popup-state")?.classList.add("of-before");
    location.reload();
  });
  await until("the popup is a new one", () => has(popup, ".popup-state:not(.of-before)"));
}

/** @param {Page} page @param {string} selector @returns {Promise<boolean>} */
async function has(page, selector) {
  return page.evaluate((wanted) => document.querySelector(wanted) !== null, selector).catch(() => false);
}

/** In a page that is not in front. @param {Page} page @param {string} selector */
async function press(page, selector) {
  await page.$eval(selector, (element) => /** @type {HTMLElement} */ (element).click());
}
