// @ts-check
// Reality made to match the posture, whatever was there before.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { browserWithRule, protectedBrowser, rule, startWorker, until } from "./background.js";
import { FakeBrowser, origin } from "./fake_browser.js";

const popup = { type: "view", page: { type: "popup" } };
const focus = { type: "start_focus", minutes: 25 };
const minute = 60_000;

// What goes wrong here is meant to.
mock.method(console, "error", () => undefined);

/** A turn from start to end; a view alone is answered before the world is put right. @param {FakeBrowser} browser */
async function look(browser) {
  browser.event("idle.onStateChanged").emit("active");
  await browser.send(popup);
}

test("a covered site is redirected to the cover page with its address, for GET and HEAD navigations only", async () => {
  const browser = await protectedBrowser(new FakeBrowser());
  const [covering] = browser.rules.values();
  assert.deepEqual(covering.action, { type: "redirect", redirect: { regexSubstitution: `${origin}/cover.html#\\0` } });
  assert.deepEqual(covering.condition.requestDomains, ["chat.work.example", "mail.work.example"]);
  assert.deepEqual(covering.condition.resourceTypes, ["main_frame"]);
  assert.deepEqual(covering.condition.requestMethods, ["get", "head"]);
});

test("rules that stand as they should are left alone, in whatever order and with whatever nulls they come back", async () => {
  const browser = await protectedBrowser(new FakeBrowser());
  browser.troubles.set("dnr.getDynamicRules", () =>
    [...browser.rules.values()].map(({ id, priority, action, condition }) => {
      const { redirect, type } = action;
      const reversed = Object.fromEntries(Object.entries(condition).reverse());
      return { condition: { tabIds: null, ...reversed }, action: { type, redirect: { url: null, ...redirect } }, priority, id };
    }),
  );
  browser.calls.length = 0;
  await browser.send(popup);
  assert.equal(browser.calls.includes("dnr.updateDynamicRules"), false);
});

test("a rule that somebody changed or added is put right", async () => {
  const browser = await protectedBrowser(new FakeBrowser());
  const wanted = structuredClone([...browser.rules]);
  browser.rules.get(1).condition.requestDomains = ["other.example"];
  browser.rules.set(99, { id: 99, priority: 1, action: { type: "block" }, condition: {} });
  await look(browser);
  assert.deepEqual([...browser.rules], wanted);
});

test("one rule that the browser refuses is named, and the others stand", async () => {
  const browser = new FakeBrowser();
  browser.local.kept.rules_once_set = true;
  browser.troubles.set("dnr.updateDynamicRules", (change) => {
    const isBad = (/** @type {any} */ added) => added.condition.requestDomains.includes("bad.work.example");
    if (change.addRules?.some(isBad)) throw new Error("Rule with id 2 is invalid.");
    browser.changeRules(change);
  });
  await startWorker(browser);
  await browser.send({ type: "save_rule", rule: { ...rule, sites: ["mail.work.example", "bad.work.example/queue"] } });
  await browser.send(focus);
  assert.deepEqual([...browser.rules.values()].map((it) => it.condition.requestDomains), [["mail.work.example"]]);
  const { view } = await browser.send(popup);
  assert.deepEqual(view.health, [{ type: "not_at_network_level", sites: ["bad.work.example"] }]);
});

for (const [what, call] of [["network rules", "dnr.getDynamicRules"], ["scripts", "scripting.registerContentScripts"], ["alarms", "alarms.create"]]) {
  test(`${what} that cannot be set at all are told until they can, and all else is set`, async () => {
    const browser = new FakeBrowser();
    browser.local.kept.rules_once_set = true;
    const tab = browser.addTab("https://mail.work.example/");
    browser.troubles.set(call ?? "", () => {
      throw new Error("No.");
    });
    await startWorker(browser);
    await browser.send({ type: "save_rule", rule });
    await browser.send(focus);
    assert.deepEqual((await browser.send(popup)).view.health, [{ type: "not_set" }]);
    assert.ok(tab.isVeiled);
    browser.troubles.clear();
    browser.event("idle.onStateChanged").emit("active");
    await browser.send(popup);
    assert.deepEqual((await browser.send(popup)).view.health, []);
  });
}

test("a healthy alarm is not set anew, however often we look", async () => {
  const browser = await protectedBrowser(new FakeBrowser());
  assert.deepEqual([...browser.alarms.keys()].sort(), ["change", "heartbeat"]);
  const before = structuredClone([...browser.alarms]);
  browser.calls.length = 0;
  for (let time = 0; time < 20; time += 1) browser.event("idle.onStateChanged").emit("active");
  await browser.send(popup);
  assert.deepEqual([...browser.alarms], before);
  assert.equal(browser.calls.includes("alarms.create"), false);
});

