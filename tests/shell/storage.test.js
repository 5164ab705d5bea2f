// @ts-check
// What is on the disk: kept over workers, set aside when it does not load, never overwritten.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { browserWithRule, rule, startWorker } from "./background.js";
import { FakeBrowser } from "./fake_browser.js";

const options = { type: "view", page: { type: "options" } };
const log = { type: "view", page: { type: "log", before: 0, limit: 50 } };
const slots = ["state.0", "state.1", "state.2"];

// What goes wrong here is meant to.
mock.method(console, "error", () => undefined);

/** @param {FakeBrowser} browser */
async function goals(browser) {
  await startWorker(browser);
  const { view } = await browser.send(options);
  return view.rules.map((/** @type {any} */ found) => found.draft.goal);
}

test("the state is in storage.local and survives the worker", async () => {
  const browser = await browserWithRule();
  assert.ok(slots.some((slot) => slot in browser.local.kept));
  assert.deepEqual(await goals(browser), ["Portfolio"]);
});

test("storage that was wiped is loaded from its mirror", async () => {
  const browser = await browserWithRule();
  for (const slot of slots) delete browser.local.kept[slot];
  assert.deepEqual(await goals(browser), ["Portfolio"]);
});

test("state that does not load is kept under another key, the person is told, and it works on", async () => {
  const browser = await browserWithRule();
  browser.indexedDB = new FakeBrowser().indexedDB;
  for (const slot of slots) browser.local.kept[slot] = `damaged ${slot}`;
  assert.deepEqual(await goals(browser), []);
  const { view } = await browser.send(options);
  assert.deepEqual(view.health, [{ type: "set_aside", recovered: false }]);
  const kept = Object.entries(browser.local.kept).filter(([key]) => !slots.includes(key)).map(([, text]) => text);
  for (const slot of slots) assert.ok(kept.includes(`damaged ${slot}`), slot);
  assert.equal((await browser.send({ type: "dismiss_set_aside" })).type, "done");
  await startWorker(browser);
  assert.deepEqual((await browser.send(options)).view.health, [], "it is told once");
  assert.equal((await browser.send({ type: "save_rule", rule })).type, "made");
});

test("a lost state loses no row of the log: the next one goes on after the last", async () => {
  const browser = await browserWithRule();
  for (const slot of slots) delete browser.local.kept[slot];
  const { open } = browser.indexedDB;
  const database = await new Promise((resolve) => {
    const request = open.call(browser.indexedDB, "ringfence", 1);
    request.onsuccess = () => resolve(request.result);
  });
  await new Promise((resolve) => {
    const transaction = database.transaction("mirror", "readwrite");
    transaction.objectStore("mirror").clear();
    transaction.oncomplete = resolve;
  });
  await startWorker(browser);
  await browser.send({ type: "save_rule", rule: { ...rule, goal: "Talk" } });
  const { rows } = (await browser.send(log)).view;
  assert.deepEqual(rows.map((/** @type {any} */ row) => row.entry.goal), ["Talk", "Portfolio"]);
});

test("a state that can be written nowhere is told, and is written when it can be", async () => {
  const browser = await browserWithRule();
  const { open } = browser.indexedDB;
  Object.assign(browser.indexedDB, { open: () => { throw new Error("The disk is full."); } });
  await startWorker(browser);
  browser.troubles.set("storage.local.set", () => Promise.reject(new Error("The disk is full.")));
  assert.equal((await browser.send({ type: "save_rule", rule: { ...rule, goal: "Talk" } })).type, "made");
  const { health } = (await browser.send(options)).view;
  assert.ok(health.some((/** @type {any} */ line) => line.type === "not_saved"), JSON.stringify(health));
  browser.troubles.clear();
  Object.assign(browser.indexedDB, { open });
  await browser.send(options);
  await browser.send(log);
  assert.deepEqual(await goals(browser), ["Portfolio", "Talk"]);
  assert.deepEqual((await browser.send(options)).view.health, []);
});

test("rows of a save that failed go with the next one, and are never in the log without their state", async () => {
  const browser = await browserWithRule();
  const { open } = browser.indexedDB;
  const waiting = () => Object.keys(browser.local.kept).filter((key) => key.startsWith("log."));
  Object.assign(browser.indexedDB, { open: () => { throw new Error("The disk is full."); } });
  await startWorker(browser);
  browser.troubles.set("storage.local.set", () => Promise.reject(new Error("The disk is full.")));
  await browser.send({ type: "start_focus", minutes: 25 });
  assert.deepEqual(waiting(), []);
  browser.troubles.clear();
  await browser.send({ type: "end_focus" });
  assert.equal(waiting().length, 2, "both rows are saved with the state that tells of both");
  Object.assign(browser.indexedDB, { open });
  await browser.send(options);
  const { rows } = (await browser.send(log)).view;
  assert.deepEqual(rows.map((/** @type {any} */ row) => row.entry.type), ["focus_ended", "focus_started", "rule_changed"]);
});

test("without its mirror the state is loaded and saved all the same", async () => {
  const browser = await browserWithRule();
  Object.assign(browser.indexedDB, { open: () => { throw new Error("IndexedDB is broken."); } });
  assert.deepEqual(await goals(browser), ["Portfolio"]);
  assert.equal((await browser.send({ type: "save_rule", rule: { ...rule, goal: "Talk" } })).type, "made");
});

test("the log has what happened, newest first, page by page", async () => {
  const browser = await browserWithRule();
  await browser.send({ type: "start_focus", minutes: 25 });
  await browser.send({ type: "end_focus" });
  const { rows, more } = (await browser.send(log)).view;
  assert.deepEqual(rows.map((/** @type {any} */ row) => row.entry.type), ["focus_ended", "focus_started", "rule_changed"]);
  assert.equal(more, false);
  const page = (await browser.send({ ...log, page: { ...log.page, before: rows[0].id, limit: 1 } })).view;
  assert.deepEqual([page.rows, page.more], [[rows[1]], true]);
});

test("a log that cannot be written stops nothing; its rows are written when it can", async () => {
  const browser = await browserWithRule();
  const { open } = browser.indexedDB;
  Object.assign(browser.indexedDB, { open: () => { throw new Error("The disk is full."); } });
  await startWorker(browser);
  assert.equal((await browser.send({ type: "start_focus", minutes: 25 })).type, "made");
  const { view } = await browser.send(options);
  assert.deepEqual(view.health, [{ type: "log_waits" }]);
  Object.assign(browser.indexedDB, { open });
  await browser.send(options);
  const rows = (await browser.send(log)).view.rows;
  assert.deepEqual(rows.map((/** @type {any} */ row) => row.entry.type), ["focus_started", "rule_changed"]);
  assert.deepEqual((await browser.send(options)).view.health, []);
});
