// @ts-check
// The end of a day, which drafts write 24:00 and no time field can show.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { browsers } from "./harness/index.js";
import { ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("../../dist/types/background.js").PartDraft} PartDraft */

describe("a rule to the end of the day", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    it(`${name}: is shown in its form, and keeps its hours when it is saved again`, async (t) => {
      const ringfence = await launch();
      t.after(() => ringfence.close());
      const { schedule } = ruleForAnotherDay({
        schedule: [
          { days: ["sat"], stretches: [{ from: "00:00", to: "24:00" }] },
          { days: ["mon"], stretches: [{ from: "18:00", to: "24:00" }] },
        ],
      });
      await saveRule(ringfence, ruleForAnotherDay({ schedule }));
      const rule = async () => (await ringfence.send({ type: "view", page: { type: "options" } })).view.rules[0].draft;

      const page = await ringfence.openPage("options.html");
      await page.locator(".rule h2 button").click();
      await page.waitForSelector("#to-1-0");
      const fields = await page.$$eval(".stretch input", (inputs) => inputs.map(({ value }) => value));
      assert.deepEqual(fields, ["00:00", "00:00", "18:00", "00:00"]);
      const hints = await page.$$eval(".stretch > .hint", (lines) => lines.map(({ textContent }) => textContent));
      assert.deepEqual(hints, [sentence("rule_whole_day"), ""]);
      const card = await page.$eval(".rule", ({ textContent }) => textContent ?? "");
      assert.ok(card.includes(sentence("stretch_whole_day")), card);

      await page.locator("#goal").fill("Finish chapter five");
      await page.locator(".exact-form [type=submit]").click();
      await until("the rule is saved again", rule, ({ goal }) => goal === "Finish chapter five");
      const kept = (await rule()).schedule.map((/** @type {PartDraft} */ { days, stretches }) => ({ days, stretches }));
      assert.deepEqual(kept, schedule);
    });
  }
});
