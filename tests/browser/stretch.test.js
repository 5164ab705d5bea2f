// @ts-check
// A stretch from its start to its end, both by its own alarm, with the person's tabs open.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { pictureOf } from "./lib/pixels.js";
import { allowSites, ruleForAnotherDay, ruleForSoon, saveRule } from "./lib/rules.js";
import { pixelsSeen, untilSeen } from "./lib/seen.js";
import { serveSites } from "./lib/server.js";
import { colors } from "./lib/sites.js";
import { heardBy, panelOf, stateOf, stylesOf, watch } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("puppeteer-core").Page} Page */

const goal = "Write the talk";
const dimmed = ["wiki.localhost"];

describe("a stretch begins and ends while tabs are open", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const sites = await serveSites();
      t.after(sites.close);
      const ringfence = await launch();
      t.after(ringfence.close);

      const covered = await saveRule(ringfence, ruleForAnotherDay({ goal }));
      const dim = await saveRule(ringfence, ruleForAnotherDay({ mode: "dim", sites: dimmed }));
      await allowSites(ringfence);
      const own = await ringfence.openPage("options.html");
      const badge = () => own.evaluate(async () => [await chrome.action.getBadgeText({}), await chrome.action.getTitle({})]);

      const [mail, chat, wiki, news] = [
        await ringfence.newTab(sites.url("mail.localhost")),
        await ringfence.newTab(sites.url("chat.localhost")),
        await ringfence.newTab(sites.url("wiki.localhost")),
        await ringfence.newTab(sites.url("news.localhost")),
      ];
      await write(mail);
      const mailBefore = await stateOf(mail);
      const newsBefore = await stateOf(news);
      const newsStyles = await stylesOf(news);
      const newsProbe = await probe(news);
      const heardBefore = await heardBy(mail);
      const happened = [mail, chat, wiki, news].map(watch);
      const requestsBefore = sites.received();
      assert.ok((await pixelsSeen(chat, colors.chat)) > 0, "the chat was seen before");
      assert.ok((await pixelsSeen(mail, colors.mail)) > 0, "the mail was seen before");

      const soon = await ruleForSoon(ringfence, { minutes: 2, goal });
      await saveRule(ringfence, { ...soon.rule, id: covered });
      await saveRule(ringfence, { ...soon.rule, id: dim, mode: "dim", sites: dimmed });
      // In the tab in front, whoever is in the middle of a sentence would get a minute.
      await news.bringToFront();
      await untilStands("the stretch begins", chat, "veil");
      await untilStands("the mail is covered", mail, "veil");

      await t.test("nothing of a covered page is seen", async () => {
        assert.ok(ringfence.clock.now() >= soon.start, "not before its time");
        for (const [page, color] of /** @type {const} */ ([[mail, colors.mail], [chat, colors.chat]])) {
          assert.equal(await pixelsSeen(page, color), 0);
        }
      });

      await t.test("the panel over the tab in front says what the time is for", async () => {
        await mail.bringToFront();
        const panel = await panelOf(ringfence, mail);
        await until("the goal is said", () => panel.evaluate(() => document.body.innerText), (text) => text.includes(goal));
      });

      await t.test("no key and no press reaches the page under it", async () => {
        await mail.bringToFront();
        const panel = await panelOf(ringfence, mail);
        await until("the panel has the focus", () => panel.evaluate(() => document.hasFocus()));
        await mail.keyboard.type("rje gone");
        await mail.keyboard.press("Enter");
        await mail.mouse.click(20, 20);
        await mail.mouse.wheel({ deltaY: 400 });
        await mail.keyboard.press("PageDown");
        assert.deepEqual(await heardBy(mail), heardBefore);
        const { fields, scrolled } = await stateOf(mail);
        assert.deepEqual({ fields, scrolled }, { fields: mailBefore.fields, scrolled: mailBefore.scrolled });
      });

      await t.test("a dimmed page is gray, and in use", async () => {
        await wiki.bringToFront();
        const picture = await pictureOf(wiki);
        const [red, green, blue] = picture.at(picture.width >> 1, picture.height >> 1);
        assert.ok(Math.max(red, green, blue) - Math.min(red, green, blue) < 16, `no color: ${[red, green, blue].join()}`);
        // The first press only asks whether one is here on purpose.
        for (let press = 0; press < 2; press += 1) await wiki.click("#find");
        await wiki.keyboard.type("rollback");
        assert.equal(await wiki.$eval("#find", (field) => /** @type {HTMLInputElement} */ (field).value), "rollback");
      });

      await t.test("our script runs in covered tabs, and not in a page that no rule names", async () => {
        assert.equal(await hasOurScript(own, mail), true);
        assert.equal(await hasOurScript(own, news), false);
      });

      await t.test("the icon says how many minutes are left and what for", async () => {
        const [text, title] = await badge();
        assert.match(text ?? "", /^[12]$/);
        assert.match(title ?? "", new RegExp(`^${goal}, until `));
      });

      await t.test("the chat's tab tells nothing, whatever its page tells", async () => {
        await until("its page counts a new message", () => chat.evaluate(() => document.title), (title) => title.startsWith("("));
        assert.equal(await tabTitle(own, sites.url("chat.localhost")), "chat.localhost");
      });

      await ringfence.passTo(soon.end - 3000);
      await untilStands("the stretch ends", mail, "page");

      await t.test("everything is as it was left: text, selection, focus, place", async () => {
        assert.ok(ringfence.clock.now() >= soon.end, "not before its time");
        await mail.bringToFront();
        await until("the focus is back", () => mail.evaluate(() => document.activeElement?.id), (id) => id === "draft");
        assert.deepEqual(await stateOf(mail), mailBefore);
        await mail.keyboard.press("ArrowRight");
        await mail.keyboard.type("!");
        assert.equal(await mail.$eval("#draft", (field) => /** @type {HTMLTextAreaElement} */ (field).value), "Dear Ana, the numbers!");
      });

      await t.test("no tab was moved, and nothing was asked", () => {
        assert.deepEqual(happened, [mail, chat, wiki, news].map(() => ({ navigations: 0, dialogs: 0 })));
        assert.deepEqual(sites.received(), requestsBefore);
      });

      await t.test("the chat and the dimmed page have their colors again", async () => {
        for (const [page, color] of /** @type {const} */ ([[chat, colors.chat], [wiki, colors.wiki]])) {
          await untilSeen(page, color);
        }
      });

      await t.test("the chat's tab tells of messages again", async () => {
        await until("one is told", () => tabTitle(own, sites.url("chat.localhost")), (title) => title.startsWith("("));
      });

      await t.test("the icon is quiet", async () => {
        assert.deepEqual(await badge(), ["", "Ringfence"]);
      });

      await t.test("a page that no rule names never met us", async () => {
        assert.deepEqual(await stateOf(news), newsBefore);
        const styles = await stylesOf(news);
        assert.deepEqual(styles.filter((style, index) => style !== newsStyles[index]), []);
        assert.deepEqual(await newsProbe(), { changes: 0, messages: 0, frames: 0 });
        const scripts = await own.evaluate(() => chrome.scripting.getRegisteredContentScripts());
        const matches = scripts.flatMap((script) => script.matches ?? []);
        assert.ok(matches.every((match) => !match.includes("news") && !match.includes("*.localhost")), matches.join());
      });
    });
  }
});

