// @ts-check
// What else the popup says and asks, by keyboard: the word of the week, which goal the time is for, what
// the day has left of either energy, and the links of a goal.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { tabTo } from "./lib/keyboard.js";
import { assertLooksWell } from "./lib/looks.js";
import { ruleForAnotherDay, ruleForNow, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { nextPage, placeOf } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("../../dist/types/background.js").NudgesDraft} NudgesDraft */
/** @typedef {import("../../dist/types/background.js").Day} Day */

/** @type {Day[]} */
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
/** @type {NudgesDraft} */
const off = { start: true, last_minute: true, close_out: true, weekly: undefined, quiet: undefined, energy: false };

describe("the popup's other cards", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const sites = await serveSites();
      t.after(() => sites.close());
      sites.add("docs.localhost", "<h1>Chapter four</h1>");
      const ringfence = await launch();
      t.after(() => ringfence.close());
      const view = async () => (await ringfence.send({ type: "view", page: { type: "popup" } })).view;
      const stored = async () => {
        const own = await ringfence.openPage("options.html");
        const texts = await own.evaluate(async () => Object.values(await chrome.storage.local.get(null)).map(String));
        await own.close();
        return texts;
      };
      const goal = async (/** @type {string} */ title, /** @type {"social" | "technical"} */ draws_on, /** @type {string[]} */ links) =>
        (await ringfence.send({ type: "save_goal", goal: { title, draws_on, links, steps: [{ text: `Begin ${title}` }] } })).id;

      await saveRule(ringfence, ruleForAnotherDay());
      const popup = await ringfence.openPage("popup.html");
      await popup.bringToFront();

      await t.test("the word of the week is read and answered", async () => {
        const weekly = { day: days[new Date().getDay()] ?? "sun", at: "00:00" };
        await ringfence.send({ type: "save_nudges", nudges: { ...off, weekly } });
        await popup.waitForSelector(".nudge");
        await assertLooksWell(ringfence, popup, "popup-week");
        await popup.bringToFront();
        await popup.focus(".popup-top .btn");
        await tabTo(popup, ".nudge .btn");
        await popup.keyboard.press("Enter");
        await until("it is said no more", () => popup.$(".nudge"), (card) => !card);
      });

      await t.test("what is left of either energy is said in two taps, and leaves no trace once nobody asks", async () => {
        await ringfence.send({ type: "save_nudges", nudges: { ...off, energy: true } });
        await goal("Mentor", "social", []);
        await goal("Compiler", "technical", [sites.url("docs.localhost", "/chapter"), "javascript.example/talk"]);
        await popup.waitForSelector(".energy");
        await popup.focus(".popup-top .btn");
        await tabTo(popup, "[name=energy-social]");
        await popup.keyboard.press(" ");
        await until("people are drained", view, ({ energy }) => energy?.[0] === "drained");
        await assertLooksWell(ringfence, popup, "popup-energy");
        await popup.bringToFront();
      });

      await t.test("a goal is chosen for the time that runs, and its links open in one new window", async () => {
        await saveRule(ringfence, ruleForNow({ goal: "", choose: true }));
        await popup.waitForSelector(".choose .chip");
        await assertLooksWell(ringfence, popup, "popup-choose");
        await popup.bringToFront();
        await popup.focus(".popup-top .btn");
        await tabTo(popup, ".choose .chip:last-child");
        await popup.keyboard.press("Enter");
        await until("it is for that", view, ({ state }) => state.goal === "Compiler" && state.aim.step === "Begin Compiler");
        await until("the focus goes on from the heading", () => popup.evaluate(() => document.activeElement?.localName), (it) => it === "h1");
        await assertLooksWell(ringfence, popup, "popup-chosen");
        await popup.bringToFront();
        await tabTo(popup, ".goal .btn");
        const windows = await popup.evaluate(async () => (await chrome.windows.getAll()).length);
        const opened = await nextPage(ringfence, () => popup.keyboard.press("Enter"));
        const place = sites.url("docs.localhost", "/chapter");
        await until("the first link is open", async () => (await Promise.all((await ringfence.browser.pages()).map((page) => placeOf(page).catch(() => "")))).includes(place));
        assert.ok(opened);
        assert.equal(await popup.evaluate(async () => (await chrome.windows.getAll()).length), windows + 1);
      });

      await t.test("switched off, nothing of the energy stays", async () => {
        assert.ok((await stored()).some((text) => text.includes("drained")), "it was there");
        await ringfence.send({ type: "save_nudges", nudges: off });
        await until("nobody asks", view, ({ energy }) => !energy);
        const { view: options } = await ringfence.send({ type: "view", page: { type: "options" } });
        assert.ok(options.goals.every((/** @type {any} */ { draft }) => !draft.draws_on), "no goal says it");
      });
    });
  }
});
