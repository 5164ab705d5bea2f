// @ts-check
// The first day of somebody new: from the welcome page to the first close-out, by our pages alone.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { browsers } from "./harness/index.js";
import { welcomePage } from "./lib/hidden.js";
import { tabTo } from "./lib/keyboard.js";
import { readLog } from "./lib/log.js";
import { assertLooksWell, keepPictures } from "./lib/looks.js";
import { ruleForSoon } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../../dist/types/background.js").RuleDraft} RuleDraft */

const minute = 60_000;
const weekdays = { sun: "Sunday", mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday", sat: "Saturday" };
const [goal, step, next] = ["Portfolio", "Write the intro", "Draw the second chart"];

describe("the first day", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    it(`${name}: welcome, the hour with its step, the close-out`, async (t) => {
      const sites = await serveSites();
      t.after(() => sites.close());
      const ringfence = await launch();
      t.after(() => ringfence.close());
      const view = async (/** @type {"popup" | "options"} */ type) => (await ringfence.send({ type: "view", page: { type } })).view;

      // It opens by itself, once Ringfence is installed.
      const welcome = await welcomePage(ringfence);
      await welcome.bringToFront();
      await welcome.waitForSelector(".protect .btn");
      for (const chip of await welcome.$$(".steps .chips:not(details .chips) input:checked")) await chip.click();
      await welcome.locator("#own").fill("mail.localhost");
      await welcome.locator("#goal").fill(goal);
      await welcome.locator("#first-step").fill(step);
      await welcome.locator(".steps .link[aria-expanded]").click();
      const soon = await ruleForSoon(ringfence, { minutes: 2, ahead: 5 * minute });
      await welcome.bringToFront();
      await fillInHours(welcome, soon.rule);
      await keepPictures(ringfence, welcome, "first-day-welcome");
      await welcome.bringToFront();
      await welcome.locator(".protect .btn").click();
      await until("the rule and its goal are there, with access", () => view("options"), ({ rules, goals, health }) =>
        rules.length === 1 && goals[0]?.draft.steps.length === 1 && health.every((/** @type {any} */ line) => line.type !== "needs_access"),
      );
      await assertLooksWell(ringfence, welcome, "first-day-welcomed");
      assert.ok(ringfence.clock.now() < soon.start, "all that was done before the hour");

      const mail = sites.url("mail.localhost", "/inbox");
      await ringfence.passTo(soon.start - 1000);
      await until("the hour begins", () => view("popup"), ({ state }) => state.type === "protected");
      const tab = await ringfence.newTab(mail);
      await untilCoverPage(ringfence, tab, mail);
      await tab.bringToFront();
      const words = await until("the cover says what the hour is for", () => tab.evaluate(() => document.body.innerText), (text) => text.includes(step));
      assert.ok(words.includes(goal), words);
      assert.equal(await tab.$eval("h1", (heading) => heading.textContent?.trim()), step, "the step is what is read first");
      await assertLooksWell(ringfence, tab, "first-day-cover");
      await tab.bringToFront();

      await ringfence.passTo(soon.end - 2000);
      await tab.bringToFront();
      await until("the cover that was in front asks what came of it", () => tab.$(".close-out"));
      await assertLooksWell(ringfence, tab, "first-day-close-out");
      await tab.bringToFront();
      await tabTo(tab, "#next-step");
      await tab.keyboard.type(next);
      await tab.keyboard.press("Enter");
      const closed = await until("it is written down", () => readLog(ringfence), (rows) => rows.some(({ entry }) => entry.type === "closed_out"));
      const outcome = closed.map(({ entry }) => entry).find((entry) => entry.type === "closed_out");
      assert.ok(outcome?.type === "closed_out" && outcome.done && outcome.goal === goal, JSON.stringify(outcome));
      const [kept] = (await view("options")).goals;
      assert.deepEqual(kept.draft.steps.map((/** @type {any} */ one) => [one.text, one.done !== ""]), [[step, true], [next, false]]);
      assert.equal(kept.kept, 2, "both minutes were kept for it");

      const popup = await ringfence.openPage("popup.html");
      await until("nothing is asked any more", () => view("popup"), ({ nudge }) => !nudge);
      await assertLooksWell(ringfence, popup, "popup-first-day-over");
      const said = await popup.evaluate(() => document.body.innerText);
      assert.ok(!said.includes(sentence("nudge_close_next")), said);
    });
  }
});

/**
 * The days and the hours of a rule, put into the exact fields.
 * @param {Page} page
 * @param {RuleDraft} rule
 */
async function fillInHours(page, { schedule: [part] }) {
  const stretch = part?.stretches[0];
  if (!part || !stretch) throw new Error("A rule for soon has a stretch.");
  await page.locator("#from-0-0").fill(stretch.from);
  await page.locator("#to-0-0").fill(stretch.to);
  const wanted = (part.days ?? []).map((day) => weekdays[day]);
  for (const chip of await page.$$(".exact-times .seven input")) {
    const [day, chosen] = await chip.evaluate((input) => /** @type {const} */ ([input.getAttribute("aria-label") ?? "", input.checked]));
    if (chosen !== wanted.includes(day)) await chip.click();
  }
}
