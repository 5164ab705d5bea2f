// @ts-check
// The log is changed afterwards: a name goes out of every place where it is kept, what is old goes,
// and what fails changes nothing and says so.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { browserWithRule, startWorker } from "./background.js";

/** @typedef {import("./fake_browser.js").FakeBrowser} FakeBrowser */

const name = `<img onerror> =HYPERLINK("x") 🙂 שלום`;
const log = { type: "view", page: { type: "log", before: 0, limit: 500 } };
const forget = { type: "forget_puller", puller: name };
const day = 24 * 60 * 60_000;

// What goes wrong here is meant to.
mock.method(console, "error", () => undefined);

/** A browser in whose focus somebody went back for this name. */
async function browserWithName() {
  const browser = await browserWithRule();
  await browser.send({ type: "start_focus", minutes: 60 });
  assert.equal((await goBack(browser, name)).type, "made");
  return browser;
}

/** @param {FakeBrowser} browser @param {string} puller */
function goBack(browser, puller) {
  const scope = { type: "site", pattern: "mail.work.example" };
  return browser.send({ type: "request_override", draft: { scope, minutes: 5, reason: "unblock", puller, note: "", instead: null } });
}

/** @param {FakeBrowser} browser @returns {Promise<any[]>} */
const rows = async (browser) => (await browser.send(log)).view.rows;

/** @param {FakeBrowser} browser @returns {Promise<IDBDatabase>} */
const database = (browser) =>
  new Promise((resolve) => {
    const request = browser.indexedDB.open("ringfence", 1);
    request.onsuccess = () => resolve(request.result);
  });

/**
 * Writes rows of other days beside those that are there.
 * @param {FakeBrowser} browser
 * @param {object[]} added
 */
async function put(browser, added) {
  const transaction = (await database(browser)).transaction("log", "readwrite");
  for (const row of added) transaction.objectStore("log").put(row);
  await new Promise((resolve) => (transaction.oncomplete = resolve));
}

/** @param {FakeBrowser} browser @returns {Promise<string>} all that is stored, as one text */
async function everything(browser) {
  const transaction = (await database(browser)).transaction(["log", "mirror"]);
  const requests = ["log", "mirror"].map((store) => transaction.objectStore(store).getAll());
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  return JSON.stringify([browser.local.kept, requests.map(({ result }) => result)]);
}

/** A name stands in a text within a text: what is left of it without what JSON escapes. */
const kept = (/** @type {string} */ text) => text.includes("HYPERLINK") || text.includes("שלום");

test("a name goes out of rows, slots and mirror, and it is told from how many entries", async () => {
  const browser = await browserWithName();
  await goBack(browser, "Ana");
  const granted = (/** @type {number} */ id, /** @type {string} */ puller) => ({ id, at: id, offset: 0, entry: { type: "override_granted", grant: 1, reason: "habit", sites: [], minutes: 5, puller, note: name } });
  await put(browser, Array.from({ length: 5000 }, (_, index) => granted(1000 + index, index % 2 ? name : "Ana")));
  assert.ok(kept(await everything(browser)));
  assert.deepEqual(await browser.send(forget), { type: "counted", count: 2501 });
  const found = await rows(browser);
  assert.equal(found.filter(({ entry }) => entry.puller === name).length, 0);
  assert.ok(found.every(({ entry }) => entry.type !== "override_granted" || entry.puller !== ""), "none is left empty");
  assert.equal(found[0].entry.note, name, "notes are not searched");
  assert.deepEqual((await browser.send({ type: "view", page: { type: "options", week: "" } })).view.pullers, ["Ana"]);
  const transaction = (await database(browser)).transaction("mirror");
  const mirror = transaction.objectStore("mirror").get("state");
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  const states = [...["state.0", "state.1", "state.2"].map((slot) => browser.local.kept[slot]), mirror.result];
  assert.equal(states.length, 4);
  for (const text of states) assert.ok(text.includes("Ana") && !kept(text));
  assert.deepEqual(await browser.send(forget), { type: "counted", count: 0 }, "twice is once");
  await startWorker(browser);
  assert.equal((await browser.send(log)).view.rows.length, 500, "and it goes on");
});

