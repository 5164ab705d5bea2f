// @ts-check
// Two of our pages send at the same time, while a private window is in use: no update is lost, each
// is logged once, and of the private window nothing is stored.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { readLog } from "./lib/log.js";
import { letIn, privateWindow } from "./lib/private.js";
import { ruleForAnotherDay } from "./lib/rules.js";
import { untilCoverPage } from "./lib/tabs.js";
import { browserWithRule } from "./lib/with_rule.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./lib/log.js").LogRow} LogRow */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

/** What stands nowhere but in the private window: in an address, as who pulled, as a note. */
const secret = { path: "zwetschgenkuchen", puller: "Quittengelee", note: "Ofenschlupfer" };

const rounds = Array.from({ length: 20 }, (_, round) => round + 1);
const goal = { popup: (/** @type {number} */ round) => `Of the popup, ${round}`, options: (/** @type {number} */ round) => `Of the options, ${round}` };
const line = (/** @type {number} */ round) => `Line ${round}`;
/** A day off in March, two years from now. */
const dayOff = (/** @type {number} */ round) => `${new Date().getFullYear() + 2}-03-${String(round).padStart(2, "0")}`;

describe("two of our pages at once, beside a private window", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch, ruleForAnotherDay({ goal: "The first" }));
      await letIn(ringfence);
      const mail = await ringfence.newTab(sites.url("mail.localhost"));
      await ringfence.send({ type: "start_focus", minutes: 60 });
      await untilStands("mail is covered", mail, "veil");
      const hidden = await privateWindow(ringfence, sites.url("news.localhost", `/${secret.path}`));
      const wanted = sites.url("mail.localhost", `/${secret.path}?a=1#b`);
      await hidden.evaluate((address) => void (location.href = address), wanted);
      await untilCoverPage(ringfence, hidden, wanted);
      const hiddenPopup = await privateWindow(ringfence, `${ringfence.extensionOrigin}/popup.html`);
      const popup = await ringfence.openPage("popup.html");
      const options = await ringfence.openPage("options.html");

      await t.test("each of their events is answered, and so are those of the private window", async () => {
        let granted = 0;
        for (const round of rounds) {
          const [fromPopup, fromOptions, [fromPrivate]] = await Promise.all([
            sendAll(popup, [{ type: "park", text: line(round), url: "" }, save(goal.popup(round))]),
            sendAll(options, [{ type: "save_exception", exception: vacation(dayOff(round)) }, save(goal.options(round))]),
            sendAll(hiddenPopup, [granted ? { type: "end_override", id: granted } : goBack()]),
          ]);
          assert.deepEqual(fromPopup.map(({ type }) => type), ["made", "made"]);
          assert.deepEqual(fromOptions.map(({ type }) => type), ["made", "made"]);
          assert.equal(fromPrivate.type, granted ? "done" : "made");
          granted = granted ? 0 : fromPrivate.id;
        }
        assert.equal((await sendAll(hiddenPopup, [goBack()]))[0].type, "made");
        await hidden.bringToFront();
        await untilStands("it is open there", hidden, "page");
        await untilStands("and covered elsewhere", mail, "veil");
      });

      await t.test("nothing that was sent is lost, now or when the worker starts again", async () => {
        const expected = { rules: ["The first", ...goals()].sort(), daysOff: rounds.map(dayOff), parked: rounds.length };
        assert.deepEqual(await heldBy(ringfence), expected);
        await ringfence.killWorker();
        assert.deepEqual(await heldBy(ringfence), expected);
      });

      await t.test("each has its row in the log, once, and the private window has none", async () => {
        const rows = await readLog(ringfence);
        assert.deepEqual(rows.map(({ id }) => id), rows.map((_row, index) => index + 1));
        const added = rows.flatMap(({ entry }) => (entry.type === "rule_changed" ? [`${entry.change}: ${entry.goal}`] : []));
        assert.deepEqual(added.sort(), ["The first", ...goals()].map((one) => `added: ${one}`).sort());
        const daysOff = rows.flatMap(({ entry }) => (entry.type === "exception_changed" ? [dateOf(entry.start)] : []));
        assert.deepEqual(daysOff, rounds.map(dayOff));
        const parked = rows.flatMap(({ entry }) => (entry.type === "note_parked" ? [entry.note] : []));
        assert.equal(new Set(parked).size, rounds.length);
        assert.equal(parked.length, rounds.length);
        const others = rows.filter(({ entry }) => !["rule_changed", "exception_changed", "note_parked"].includes(entry.type));
        assert.deepEqual(others.map(({ entry }) => entry.type), ["focus_started"]);
      });

      await t.test("not one byte of the private window is stored", async () => {
        const { local, databases } = await storedBy(options);
        const { mirror = "", log = "" } = databases["ringfence"] ?? {};
        // What is looked for would be found: all three hold what the pages sent.
        for (const [text, sent] of /** @type {const} */ ([[local, line(20)], [mirror, line(20)], [log, goal.options(20)]])) {
          assert.ok(text.includes(sent), `"${sent}" is stored`);
        }
        const everything = local + Object.values(databases).flatMap((stores) => Object.values(stores)).join("\n");
        for (const word of Object.values(secret)) assert.equal(everything.includes(word), false, `"${word}" is not`);
      });

      await t.test("the lines come back in the order in which they were sent", async () => {
        await ringfence.send({ type: "end_focus" });
        const { view } = await ringfence.send({ type: "view", page: { type: "popup" } });
        assert.deepEqual(view.parked.notes.map((/** @type {{ text: string }} */ { text }) => text), rounds.map(line));
      });
    });
  }
});

