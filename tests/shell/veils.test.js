// @ts-check
// Veils, tab by tab: in what order, and what stands and is written down in the end.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { browserWithRule, contentOf, protectedBrowser, rule, startWorker, until } from "./background.js";
import { FakeBrowser } from "./fake_browser.js";

const popup = { type: "view", page: { type: "popup" } };
const focus = { type: "start_focus", minutes: 25 };
const always = [
  { days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], stretches: [{ from: "00:00", to: "12:00" }, { from: "12:00", to: "00:00" }] },
];

// What goes wrong here is meant to.
mock.method(console, "error", () => undefined);

/** @param {FakeBrowser} browser @param {number} count */
function mailTabs(browser, count) {
  return Array.from({ length: count }, (_none, index) => browser.addTab(`https://mail.work.example/${index}`));
}

/** Notes into which tabs scripts are put, in their order. @param {FakeBrowser} browser */
function noteBrought(browser) {
  /** @type {number[]} */
  const brought = [];
  browser.troubles.set("scripting.executeScript", ({ target, files }) => {
    if (!files) return;
    brought.push(target.tabId);
    browser.tabOf(target.tabId).put(files);
  });
  return { brought };
}

/** The state is not saved before the answer is called. @param {FakeBrowser} browser */
function holdSaving(browser) {
  /** @type {() => void} */
  let go = () => undefined;
  const held = new Promise((resolve) => (go = () => resolve(undefined)));
  browser.troubles.set("storage.local.set", async (values) => {
    if (Object.keys(values).some((key) => key.startsWith("state."))) await held;
    browser.local.set(values);
  });
  return () => go();
}

test("tabs are veiled with the focus taken first, and left as they were at the end", async () => {
  const browser = new FakeBrowser();
  const tabs = ["https://mail.work.example/", "https://chat.work.example/room"].map((url) => browser.addTab(url));
  const free = browser.addTab("https://news.example/");
  await protectedBrowser(browser);
  for (const tab of tabs) {
    assert.deepEqual(tab.told, ["prepare", "veiled"]);
    assert.equal(tab.sheets.length, 1);
  }
  assert.ok(browser.calls.indexOf("tabs.sendMessage") < browser.calls.indexOf("scripting.insertCSS"));
  await browser.send(popup);
  assert.equal(tabs[0]?.sheets.length, 1, "looking again puts nothing in twice");
  await browser.send({ type: "end_focus" });
  for (const tab of tabs) {
    assert.equal(tab.isVeiled, false);
    assert.ok(tab.told.includes("release"));
  }
  assert.deepEqual([free.sheets.length, free.told.length, free.hasScript], [0, 0, false]);
});

test("when only the end moves, the new sheet replaces the old one", async () => {
  const browser = new FakeBrowser();
  const tab = browser.addTab("https://mail.work.example/");
  await protectedBrowser(browser);
  const [first] = tab.sheets;
  await browser.send({ type: "start_focus", minutes: 90 });
  assert.equal(tab.sheets.length, 1);
  assert.notEqual(tab.sheets[0], first);
});

test("when only what the tab is called changes, its script is told, and there is one sheet", async () => {
  const browser = new FakeBrowser();
  const tab = browser.addTab("https://mail.work.example/");
  await browserWithRule(browser);
  const held = { ...rule, schedule: always };
  const { id } = await browser.send({ type: "save_rule", rule: held });
  const title = () => browser.session.kept[`veil:${tab.id}`].title;
  assert.equal(title(), "site");
  tab.told.length = 0;
  await browser.send({ type: "save_rule", rule: { ...held, id, tab_title: "until" } });
  assert.deepEqual([tab.told, title(), tab.sheets.length], [["prepare", "veiled"], "until", 1]);
});

test("a worker that died between insert and note leaves no sheet behind", async () => {
  const browser = new FakeBrowser();
  const tab = browser.addTab("https://mail.work.example/");
  await protectedBrowser(browser);
  browser.session.kept[`veil:${tab.id}`].on = false;
  await startWorker(browser);
  await browser.send(popup);
  assert.equal(tab.sheets.length, 1);
  await browser.send({ type: "end_focus" });
  assert.equal(tab.sheets.length, 0);
});

