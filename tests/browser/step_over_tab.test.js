// @ts-check
// What the time is for, in the panel over a covered tab: the next step is the largest thing, over it
// the goal and what is left until its deadline. The page under it learns none of it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { dateIn } from "./lib/dates.js";
import { untilStands } from "./lib/hidden.js";
import { assertLooksWell } from "./lib/looks.js";
import { allowSites, ruleForNow, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { panelOf } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Frame} Frame */

describe("the step over a covered tab", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const sites = await serveSites();
      t.after(() => sites.close());
      const ringfence = await launch();
      t.after(() => ringfence.close());
      const mail = await ringfence.newTab(sites.url("mail.localhost"));
      const steps = [{ text: "Write the intro" }, { text: "Draw the chart" }];
      await ringfence.send({ type: "save_goal", goal: { title: "Portfolio", deadline: dateIn(3), steps } });
      await saveRule(ringfence, ruleForNow(ringfence, { goal: "Portfolio" }));
      await allowSites(ringfence);
      await mail.bringToFront();
      await untilStands("mail is covered", mail, "veil");
      const panel = await panelOf(ringfence, mail);

      await t.test("it stands there, with its goal and its deadline; nothing of it stands in the page", async () => {
        await until("the step is said", () => text(panel, "#goal"), (step) => step === "Write the intro");
        assert.equal(await text(panel, "#over"), `Portfolio · ${sentence("nudge_days_left_other", "3")}`);
        const learned = await mail.evaluate(() => new XMLSerializer().serializeToString(document) + getComputedStyle(document.documentElement, "::after").content);
        for (const secret of ["Portfolio", "intro"]) assert.ok(!learned.includes(secret), secret);
        await assertLooksWell(ringfence, mail, "panel-step", panel);
      });

      await t.test("once it is done in the popup, the next one stands there; with none left, the goal", async () => {
        for (const next of ["Draw the chart", "Portfolio"]) {
          const time = (await ringfence.send({ type: "view", page: { type: "popup" } })).view.state;
          await ringfence.send({ type: "finish_step", goal: time.aim.goal, step: time.aim.step_id });
          await until(`it is said: ${next}`, () => text(panel, "#goal"), (said) => said === next);
        }
        assert.equal(await text(panel, "#over"), sentence("nudge_days_left_other", "3"));
      });
    });
  }
});

/** @param {Frame} panel @param {string} selector */
const text = (panel, selector) => panel.$eval(selector, (it) => it.textContent);
