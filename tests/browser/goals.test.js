// @ts-check
// Goals, by the keyboard alone: taken from an idea, written with steps, changed, ticked, ended, taken up
// again, deleted and taken back; named by rules; and when the person is spoken to.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { chord, paste, tabTo } from "./lib/keyboard.js";
import { assertLooksWell } from "./lib/looks.js";
import { ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { until } from "./lib/until.js";
import { counted, sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("../../dist/types/background.js").GoalView} GoalView */

const day = 24 * 60 * 60_000;

describe("the Goals page", { concurrency: true }, () => {
  for (const { name: browser, launch } of browsers) {
    test(browser, async (t) => {
      const ringfence = await launch();
      t.after(() => ringfence.close());
      const goals = () => goalsOf(ringfence);
      // What asks for them opens a page of its own, which must not come before ours.
      await goals();
      const page = await ringfence.openPage("options.html#goals");
      await page.waitForSelector(".goal-ideas .idea");
      await page.bringToFront();
      const idea = sentence("idea_technical_title");

      await t.test("who has no goal takes an idea, with a first sitting, by one press", async () => {
        await assertLooksWell(ringfence, page, "options-goals-empty");
        await page.bringToFront();
        await tabTo(page, ".goal-ideas .idea");
        await page.keyboard.press("Enter");
        await untilFocus(page, "goal-title");
        assert.equal(await valueOf(page, "#goal-title"), idea);
        assert.equal(await valueOf(page, ".step-row > .input"), sentence("idea_technical_tutorial"));
        await page.keyboard.press("Enter");
        const [taken] = await until("it is saved", goals, (all) => all.length === 1);
        assert.deepEqual(taken?.draft.steps?.map(({ text }) => text), [sentence("idea_technical_tutorial")]);
        assert.ok(taken?.draft.beyond);
        await untilFocus(page, "new-goal");
        await page.waitForSelector(".goal-ideas", { hidden: true });
      });

      await t.test("a goal is written with its steps, which are put in order by keyboard", async () => {
        await page.keyboard.press("Enter");
        await untilFocus(page, "goal-title");
        await page.keyboard.type("Portfolio");
        await tabTo(page, "#goal-why");
        await page.keyboard.type("So that I can show what I do");
        await tabTo(page, ".step-row > .input");
        await page.keyboard.type("Write the intro");
        for (const text of ["Pick three projects", "Ask Ana for a photo"]) {
          await tabTo(page, "#add-step");
          await page.keyboard.press("Enter");
          await until("the new step has the focus", () => page.evaluate(() => document.activeElement?.matches(".step-row:last-child > .input")));
          await page.keyboard.type(text);
        }
        await press(page, "ArrowUp", "Alt");
        await until("it went up", () => stepsOf(page), (steps) => steps.join() === "Write the intro,Ask Ana for a photo,Pick three projects");
        await tabTo(page, ".step-row:nth-child(2) .step-tools .chip input");
        await page.keyboard.press(" ");
        await tabTo(page, ".step-row:nth-child(3) .step-tools .btn:nth-of-type(1)");
        await page.keyboard.press("Enter");
        await until("it went up too", () => stepsOf(page), (steps) => steps.join() === "Write the intro,Pick three projects,Ask Ana for a photo");
        await put(page, "#goal-deadline", new Date(Date.now() + 20 * day).toISOString().slice(0, 10));
        await page.focus("#goal-deadline");
        await tabTo(page, "#goal-weekly");
        await page.keyboard.type("90");
        await tabTo(page, "#goal-made-up");
        await page.keyboard.press(" ");
        await tabTo(page, ".goal-more summary");
        await page.keyboard.press("Enter");
        await tabTo(page, "input[name=goal-scope]");
        await page.keyboard.press("ArrowRight");
        await tabTo(page, "#goal-area");
        await page.keyboard.type("Design");
        await tabTo(page, "#goal-reward");
        await page.keyboard.type("Dinner by the river");
        await tabTo(page, "#goal-teaser");
        await page.keyboard.type("Next week I'll show the first page.");
        await tabTo(page, "#goal-links");
        await page.keyboard.type("example.org/portfolio");
        await assertLooksWell(ringfence, page, "options-goals-form");
        await page.bringToFront();
        await page.focus("#goal-links");
        await tabTo(page, ".goal-form [type=submit]");
        await page.keyboard.press("Enter");
        const [, made] = await until("it is saved", goals, (all) => all.length === 2);
        assert.ok(made);
        const { draft } = made;
        assert.deepEqual(draft.steps?.map(({ text, for_check_in }) => [text, for_check_in]), [
          ["Write the intro", false],
          ["Pick three projects", false],
          ["Ask Ana for a photo", true],
        ]);
        assert.deepEqual([draft.title, draft.why, draft.weekly, draft.made_up], ["Portfolio", "So that I can show what I do", 90, true]);
        assert.deepEqual([draft.beyond, draft.area, draft.links], [true, "Design", ["https://example.org/portfolio"]]);
        await untilFocus(page, "new-goal");
      });

      await t.test("its card says what comes first and what is ahead; a step is ticked on it", async () => {
        await until("the card is there", () => textOf(page, ".goal:nth-child(2) .goal-step"), (text) => text === "Write the intro");
        assert.equal(await textOf(page, ".goal:nth-child(2) .goal-short p"), [
          sentence("goal_short_none", "4 h 30 min"),
          sentence("goal_short_help", sentence("goal_short_week")),
        ].join(" "));
        await saveRule(ringfence, ruleForAnotherDay({ goal: "Portfolio" }));
        await until("the sittings are counted", () => textOf(page, ".goal:nth-child(2) .goal-ahead"), (text) => text.includes(counted("goal_sittings", 3)));
        const card = ".goal:nth-child(2)";
        await assertLooksWell(ringfence, page, "options-goals");
        await page.bringToFront();
        await page.focus("#new-goal");
        await tabTo(page, `${card} .tick`);
        await page.keyboard.press("Enter");
        await until("the next one comes", () => textOf(page, `${card} .goal-step`), (text) => text === "Pick three projects");
        assert.ok(await page.evaluate(() => document.activeElement?.matches(".tick")), "the focus stays");
        await until("it is counted", () => textOf(page, `${card} .goal-steps summary`), (text) => text === counted("goal_steps_done", 3, "1"));
        await tabTo(page, `${card} .goal-teaser .btn`);
        await page.keyboard.press("Enter");
        await until("it is copied", () => textOf(page, `${card} .goal-teaser [role=status]`), (text) => text === sentence("goal_copied"));
        await control(page, "z");
        await until("that is undone", () => textOf(page, `${card} .goal-step`), (text) => text === "Write the intro");
      });

      await t.test("what is wrong is told at its field, and nothing typed is lost", async () => {
        await page.focus("#new-goal");
        await tabTo(page, ".goal:nth-child(2) .edit");
        await page.keyboard.press("Enter");
        await untilFocus(page, "goal-title");
        await chord(page, "a");
        await page.keyboard.type(idea);
        await put(page, "#goal-why", "x".repeat(501));
        await put(page, ".step-row:nth-child(2) > .input", "x".repeat(10_000));
        await put(page, "#goal-deadline", "2020-01-01");
        await put(page, "#goal-weekly", "much");
        await put(page, "#goal-area", "x".repeat(61));
        await put(page, "#goal-links", "example.org\njavascript:alert(1)\n\nfile:///etc/passwd");
        await page.focus("#goal-title");
        await page.keyboard.press("Enter");
        await page.waitForSelector("#goal-links-wrong .wrong-line");
        assert.deepEqual(await linesAt(page, "#goal-why-wrong"), [sentence("fault_text_long")]);
        assert.deepEqual(await linesAt(page, ".step-row:nth-child(2)"), [sentence("fault_step_long")]);
        assert.deepEqual(await linesAt(page, "#goal-deadline-wrong"), [sentence("fault_deadline_past", "2020-01-01")]);
        assert.deepEqual(await linesAt(page, "#goal-weekly-wrong"), [sentence("fault_weekly_range")]);
        assert.deepEqual(await linesAt(page, "#goal-area-wrong"), [sentence("fault_area_long")]);
        assert.deepEqual(await linesAt(page, "#goal-links-wrong"), [
          sentence("fault_link_scheme", "javascript:alert(1)"),
          sentence("fault_link_scheme", "file:///etc/passwd"),
        ]);
        await untilFocus(page, "goal-why");
        await assertLooksWell(ringfence, page, "options-goals-faults");
        await page.bringToFront();
        await page.focus("#new-goal");
        await page.keyboard.press("Enter");
        await until("the form says that it is not saved", () => textOf(page, ".goal-form .unsaved"), (said) => said === sentence("goal_unsaved"));
        await page.evaluate(() => (location.hash = "#log"));
        await page.waitForSelector("#goal-title", { hidden: true });
        await page.evaluate(() => (location.hash = "#goals"));
        await page.waitForSelector("#goal-title", { visible: true });
        assert.equal(await valueOf(page, "#goal-links"), "example.org\njavascript:alert(1)\n\nfile:///etc/passwd");
        assert.equal((await valueOf(page, ".step-row:nth-child(2) > .input")).length, 10_000);
        // All but the title is put right: that it is taken is told then.
        await put(page, "#goal-why", "");
        await put(page, ".step-row:nth-child(2) > .input", "Pick two projects");
        await put(page, "#goal-deadline", "");
        await put(page, "#goal-weekly", "");
        await put(page, "#goal-area", "");
        await put(page, "#goal-links", "");
        await page.focus("#goal-title");
        await page.keyboard.press("Enter");
        await until("it is taken", () => linesAt(page, "#goal-title-wrong"), (lines) => lines.join() === sentence("fault_goal_title_taken"));
        await page.focus(".goal-form [type=submit]");
        await tabTo(page, ".goal-form .btn.bare");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".goal-form", { hidden: true });
        const [, kept] = await goals();
        assert.deepEqual([kept?.draft.title, kept?.draft.steps?.[1]?.text], ["Portfolio", "Pick three projects"]);
      });

      await t.test("a goal is done, and is taken up again", async () => {
        await untilFocus(page, "new-goal");
        await tabTo(page, ".goal:nth-child(2) footer .btn:nth-child(2)");
        await page.keyboard.press("Enter");
        await until("it is done", goals, (all) => all[1]?.ended === "done");
        await untilFocus(page, "new-goal");
        await until("its card has gone", () => page.$$(".goal"), (cards) => cards.length === 1);
        await tabTo(page, ".goals-ended summary");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".goals-ended .resume");
        await assertLooksWell(ringfence, page, "options-goals-ended");
        await page.bringToFront();
        await page.focus(".goals-ended summary");
        await tabTo(page, ".goals-ended .resume");
        await page.keyboard.press("Enter");
        await until("it is open again", goals, (all) => all.length === 2 && !all[1]?.ended);
        await untilFocus(page, "new-goal");
      });

      await t.test("a goal is deleted, and taken back", async () => {
        await tabTo(page, ".goal:nth-child(1) footer .btn:nth-child(4)");
        await page.keyboard.press("Enter");
        await until("it is gone", goals, (all) => all.length === 1);
        await until("it is told", () => textOf(page, ".goal-deleted .grow"), (said) => said === sentence("options_deleted", idea));
        await untilFocus(page, "new-goal");
        await tabTo(page, ".goal-deleted .btn");
        await page.keyboard.press("Enter");
        await until("it is back", goals, (all) => all.some(({ draft }) => draft.title === idea));
        await page.waitForSelector(".goal-deleted", { hidden: true });
      });

      await t.test("a rule's line is completed from goals, or its goal is chosen at the start", async () => {
        await page.evaluate(() => (location.hash = "#week"));
        await page.waitForSelector("#new-rule", { visible: true });
        await page.focus("#new-rule");
        await page.keyboard.press("Enter");
        await untilFocus(page, "goal");
        await refuseRequests(page);
        const offered = await page.$$eval("#goals-known option", (options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value));
        assert.deepEqual(offered.toSorted(), ["Portfolio", idea].toSorted());
        await page.keyboard.type("Evenings");
        await tabTo(page, "#goal-choose");
        await page.keyboard.press(" ");
        await until("it is said what that means", () => textOf(page, "#goal-hint"), (said) => said === sentence("rule_choose_hint"));
        await tabTo(page, ".seven input");
        await page.keyboard.press(" ");
        await tabTo(page, "#own-sites");
        await page.keyboard.type("wiki.example");
        await tabTo(page, "details:has(#nudge-minutes) > summary");
        await page.keyboard.press("Enter");
        await tabTo(page, "#nudge-minutes");
        await chord(page, "a");
        await page.keyboard.type("61");
        await page.keyboard.press("Enter");
        await until("it is too far ahead", () => linesAt(page, "#nudge-wrong"), (lines) => lines.join() === sentence("fault_nudge_range"));
        await untilFocus(page, "nudge-minutes");
        await assertLooksWell(ringfence, page, "options-form-nudge");
        await page.bringToFront();
        await page.focus("#nudge-minutes");
        await chord(page, "a");
        await page.keyboard.type("25");
        await page.keyboard.press("Enter");
        const { view } = await until("it is saved", () => ringfence.send({ type: "view", page: { type: "options" } }), (reply) => reply.view.rules.length === 2);
        assert.deepEqual([view.rules[1].draft.choose, view.rules[1].draft.nudge, view.rules[1].draft.goal], [true, 25, "Evenings"]);
        assert.ok(view.goals.every((/** @type {any} */ { draft }) => draft.title !== "Evenings"), "the line names the rule, and no goal");
      });

      await t.test("when one is spoken to is changed, and what is wrong is told", async () => {
        await page.evaluate(() => (location.hash = "#settings"));
        await page.waitForSelector("#nudges-last-minute");
        await page.focus("#nudges-last-minute");
        await page.keyboard.press(" ");
        await put(page, "#nudges-at", "");
        await tabTo(page, "#nudges-quiet");
        await page.keyboard.press(" ");
        await put(page, "#nudges-to", "22:00");
        await tabTo(page, "#nudges-energy");
        await page.keyboard.press(" ");
        await page.keyboard.press("Enter");
        await until("both are told", () => linesAt(page, ".nudges-form"), (lines) => lines.length === 2);
        assert.deepEqual(await linesAt(page, "#nudges-quiet-wrong"), [sentence("fault_stretch_empty")]);
        await assertLooksWell(ringfence, page, "options-settings-nudges");
        await page.bringToFront();
        await put(page, "#nudges-at", "19:30");
        await put(page, "#nudges-to", "06:00");
        await page.focus("#nudges-energy");
        await page.keyboard.press("Enter");
        const nudges = async () => (await ringfence.send({ type: "view", page: { type: "options" } })).view.nudges;
        await until("it is saved", nudges, ({ energy }) => energy);
        assert.deepEqual(await nudges(), {
          start: true,
          last_minute: false,
          close_out: true,
          weekly: { day: "sun", at: "19:30" },
          quiet: { from: "22:00", to: "06:00" },
          energy: true,
        });
        await page.evaluate(() => (location.hash = "#goals"));
        await page.waitForSelector(".goal .edit", { visible: true });
        await page.focus(".goal .edit");
        await page.keyboard.press("Enter");
        await page.waitForSelector(".goal-energy");
      });

      await t.test("at the welcome the first step is written down with the goal", async () => {
        const welcome = await ringfence.openPage("welcome.html");
        await welcome.waitForSelector("#goal");
        await welcome.bringToFront();
        assert.equal(await welcome.$eval("#first-step", (field) => /** @type {HTMLElement} */ (field).checkVisibility()), false);
        await welcome.focus("#goal");
        await welcome.keyboard.type("Conference talk");
        await tabTo(welcome, "#first-step");
        await paste(welcome, "#first-step", "x".repeat(501));
        await welcome.keyboard.press("Enter");
        await until("it is too long", () => linesAt(welcome, "#first-step-wrong"), (lines) => lines.join() === sentence("fault_step_long"));
        await assertLooksWell(ringfence, welcome, "welcome-step");
        await welcome.bringToFront();
        await welcome.focus("#first-step");
        await chord(welcome, "a");
        await welcome.keyboard.type("Write the first line");
        await put(welcome, "#goal", "Conference talk");
        await refuseRequests(welcome);
        await welcome.keyboard.press("Enter");
        const found = await until("it is written down", goals, (all) => all.some(({ draft }) => draft.steps?.some(({ text }) => text === "Write the first line")));
        assert.equal(found.filter(({ draft }) => draft.title === "Conference talk").length, 1);
      });
    });
  }
});