test("lost alarms are set again, strange ones go, and one that a clock set back or forward has stalled is mended", async () => {
  const browser = await protectedBrowser(new FakeBrowser());
  browser.alarms.delete("change");
  browser.alarms.set("old", { name: "old", scheduledTime: Date.now() + minute });
  browser.alarms.get("heartbeat").scheduledTime += 60 * minute;
  await look(browser);
  assert.deepEqual([...browser.alarms.keys()].sort(), ["change", "heartbeat"]);
  assert.ok(browser.alarms.get("heartbeat").scheduledTime <= Date.now() + minute + 5000);
  // Due long ago, and it has not rung: the browser waits for it as if its clock had not been set.
  browser.alarms.get("heartbeat").scheduledTime = Date.now() - 30 * minute;
  await look(browser);
  assert.ok(browser.alarms.get("heartbeat").scheduledTime > Date.now() - 5000);
});

test("between two stretches the heartbeat waits for the next one and does not go on beating", async () => {
  const browser = await browserWithRule();
  const clock = (/** @type {number} */ at) => new Date(at).toTimeString().slice(0, 5);
  const start = Date.now() + 120 * minute;
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const schedule = [{ days, stretches: [{ from: clock(start), to: clock(start + 60 * minute) }] }];
  await browser.send({ type: "save_rule", rule: { ...rule, id: 1, schedule } });
  const waits = browser.alarms.get("heartbeat").scheduledTime;
  assert.ok(waits > Date.now() + 105 * minute, "ten minutes before the stretch");
  // As a stretch that is over leaves it.
  Object.assign(browser.alarms.get("heartbeat"), { scheduledTime: Date.now() + minute, periodInMinutes: 1 });
  await look(browser);
  assert.equal(browser.alarms.get("heartbeat").scheduledTime, waits);
});

test("a site that no rule in force names any more is told to rest, while others stay covered", async () => {
  const browser = await protectedBrowser(new FakeBrowser());
  const [mail, chat] = [browser.addTab("https://mail.work.example/"), browser.addTab("https://chat.work.example/")];
  await look(browser);
  await browser.send({ type: "save_rule", rule: { ...rule, id: 1, sites: ["chat.work.example"] } });
  await until(() => mail.told.includes("rest"));
  assert.equal(chat.told.includes("rest"), false);
});

test("the content script is registered once, changed when the sites change, and gone at the end", async () => {
  const browser = await protectedBrowser(new FakeBrowser());
  const matches = () => browser.scripts.get("cover")?.matches;
  assert.deepEqual(matches(), ["*://*.chat.work.example/*", "*://*.mail.work.example/*"]);
  browser.calls.length = 0;
  await look(browser);
  assert.deepEqual(browser.calls.filter((name) => /ContentScripts$/.test(name)), ["scripting.getRegisteredContentScripts"]);
  await browser.send({ type: "save_rule", rule: { ...rule, id: 1, sites: ["mail.work.example"] } });
  assert.deepEqual(matches(), ["*://*.mail.work.example/*"]);
  await browser.send({ type: "end_focus" });
  assert.equal(matches(), undefined);
});

test("when no time is protected any more, the scripts in open pages are told to rest", async () => {
  const browser = new FakeBrowser();
  const tab = browser.addTab("https://mail.work.example/");
  await protectedBrowser(browser);
  await browser.send(popup);
  assert.equal(tab.told.includes("rest"), false);
  await browser.send({ type: "end_focus" });
  await until(() => tab.told.includes("rest"));
});

test("tab switches wake the worker only while time is protected", async () => {
  const browser = await browserWithRule();
  const listening = () => browser.event("tabs.onActivated").listeners.size;
  assert.equal(listening(), 0);
  await browser.send(focus);
  assert.equal(listening(), 1);
  await startWorker(browser);
  await browser.send(popup);
  assert.equal(listening(), 1, "and no more than once");
  await browser.send({ type: "end_focus" });
  assert.equal(listening(), 0);
});

test("the first rules that a profile ever gets are looked at again, 5 and 15 seconds later", async ({ mock: { timers } }) => {
  const browser = new FakeBrowser();
  await startWorker(browser);
  await browser.send({ type: "save_rule", rule });
  timers.enable({ apis: ["setTimeout"] });
  await browser.send(focus);
  const lost = async () => {
    browser.rules.clear();
    timers.tick(5000);
    await until(() => browser.rules.size > 0);
  };
  await lost();
  timers.tick(5000);
  await lost();
});
