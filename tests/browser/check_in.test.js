// @ts-check
// A check-in from its date to the next one, by the keyboard alone: what there is to say is put together,
// a line is taken out, and it goes to the clipboard or into a file, and nowhere else.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { dateIn } from "./lib/dates.js";
import { chord, pressAndLeave, tabTo } from "./lib/keyboard.js";
import { assertLooksWell } from "./lib/looks.js";
import { allowSites, ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { nextPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {{ copied: string[], saved: { name: string, blob: Blob }[] }} Handed what the page has handed on */

const hostile = "Read https://wiki.acme.localhost/x, *then* <img onerror=alert(1)> # write";
const bare = "Read …, \\*then\\* \\<img onerror=alert(1)\\> \\# write (Talk)";

describe("a check-in", { concurrency: true }, () => {
  for (const { name: browser, launch } of browsers) {
    test(browser, async (t) => {
      const ringfence = await launch();
      t.after(ringfence.close);
      await saveRule(ringfence, ruleForAnotherDay());
      await allowSites(ringfence);
      await goBackOnce(ringfence);
      const goal = {
        title: "Talk",
        steps: [
          { text: hostile, for_check_in: true },
          { text: "Show it to Ben", for_check_in: true },
          { text: "Pick three stories", done: "yes" },
          { text: "Rehearse" },
        ],
      };
      assert.equal((await ringfence.send({ type: "save_goal", goal })).type, "made");

      const page = await ringfence.openPage("options.html#check-in");
      await page.waitForSelector("#new-check-in");
      await page.bringToFront();
      await page.evaluate(watch);

      await t.test("one with a date that is over is told at its field; then it is made", async () => {
        await assertLooksWell(ringfence, page, "options-check-in-none");
        await page.bringToFront();
        await tabTo(page, "#new-check-in");
        await page.keyboard.press("Enter");
        await until("the name has the focus", () => focused(page), (id) => id === "check-in-person");
        await page.keyboard.type("Ines *");
        await tabTo(page, "#check-in-date");
        await put(page, "#check-in-date", dateIn(-2));
        await page.keyboard.press("Enter");
        const wrong = () => page.$$eval(".wrong-line", (found) => found.map((it) => it.textContent));
        await until("it is told", wrong, ([line]) => line === sentence("fault_check_in_past", dateIn(-2)));
        await until("the date has the focus", () => focused(page), (id) => id === "check-in-date");
        await put(page, "#check-in-date", dateIn(2));
        await tabTo(page, "input[name=check-in-repeats]");
        await page.keyboard.press("ArrowDown");
        await tabTo(page, "#check-in-every");
        await chord(page, "a");
        await page.keyboard.type("2");
        await assertLooksWell(ringfence, page, "options-check-in-form");
        await page.bringToFront();
        await page.focus("#check-in-every");
        await page.keyboard.press("Enter");
        await untilSaid(page, sentence("options_saved"));
        await until("what there is to say stands there", () => lines(page), (found) => found.length >= 5);
      });

      await t.test("what was promised, done and kept stands there, and what pulled; no site, no address, no name of who pulled", async () => {
        const text = (await lines(page)).join("\n");
        for (const part of ["Show it to Ben (Talk)", "Pick three stories (Talk)", "kept", sentence("reason_habit")]) assert.ok(text.includes(part), part);
        for (const secret of ["wiki", "localhost", "Ana"]) assert.ok(!text.includes(secret), secret);
        assert.equal((await page.$$("main img")).length, 0);
        await assertLooksWell(ringfence, page, "options-check-in-card");
        await page.bringToFront();
      });

      await t.test("a line that is taken out is not copied, and what was typed stays as typed", async () => {
        await page.focus("#new-check-in");
        await tabTo(page, ".check-in-committed li:nth-child(2) input");
        await page.keyboard.press(" ");
        await until("it is out", () => page.$$eval(".check-in-card .out", (found) => found.length), (count) => count === 1);
        await tabTo(page, "#copy-markdown");
        await page.keyboard.press("Enter");
        const [markdown = ""] = await until("it is copied", async () => (await handed(page)).copied, (copied) => copied.length === 1);
        assert.match(markdown, /^# Check-in with Ines \\\*, .+\n\nSince .+\n\n## Committed\n\n/);
        assert.ok(markdown.includes(`- [ ] ${bare}\n`), markdown);
        assert.ok(markdown.includes(`\n## ${sentence("check_in_done_besides")}\n\n- [x] Pick three stories (Talk)\n`), markdown);
        assert.ok(markdown.includes(sentence("reason_habit")), markdown);
        for (const secret of ["Ben", "wiki", "localhost", "Ana"]) assert.ok(!markdown.includes(secret), `${secret}: ${markdown}`);
        await until("it says so", () => page.$eval(".check-in-sent", (it) => it.textContent), (text) => text === sentence("notes_copied"));
      });

      await t.test("asked for, addresses are in it, as text", async () => {
        await page.focus("#new-check-in");
        await tabTo(page, "#with-sites");
        await page.keyboard.press(" ");
        await tabTo(page, "#copy-text");
        await page.keyboard.press("Enter");
        const [, text = ""] = await until("it is copied", async () => (await handed(page)).copied, (copied) => copied.length === 2);
        assert.ok(text.includes(`- [ ] ${hostile} (Talk)\n`), text);
        assert.match(text, /^Check-in with Ines \*, /);
        await page.focus("#with-sites");
        await page.keyboard.press(" ");
      });

      await t.test("it is saved as a file, in both ways", async () => {
        await tabTo(page, "#save-markdown");
        await page.keyboard.press("Enter");
        await tabTo(page, "#save-text");
        await page.keyboard.press("Enter");
        const { saved, copied } = await until("both are handed over", () => handed(page), ({ saved: files }) => files.length === 2);
        assert.deepEqual(saved.map(({ name }) => name), [`check-in-${dateIn(2)}.md`, `check-in-${dateIn(2)}.txt`]);
        assert.equal(saved[0]?.text, copied[0]);
        assert.equal(saved[0]?.kind, "text/markdown;charset=utf-8");
      });

      await t.test("two days before, the popup says so and leads there", async () => {
        const popup = await ringfence.openPage("popup.html");
        await popup.waitForSelector(".check-in-near");
        // From nine o'clock on the nudge says it, before that the line.
        const near = sentence("check_in_near_with", "Ines *", sentence("check_in_in_two_days"));
        const said = await popup.$$eval(".check-in-near span, #nudge", (all) => all.map((it) => it.textContent).join(""));
        assert.ok(said === near || (said.includes("Ines *") && !said.includes(near)), said);
        assert.equal((await popup.$$(".check-in-near")).length, 1, "it is said once");
        assert.equal(await popup.$eval(".check-in-near button", (it) => it.textContent), sentence("check_in_prepare"));
        await assertLooksWell(ringfence, popup, "popup-check-in");
        await popup.bringToFront();
        await popup.focus(".check-in-near button");
        const opened = await nextPage(ringfence, () => pressAndLeave(popup, "Enter"));
        await opened.waitForSelector(".check-in-card");
        assert.ok((await lines(opened)).some((line) => line.includes("Show it to Ben")));
        await opened.close();
        await page.bringToFront();
      });

      await t.test("it took place: what is promised for the next one is ticked, and the next date stands", async () => {
        await page.focus("#new-check-in");
        await tabTo(page, "#took-place");
        await page.keyboard.press("Enter");
        await until("the form has the focus", () => focused(page), (id) => id === "held-heading");
        assert.equal(await page.$eval("#check-in-next", (it) => /** @type {HTMLInputElement} */ (it).value), dateIn(16));
        await assertLooksWell(ringfence, page, "options-check-in-held");
        await page.bringToFront();
        await page.focus("#held-heading");
        // Another goal, this one and its three open steps: the first is let go, the last is promised.
        await tabTo(page, ".promises li:nth-child(3) input");
        await page.keyboard.press(" ");
        await tabTo(page, ".promises li:nth-child(5) input");
        await page.keyboard.press(" ");
        await tabTo(page, ".check-in-form [type=submit]");
        await page.keyboard.press("Enter");
        await untilSaid(page, sentence("check_in_noted"));
        const { check_ins: [next], goals } = await options(ringfence);
        assert.deepEqual([next?.date, next?.every, next?.since], [dateIn(16), 2, dateIn(0)]);
        assert.deepEqual(goals.find(({ draft }) => draft.title === "Talk")?.draft.steps?.map((step) => step.for_check_in), [false, true, false, true]);
        await until("the focus is back", () => focused(page), (id) => id === "new-check-in");
        await until("what is promised stands there", () => lines(page), (found) => found.some((line) => line.includes("Rehearse")));
      });

      await t.test("undone, it stands on its date again; deleted, it comes back as well", async () => {
        await chord(page, "z");
        const date = async () => (await options(ringfence)).check_ins.map((it) => it.date).join();
        await until("it is back", date, (text) => text === dateIn(2));
        const { goals } = await options(ringfence);
        assert.deepEqual(goals.find(({ draft }) => draft.title === "Talk")?.draft.steps?.map((step) => step.for_check_in), [true, true, false, false], "and so is what was promised");
        await page.waitForSelector(".check-in .link:nth-of-type(2)");
        await page.focus("#new-check-in");
        await tabTo(page, ".check-in .link:nth-of-type(2)");
        await page.keyboard.press("Enter");
        await untilSaid(page, sentence("check_in_deleted"));
        await until("it is gone", date, (text) => text === "");
        await chord(page, "z");
        await until("it is back", date, (text) => text === dateIn(2));
      });
    });
  }
});

/** An override for habit, of which "Ana" was the puller. @param {RunningBrowser} ringfence */
async function goBackOnce(ringfence) {
  await ringfence.send({ type: "start_focus", minutes: 60 });
  const scope = { type: "site", pattern: "mail.localhost" };
  const draft = { scope, minutes: 5, reason: "habit", puller: "Ana", note: "", instead: null };
  const { id } = await ringfence.send({ type: "request_override", draft });
  await ringfence.send({ type: "end_override", id });
}

/** Notes what the page hands on. Runs in the page. */
function watch() {
  /** @type {Handed} */
  const all = { copied: [], saved: [] };
  Object.assign(globalThis, { handed: all });
  navigator.clipboard.writeText = async (text) => void all.copied.push(text);
  /** @type {Map<string, Blob>} */
  const blobs = new Map();
  const create = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    const url = create(blob);
    if (blob instanceof Blob) blobs.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function click() {
    const blob = blobs.get(this.href);
    if (blob) all.saved.push({ name: this.download, blob });
  };
}

/** @param {Page} page */
function handed(page) {
  return page.evaluate(async () => {
    const { copied, saved } = /** @type {{ handed: Handed }} */ (/** @type {unknown} */ (globalThis)).handed;
    return { copied, saved: await Promise.all(saved.map(async ({ name, blob }) => ({ name, kind: blob.type, text: await blob.text() }))) };
  });
}

/**
 * The options as the background has them.
 * @param {RunningBrowser} ringfence
 * @returns {Promise<import("../../dist/types/background.js").OptionsView>}
 */
const options = async (ringfence) => (await ringfence.send({ type: "view", page: { type: "options" } })).view;

/** @param {Page} page */
const lines = (page) => page.$$eval(".check-in-card li", (found) => found.map((it) => it.textContent ?? ""));

/** @param {Page} page @param {string} said */
const untilSaid = (page, said) => until(`it says: ${said}`, () => page.$eval(".said", (it) => it.textContent), (text) => text === said);

/** @param {Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.id);

/**
 * The browsers' own fields for dates are typed into by their language: here it is put.
 * @param {Page} page
 * @param {string} selector
 * @param {string} value
 */
async function put(page, selector, value) {
  await page.$eval(selector, (field, text) => {
    if (!(field instanceof HTMLInputElement)) return;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, value);
}