/** @param {RunningBrowser} ringfence @returns {Promise<GoalView[]>} */
async function goalsOf(ringfence) {
  return (await ringfence.send({ type: "view", page: { type: "options" } })).view.goals;
}

/** @param {Page} page @param {string} id */
const untilFocus = (page, id) => until(`the focus is on ${id}`, () => page.evaluate(() => document.activeElement?.id), (it) => it === id);

/** @param {Page} page @param {string} selector */
const valueOf = (page, selector) => page.$eval(selector, (field) => /** @type {HTMLInputElement} */ (field).value);

/** @param {Page} page @param {string} selector */
const textOf = (page, selector) => page.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? "", selector);

/** @param {Page} page */
const stepsOf = (page) => page.$$eval(".step-row > .input", (fields) => fields.map((field) => /** @type {HTMLInputElement} */ (field).value));

/** @param {Page} page @param {string} selector */
const linesAt = (page, selector) => page.$$eval(`${selector} .wrong-line`, (lines) => lines.map(({ textContent }) => textContent));

/** Takes the place of the browser's prompt. @param {Page} page */
async function refuseRequests(page) {
  await page.evaluate(() => {
    const { permissions } = /** @type {{ browser?: typeof chrome }} */ (/** @type {unknown} */ (globalThis)).browser ?? chrome;
    Object.defineProperty(permissions, "request", { value: () => Promise.resolve(false) });
  });
}

/**
 * A key while another is held.
 * @param {Page} page
 * @param {import("puppeteer-core").KeyInput} key
 * @param {import("puppeteer-core").KeyInput} held
 */
async function press(page, key, held) {
  await page.keyboard.down(held);
  await page.keyboard.press(key);
  await page.keyboard.up(held);
}

/** Away from any field. @param {Page} page @param {import("puppeteer-core").KeyInput} key */
async function control(page, key) {
  await page.focus("#new-goal");
  await chord(page, key);
}

/**
 * What takes long to type, or is typed by the browser's language, is put.
 * @param {Page} page
 * @param {string} selector
 * @param {string} text
 */
async function put(page, selector, text) {
  await page.$eval(
    selector,
    (field, value) => {
      /** @type {HTMLInputElement} */ (field).value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
    text,
  );
}