test("a tab that went on to another covered page is veiled anew", async () => {
  const browser = new FakeBrowser();
  const tab = browser.addTab("https://mail.work.example/");
  await protectedBrowser(browser);
  tab.goTo("https://chat.work.example/");
  tab.hasScript = true;
  const { verdict } = await browser.send({ type: "page_shown", url: tab.url }, contentOf(tab));
  assert.equal(verdict.type, "veiled");
  await until(() => tab.told.includes("veiled"));
  assert.equal(tab.sheets.length, 1);
});

test("a page that comes back veiled after the end, from the back-forward cache, is lifted", async () => {
  const browser = new FakeBrowser();
  const tab = browser.addTab("https://mail.work.example/");
  await protectedBrowser(browser);
  const { sheets } = tab;
  const { mode, label, until: end, title } = browser.session.kept[`veil:${tab.id}`];
  tab.goTo("https://news.example/");
  await browser.send({ type: "end_focus" });
  tab.goTo("https://mail.work.example/");
  Object.assign(tab, { sheets, hasScript: true });
  await browser.send({ type: "page_shown", url: tab.url, veil: { mode, label, until: end, title } }, contentOf(tab));
  await until(() => !tab.isVeiled && tab.told.includes("release"));
});

test("a discarded tab is not woken, and one of a private window, where nobody let us in, not touched", async () => {
  const browser = new FakeBrowser();
  const [asleep, secret] = ["https://mail.work.example/", "https://chat.work.example/"].map((url) => browser.addTab(url));
  Object.assign(asleep ?? {}, { discarded: true });
  Object.assign(secret ?? {}, { incognito: true });
  await protectedBrowser(browser);
  for (const tab of [asleep, secret]) assert.deepEqual([tab?.sheets.length, tab?.hasScript], [0, false]);
});

test("access that is withdrawn in the middle leaves the page usable", async () => {
  const browser = new FakeBrowser();
  const tab = browser.addTab("https://mail.work.example/");
  await protectedBrowser(browser);
  browser.origins = [];
  browser.troubles.set("scripting.removeCSS", () => Promise.reject(new Error("Cannot access contents of the page.")));
  browser.event("permissions.onRemoved").emit({ origins: ["*://*.work.example/*"] });
  await until(() => tab.told.at(-1) === "lift");
  assert.equal(browser.rules.size, 0);
});

test("the tab that is looked at is covered before anything happens in the others", async () => {
  const browser = new FakeBrowser();
  const tabs = mailTabs(browser, 3);
  const [first, front, last] = tabs;
  Object.assign(front ?? {}, { active: true });
  /** @type {[number, number[]][]} */
  const covered = [];
  browser.troubles.set("scripting.insertCSS", ({ target, css }) => {
    covered.push([target.tabId, tabs.map(({ told }) => told.length)]);
    browser.tabOf(target.tabId).sheets.push(css);
  });
  await protectedBrowser(browser);
  assert.deepEqual(covered[0], [front?.id, [0, 1, 0]]);
  assert.deepEqual(covered.map(([tab]) => tab).sort(), tabs.map(({ id }) => id));
  for (const tab of [first, last]) assert.ok(tab?.isVeiled);
});

test("the scripts are on their way where somebody looks while the state is being saved, and nothing is seen of it", async () => {
  const browser = await browserWithRule();
  const [front, other] = mailTabs(browser, 2);
  Object.assign(front ?? {}, { active: true });
  const { brought } = noteBrought(browser);
  const save = holdSaving(browser);
  const sent = browser.send(focus);
  await until(() => front?.hasScript === true);
  assert.deepEqual([front?.told, front?.isVeiled, other?.hasScript], [[], false, false]);
  save();
  await sent;
  assert.deepEqual([front?.told, front?.isVeiled, other?.isVeiled], [["prepare", "veiled"], true, true]);
  assert.deepEqual(brought, [front?.id, other?.id], "each once");
});

test("where another document came while the scripts were on their way, they come into that one too", async () => {
  const browser = await browserWithRule();
  const [front] = mailTabs(browser, 1);
  Object.assign(front ?? {}, { active: true });
  const save = holdSaving(browser);
  const sent = browser.send(focus);
  await until(() => front?.hasScript === true);
  front?.goTo("https://mail.work.example/other");
  save();
  await sent;
  await until(() => front?.told.at(-1) === "veiled");
  assert.deepEqual([front?.told, front?.sheets.length], [["prepare", "veiled"], 1]);
});

