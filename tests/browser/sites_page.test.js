// @ts-check
// The Sites page: groups made and changed by keyboard, pastes of any size, presets found and added,
// addresses tried, and what is wrong said at its place.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";

import { cssString } from "../../extension/veil_css.js";
import { browsers } from "./harness/index.js";
import { welcomePage } from "./lib/hidden.js";
import { chord, paste, tabTo } from "./lib/keyboard.js";
import { ruleForNow, saveRule } from "./lib/rules.js";
import { until } from "./lib/until.js";
import { counted, sentence } from "./lib/words.js";
import { saidOfWrongSites, wrongSites } from "./lib/wrong_sites.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

describe("the Sites page", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    it(`${name}: makes groups by keyboard, takes pastes of any size, finds presets, tries addresses`, async (t) => {
      const ringfence = await launch();
      t.after(() => ringfence.close());
      await welcomePage(ringfence);
      const groups = () => groupsOf(ringfence);
      // What asks for them opens a page of its own, which must not come before ours.
      await groups();
      const page = await ringfence.openPage("options.html#sites");
      await page.bringToFront();
      await page.waitForSelector("#new-group");
      await recordRequests(page);

      await t.test("a group is made by keyboard alone, and its sites are asked for in the same press", async () => {
        await tabTo(page, "#new-group");
        await page.keyboard.press("Enter");
        await until("the form has the focus", () => page.evaluate(() => document.activeElement?.id === "group-name"));
        await page.keyboard.type("Wiki");
        await tabTo(page, ".site-row input");
        await page.keyboard.type("https://Wiki.Example/team/");
        await tabTo(page, ".site-row:nth-child(2) input");
        await page.keyboard.type("!wiki.example/team/me");
        await page.keyboard.press("Enter");
        await until("the group is there", groups, (all) => all.length === 1);
        const [group] = await groups();
        assert.deepEqual([group?.name, group?.sites], ["Wiki", ["wiki.example/team", "!wiki.example/team/me"]]);
        assert.deepEqual(await requestsOf(page), [group?.origins]);
        await page.waitForSelector(".group-form", { hidden: true });
      });

      await t.test("what is done is undone and done again", async () => {
        await control(page, "z");
        await until("the group is gone", groups, (all) => all.length === 0);
        await control(page, "z", "Shift");
        await until("the group is back", groups, (all) => all.length === 1);
      });

      await t.test("of a paste the good lines are taken, the others are told and stay to be mended", async () => {
        await openForm(page, "Wiki");
        await paste(page, ".site-row:has(> [hidden]) input", ["jira.example", ...wrongSites].join("\n"));
        await page.waitForSelector("#left-wrong .wrong-line");
        assert.deepEqual(await rowsOf(page), ["wiki.example/team", "!wiki.example/team/me", "jira.example", ""]);
        assert.deepEqual(await linesAt(page, "#left-wrong"), saidOfWrongSites);
        await page.click(".group-form [type=submit]");
        await until("the good lines are saved", groups, ([group]) => group?.sites.includes("jira.example") ?? false);
        const left = () => page.$eval("#left-lines", (field) => /** @type {HTMLTextAreaElement} */ (field).value);
        assert.equal(await left(), wrongSites.join("\n"));
        const kept = counted("sites_saved_but", wrongSites.length);
        await until("it is said what is left", () => textOf(page, ".group-form > [role=status]"), (said) => said === kept);

        await page.$eval("#left-lines", (field) => {
          /** @type {HTMLTextAreaElement} */ (field).value = "bbc.co.uk\nmy wiki.example";
          field.dispatchEvent(new Event("change"));
        });
        await page.click(".left-over .btn:first-child");
        assert.deepEqual((await rowsOf(page)).slice(-2), ["bbc.co.uk", ""]);
        assert.equal(await left(), "my wiki.example");
        await page.click(".left-over .btn.bare");
        await page.waitForSelector(".left-over", { hidden: true });
      });

      await t.test("the same list is edited as text, and 100,000 pasted lines are as many as fit", async () => {
        await page.click(".site-list .chip:nth-child(2) input");
        const text = () => page.$eval("#group-sites", (field) => /** @type {HTMLTextAreaElement} */ (field).value);
        assert.equal(await text(), "wiki.example/team\n!wiki.example/team/me\njira.example\nbbc.co.uk");
        const many = Array.from({ length: 100_000 }, (_, line) => (line % 1000 === 7 ? `my host ${line}` : `host${line}.example`));
        await paste(page, "#group-sites", many.join("\n"));
        await page.waitForSelector("#left-wrong .wrong-line");
        const said = await textOf(page, ".site-list > [role=status]");
        const read = 10_000 - 4;
        const bad = many.slice(0, read + 10).filter((line) => line.includes(" ")).length;
        assert.equal(said, [counted("sites_taken", read), counted("sites_left", bad), counted("sites_beyond", 100_000 - read - bad, "10000")].join(" "));
        assert.equal((await text()).split("\n").length, 10_000);
        assert.ok(await page.$eval(".site-list .chip:first-child input", (radio) => /** @type {HTMLInputElement} */ (radio).disabled));
        await page.click(".left-over .btn.bare");
        await page.click(".group-form [type=submit]");
        await until("all are saved", groups, ([group]) => group?.sites.length === 10_000);
        await page.waitForSelector(".group-form", { hidden: true });
        await control(page, "z");
        await until("that is undone", groups, ([group]) => group?.sites.length === 3);
        // On the page too: its buttons are made anew with it.
        await page.waitForSelector(".group li.soft", { hidden: true });
      });

      await t.test("what is wrong stands at its field, and another group waits for this one", async () => {
        await openForm(page, "Wiki");
        await fill(page, "#group-name", "Wiki\u202Etxt");
        await fill(page, ".site-row:nth-child(1) input", "my wiki.example");
        await page.click(".group-form [type=submit]");
        await page.waitForSelector(".wrong-line");
        assert.deepEqual(await linesAt(page, "#group-name-wrong"), [sentence("fault_group_name")]);
        assert.deepEqual(await linesAt(page, ".site-row:nth-child(1)"), [sentence("fault_site_space", "my wiki.example")]);
        await page.click("#new-group");
        await until("the form says that it is not saved", () => textOf(page, ".group-form .unsaved"), (said) => said === sentence("sites_unsaved"));
        const typed = await page.$eval("#group-name", (field) => /** @type {HTMLInputElement} */ (field).value);
        assert.equal(typed, "Wiki\u202Etxt", "nothing of it is lost");
        await page.click(".group-form .row .btn:nth-child(2)");
        await page.waitForSelector(".group-form", { hidden: true });
      });

      await t.test("what is looked for while a form still closes is found", async () => {
        await openForm(page, "Wiki");
        const goOn = await holdFrames(page);
        await page.click(".group-form .row .btn:nth-child(2)");
        await page.waitForSelector(".group-form", { hidden: true });
        await page.focus("#find");
        await page.keyboard.type("lin");
        await goOn();
        await page.keyboard.type("ear");
        assert.equal(await page.$eval("#find", (field) => /** @type {HTMLInputElement} */ (field).value), "linear");
        await until("it is found", () => textOf(page, ".presets h3"), (found) => found === "Linear");
      });

      await t.test("an app is found by its name and added to its group; others by choice", async () => {
        await fill(page, "#find", "linear");
        await until("it is found", () => textOf(page, ".presets h3"), (found) => found === "Linear");
        assert.equal(await textOf(page, ".presets mark"), "Linear");
        const goOn = await holdFrames(page);
        await page.click(".presets .btn");
        await page.focus("#try-url");
        await page.keyboard.type("wiki");
        await until("it is said to be added", () => textOf(page, ".said"), (said) => said === sentence("sites_added", "Tickets"));
        await goOn();
        assert.equal(await page.evaluate(() => document.activeElement?.id), "try-url", "who went on writing stays there");
        await until("its group is there", groups, (all) => all.some(({ id }) => id === "tickets"));
        const tickets = (await groups()).find(({ id }) => id === "tickets");
        assert.ok(tickets?.sites.every((site) => site.includes("linear.app")), String(tickets?.sites));
        await fill(page, "#find", "");
        const row = ".presets li:nth-child(4)";
        await until("all presets are shown", () => textOf(page, `${row} h3`), (found) => found === "Tickets");
        await page.click(`${row} [aria-expanded]`);
        await page.click(`${row} .chooser .chip:first-child input`);
        await page.click(`${row} .chooser .btn`);
        await until("Jira is in it too", groups, (all) => all.some(({ sites }) => sites.some((site) => site.includes("atlassian.net"))));
        const asked = await requestsOf(page);
        assert.ok(asked.at(-1)?.some((origin) => origin.includes("linear.app")), "what is there already is asked for with it, and costs no prompt");
        assert.equal(asked.flat().filter((origin) => origin.includes("slack")).length, 0);
      });

      await t.test("an address tells what covers it, what lets it through, and what has no say", async () => {
        await saveRule(ringfence, ruleForNow(ringfence, { goal: "Portfolio", groups: ["tickets"], sites: ["wiki.example"] }));
        await fill(page, "#try-url", "wiki.example/team/me/notes");
        await until("the trail is there", () => trailOf(page), (trail) => trail.length === 3);
        assert.equal(await textOf(page, ".verdict h3"), sentence("sites_try_covered"));
        assert.deepEqual(await trailOf(page), [
          ["wiki.example", sentence("sites_try_covers_wins", sentence("sites_try_rule_own"))],
          ["!wiki.example/team/me", sentence("sites_try_unused", "Wiki")],
          ["wiki.example/team", sentence("sites_try_unused", "Wiki")],
        ]);
        assert.equal(await textOf(page, ".verdict li"), sentence("sites_try_rule_covers", "Portfolio"));
        for (const other of ["chrome://settings", "javascript:alert(1)", "file:///etc/hosts", "about:blank", "http://", "two words"]) {
          await fill(page, "#try-url", other);
          await until(`${other} stays open`, () => textOf(page, ".verdict h3"), (said) => said === sentence("sites_try_none"));
        }
      });

      await t.test("a group goes when no rule names it, and comes back", async () => {
        await openForm(page, "Tickets");
        assert.equal((await page.$$(".group-form .row:last-of-type .btn")).length, 2, "a rule names this one");
        await page.click(".group-form .row .btn:nth-child(2)");
        await openForm(page, "Wiki");
        await page.click(".group-form .row .btn:nth-child(3)");
        await until("it is gone", groups, (all) => all.length === 1);
        await control(page, "z");
        await until("it is back", groups, (all) => all.length === 2);
      });
    });

    it(`${name}: knows public suffixes by the list where the browser does not`, async (t) => {
      const { permissions } = await manifestOf(name);
      const ringfence = await launch({ overlay: { permissions: permissions.filter((permission) => permission !== "publicSuffix") } });
      t.after(() => ringfence.close());
      await welcomePage(ringfence);
      await ringfence.send({ type: "view", page: { type: "options" } });
      const page = await ringfence.openPage("options.html#sites");
      await page.bringToFront();
      await page.waitForSelector("#new-group");
      const isKnown = () => page.evaluate(() => "publicSuffix" in chrome);
      assert.equal(await isKnown(), false, "the browser does not tell");
      // The list is read when the page is, and the file is there by then.
      await page.evaluate(async () => (await fetch("public_suffixes.txt")).text());
      await page.click("#new-group");
      await page.waitForSelector("#group-name");
      await page.keyboard.type("Wiki");
      await paste(page, ".site-row:has(> [hidden]) input", "com\nco.uk\nck\nanything.ck\nwww.ck\nxn--p1ai\nbbc.co.uk\n");
      await page.waitForSelector("#left-wrong .wrong-line");
      const refused = ["com", "co.uk", "ck", "anything.ck", "xn--p1ai"].map((host) => sentence("fault_site_suffix", host));
      assert.deepEqual(await linesAt(page, "#left-wrong"), refused);
      assert.deepEqual(await rowsOf(page), ["www.ck", "bbc.co.uk", ""]);
    });
  }
});

