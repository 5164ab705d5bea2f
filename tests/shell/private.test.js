// @ts-check
// Private windows: the same rules, other overrides, and nothing of them on the disk.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browserWithRule, startWorker, until } from "./background.js";
import { FakeBrowser, id, origin } from "./fake_browser.js";

const site = "https://mail.work.example/inbox";
const focus = { type: "start_focus", minutes: 25 };
const override = { type: "request_override", draft: { scope: { type: "everything" }, minutes: 10, reason: "home" } };
const popup = { type: "view", page: { type: "popup" } };
const privatePopup = { ...popup, private: true };

/** @param {FakeBrowser} browser */
function privateTab(browser) {
  const tab = browser.addTab(site);
  tab.incognito = true;
  return tab;
}

/** A page of ours in a private window. @param {import("./fake_tab.js").FakeTab} tab */
function pageIn(tab) {
  return { id, url: `${origin}/cover.html#${site}`, frameId: 0, tab: { id: tab.id, incognito: true } };
}

/** @param {FakeBrowser} browser what must not be there after a private window was used */
function onDisk(browser) {
  return JSON.stringify(browser.local.kept);
}

test("Firefox, let in: tabs of private windows are covered, and opened by overrides of their own", async () => {
  const browser = new FakeBrowser();
  browser.kind = "firefox, allowed";
  const [open, secret] = [browser.addTab(site), privateTab(browser)];
  await browserWithRule(browser);
  await browser.send(focus);
  browser.event("storage.local.onChanged").emit({ "state.1": {} });
  await until(() => open.isVeiled && secret.isVeiled);
  const before = onDisk(browser);
  assert.equal((await browser.send(override, pageIn(secret))).type, "made");
  await until(() => !secret.isVeiled);
  assert.equal(open.isVeiled, true);
  assert.deepEqual(browser.sessionRules.map(({ action, condition }) => [action.type, condition.tabIds]), [["allow", [secret.id]]]);
  assert.equal(onDisk(browser), before, "nothing was written");

  await startWorker(browser);
  await browser.send(popup);
  await until(() => open.isVeiled && !secret.isVeiled);
  const { view } = await browser.send(privatePopup);
  assert.equal(view.overrides.length, 1);
  assert.deepEqual((await browser.send(popup)).view.overrides, []);
  assert.equal((await browser.send({ type: "end_override", id: view.overrides[0].id }, pageIn(secret))).type, "done");
  await until(() => secret.isVeiled);
  assert.deepEqual(browser.sessionRules, []);
  await browser.send({ type: "end_focus" });
  browser.event("storage.local.onChanged").emit({ "state.1": {} });
  await until(() => !open.isVeiled && !secret.isVeiled);
});

test("Firefox, not let in, or with no private window: nothing is done for them", async () => {
  for (const kind of /** @type {const} */ (["firefox", "firefox, allowed"])) {
    const browser = new FakeBrowser();
    browser.kind = kind;
    await browserWithRule(browser);
    await browser.send(focus);
    browser.event("storage.local.onChanged").emit({ "state.1": {} });
    await browser.send(popup);
    assert.deepEqual(Object.keys(browser.session.kept).filter((key) => key.includes("private") || key === "told"), [], kind);
  }
});

test("Chrome's background of private windows covers its own tabs, and writes and sets nothing else", async () => {
  const browser = await browserWithRule();
  await browser.send(focus);
  const [rules, scripts] = [browser.rules, browser.scripts];
  browser.kind = "chrome, private";
  const secret = privateTab(browser);
  const before = onDisk(browser);
  browser.calls = [];
  await startWorker(browser);
  await until(() => secret.isVeiled);
  assert.equal((await browser.send(override, pageIn(secret))).type, "made");
  await until(() => !secret.isVeiled);
  assert.deepEqual([browser.rules, browser.scripts, onDisk(browser)], [rules, scripts, before]);
  const sets = ["storage.local.set", "storage.local.remove", "dnr.updateDynamicRules", "scripting.registerContentScripts", "action.setBadgeText"];
  assert.deepEqual(browser.calls.filter((call) => sets.includes(call)), []);
  const refused = await browser.send({ type: "end_focus" }, pageIn(secret));
  assert.equal(refused.faults[0].kind, "private_window");
});
