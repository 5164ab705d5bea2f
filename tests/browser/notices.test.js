// @ts-check
// What the browser tells the person: allowed and taken back in the settings, told at the end of the
// time, one at a time; and without it the popup has all of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { tabTo } from "./lib/keyboard.js";
import { assertLooksWell } from "./lib/looks.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */

const { permissions } = JSON.parse(await readFile(new URL("../../extension/manifest.json", import.meta.url), "utf8"));
/** Chromium's prompt cannot be answered by a program: there the permission is held from the start. */
const held = { overlay: { permissions: [...permissions, "notifications"], optional_permissions: [] } };

/** No desktop listens where tests run: Firefox shows its notices itself. */
const shown = { prefs: { "alerts.useSystemBackend": false } };

describe("what the browser tells", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { ringfence } = await browserWithRule(t, () => launch(name === "chromium" ? held : shown));
      const settings = await ringfence.openPage("options.html#settings");
      const state = () => settings.$eval("[aria-labelledby=notices] [role=status]", (line) => line.textContent ?? "");
      const told = () => settings.evaluate(async () => Object.keys(await /** @type {any} */ (chrome).notifications.getAll()));
      const focusWith = async (/** @type {string} */ line) => {
        await ringfence.send({ type: "start_focus", minutes: 25 });
        assert.equal((await ringfence.send({ type: "park", text: line, url: "" })).type, "made");
        assert.equal((await ringfence.send({ type: "end_focus" })).type, "done");
      };
      await settings.bringToFront();
      await settings.waitForSelector("[aria-labelledby=notices] button");

      if (name === "firefox") {
        await t.test("nothing is told before the person allows it, by one press", async () => {
          await until("it says so", state, (text) => text === sentence("notices_off"));
          await focusWith("Answer Ana");
          await settings.bringToFront();
          await tabTo(settings, "[aria-labelledby=notices] button");
          await settings.keyboard.press("Enter");
        });
      }

      await t.test("parked lines that are back are told once, the next in place of the last", async () => {
        await until("it is allowed", state, (text) => text === sentence("notices_on"));
        assert.deepEqual(await told(), []);
        await focusWith("Buy milk");
        await until("it is told", told, (names) => names.length === 1);
        await focusWith("Call home");
        assert.deepEqual(await told(), ["ringfence"]);
        await assertLooksWell(ringfence, settings, "options-settings-notices");
      });

      await t.test("the popup has the lines in any case", async () => {
        const { view } = await ringfence.send({ type: "view", page: { type: "popup" } });
        const texts = view.parked.notes.map((/** @type {any} */ note) => note.text);
        assert.deepEqual(texts.slice(-2), ["Buy milk", "Call home"]);
      });

      if (name === "firefox") {
        await t.test("one press switches them off", async () => {
          await settings.bringToFront();
          await settings.focus("[aria-labelledby=notices] button");
          await settings.keyboard.press("Enter");
          await until("they are off", state, (text) => text === sentence("notices_off"));
          await focusWith("One more");
        });
      }
    });
  }
});