/** @param {"chromium" | "firefox"} name @returns {Promise<{ permissions: string[] }>} */
async function manifestOf(name) {
  const directory = name === "chromium" ? "chrome" : "firefox";
  return JSON.parse(await readFile(new URL(`../../dist/${directory}/manifest.json`, import.meta.url), "utf8"));
}

/** @param {RunningBrowser} ringfence */
async function groupsOf(ringfence) {
  const { view } = await ringfence.send({ type: "view", page: { type: "options" } });
  return /** @type {import("../../dist/types/background.js").GroupView[]} */ (view.groups);
}

/** Takes the place of the browser's prompt: what is asked for is noted, and not given. @param {Page} page */
async function recordRequests(page) {
  await page.evaluate(() => {
    const asked = /** @type {string[][]} */ ([]);
    Object.assign(globalThis, { asked });
    const { permissions } = /** @type {{ browser?: typeof chrome }} */ (/** @type {unknown} */ (globalThis)).browser ?? chrome;
    Object.defineProperty(permissions, "request", {
      value: (/** @type {{ origins: string[] }} */ { origins }) => {
        asked.push(origins);
        return Promise.resolve(false);
      },
    });
  });
}

/** @param {Page} page @returns {Promise<string[][]>} */
async function requestsOf(page) {
  return page.evaluate(() => /** @type {any} */ (globalThis).asked);
}

