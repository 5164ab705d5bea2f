// @ts-check
// The main act of every page, by keyboard alone. (The way back has tests of its own.)

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { browsers } from "./harness/index.js";
import { welcomePage } from "./lib/hidden.js";
import { pressAndLeave, tabTo } from "./lib/keyboard.js";
import { serveSites } from "./lib/server.js";
import { untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("puppeteer-core").Page} Page */

describe("a keyboard and nothing else", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    it(`${name}: reaches and works the main act of every page`, async (t) => {
      const sites = await serveSites();
      t.after(() => sites.close());
      const ringfence = await launch();
      t.after(() => ringfence.close());
      await welcomePage(ringfence);

      await t.test("popup with nothing set up: Enter leads to the welcome page", async () => {
        const before = await countOf(ringfence, "welcome.html");
        await pressAndLeave(await popupWithFocusOn(ringfence, ".btn.first"), "Enter");
        await until("a welcome page opens", () => countOf(ringfence, "welcome.html"), (count) => count === before + 1);
      });

      await t.test("options: a rule is made, deleted, and taken back", async () => {
        const page = await ringfence.openPage("options.html");
        await page.waitForSelector("#new-rule");
        await tabTo(page, "#new-rule");
        await page.keyboard.press("Enter");
        await until("the goal has the focus", () => hasFocus(page, "#goal"));
        await page.keyboard.type("Finish chapter four");
        await tabTo(page, ".seven input");
        await page.keyboard.press(" ");
        await tabTo(page, "#own-sites");
        await page.keyboard.type("mail.localhost");
        await tabTo(page, ".exact-form [type=submit]");
        await page.keyboard.press("Enter");
        await until("the rule is in the list", () => page.$$eval(".rule h2", (rules) => rules.map(({ innerText }) => innerText)), (rules) => rules.join() === "Finish chapter four");
        await until("the focus is not lost", () => hasFocus(page, "#new-rule"));

        await tabTo(page, ".rule h2 button");
        await page.keyboard.press("Enter");
        await until("the form is open", () => hasFocus(page, "#goal"));
        await tabTo(page, ".exact-form [type=submit] ~ .btn:last-child");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".notice.settle .btn");
        await tabTo(page, ".notice.settle .btn");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".rule h2");
        await page.close();
      });

      await t.test("options: the press that saved the rule has asked for its site", async () => {
        await until("nothing is missing", () => viewOf(ringfence), ({ health }) => health.length === 0);
      });

      await t.test("popup with nothing now: Enter starts 50 minutes", async () => {
        await pressAndLeave(await popupWithFocusOn(ringfence, ".trio .btn.first"), "Enter");
        await until("time is protected", () => stateOf(ringfence), (state) => state === "protected");
      });

      await t.test("popup in protected time: the way back opens", async () => {
        const popup = await ringfence.openPage("popup.html");
        await popup.waitForSelector(".popup-part .btn.bare");
        await tabTo(popup, ".popup-part .btn.bare");
        await pressAndLeave(popup, "Enter");
        await until("our page opens", () => countOf(ringfence, "cover.html?return="), (count) => count === 1);
      });

      await t.test("cover page: the form of the way back opens", async () => {
        const url = sites.url("mail.localhost", "/thread");
        const cover = await ringfence.newTab(url);
        await untilCoverPage(ringfence, cover, url);
        await tabTo(cover, ".cover-foot .btn");
        await cover.keyboard.press("Enter");
        await cover.waitForSelector(".hold");
        await cover.close();
      });

      await t.test('popup with an override: Enter is "I\'m back"', async () => {
        const granted = await ringfence.send({
          type: "request_override",
          draft: { scope: { type: "everything" }, minutes: 10, reason: "home" },
        });
        assert.equal(granted.type, "made");
        await pressAndLeave(await popupWithFocusOn(ringfence, ".popup-override .btn"), "Enter");
        await until("the override has ended", async () => (await viewOf(ringfence)).overrides.length === 0);
      });
    });
  }
});

/**
 * The popup, once it has put the focus where one press does what is most likely wanted.
 * @param {RunningBrowser} ringfence
 * @param {string} selector
 */
async function popupWithFocusOn(ringfence, selector) {
  const popup = await ringfence.openPage("popup.html");
  await popup.bringToFront();
  await until(`${selector} has the focus`, () => hasFocus(popup, selector));
  return popup;
}

/**
 * @param {Page} page
 * @param {string} selector
 */
function hasFocus(page, selector) {
  return page.evaluate((wanted) => document.activeElement?.matches(wanted), selector);
}

/**
 * How many tabs show this page of ours.
 * @param {RunningBrowser} ringfence
 * @param {string} start of what follows our origin
 */
async function countOf(ringfence, start) {
  const pages = await ringfence.browser.pages();
  const places = await Promise.all(pages.map((page) => page.evaluate(() => location.href).catch(() => "")));
  return places.filter((place) => place.startsWith(`${ringfence.extensionOrigin}/${start}`)).length;
}

/** @param {RunningBrowser} ringfence */
async function viewOf(ringfence) {
  return (await ringfence.send({ type: "view", page: { type: "popup" } })).view;
}

/** @param {RunningBrowser} ringfence */
async function stateOf(ringfence) {
  return (await viewOf(ringfence)).state.type;
}
