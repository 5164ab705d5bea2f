// @ts-check
// The log is looked through and put right, by the keyboard alone: it is narrowed, a reason is corrected,
// a name goes, what is old goes.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { chord, goBack, paste, tabTo } from "./lib/keyboard.js";
import { readLog } from "./lib/log.js";
import { assertLooksWell } from "./lib/looks.js";
import { allowSites, ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { placeOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { counted, sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

const name = `<img onerror=alert(1)> =HYPERLINK("x") 🙂 שלום`;
const day = 24 * 60 * 60_000;

describe("the log's page", { concurrency: true }, () => {
  for (const { name: browser, launch } of browsers) {
    test(browser, async (t) => {
      const sites = await serveSites();
      t.after(sites.close);
      const ringfence = await launch();
      t.after(ringfence.close);
      await saveRule(ringfence, ruleForAnotherDay());
      await allowSites(ringfence);
      await ringfence.send({ type: "start_focus", minutes: 60 });
      const page = await ringfence.newTab(sites.url("mail.localhost"));
      await untilCoverPage(ringfence, page, sites.url("mail.localhost"));
      await page.bringToFront();
      await tabTo(page, ".cover-foot button");
      await page.keyboard.press("Enter");
      await page.waitForSelector("input[name=why]");
      await paste(page, "#puller", name);
      await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
      await goBack(page, { reason: 1, minutes: 0 });
      await until("the address opens", () => placeOf(page), (place) => place === sites.url("mail.localhost"));
      const { view } = await ringfence.send({ type: "view", page: { type: "popup" } });
      await ringfence.send({ type: "end_override", id: view.overrides[0].id });
      const other = { scope: { type: "site", pattern: "chat.localhost" }, minutes: 5, reason: "habit", puller: "Ana", note: "", instead: null };
      await ringfence.send({ type: "request_override", draft: other });
      await page.close();

      const log = await ringfence.openPage("options.html#log");
      await log.waitForSelector(".log-day li");
      await log.bringToFront();
      const promise = sentence("reason_promise");

      await t.test("what was typed is shown as it was typed, also as a choice", async () => {
        assert.ok((await lines(log)).some((line) => line.includes(name)));
        await tabTo(log, "#log-filter");
        await log.keyboard.press("Enter");
        await tabTo(log, "input[name=log_rule]");
        assert.ok((await log.$$eval(".log-card bdi", (found) => found.map((it) => it.textContent))).includes(name));
        assert.equal((await log.$$("main img")).length, 0);
        await assertLooksWell(ringfence, log, "options-log-filter");
      });

      await t.test("narrowed to a reason, the log shows who went back for it, and how that ended", async () => {
        await log.bringToFront();
        await log.focus("input[name=log_reason]");
        await log.keyboard.press("ArrowDown");
        await log.keyboard.press("ArrowDown");
        await untilLines(log, 2);
        const [ended, granted] = await lines(log);
        assert.ok(granted?.includes(promise), granted);
        assert.ok(ended?.includes("Back again"), ended);
        assert.equal(await log.$eval(".log-only .tag", (tag) => tag.textContent), promise);
        assert.equal(await log.$eval(".log-foot .hint", (it) => it.textContent), counted("log_found_all", 2));
      });

      await t.test("a reason is corrected at its place, and the one that was given is said beside it", async () => {
        await tabTo(log, ".correct");
        await log.keyboard.press("Enter");
        await until("the choice has the focus", () => focused(log), (it) => it === "correct-why");
        await assertLooksWell(ringfence, log, "options-log-correct");
        await log.bringToFront();
        await log.focus("input[name=correct-why]:checked");
        for (let step = 0; step < 3; step += 1) await log.keyboard.press("ArrowDown");
        await log.keyboard.press("Enter");
        await untilSaid(log, sentence("log_corrected", sentence("reason_habit")));
        await until("it has gone from these", () => lines(log), (found) => found.length === 0);
        await until("the focus is on the filter", () => focused(log), (it) => it === "log-filter");
        await tabTo(log, "#log-all");
        await log.keyboard.press("Enter");
        const both = sentence("entry_reason_corrected", sentence("reason_habit"), promise);
        await until("both are said", () => lines(log), (found) => found.some((line) => line.includes(both)));
        const rows = await readLog(ringfence);
        assert.deepEqual(rows.flatMap(({ entry }) => (entry.type === "override_corrected" ? [entry.reason] : [])), ["habit"]);
      });

      await t.test("undone, the reason is the one that was given, and both corrections stay in the log", async () => {
        await chord(log, "z");
        await until("it is said plainly", () => lines(log), (found) => found.some((line) => line.includes(`: ${promise}.`) && line.includes(name)));
        assert.equal((await readLog(ringfence)).filter(({ entry }) => entry.type === "override_corrected").length, 2);
      });

      await t.test("a name that is pressed is all that is shown, and can be deleted everywhere", async () => {
        await log.focus("h1").catch(() => undefined);
        const place = await log.$$eval(".name", (found, wanted) => found.findIndex((it) => it.textContent === wanted), name);
        assert.ok(place >= 0);
        await log.evaluate((at) => document.querySelectorAll(".name")[at]?.scrollIntoView(), place);
        await log.evaluate((at) => /** @type {HTMLElement} */ (document.querySelectorAll(".name")[at]).focus(), place);
        await log.keyboard.press("Enter");
        await until("the way out has the focus", () => focused(log), (it) => it === "log-all");
        await untilLines(log, 4);
        await tabTo(log, "#log-forget");
        await log.keyboard.press("Enter");
        await until("the question has the focus", () => focused(log), (it) => it === "forget-heading");
        assert.ok((await log.$eval("#forget-heading bdi", (it) => it.textContent)) === name);
        await assertLooksWell(ringfence, log, "options-log-forget");
        await log.bringToFront();
        await log.focus("#forget-heading");
        await tabTo(log, ".log-card .first");
        await log.keyboard.press("Enter");
        await untilSaid(log, counted("log_forgotten", 1));
        await until("the name is nowhere", () => log.$eval("main", (it) => it.textContent ?? ""), (text) => !text.includes(name));
        assert.ok((await lines(log)).some((line) => line.includes(promise)), "the entry stays");
        assert.ok((await lines(log)).some((line) => line.includes("Ana")), "and so does another name");
        const kept = await everything(log);
        assert.ok(kept.includes("Ana") && !kept.includes("HYPERLINK") && !kept.includes("שלום"));
      });

      await t.test("a date that is none, is yet to come or older than everything is told at its field", async () => {
        await tabTo(log, "#log-older");
        await log.keyboard.press("Enter");
        await until("the date has the focus", () => focused(log), (it) => it === "log-before");
        await log.keyboard.press("Enter");
        const wrong = () => log.$$eval(".log-card .wrong-line", (found) => found.map((it) => it.textContent));
        await until("it is told", wrong, ([line]) => line === sentence("fault_date_missing"));
        await date(log, Date.now() + 2 * day);
        await until("it is told", wrong, ([line]) => line === sentence("fault_date_ahead"));
        await date(log, Date.now() - 2 * day);
        await until("it is told", wrong, ([line]) => line === sentence("log_none_older"));
        await assertLooksWell(ringfence, log, "options-log-older-none");
      });

      await t.test("what is older is counted, held for and deleted; the rest stays", async () => {
        const before = (await readLog(ringfence)).length;
        await log.evaluate(putOld, Date.now() - 400 * day, 1200);
        await log.bringToFront();
        await date(log, Date.now() - 2 * day);
        await log.waitForSelector(".hold");
        assert.ok((await log.$eval(".log-card", (it) => it.textContent ?? "")).includes("1200 entries are older"));
        await assertLooksWell(ringfence, log, "options-log-older");
        await log.bringToFront();
        await log.focus("#log-before");
        await tabTo(log, ".hold");
        await log.keyboard.down("Enter");
        await untilSaid(log, counted("log_older_gone", 1200));
        await log.keyboard.up("Enter");
        await until("the focus is where it began", () => focused(log), (it) => it === "log-older");
        assert.equal((await readLog(ringfence)).length, before);
      });

      await t.test("a log of years is looked through a piece at a time", async () => {
        await log.evaluate(putOld, Date.now() - 4000 * day, 12_000);
        await log.evaluate(() => location.reload());
        await log.waitForSelector(".log-day li");
        await log.bringToFront();
        await tabTo(log, "#log-filter");
        await log.keyboard.press("Enter");
        await log.focus("input[name=log_reason]");
        await log.keyboard.press("ArrowDown");
        const standing = () => log.$eval(".log-foot", (it) => it.textContent ?? "");
        await until("it says how far it looked", standing, (text) => text.includes("0 entries found, back to"));
        for (const over of [false, true]) {
          const before = await standing();
          await log.focus(".log-foot button");
          await log.keyboard.press("Enter");
          const isOver = (/** @type {string} */ text) => text === counted("log_found_all", 0);
          await until("it goes on", standing, (text) => text !== before && !text.includes(sentence("log_looking")) && isOver(text) === over);
        }
      });
    });
  }
});

/** @param {Page} log */
const lines = (log) => log.$$eval(".log-day li", (found) => found.map((it) => it.textContent ?? ""));

/** @param {Page} log @param {number} count */
const untilLines = (log, count) => until(`there are ${count} entries`, () => lines(log), (found) => found.length === count);

/** @param {Page} log @param {string} said */
const untilSaid = (log, said) => until(`it says: ${said}`, () => log.$eval(".said", (it) => it.textContent), (text) => text === said);

/** Where the focus is: an id, or a field's name. @param {Page} log */
const focused = (log) => log.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute("name"));

/**
 * A date in its field, and Enter. The browsers' own fields are typed into by their language: here it is put.
 * @param {Page} log
 * @param {number} at
 */
async function date(log, at) {
  await log.focus("#log-before");
  await log.$eval("#log-before", (field, value) => {
    if (!(field instanceof HTMLInputElement)) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, new Date(at).toISOString().slice(0, 10));
  await log.keyboard.press("Enter");
}

/**
 * Rows of other years, written as the background would. Runs in the page.
 * @param {number} from
 * @param {number} count
 */
async function putOld(from, count) {
  const opening = indexedDB.open("ringfence");
  await new Promise((resolve) => (opening.onsuccess = resolve));
  const transaction = opening.result.transaction("log", "readwrite");
  const store = transaction.objectStore("log");
  const first = store.openKeyCursor();
  await new Promise((resolve) => (first.onsuccess = resolve));
  // Ids below those that are there: they are older.
  for (const row of await new Promise((resolve) => {
    const all = store.getAll();
    all.onsuccess = () => resolve(all.result);
  })) {
    if (row.id >= 1_000_000) continue;
    store.delete(row.id);
    store.put({ ...row, id: row.id + 1_000_000 });
  }
  for (let index = 1; index <= count; index += 1) store.put({ id: index, at: from + index * 60_000, offset: 60, entry: { type: "settings_changed" } });
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  opening.result.close();
}

/** All that is stored, as one text. @param {Page} log */
function everything(log) {
  return log.evaluate(async () => {
    const opening = indexedDB.open("ringfence");
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const transaction = opening.result.transaction(["log", "mirror"]);
    const requests = ["log", "mirror"].map((store) => transaction.objectStore(store).getAll());
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    opening.result.close();
    return JSON.stringify([await chrome.storage.local.get(null), requests.map(({ result }) => result)]);
  });
}