/** @param {Page} page @param {string} name */
async function openForm(page, name) {
  // By its label as it is written: Firefox's driver, asked for a role and a name, waits for the browser's
  // tree of the page, and once in a while it waits for ever.
  const button = await page.waitForSelector(`button[aria-label=${cssString(sentence("sites_edit_label", name))}]`);
  await button?.click();
  await page.waitForSelector("#group-name");
}

/** @param {Page} page @param {string} selector @param {string} text */
async function fill(page, selector, text) {
  await page.focus(selector);
  await chord(page, "a");
  await page.keyboard.press("Backspace");
  await page.keyboard.type(text);
}

/**
 * Holds back what the page would do with its next frames, as a slow machine does.
 * @param {Page} page
 * @returns {Promise<() => Promise<void>>} lets it go on
 */
async function holdFrames(page) {
  await page.evaluate(() => {
    const { requestAnimationFrame } = window;
    const held = /** @type {FrameRequestCallback[]} */ ([]);
    const goOn = () => {
      Object.assign(window, { requestAnimationFrame });
      for (const callback of held) callback(performance.now());
    };
    Object.assign(window, { requestAnimationFrame: (/** @type {FrameRequestCallback} */ callback) => held.push(callback), goOn });
  });
  return () => page.evaluate(() => /** @type {any} */ (window).goOn());
}

/** Away from any field. @param {Page} page @param {import("puppeteer-core").KeyInput} key @param {import("puppeteer-core").KeyInput[]} others */
async function control(page, key, ...others) {
  await page.focus("#new-group");
  await chord(page, key, ...others);
}

/** @param {Page} page @param {string} selector */
async function textOf(page, selector) {
  return page.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? "", selector);
}

/** @param {Page} page */
async function rowsOf(page) {
  return page.$$eval(".site-row input", (fields) => fields.map((field) => field.value));
}

/** @param {Page} page @param {string} selector */
async function linesAt(page, selector) {
  return page.$$eval(`${selector} .wrong-line`, (lines) => lines.map(({ textContent }) => textContent));
}

/** @param {Page} page */
async function trailOf(page) {
  return page.$$eval(".trail li", (steps) => steps.map((step) => [step.querySelector("code")?.textContent, step.querySelector("p")?.textContent]));
}