test("a name on its way to the log is not forgotten half: it fails, says so, and is done by asking again", async () => {
  const browser = await browserWithRule();
  await browser.send({ type: "start_focus", minutes: 60 });
  const { open } = browser.indexedDB;
  Object.assign(browser.indexedDB, { open: () => { throw new Error("The disk is full."); } });
  await startWorker(browser);
  await goBack(browser, name);
  assert.ok(Object.keys(browser.local.kept).some((key) => key.startsWith("log.")), "its row waits");
  assert.equal((await browser.send(forget)).type, "error");
  Object.assign(browser.indexedDB, { open });
  assert.deepEqual(await browser.send(forget), { type: "counted", count: 1 });
  assert.ok(!kept(await everything(browser)));
});

test("a key that stayed of a row that has arrived does not bring the name back", async () => {
  const browser = await browserWithRule();
  await browser.send({ type: "start_focus", minutes: 60 });
  browser.troubles.set("storage.local.remove", () => Promise.reject(new Error("Not now.")));
  await goBack(browser, name);
  browser.troubles.clear();
  assert.ok(Object.keys(browser.local.kept).some((key) => key.startsWith("log.")));
  assert.deepEqual(await browser.send(forget), { type: "counted", count: 1 });
  assert.ok(!kept(await everything(browser)));
  await startWorker(browser);
  await browser.send({ type: "end_focus" });
  assert.ok(!kept(await everything(browser)));
});

test("where one place fails, nothing is said to be deleted, and asking again finishes it", async () => {
  const browser = await browserWithName();
  browser.troubles.set("storage.local.set", () => Promise.reject(new Error("The disk is full.")));
  assert.equal((await browser.send(forget)).type, "error");
  assert.ok((await rows(browser)).some(({ entry }) => entry.puller === name), "no row was changed");
  browser.troubles.clear();
  await startWorker(browser);
  assert.deepEqual(await browser.send(forget), { type: "counted", count: 1 });
  assert.ok(!kept(await everything(browser)));
});

test("a transaction that fails in the middle changes no row", async () => {
  const browser = await browserWithName();
  await put(browser, [{ id: 5000, at: 1, offset: 0, entry: null }]);
  assert.equal((await browser.send(forget)).type, "error", "a row that is none stands in the way");
  const found = await rows(browser);
  assert.ok(found.some(({ entry }) => entry?.puller === name));
});

test("what is older than a date is counted, then deleted, and what is younger stays", async () => {
  const browser = await browserWithName();
  const today = (await rows(browser)).length;
  const at = Date.now() - 400 * day;
  const old = Array.from({ length: 4300 }, (_, index) => ({ id: 10_000 + 2 * index, at: at + Math.floor(index / 3000), offset: 60, entry: { type: "settings_changed" } }));
  await put(browser, old);
  const date = new Date(Date.now() - 100 * day).toISOString().slice(0, 10);
  assert.deepEqual(await browser.send({ type: "count_log_before", date }), { type: "counted", count: 4300 });
  assert.equal((await rows(browser)).length, 500, "nothing is gone yet");
  assert.deepEqual(await browser.send({ type: "delete_log_before", date }), { type: "counted", count: 4300 });
  assert.equal((await rows(browser)).length, today);
  assert.deepEqual(await browser.send({ type: "delete_log_before", date }), { type: "counted", count: 0 });
  await browser.send({ type: "end_focus" });
  assert.ok((await rows(browser)).length > today, "the log goes on");
});

test("a deletion that cannot be done deletes nothing and says so", async () => {
  const browser = await browserWithName();
  const before = await rows(browser);
  const { open } = browser.indexedDB;
  Object.assign(browser.indexedDB, { open: () => { throw new Error("The disk is broken."); } });
  await startWorker(browser);
  const date = new Date().toISOString().slice(0, 10);
  for (const type of ["count_log_before", "delete_log_before"]) assert.equal((await browser.send({ type, date })).type, "error");
  Object.assign(browser.indexedDB, { open });
  assert.deepEqual(await rows(browser), before);
});