/**
 * A draft with a part selected, a reply, a scrolled page; from then on the page asks before it goes.
 * @param {Page} mail
 */
async function write(mail) {
  await mail.bringToFront();
  await mail.click("#reply");
  await mail.keyboard.type("On Monday");
  await mail.click("#draft");
  await mail.keyboard.type("Dear Ana, the numbers");
  await mail.keyboard.down("Shift");
  for (let letters = 0; letters < 7; letters += 1) await mail.keyboard.press("ArrowLeft");
  await mail.keyboard.up("Shift");
  await mail.evaluate(() => scrollTo(0, 120));
}

/**
 * What the browser shows in its tab strip.
 * @param {Page} own one of our own pages
 * @param {string} url
 * @returns {Promise<string>}
 */
function tabTitle(own, url) {
  return own.evaluate(async (wanted) => (await chrome.tabs.query({})).find((tab) => tab.url === wanted)?.title ?? "", url);
}

/**
 * Looks into the world that our scripts have in a page. Where the browser does not let us, none is.
 * @param {Page} own one of our own pages
 * @param {Page} page
 */
async function hasOurScript(own, page) {
  return own.evaluate(async (title) => {
    const tabs = await chrome.tabs.query({});
    const found = await Promise.all(
      tabs.map(async ({ id = -1 }) => {
        const look = { target: { tabId: id }, func: () => [document.title, "ringfenceGuard" in globalThis] };
        return chrome.scripting.executeScript(look).catch(() => []);
      }),
    );
    return found.some(([seen]) => seen?.result?.[0] === title && seen.result[1]);
  }, await page.title());
}

/**
 * What a page could notice of us: changes to its document, messages, frames.
 * @param {Page} page
 */
async function probe(page) {
  await page.evaluate(() => {
    const noticed = { changes: 0, messages: 0, frames: 0 };
    Object.assign(window, { noticed });
    new MutationObserver((changes) => (noticed.changes += changes.length)).observe(document, {
      ...{ attributes: true, childList: true, characterData: true, subtree: true },
    });
    addEventListener("message", () => (noticed.messages += 1));
  });
  return () =>
    page.evaluate(() => {
      const { noticed } = /** @type {any} */ (window);
      return { ...noticed, frames: frames.length };
    });
}
