// @ts-check
// A line that is half typed and not parked yet: it outlives the popup, the panel and the stages of the
// cover page, and the end of the time, until it is parked or deleted.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { tabTo } from "./lib/keyboard.js";
import { assertLooksWell } from "./lib/looks.js";
import { letIn, privateWindow, windowToFront } from "./lib/private.js";
import { newWindow, panelOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

const minute = 60_000;

describe("a line that is half typed", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch);
      const mail = await ringfence.newTab(sites.url("mail.localhost"));
      const chat = await newWindow(ringfence, sites.url("chat.localhost"));
      await ringfence.send({ type: "start_focus", minutes: 60 });
      for (const page of [mail, chat]) await untilStands("it is covered", page, "veil");
      const url = sites.url("mail.localhost", "/thread");
      const cover = await ringfence.newTab(url);
      await untilCoverPage(ringfence, cover, url);

      await t.test("the popup closes with the last letter: the next popup has all of it", async () => {
        const own = await ringfence.openPage("options.html");
        await own.evaluate(openPopup);
        await until("the line is there", () => own.evaluate(() => Boolean(/** @type {any} */ (globalThis).popup.document.querySelector("#park"))));
        await own.evaluate(typeAndClose, "Ask Ana");
        await own.close();
        const popup = await openedPopup(ringfence);
        await shows(popup, "Ask Ana");
        await popup.close();
      });

      await t.test("the cover page has it, and keeps it through “I need to go back” and “Stay”", async () => {
        await cover.bringToFront();
        await shows(cover, "Ask Ana");
        await tabTo(cover, "#park");
        await cover.keyboard.press("End");
        await cover.keyboard.type(" about");
        await cover.click(".cover-foot button");
        await cover.waitForSelector(".sum #park");
        await shows(cover, "Ask Ana about");
        await cover.click("#note");
        await cover.keyboard.type("The notes go");
        await cover.click("#puller");
        await cover.keyboard.type("Ben");
        await cover.click(".stay");
        await cover.waitForSelector(".cover #park");
        await shows(cover, "Ask Ana about");
        await cover.click(".cover-foot button");
        await cover.waitForSelector("#note");
        assert.deepEqual([await valueOf(cover, "#note"), await valueOf(cover, "#puller")], ["The notes go", "Ben"]);
        await cover.click(".stay");
        await cover.waitForSelector(".cover #park");
      });

      await t.test("two panels in two windows show the same line, whichever is written in", async () => {
        await mail.bringToFront();
        const [first, second] = [await panelOf(ringfence, mail), await panelOf(ringfence, chat)];
        for (const panel of [first, second]) await shows(panel, "Ask Ana about");
        await first.focus("#park");
        await mail.keyboard.press("End");
        await mail.keyboard.type(" the");
        await shows(second, "Ask Ana about the");
        await windowToFront(ringfence, chat);
        await second.focus("#park");
        await chat.keyboard.press("End");
        await chat.keyboard.type(" schema");
        await shows(first, "Ask Ana about the schema");
        await shows(second, "Ask Ana about the schema");
      });

      await t.test("who writes in its middle stays there, whatever is saved elsewhere meanwhile", async () => {
        await mail.bringToFront();
        const panel = await panelOf(ringfence, mail);
        await panel.focus("#park");
        await mail.keyboard.press("Home");
        await mail.keyboard.type("Please ");
        await ringfence.send({ type: "park", text: "Another line", url: "" });
        await until("it is counted", () => panel.$eval("#park-hint", (it) => it.textContent ?? ""), (said) => said.startsWith("1 line parked."));
        await mail.keyboard.type("do ");
        assert.equal(await valueOf(panel, "#park"), "Please do Ask Ana about the schema");
      });

      await t.test("parked in one place it is gone from all", async () => {
        const popup = await openedPopup(ringfence);
        await shows(popup, "Please do Ask Ana about the schema");
        await tabTo(popup, "#park");
        await popup.keyboard.press("Enter");
        for (const part of [popup, cover, await panelOf(ringfence, mail), await panelOf(ringfence, chat)]) await shows(part, "");
        await popup.close();
        const again = await openedPopup(ringfence);
        await shows(again, "");
        await again.close();
        assert.equal(await storedOf(ringfence, "Please"), false, "nothing of it is put aside any more");
      });

      await t.test("parked by a popup that closes at once it is offered no more", async () => {
        const own = await ringfence.openPage("options.html");
        await own.evaluate(openPopup);
        await until("the line is there", () => own.evaluate(() => Boolean(/** @type {any} */ (globalThis).popup.document.querySelector("#park"))));
        await own.evaluate(typeParkAndClose, "Call home");
        await own.close();
        const parked = async () => (await ringfence.send({ type: "view", page: { type: "popup" } })).view.parked.count;
        await until("it is parked", parked, (count) => count === 3);
        await shows(cover, "");
        await until("nothing of it is put aside", () => storedOf(ringfence, "Call home"), (isThere) => !isThere);
      });

      await ringfence.send({ type: "end_focus" });

      await t.test("the hour ends over the panel: the popup has the line, and one press parks it", async () => {
        const end = ringfence.clock.now() + minute;
        await ringfence.send({ type: "start_focus", minutes: 1 });
        await mail.bringToFront();
        await untilStands("it is covered", mail, "veil");
        const panel = await panelOf(ringfence, mail);
        await panel.waitForSelector("#panel:not([hidden])");
        await panel.focus("#park");
        await mail.keyboard.type("Move the stand-up");
        await ringfence.passTo(end - 1000);
        await untilStands("it is open", mail, "page");
        const popup = await openedPopup(ringfence);
        await shows(popup, "Move the stand-up");
        assert.equal(await popup.$eval("#park-hint", (it) => it.textContent), sentence("park_over"));
        await assertLooksWell(ringfence, popup, "popup-half-typed");
        await popup.click(".park button");
        await until("it is among the others", () => notesIn(popup), (lines) => lines.at(-1) === "Move the stand-up");
        assert.equal(await popup.$eval("#park-hint", (it) => it.textContent), sentence("park_over_parked"));
        await popup.close();
      });

      for (const from of /** @type {const} */ (["the cover", "the way back"])) {
        await t.test(`the hour ends over ${from}, in the middle of a word: who is writing goes on, and one press parks it`, async () => {
          const end = ringfence.clock.now() + minute;
          await ringfence.send({ type: "start_focus", minutes: 1 });
          const page = await ringfence.newTab(url);
          await untilCoverPage(ringfence, page, url);
          if (from === "the way back") {
            await page.click(".cover-foot button");
            await page.waitForSelector(".sum #park");
          }
          await page.bringToFront();
          await tabTo(page, "#park");
          await page.keyboard.type("Answer B");
          await page.keyboard.press("ArrowLeft");
          await ringfence.passTo(end - 1000);
          await page.waitForSelector(".cover-end");
          await page.keyboard.type("to ");
          assert.equal(await valueOf(page, "#park"), "Answer to B", "the caret is where it was");
          assert.equal(await page.$eval("#park-hint", (it) => it.textContent), sentence("park_over"));
          await assertLooksWell(ringfence, page, "cover-half-typed");
          await page.keyboard.press("Enter");
          await until("it is parked", () => page.$eval("#park-hint", (it) => it.textContent), (said) => said === sentence("park_over_parked"));
          const { view } = await ringfence.send({ type: "view", page: { type: "popup" } });
          assert.equal(view.parked.notes.at(-1).text, "Answer to B");
          await page.close();
        });
      }

      await t.test("left as it is at the end, it is there in the next hour", async () => {
        const popup = await openedPopup(ringfence);
        assert.equal(await popup.$("#park"), null, "there is none to be seen");
        await popup.close();
        await ringfence.send({ type: "start_focus", minutes: 60 });
        await cover.bringToFront();
        const page = await ringfence.newTab(url);
        await untilCoverPage(ringfence, page, url);
        await page.bringToFront();
        await tabTo(page, "#park");
        await page.keyboard.type("Water the");
        await ringfence.send({ type: "end_focus" });
        await page.close();
        await ringfence.send({ type: "start_focus", minutes: 60 });
        const next = await openedPopup(ringfence);
        await shows(next, "Water the");
        await next.close();
      });

      await t.test("in a private window there is nothing of it, and what is typed there is put aside nowhere", async () => {
        await letIn(ringfence);
        const hidden = await privateWindow(ringfence, `${ringfence.extensionOrigin}/popup.html`);
        await hidden.waitForSelector("#park");
        await shows(hidden, "");
        await hidden.evaluate(type, "Zwetschgen");
        await shows(hidden, "Zwetschgen");
        await hidden.close();
        const popup = await openedPopup(ringfence);
        await popup.waitForSelector("#park");
        assert.equal(await storedOf(ringfence, "Zwetschgen"), false);
        await popup.close();
      });
    });
  }
});

