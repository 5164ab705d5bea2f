// @ts-check
// The end of the time over our cover page: in front of the person it stays until it is pressed, with what
// is asked and typed there; one that nobody looks at goes on when it is seen.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { ruleForSoon, saveRule } from "./lib/rules.js";
import { coverOf, newWindow, placeOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";

/** @typedef {import("puppeteer-core").Page} Page */

const minute = 60_000;

describe("the end of the time over our cover page", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { sites, ringfence, id } = await browserWithRule(t, launch);
      const url = (/** @type {string} */ path) => sites.url("mail.localhost", path);
      const coverPage = async (/** @type {string} */ path, open = ringfence.newTab) => {
        const page = await open(url(path));
        await untilCoverPage(ringfence, page, url(path));
        return page;
      };
      const isOver = (/** @type {Page} */ page) => page.waitForSelector(".cover-end");

      await t.test("in front it stays, left alone for as long as it may be", async () => {
        const end = ringfence.clock.now() + minute;
        await ringfence.send({ type: "start_focus", minutes: 1 });
        const behind = await coverPage("/behind");
        const front = await coverPage("/front");
        const other = await coverPage("/other", (address) => newWindow(ringfence, address));
        await front.bringToFront();
        for (const page of [front, other]) await page.evaluate(holdClock);
        await ringfence.passTo(end - 1000);
        for (const page of [front, other]) await isOver(page);
        await front.evaluate(pass, 10 * minute);
        // What follows comes after whatever was due.
        await front.evaluate(nextTasks);
        assert.equal(await placeOf(front), coverOf(ringfence, url("/front")));
        await front.click(".cover-end button");
        await until("pressed, it goes on", () => placeOf(front), (place) => place === url("/front"));

        await t.test("seen again within a minute after a letter it stays as well", async () => {
          await other.evaluate(pass, 50_000);
          await other.evaluate(() => document.dispatchEvent(new Event("input")));
          await front.bringToFront();
          await other.evaluate(pass, 50_000);
          await other.evaluate(seenAgain);
          await other.evaluate(nextTasks);
          assert.equal(await placeOf(other), coverOf(ringfence, url("/other")));
        });

        await t.test("seen again later it goes on, as does one whose end nobody saw", async () => {
          await other.evaluate(pass, 61_000);
          await other.evaluate(seenAgain).catch(() => undefined);
          await until("it goes on", () => placeOf(other), (place) => place === url("/other"));
          assert.equal(await placeOf(behind), coverOf(ringfence, url("/behind")));
          await behind.bringToFront();
          await until("it goes on", () => placeOf(behind), (place) => place === url("/behind"));
        });
      });

      await t.test("what came of the time is asked until it is answered, and what is typed there stays", async () => {
        const goal = { title: "Talk", steps: [{ text: "Outline" }] };
        const made = await ringfence.send({ type: "save_goal", goal });
        assert.equal(made.type, "made");
        const { rule, start, end } = await ruleForSoon(ringfence, { minutes: 2, goal: goal.title });
        await saveRule(ringfence, { ...rule, id });
        await ringfence.passTo(start + 1000);
        const isProtected = async () => (await ringfence.send({ type: "view", page: { type: "popup" } })).view.state.type;
        await until("the stretch begins", isProtected, (state) => state === "protected");
        const page = await coverPage("/asks");
        await page.bringToFront();
        await page.evaluate(holdClock);
        await ringfence.passTo(end - 1000);
        await page.waitForSelector("#next-step");
        await page.focus("#next-step");
        await page.keyboard.type("Ask the revie");
        await page.keyboard.press("Home");

        const talk = async () => (await ringfence.send({ type: "view", page: { type: "options" } })).view.goals.find((/** @type {any} */ it) => it.draft.id === made.id).draft;
        const draft = await talk();
        await ringfence.send({ type: "save_goal", goal: { ...draft, steps: [{ ...draft.steps[0], text: "Outline it" }, { text: "Slides" }] } });
        const asked = () => page.$eval(".close-out p", (it) => it.textContent ?? "");
        await until("it asks of the step as it is called now", asked, (text) => text.includes("Outline it"));
        await page.keyboard.type("First: ");
        assert.equal(await typedIn(page), "First: Ask the revie", "who is writing stays where they were");

        await page.evaluate(pass, 10 * minute);
        await page.evaluate(seenAgain);
        await page.evaluate(nextTasks);
        assert.equal(await typedIn(page), "First: Ask the revie");

        const popup = await ringfence.openPage("popup.html");
        await popup.waitForSelector("#next-step");
        await until("the popup has it as well", () => typedIn(popup), (text) => text === "First: Ask the revie");
        await popup.bringToFront();
        await popup.focus("#next-step");
        await popup.keyboard.press("End");
        await popup.keyboard.type("wers");
        await popup.keyboard.press("Enter");
        await until("it is answered here as well", () => page.$(".close-out"), (form) => !form);
        assert.ok((await talk()).steps.some((/** @type {any} */ step) => step.text === "First: Ask the reviewers"));
      });
    });
  }
});

/** @param {Page} page */
function typedIn(page) {
  return page.$eval("#next-step", (field) => /** @type {HTMLInputElement} */ (field).value);
}

/** Runs in the page: what is due in half a minute or later is due when `pass` says so. */
function holdClock() {
  const [now, later] = [performance.now.bind(performance), window.setTimeout.bind(window)];
  /** @type {{ run: () => void, at: number }[]} */
  let held = [];
  let ahead = 0;
  performance.now = () => now() + ahead;
  Object.assign(window, {
    setTimeout: (/** @type {() => void} */ run, /** @type {number} */ ms) => (ms < 30_000 ? later(run, ms) : held.push({ run, at: performance.now() + ms })),
    pass(/** @type {number} */ ms) {
      ahead += ms;
      const due = held.filter(({ at }) => at <= performance.now());
      held = held.filter((it) => !due.includes(it));
      for (const { run } of due) run();
    },
  });
}

/** Runs in the page. @param {number} ms */
function pass(ms) {
  /** @type {any} */ (window).pass(ms);
}

/** Runs in the page: it comes before the person again. */
function seenAgain() {
  document.dispatchEvent(new Event("visibilitychange"));
}

/** Runs in the page. */
function nextTasks() {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}