function goals() {
  return [...rounds.map(goal.popup), ...rounds.map(goal.options)];
}

/** @param {string} named */
function save(named) {
  return { type: "save_rule", rule: ruleForAnotherDay({ goal: named }), groups: [] };
}

/** @param {string} date */
function vacation(date) {
  return { id: 0, kind: "vacation", from: date, until: date, groups: [], reason: null };
}

/** As a page in a private window asks. */
function goBack() {
  const scope = { type: "site", pattern: "mail.localhost" };
  const { puller, note } = secret;
  return { type: "request_override", draft: { scope, minutes: 30, reason: "promise", puller, note }, private: true };
}

/**
 * Sends all of them before the first is answered.
 * @param {Page} page one of our pages
 * @param {object[]} messages
 * @returns {Promise<any[]>}
 */
function sendAll(page, messages) {
  return page.evaluate((all) => Promise.all(all.map((message) => chrome.runtime.sendMessage(message))), messages);
}

/** What the pages show of what was sent. @param {RunningBrowser} ringfence */
async function heldBy(ringfence) {
  const { view } = await ringfence.send({ type: "view", page: { type: "options" } });
  const { view: popup } = await ringfence.send({ type: "view", page: { type: "popup" } });
  return {
    rules: view.rules.map((/** @type {any} */ rule) => rule.draft.goal).sort(),
    daysOff: view.exceptions.map((/** @type {any} */ exception) => dateOf(exception.start)).sort(),
    parked: popup.parked.count,
  };
}

/** @param {number} at an instant */
function dateOf(at) {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/**
 * All that we keep over the browser's end: `storage.local`, and each store of each database.
 * @param {Page} own one of our pages
 * @returns {Promise<{ local: string, databases: Record<string, Record<string, string>> }>}
 */
function storedBy(own) {
  return own.evaluate(async () => {
    /** @type {<T>(request: IDBRequest<T>) => Promise<T>} */
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    /** @type {Record<string, Record<string, string>>} */
    const databases = {};
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      const stores = (databases[name] = /** @type {Record<string, string>} */ ({}));
      for (const store of database.objectStoreNames) {
        stores[store] = JSON.stringify(await done(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    return { local: JSON.stringify(await chrome.storage.local.get(null)), databases };
  });
}