/** @param {RunningBrowser} ringfence */
async function openedPopup(ringfence) {
  const popup = await ringfence.openPage("popup.html");
  await popup.bringToFront();
  await popup.waitForSelector(".popup-state h1");
  return popup;
}

/** @param {Page | Frame} part @param {string} text */
function shows(part, text) {
  return until(`the line shows “${text}”`, () => valueOf(part, "#park"), (value) => value === text);
}

/** @param {Page | Frame} part @param {string} selector */
function valueOf(part, selector) {
  return part.$eval(selector, (field) => /** @type {HTMLInputElement} */ (field).value);
}

/** @param {Page} popup */
function notesIn(popup) {
  return popup.$$eval(".notes:not(details *) bdi", (found) => found.map((it) => it.textContent ?? ""));
}

/** Whether a text is anywhere in what we keep. @param {RunningBrowser} ringfence @param {string} text */
async function storedOf(ringfence, text) {
  const page = await ringfence.openPage("options.html");
  const kept = await page.evaluate(async () => JSON.stringify(await chrome.storage.session.get(null)));
  await page.close();
  return kept.includes(text);
}

/** Runs in a page of ours. */
function openPopup() {
  Object.assign(globalThis, { popup: window.open("popup.html") });
}

/** Runs in the page that opened the popup, in one go: nothing can be awaited in between. @param {string} text */
function typeAndClose(text) {
  const { popup } = /** @type {any} */ (globalThis);
  const field = popup.document.querySelector("#park");
  field.value = text;
  field.dispatchEvent(new popup.Event("input", { bubbles: true }));
  popup.close();
}

/** The same, with a press of Enter before it closes. @param {string} text */
function typeParkAndClose(text) {
  const { popup } = /** @type {any} */ (globalThis);
  const field = popup.document.querySelector("#park");
  field.value = text;
  field.dispatchEvent(new popup.Event("input", { bubbles: true }));
  field.form.requestSubmit();
  popup.close();
}

/** Runs in the page. @param {string} text */
function type(text) {
  const field = /** @type {HTMLInputElement} */ (document.querySelector("#park"));
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
