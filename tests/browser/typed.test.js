// @ts-check
// What is typed in the options stays: it outlives a look at another section, no second form opens over
// it, and a field that nobody has touched shows what was saved elsewhere.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { welcomePage } from "./lib/hidden.js";
import { assertLooksWell } from "./lib/looks.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../../dist/types/background.js").GoalView} GoalView */

const day = 24 * 60 * 60_000;

/** A date so many days from now. @param {number} days */
const dateIn = (days) => new Date(Date.now() + days * day).toISOString().slice(0, 10);

describe("what is typed in the options", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const ringfence = await launch();
      t.after(() => ringfence.close());
      await welcomePage(ringfence);
      const view = async () => (await ringfence.send({ type: "view", page: { type: "options" } })).view;

      /** @param {string} path @param {string} there */
      const open = async (path, there) => {
        const page = await ringfence.openPage(path);
        await page.waitForSelector(there);
        await page.bringToFront();
        return page;
      };

      await t.test("it is still there after a look at another section", async () => {
        const page = await open("options.html#exceptions", "#new-exception");
        await page.click("#new-exception");
        await put(page, "#exception-from", dateIn(3));
        await go(page, "#check-in", "#new-check-in");
        await page.click("#new-check-in");
        await put(page, "#check-in-person", "Ines");
        await go(page, "#settings", "#nudges-weekly");
        await put(page, "#settings-zone", "Europe/Lis");
        await page.click("#nudges-weekly");
        await put(page, "#nudges-at", "17:15");
        await go(page, "#log", "#log-older");
        await go(page, "#week", ".week");
        assert.deepEqual(await twice(page), [], "no id stands twice");
        await go(page, "#settings", "#nudges-weekly");
        assert.deepEqual(await typed(page, "#settings-zone", "#nudges-at"), ["Europe/Lis", "17:15"]);
        await go(page, "#check-in", "#new-check-in");
        assert.deepEqual(await typed(page, "#check-in-person"), ["Ines"]);
        await go(page, "#exceptions", "#new-exception");
        assert.deepEqual(await typed(page, "#exception-from"), [dateIn(3)]);
        await assertLooksWell(ringfence, page, "options-all-typed");
        await page.close();
      });

      await t.test("no second form opens over one that is not saved", async () => {
        for (const days of [10, 20]) {
          const exception = { id: 0, kind: "vacation", from: dateIn(days), until: dateIn(days + 1), groups: [], reason: null };
          await ringfence.send({ type: "save_exception", exception });
        }
        const page = await open("options.html#exceptions", "#new-exception");
        await page.click("#new-exception");
        await put(page, "#exception-from", dateIn(3));
        await until("both are listed", () => page.$$(".rule h2 button").then((all) => all.length), (count) => count === 2);
        await press(page, ".rules .rule:nth-child(1) h2 button");
        await isRefused(page, ".exception-form", "exception_unsaved");
        assert.deepEqual(await typed(page, "#exception-from"), [dateIn(3)]);
        await press(page, ".rules .rule:nth-child(2) .link");
        await until("that one is deleted", async () => (await view()).exceptions.length, (count) => count === 1);
        assert.deepEqual(await typed(page, "#exception-from"), [dateIn(3)]);
        await press(page, ".exception-form .row .btn:nth-child(2)");
        await page.waitForSelector(".exception-form", { hidden: true });

        for (const person of ["Ben", "Ana"]) {
          await ringfence.send({ type: "save_check_in", check_in: { person, date: dateIn(9), every: 2 } });
        }
        await go(page, "#check-in", "#took-place");
        await page.click("#new-check-in");
        await put(page, "#check-in-person", "Ines");
        await press(page, "#took-place");
        await isRefused(page, ".check-in-form", "check_in_unsaved");
        await press(page, ".check-in:nth-child(2) .link");
        await isRefused(page, ".check-in-form", "check_in_unsaved");
        assert.deepEqual(await typed(page, "#check-in-person"), ["Ines"]);
        await press(page, ".check-in-form .row .btn:nth-child(2)");
        await page.waitForSelector(".check-in-form", { hidden: true });
        await press(page, "#took-place");
        await page.waitForSelector("#check-in-next");
        await put(page, "#check-in-next", dateIn(30));
        await press(page, ".check-in:nth-child(2) .link");
        await isRefused(page, ".check-in-form", "check_in_unsaved");
        await press(page, ".check-in:nth-child(2) .link:nth-of-type(2)");
        await until("that one is deleted", async () => (await view()).check_ins.length, (count) => count === 1);
        assert.deepEqual(await typed(page, "#check-in-next"), [dateIn(30)]);
        await page.close();
      });

      await t.test("what nobody has touched shows what was saved elsewhere", async () => {
        const forms = await open("options.html#exceptions", ".rule h2 button");
        const [{ draft: exception }] = (await view()).exceptions;
        await press(forms, ".rule h2 button");
        await forms.waitForSelector("#exception-until");
        await ringfence.send({ type: "save_exception", exception: { ...exception, until: dateIn(14) } });
        await shows(forms, "#exception-until", dateIn(14));
        await forms.close();

        const page = await open("options.html#settings", "#settings-zone");
        const saved = { lead: "hour", zone: "Europe/Lisbon", owe_excused: true };
        await ringfence.send({ type: "save_settings", settings: saved });
        await shows(page, "#settings-zone", "Europe/Lisbon");
        const { nudges } = await view();
        await ringfence.send({ type: "save_nudges", nudges: { ...nudges, quiet: { from: "21:00", to: "06:30" } } });
        await shows(page, "#nudges-from", "21:00");
        await shows(page, "#nudges-to", "06:30");
      });

      await t.test("beside what was typed, the rest still follows, and no old value is saved again", async () => {
        const page = await open("options.html#settings", "#settings-zone");
        const { settings } = await view();
        await put(page, "#settings-zone", "Asia/Tokyo");
        await ringfence.send({ type: "save_settings", settings: { ...settings, lead: "day" } });
        const isLead = () => page.$eval(".lead-chips label:last-child input", (it) => /** @type {HTMLInputElement} */ (it).checked);
        await until("the lead follows", isLead);
        assert.deepEqual(await typed(page, "#settings-zone"), ["Asia/Tokyo"], "what was typed stays");
        await press(page, "form.narrow:not(.nudges-form) [type=submit]");
        await until("it is saved", async () => (await view()).settings, (now) => now.zone === "Asia/Tokyo");
        assert.deepEqual((await view()).settings, { ...settings, lead: "day", zone: "Asia/Tokyo" });
        await page.close();
      });

      await t.test("a check-in that is made elsewhere opens its card, and beside what was typed the promises follow", async () => {
        for (const { id } of (await view()).check_ins) await ringfence.send({ type: "delete_check_in", id });
        const page = await open("options.html#check-in", ".none-yet");
        await ringfence.send({ type: "save_check_in", check_in: { person: "Ben", date: dateIn(9), every: 2 } });
        await page.waitForSelector("#took-place");
        await press(page, "#took-place");
        await put(page, "#check-in-next", dateIn(30));
        await ringfence.send({ type: "save_goal", goal: { title: "Talk", steps: [{ text: "Rehearse", for_check_in: true }] } });
        const promises = () =>
          page.$$eval(".promises li", (all) => all.map((it) => [it.textContent, it.querySelector("input")?.checked]));
        const wanted = [["Talk", false], ["Rehearse", true]];
        await until("they can be promised", promises, (all) => JSON.stringify(all.slice(-2)) === JSON.stringify(wanted));
        assert.deepEqual(await typed(page, "#check-in-next"), [dateIn(30)], "what was typed stays");
        await press(page, ".promises li:nth-last-child(2) input");
        await press(page, ".check-in-form [type=submit]");
        const talk = async () => (await view()).goals.find((/** @type {GoalView} */ { draft }) => draft.title === "Talk")?.draft;
        await until("it is promised", talk, (goal) => goal?.for_check_in === true);
        assert.deepEqual((await talk())?.steps?.map((/** @type {{ for_check_in?: boolean }} */ step) => step.for_check_in), [true], "and so is what was before");
        await page.close();
      });

      await t.test("what changes while a page of ours starts is shown", async () => {
        const page = await open("options.html#settings", "#settings-zone");
        await page.evaluate(openHeld);
        const popup = (/** @type {string} */ of) => page.evaluate(async (wanted) => /** @type {any} */ (globalThis)[wanted](), of);
        await until("it waits for its wasm, and its first question is answered", () => popup("isHeld"));
        await ringfence.send({ type: "park", text: "Answer Ana", url: "" });
        assert.ok(!(await popup("text")).includes("Answer Ana"));
        await popup("goOn");
        await until("it is there", () => popup("text"), (text) => text.includes("Answer Ana"));
        await popup("shut");
        await page.close();
      });
    });
  }
});

