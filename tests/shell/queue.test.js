// @ts-check
// The queue and what happens when things break: events wait, nothing is lost, nobody is trapped.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { browserWithRule, rule, startWorker, until } from "./background.js";
import { FakeBrowser } from "./fake_browser.js";

const popup = { type: "view", page: { type: "popup" } };
const focus = { type: "start_focus", minutes: 25 };

// What goes wrong here is meant to.
mock.method(console, "error", () => undefined);

test("events that arrive before the core has booted wait for it, and are taken in order", async () => {
  const browser = new FakeBrowser();
  browser.local.kept.rules_once_set = true;
  let answer = () => {};
  const storage = new Promise((resolve) => (answer = () => resolve(undefined)));
  browser.troubles.set("storage.local.get", async (keys) => (await storage, browser.local.get(keys)));
  await startWorker(browser);
  const answers = [rule, { ...rule, goal: "Talk" }].map((wanted) => browser.send({ type: "save_rule", rule: wanted }));
  const asked = browser.send({ type: "view", page: { type: "options" } });
  answer();
  assert.deepEqual(await Promise.all(answers), [
    { type: "made", id: 1 },
    { type: "made", id: 2 },
  ]);
  const { view } = await asked;
  assert.deepEqual(view.rules.map((/** @type {any} */ found) => found.draft.goal), ["Portfolio", "Talk"]);
});

test("what was saved is there for the next worker", async () => {
  const browser = await browserWithRule();
  await browser.send(focus);
  await startWorker(browser);
  const { view } = await browser.send(popup);
  assert.equal(view.focus, true);
});

test("the state is saved before it is applied", async () => {
  const browser = await browserWithRule();
  browser.addTab("https://mail.work.example/");
  browser.calls.length = 0;
  await browser.send(focus);
  const saved = browser.calls.indexOf("storage.local.set");
  const applied = ["dnr.updateDynamicRules", "scripting.insertCSS", "alarms.create"].map((name) => browser.calls.indexOf(name));
  for (const place of applied) assert.ok(place > saved && saved >= 0, `${browser.calls}`);
});

test("unknown and malformed messages are answered with an error and change nothing", async () => {
  const browser = await browserWithRule();
  const before = structuredClone(browser.local.kept);
  const bad = [
    ...[null, undefined, 7, "text", [], {}, { type: "" }, { type: "nonsense" }, { type: 5 }],
    ...[{ type: "start_focus" }, { type: "start_focus", minutes: "5" }, { type: "start_focus", minutes: -1 }],
    ...[{ ...focus, more: true }, { type: "view", page: "popup" }, { type: "save_rule", rule: null }],
    ...[{ type: "booted" }, { type: "log_written" }, { type: "page_shown", url: "https://a.example/" }],
  ];
  for (const message of bad) assert.equal((await browser.send(message)).type, "error", JSON.stringify(message));
  assert.deepEqual(browser.local.kept, before);
});

test("a turn that breaks off in the wasm is answered with an error, and the next event finds a new instance and the old state", async () => {
  const browser = await browserWithRule();
  await browser.send(focus);
  const broken = mock.method(Date.prototype, "getTimezoneOffset", () => {
    throw new RangeError("The clock is broken.");
  });
  assert.equal((await browser.send({ type: "save_rule", rule: { ...rule, goal: "Talk" } })).type, "error");
  broken.mock.restore();
  const { view } = await browser.send(popup);
  assert.equal(view.focus, true);
  assert.deepEqual(await browser.send({ type: "end_focus" }), { type: "done" });
});

test("when the core does not come up, what has ended is lifted, what has not stays, and the toolbar says so", async () => {
  const browser = await browserWithRule();
  const [ended, running] = [browser.addTab("https://mail.work.example/"), browser.addTab("https://chat.work.example/")];
  await browser.send(focus);
  assert.ok(ended.isVeiled && running.isVeiled && browser.rules.size > 0);
  browser.session.kept[`veil:${ended.id}`].until = Date.now() - 1;
  browser.troubles.set("storage.local.get", () => Promise.reject(new Error("The disk is gone.")));
  await startWorker(browser);
  for (let failure = 0; failure < 3; failure += 1) assert.equal((await browser.send(popup)).type, "error");
  assert.equal(ended.isVeiled, false);
  assert.equal(running.isVeiled, true);
  assert.ok(browser.rules.size > 0, "the stretch is not over");
  assert.equal(browser.badge, "off");
  assert.equal(browser.title, "Ringfence is not running");

  browser.session.kept.end = Date.now() - 1;
  await browser.send(popup);
  assert.equal(browser.rules.size, 0);
  assert.equal(browser.scripts.size, 0);

  browser.troubles.clear();
  assert.equal((await browser.send(popup)).type, "view");
  assert.equal((await browser.send({ type: "dismiss_set_aside" })).type, "done");
  assert.equal(browser.badge, "25");
});

test("an event that comes only once is not lost where the browser is slow to answer", async ({ mock: { timers } }) => {
  const browser = new FakeBrowser();
  await startWorker(browser);
  await browser.send(popup);
  timers.enable({ apis: ["setTimeout"] });
  let asked = 0;
  browser.troubles.set("permissions.getAll", () => {
    asked += 1;
    return asked === 1 ? new Promise(() => undefined) : { origins: browser.origins, permissions: [] };
  });
  const ticking = setInterval(() => timers.tick(1000), 1);
  browser.event("runtime.onInstalled").emit({ reason: "install" });
  await until(() => browser.opened.length > 0);
  clearInterval(ticking);
  assert.match(browser.opened.join(), /welcome\.html/);
});

test("a browser call that never answers holds up neither the others nor the next event", async ({ mock: { timers } }) => {
  const browser = await browserWithRule();
  const tab = browser.addTab("https://mail.work.example/");
  timers.enable({ apis: ["setTimeout"] });
  browser.troubles.set("dnr.updateDynamicRules", () => new Promise(() => undefined));
  const started = browser.send(focus);
  const ticking = setInterval(() => timers.tick(1000), 1);
  assert.equal((await started).type, "made");
  assert.equal((await browser.send(popup)).view.focus, true);
  clearInterval(ticking);
  assert.ok(tab.isVeiled);
  assert.equal(browser.badge, "25");
});

test("a frozen tab does not hold up the other tabs; once it breathes, somebody stands by under its veil", async ({ mock: { timers } }) => {
  const browser = await browserWithRule();
  const [frozen, lively] = [browser.addTab("https://mail.work.example/"), browser.addTab("https://chat.work.example/")];
  /** @type {(() => void)[]} */
  const held = [];
  browser.troubles.set("scripting.executeScript", (/** @type {any} */ wanted) => {
    if (wanted.target.tabId === frozen.id) return new Promise((resolve) => void held.push(() => resolve(undefined)));
    browser.tabOf(wanted.target.tabId).hasScript = true;
    return undefined;
  });
  timers.enable({ apis: ["setTimeout"] });
  const ticking = setInterval(() => timers.tick(500), 1);
  assert.equal((await browser.send(focus)).type, "made");
  assert.deepEqual(lively.told, ["prepare", "veiled"]);
  assert.equal((await browser.send(popup)).view.focus, true);
  await until(() => frozen.isVeiled);
  assert.deepEqual(frozen.told, []);
  // The page's own world is told to be quiet last: then the veil is written down.
  await until(() => browser.session.kept[`veil:${frozen.id}`].on);
  frozen.hasScript = true;
  held.splice(0).forEach((run) => run());
  await until(() => frozen.told.includes("veiled"));
  assert.deepEqual(frozen.told, ["prepare", "veiled"]);
  clearInterval(ticking);
});