test("network rules are set after the tab that is looked at is covered, and while the others are", async () => {
  const browser = await browserWithRule();
  const [front, other] = mailTabs(browser, 2);
  Object.assign(front ?? {}, { active: true });
  /** @type {boolean[][]} */
  const veiled = [];
  browser.troubles.set("dnr.updateDynamicRules", (change) => {
    browser.changeRules(change);
    veiled.push([front, other].map((tab) => tab?.isVeiled === true));
  });
  browser.troubles.set("scripting.insertCSS", async ({ target, css }) => {
    if (target.tabId === other?.id) await until(() => veiled.length > 0);
    browser.tabOf(target.tabId).sheets.push(css);
  });
  await browser.send(focus);
  assert.deepEqual(veiled[0], [true, false]);
  assert.ok(other?.isVeiled);
});

test("one that is looked at and does not answer holds up the others for a moment only", async ({ mock: { timers } }) => {
  const browser = await browserWithRule();
  const [front, other] = mailTabs(browser, 2);
  Object.assign(front ?? {}, { active: true });
  browser.troubles.set("scripting.executeScript", ({ target, files }) =>
    target.tabId === front?.id ? new Promise(() => undefined) : files && browser.tabOf(target.tabId).put(files),
  );
  timers.enable({ apis: ["setTimeout"] });
  const sent = browser.send(focus);
  await until(() => `veil:${front?.id}` in browser.session.kept);
  timers.tick(299);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(other?.isVeiled, false);
  timers.tick(1);
  await until(() => other?.isVeiled === true);
  let reply = { type: "" };
  void sent.then((it) => (reply = it));
  await until(() => {
    timers.tick(1000);
    return reply.type === "made" && browser.session.kept[`veil:${front?.id}`].asked;
  });
  assert.ok(front?.isVeiled, "the veil stands without our scripts");
});

test("a page is asked to be quiet once, and again by the next worker where nobody noted it", async () => {
  const browser = new FakeBrowser();
  const [tab] = mailTabs(browser, 1);
  const asked = () => browser.session.kept[`veil:${tab?.id}`].asked;
  await protectedBrowser(browser);
  assert.ok((tab?.quietUntil ?? 0) > Date.now());
  assert.equal(asked(), true);
  browser.calls.length = 0;
  await browser.send(popup);
  await browser.send(popup);
  assert.equal(browser.calls.includes("scripting.executeScript"), false);
  Object.assign(tab ?? {}, { quietUntil: 0 });
  browser.session.kept[`veil:${tab?.id}`].asked = false;
  await startWorker(browser);
  await browser.send(popup);
  await until(() => asked() === true);
  assert.ok((tab?.quietUntil ?? 0) > Date.now());
  assert.equal(tab?.sheets.length, 1);
});

test("of many tabs what stands is written down together, and none is given a script twice", async () => {
  const browser = new FakeBrowser();
  const tabs = mailTabs(browser, 60);
  const { brought } = noteBrought(browser);
  await browserWithRule(browser);
  browser.calls.length = 0;
  brought.length = 0;
  await browser.send(focus);
  for (const { id } of tabs) assert.equal(browser.session.kept[`veil:${id}`].on, true);
  assert.equal(brought.length, tabs.length);
  assert.ok(browser.calls.filter((name) => name === "storage.session.set").length < tabs.length);
});

test("a page that has our scripts from another time is not given them again, but for what it lacks", async () => {
  const browser = await protectedBrowser(new FakeBrowser());
  const { brought } = noteBrought(browser);
  const [tab] = mailTabs(browser, 1);
  browser.event("idle.onStateChanged").emit("active");
  await until(() => tab?.told.at(-1) === "veiled");
  assert.deepEqual(brought, [tab?.id]);
  await browser.send({ type: "end_focus" });
  await browser.send(focus);
  assert.deepEqual([brought.length, tab?.told.slice(-2), tab?.isVeiled], [1, ["prepare", "veiled"], true]);
  await browser.send({ type: "end_focus" });
  await browser.send({ type: "save_rule", rule: { ...rule, schedule: always, mode: "dim" } });
  assert.deepEqual([brought.length, tab?.hasDim, tab?.told.slice(-2)], [2, true, ["prepare", "veiled"]]);
});
