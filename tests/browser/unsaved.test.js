// @ts-check
// A page of ours that is closed or reloaded while something typed in it is not saved: the browser asks
// first, and does not once it is saved or given up.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { welcomePage } from "./lib/hidden.js";
import { ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { until } from "./lib/until.js";

/** @typedef {import("puppeteer-core").Page} Page */

/** The forms: where each stands, what opens it, what is typed into it, and what gives it up. */
const forms = [
  { what: "a rule", path: "options.html", open: "#new-rule", field: "#goal", cancel: ".exact-form .row .btn:nth-child(2)" },
  { what: "a group", path: "options.html#sites", open: "#new-group", field: "#group-name", cancel: ".group-form .row .btn:nth-child(2)" },
  { what: "a goal", path: "options.html#goals", open: "#new-goal", field: "#goal-title", cancel: ".goal-form .row .btn:nth-child(2)" },
  { what: "an exception", path: "options.html#exceptions", open: "#new-exception", field: "#exception-from", cancel: ".exception-form .row .btn:nth-child(2)" },
  { what: "a check-in", path: "options.html#check-in", open: "#new-check-in", field: "#check-in-person", cancel: ".check-in-form .row .btn:nth-child(2)" },
  { what: "the settings", path: "options.html#settings", field: "#settings-zone" },
  { what: "the moments", path: "options.html#settings", field: "#nudges-weekly" },
  { what: "the first rule", path: "welcome.html", field: "#goal" },
];

describe("what is typed and not saved", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      // The driver's own preference would have Firefox never ask.
      const ringfence = await launch({ prefs: { "dom.disable_beforeunload": false } });
      t.after(ringfence.close);
      await welcomePage(ringfence);
      const id = await saveRule(ringfence, ruleForAnotherDay());

      for (const { what, path, open, field, cancel } of forms) {
        await t.test(`${what}: the page asks while it holds something, and only then`, async () => {
          const page = await ringfence.openPage(path);
          await page.waitForSelector(open ?? field);
          assert.equal(await page.evaluate(asks), false, "nothing is typed");
          if (open) await page.$eval(open, (it) => /** @type {HTMLElement} */ (it).click());
          await page.waitForSelector(field);
          assert.equal(await page.evaluate(asks), false, "an empty form is open");
          await page.$eval(field, change);
          await until("it asks", () => page.evaluate(asks));
          if (cancel) {
            await page.$eval(cancel, (it) => /** @type {HTMLElement} */ (it).click());
            await until("given up, it asks no more", () => page.evaluate(asks), (isAsked) => !isAsked);
          }
          await page.close();
        });
      }

      await t.test("one occurrence that is to be moved: the page asks, and what is typed outlives a change elsewhere", async () => {
        const page = await ringfence.openPage("options.html");
        await page.waitForSelector(".block");
        const week = () => page.$eval(".week-head h1", (it) => it.textContent);
        const thisWeek = await week();
        await page.$eval(".turn .btn:last-child", (it) => /** @type {HTMLElement} */ (it).click());
        await until("the next week is shown, with none that is over", week, (now) => now !== thisWeek);
        await page.bringToFront();
        await page.focus(".block");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".one .acts .btn:nth-child(2)");
        await page.$eval(".one .acts .btn:nth-child(2)", (it) => /** @type {HTMLElement} */ (it).click());
        await page.waitForSelector("#one-from");
        assert.equal(await page.evaluate(asks), false);
        await page.$eval("#one-from", (it) => {
          const input = /** @type {HTMLInputElement} */ (it);
          input.value = "07:15";
          input.dispatchEvent(new Event("input", { bubbles: true }));
        });
        await until("it asks", () => page.evaluate(asks));
        const heading = () => page.$eval(".one h2", (it) => it.textContent);
        const before = await heading();
        await saveRule(ringfence, { ...ruleForAnotherDay(), id, schedule: ruleForAnotherDay().schedule.map((part) => ({ ...part, stretches: [{ from: "10:00", to: "11:30" }] })) });
        await until("the block is as it is saved now", heading, (now) => now !== before);
        assert.equal(await page.$eval("#one-from", (it) => /** @type {HTMLInputElement} */ (it).value), "07:15");
        await page.close();
      });

      await t.test("saved, it asks no more; and the browser's own question keeps the page", async () => {
        const page = await ringfence.openPage("options.html#settings");
        await page.bringToFront();
        await page.waitForSelector("#settings-zone");
        await page.click("#settings-zone");
        await page.keyboard.type("Europe/Lisbon");
        const born = await page.evaluate(() => performance.timeOrigin);
        const asked = new Promise((resolve) => page.once("dialog", async (dialog) => resolve([dialog.type(), await dialog.dismiss()])));
        await page.evaluate(() => void setTimeout(() => location.reload()));
        assert.equal((await /** @type {Promise<any[]>} */ (asked))[0], "beforeunload");
        assert.equal(await page.$eval("#settings-zone", (it) => /** @type {HTMLInputElement} */ (it).value), "Europe/Lisbon");
        await page.keyboard.press("Enter");
        await until("it is saved", () => page.evaluate(asks), (isAsked) => !isAsked);
        assert.equal(await page.evaluate(() => performance.timeOrigin), born);
        await page.close();
      });
    });
  }
});

/** Runs in the page: whether it would have the browser ask, were it closed now. */
function asks() {
  return !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
}

/**
 * Runs in the page: a field is changed as a hand would.
 * @param {Element} field
 */
function change(field) {
  const input = /** @type {HTMLInputElement} */ (field);
  if (input.type === "checkbox") return input.click();
  input.value = input.type === "date" ? "2031-05-06" : "Half";
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