/** Opens the popup in a tab, and its wasm does not come before `goOn` is called. Runs in a page of ours. */
function openHeld() {
  const popup = /** @type {any} */ (window.open("popup.html"));
  const { fetch } = popup;
  let isAsked = false;
  /** @type {() => void} */
  let goOn = () => undefined;
  const held = new Promise((resolve) => (goOn = () => resolve(undefined)));
  // Its first, empty document hands its window on to the popup.
  popup.fetch = async (/** @type {unknown[]} */ ...wanted) => {
    isAsked = true;
    await held;
    return fetch.apply(popup, wanted);
  };
  const isHeld = async () => isAsked && Boolean(await popup.ringfenceFirstReply);
  Object.assign(globalThis, { isHeld, goOn, text: () => popup.document.body.innerText, shut: () => popup.close() });
}

/** Opens another section by its link in the rail. @param {Page} page @param {string} fragment @param {string} there */
async function go(page, fragment, there) {
  await press(page, `.rail a[href="${fragment}"]`);
  await page.waitForSelector(there, { visible: true });
}

/** As a hand would, wherever on the page it stands. @param {Page} page @param {string} selector */
const press = (page, selector) => page.$eval(selector, (it) => /** @type {HTMLElement} */ (it).click());

/** @param {Page} page @param {string} form @param {string} key */
async function isRefused(page, form, key) {
  const said = () => page.$eval(`${form} .unsaved[role=alert]`, (it) => it.textContent);
  await until("the form says that it is not saved", said, (text) => text === sentence(key));
  await until("its Save button has the focus", () => page.evaluate((it) => document.activeElement?.matches(`${it} .first`), form));
}

/** @param {Page} page @param {string} field @param {string} value */
const shows = (page, field, value) => until(`${field} shows ${value}`, () => typed(page, field), ([now]) => now === value);

/** @param {Page} page @param {string[]} fields */
function typed(page, ...fields) {
  return Promise.all(fields.map((field) => page.$eval(field, (it) => /** @type {HTMLInputElement} */ (it).value)));
}

/** The ids that stand more than once in the page. @param {Page} page */
function twice(page) {
  return page.$$eval("[id]", (all) => all.map((it) => it.id).filter((id, at, ids) => ids.indexOf(id) !== at));
}

/**
 * The browsers' own fields for dates and times are typed into by their language: here it is put.
 * @param {Page} page
 * @param {string} selector
 * @param {string} value
 */
async function put(page, selector, value) {
  await page.waitForSelector(selector);
  await page.$eval(selector, (field, text) => {
    if (!(field instanceof HTMLInputElement)) return;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, value);
}
