// @ts-check
// What the core knows of the log: read when something asks, in pieces; kept beside the rows; and when
// it cannot be read, nobody is held up by that.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { browserWithRule, inDatabase, startWorker } from "./background.js";

/** @typedef {import("./fake_browser.js").FakeBrowser} FakeBrowser */

const everything = { scope: { type: "everything" }, minutes: 5, reason: "incident" };
const wayBack = { type: "view", page: { type: "cover", url: "" } };

// What goes wrong here is meant to.
mock.method(console, "error", () => undefined);

/** For how many seconds is held: three more for each override of the day. @param {FakeBrowser} browser */
async function hold(browser) {
  const { view } = await browser.send(wayBack);
  return view.state.scopes[0].hold;
}

/** A focus, and so many overrides of it that are over. @param {number} times */
async function browserAfter(times) {
  const browser = await browserWithRule();
  await browser.send({ type: "start_focus", minutes: 50 });
  for (let time = 0; time < times; time += 1) {
    const { id } = await browser.send({ type: "request_override", draft: everything });
    await browser.send({ type: "end_override", id });
  }
  return browser;
}

/** @param {number} id */
function unseen(id) {
  return { id, at: id, offset: 0, entry: { type: "unseen", start: id, end: id + 1 } };
}

test("a new worker knows what the log says, and goes on counting", async () => {
  const browser = await browserAfter(3);
  assert.equal(await hold(browser), 12);
  await startWorker(browser);
  assert.equal(await hold(browser), 12);
  const { id } = await browser.send({ type: "request_override", draft: everything });
  await browser.send({ type: "end_override", id });
  assert.equal(await hold(browser), 15);
});

test("a log of many pieces is read whole, and other events take their turn in between", async () => {
  const browser = await browserAfter(2);
  await inDatabase(browser, (log) => {
    for (let id = 1000; id < 17_000; id += 1) log.put(unseen(id));
  });
  await startWorker(browser);
  const asked = hold(browser);
  const other = await browser.send({ type: "save_settings", settings: { lead: "off", zone: "", owe_excused: false } });
  assert.equal(other.type, "done");
  assert.equal(await asked, 9);
});

test("what was read is kept, and only what came after it is read again", async () => {
  const browser = await browserAfter(2);
  await inDatabase(browser, (log) => {
    for (let id = 1000; id < 1300; id += 1) log.put(unseen(id));
  });
  await startWorker(browser);
  assert.equal(await hold(browser), 9);
  // Nobody deletes rows like this: it shows that they are not looked for.
  await inDatabase(browser, (log) => log.delete(IDBKeyRange.upperBound(1200)));
  await startWorker(browser);
  assert.equal(await hold(browser), 9);
});

test("what was kept and does not load is read from the log again", async () => {
  const browser = await browserAfter(2);
  // One of an earlier version, as it was written then, is of another version too.
  const earlier = "ledger 2\nexcused 5000 0 60 0 60000";
  for (const text of ["ledger 4\nno one knows", "ledger 3\ngranted 1 x", earlier, "", 7]) {
    await inDatabase(browser, (_, mirror) => mirror.put(text, "ledger"));
    await startWorker(browser);
    assert.equal(await hold(browser), 9, String(text));
  }
});

test("rows that cannot be read hold nobody up", async () => {
  const browser = await browserAfter(2);
  await inDatabase(browser, (log) => {
    log.put({ id: 900.5, at: 0, offset: 0, entry: { type: "unseen", start: 0, end: 1 } });
    log.put({ id: 901, at: "yesterday", offset: 0, entry: { type: "unseen" } });
    log.put({ id: 902 });
  });
  await startWorker(browser);
  assert.equal((await browser.send(wayBack)).type, "view");
  assert.equal((await browser.send({ type: "request_override", draft: everything })).type, "made");
});

test("a database that cannot be opened holds nobody up", async () => {
  const browser = await browserAfter(2);
  const broken = () => {
    throw new Error("The disk is broken.");
  };
  Object.assign(browser.indexedDB, { open: broken });
  await startWorker(browser);
  assert.equal(await hold(browser), 3);
  assert.equal((await browser.send({ type: "request_override", draft: everything })).type, "made");
});

test("entries that are deleted count no more, not for the next worker either", async () => {
  const browser = await browserAfter(0);
  const options = { type: "view", page: { type: "options", week: "" } };
  const start = Date.now() - 30 * 60 * 60_000;
  const occurrence = { rule: 1, goal: "", start, end: start + 3_600_000 };
  /** @type {[number, object][]} */
  const told = [
    [start, { type: "occurrence_started", mode: "cover", ...occurrence }],
    [start, { type: "override_granted", grant: 901, reason: "habit", sites: [], minutes: 30 }],
    [start + 1_800_000, { type: "override_ended", grant: 901, how: "expired", minutes: 30 }],
    [occurrence.end, { type: "occurrence_ended", ...occurrence }],
  ];
  await inDatabase(browser, (log) => {
    for (const [index, [at, entry]] of told.entries()) log.put({ id: 1000 + index, at, offset: 0, entry });
    for (let id = 2000; id < 2300; id += 1) log.put(unseen(id));
  });
  await startWorker(browser);
  assert.equal((await browser.send(options)).view.owed.minutes, 30);
  const date = new Date().toLocaleDateString("sv");
  assert.equal((await browser.send({ type: "delete_log_before", date })).count, 304);
  assert.equal((await browser.send(options)).view.owed.minutes, 0);
  await startWorker(browser);
  assert.equal((await browser.send(options)).view.owed.minutes, 0);
});
