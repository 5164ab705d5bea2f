// @ts-check
// "Park it for later": lines written on the cover page, the panel and in the popup are only counted
// while time is protected, and come back once, in their order, at its end.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { tabTo } from "./lib/keyboard.js";
import { assertLooksWell } from "./lib/looks.js";
import { panelOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */

const lines = ["Answer Ana about the schema", `<b>Move</b> =SUM(1) שלום`, "Buy milk"];

describe("lines that are parked", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch);
      const mail = await ringfence.newTab(sites.url("mail.localhost"));
      await ringfence.send({ type: "start_focus", minutes: 60 });
      await untilStands("mail is covered", mail, "veil");
      const url = sites.url("chat.localhost");
      const cover = await ringfence.newTab(url);
      await untilCoverPage(ringfence, cover, url);

      await t.test("from the cover page, by the keyboard; an empty one is refused", async () => {
        await cover.bringToFront();
        await tabTo(cover, "#park");
        await cover.keyboard.press("Enter");
        await until("the sentence stands there", () => cover.$eval("#park-wrong", (line) => line.textContent ?? ""), (text) => text.includes(sentence("fault_park_empty")));
        await cover.keyboard.type(lines[0] ?? "");
        await cover.keyboard.press("Enter");
        await until("it is counted", () => hint(cover), (text) => text.startsWith("1 line parked."));
        assert.equal(await typed(cover), "");
        await assertLooksWell(ringfence, cover, "cover-parked");
      });

      await t.test("from the panel over an open tab; no key of it reaches the page", async () => {
        await mail.bringToFront();
        const panel = await panelOf(ringfence, mail);
        await panel.waitForSelector("#panel:not([hidden])");
        const heard = () => mail.evaluate(() => /** @type {any} */ (window).heard.length);
        const before = await heard();
        await panel.focus("#park");
        await mail.keyboard.type(lines[1] ?? "");
        await mail.keyboard.press("Enter");
        await until("it is counted", () => hint(panel), (text) => text.startsWith("2 lines parked."));
        assert.equal(await typed(panel), "");
        assert.equal(await heard(), before);
        await assertLooksWell(ringfence, mail, "panel-parked", panel);
      });

      await t.test("from the popup; what was parked is not read out before its time", async () => {
        const popup = await ringfence.openPage("popup.html");
        await popup.bringToFront();
        await popup.waitForSelector("#park");
        await tabTo(popup, "#park");
        await popup.keyboard.type(lines[2] ?? "");
        await popup.keyboard.press("Enter");
        await until("it is counted", () => hint(popup), (text) => text.startsWith("3 lines parked."));
        const text = await popup.evaluate(() => document.body.innerText);
        assert.ok(lines.every((line) => !text.includes(line)));
        await assertLooksWell(ringfence, popup, "popup-parked");
        await popup.close();
      });

      await t.test("at the end they are back, in their order, and each is done with or kept", async () => {
        await ringfence.send({ type: "end_focus" });
        const popup = await ringfence.openPage("popup.html");
        await popup.bringToFront();
        const texts = () => popup.$$eval(".notes:not(details *) bdi", (found) => found.map((it) => it.textContent ?? ""));
        assert.deepEqual(await until("they are there", texts, ({ length }) => length === 3), lines);
        assert.equal(await popup.$(".notes b"), null);
        await assertLooksWell(ringfence, popup, "popup-notes");
        await tabTo(popup, ".notes li:first-child button");
        await popup.keyboard.press("Enter");
        await until("it is gone", texts, ({ length }) => length === 2);
        await tabTo(popup, ".notes li:first-child button:nth-of-type(2)");
        await popup.keyboard.press("Enter");
        await until("it is kept", texts, ({ length }) => length === 1);
        assert.equal(await popup.$eval("details summary", (summary) => summary.textContent), "1 line kept");
        await popup.close();
      });
    });
  }
});

/** @param {Page | Frame} part */
function hint(part) {
  return part.$eval("#park-hint", (line) => line.textContent ?? "");
}

/** @param {Page | Frame} part */
function typed(part) {
  return part.$eval("#park", (field) => /** @type {HTMLInputElement} */ (field).value);
}
