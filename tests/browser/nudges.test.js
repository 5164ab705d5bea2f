// @ts-check
// A stretch from ten minutes before it to its close-out: what the browser tells, seen through the
// extension's API, and the popup by keyboard alone, whether anything is told or not.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { tabTo } from "./lib/keyboard.js";
import { assertLooksWell } from "./lib/looks.js";
import { ruleForSoon, saveRule } from "./lib/rules.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */

const { permissions } = JSON.parse(await readFile(new URL("../../extension/manifest.json", import.meta.url), "utf8"));
/** Chromium's prompt cannot be answered by a program: there the permission is held from the start. */
const held = { overlay: { permissions: [...permissions, "notifications"], optional_permissions: [] } };
const shown = { prefs: { "alerts.useSystemBackend": false } };
const minute = 60_000;

/** Runs in a page of ours, until the notice has gone: Firefox takes a new one of its name for the old one. */
async function clearNotice() {
  const { notifications } = /** @type {any} */ (chrome);
  if (!notifications) return;
  const closed = new Promise((resolve) => notifications.onClosed.addListener(resolve));
  if (await notifications.clear("ringfence")) await closed;
}

describe("nudges and the close-out", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    for (const allowed of [true, false]) {
      test(`${name}, ${allowed ? "told" : "refused"}`, async (t) => {
        const ringfence = await launch(allowed && name === "chromium" ? held : shown);
        t.after(() => ringfence.close());
        const own = await ringfence.openPage("options.html#settings");
        if (allowed && name === "firefox") {
          await own.waitForSelector("[aria-labelledby=notices] button");
          await own.bringToFront();
          await tabTo(own, "[aria-labelledby=notices] button");
          await own.keyboard.press("Enter");
          await until("it is allowed", () => own.$eval("[aria-labelledby=notices] [role=status]", (line) => line.textContent), (text) => text === sentence("notices_on"));
        }
        const told = () => own.evaluate(async () => Object.keys((await /** @type {any} */ (chrome).notifications?.getAll()) ?? {}));
        const clear = () => own.evaluate(clearNotice);
        /** @param {string} what */
        const isTold = async (what) => {
          if (allowed) await until(`it is told: ${what}`, told, (names) => names.join() === "ringfence");
        };
        const isGone = async () => {
          await until("the notice goes by itself", told, (names) => names.length === 0);
        };
        const state = async () => (await ringfence.send({ type: "view", page: { type: "popup" } })).view;

        const soon = await ruleForSoon(ringfence, { minutes: 3, ahead: 5 * minute, goal: "Portfolio" });
        await saveRule(ringfence, soon.rule);
        await isTold("before");

        await t.test("the popup asks for the next step; Enter keeps what is written", async () => {
          const popup = await ringfence.openPage("popup.html");
          await popup.bringToFront();
          await popup.waitForSelector("#step");
          await until("the field has the focus", () => popup.evaluate(() => document.activeElement?.id), (id) => id === "step");
          await popup.keyboard.press("Enter");
          await until("it asks for a word", () => popup.$eval("#step-wrong", (line) => line.textContent ?? ""), (text) => text.includes(sentence("fault_step_empty")));
          await popup.keyboard.type("Write the intro");
          await popup.keyboard.press("Enter");
          await until("it is kept", async () => (await state()).next?.aim.step, (step) => step === "Write the intro");
          await isGone();
          if (allowed) await assertLooksWell(ringfence, popup, "popup-nudge-before");
          await popup.close();
          assert.deepEqual(await told(), [], "nothing is told twice");
        });

        await ringfence.passTo(soon.start - 1000);
        await until("the stretch begins", state, (view) => view.state.type === "protected");
        await isTold("the start");
        await clear();

        await t.test("while it runs the step is the largest thing", async () => {
          const popup = await ringfence.openPage("popup.html");
          await until("it is said", () => popup.$eval(".goal bdi", (step) => step.textContent), (text) => text === "Write the intro");
          if (allowed) await assertLooksWell(ringfence, popup, "popup-nudge-during");
          await popup.close();
        });

        await ringfence.passTo(soon.end - minute - 1000);
        await isTold("the last minute");
        await clear();
        await ringfence.passTo(soon.end - 1000);
        await until("the stretch ends", state, (view) => view.nudge?.word.type === "close_out");
        await isTold("the close-out");

        await t.test("the close-out is answered by keyboard, with the next step", async () => {
          const popup = await ringfence.openPage("popup.html");
          await popup.bringToFront();
          await popup.waitForSelector(".close-out");
          if (allowed) await assertLooksWell(ringfence, popup, "popup-nudge-close-out");
          await popup.focus(".popup-top .btn");
          await tabTo(popup, "#next-step");
          await popup.keyboard.type("Draw the chart");
          await tabTo(popup, ".close-out .first");
          await popup.keyboard.press("Enter");
          await until("it is closed", async () => (await state()).nudge, (nudge) => !nudge);
          await isGone();
          await until("the popup asks no more", () => popup.$(".close-out"), (card) => !card);
          const { view } = await ringfence.send({ type: "view", page: { type: "options" } });
          const steps = view.goals[0].draft.steps.map((/** @type {any} */ step) => [step.text, step.done !== ""]);
          assert.deepEqual(steps, [["Write the intro", true], ["Draw the chart", false]]);
          await popup.close();
        });
      });
    }
  }
});
