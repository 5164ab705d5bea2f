// @ts-check
// Access to sites: declined, given for some, for all, withdrawn and given back. The browser's prompt
// and its answer are a page's; the background sees what the browser gives.

import assert from "node:assert/strict";
import { test } from "node:test";

import { rule, startWorker, until } from "./background.js";
import { FakeBrowser } from "./fake_browser.js";

const options = { type: "view", page: { type: "options" } };
const mail = "*://*.mail.work.example/*";
const chat = "*://*.chat.work.example/*";

/** @param {FakeBrowser} browser */
async function needs(browser) {
  const { view } = await browser.send(options);
  return view.rules[0].needs_access;
}

/** @param {FakeBrowser} browser */
function hostsStopped(browser) {
  return [...browser.rules.values()].flatMap((/** @type {any} */ it) => it.condition.requestDomains ?? []).sort();
}

test("declined, a rule is kept and says what it needs; the rest of it works; given, all of it does", async () => {
  const browser = new FakeBrowser();
  browser.local.kept.rules_once_set = true;
  browser.origins = [];
  const tab = browser.addTab("https://mail.work.example/");
  await startWorker(browser);
  assert.equal((await browser.send({ type: "save_rule", rule })).type, "made");
  assert.deepEqual(await needs(browser), ["chat.work.example", "mail.work.example"]);
  await browser.send({ type: "start_focus", minutes: 25 });
  assert.deepEqual([hostsStopped(browser), browser.scripts.size, tab.isVeiled], [[], 0, false]);

  browser.origins = [chat];
  browser.event("permissions.onAdded").emit({ origins: [chat] });
  await until(() => hostsStopped(browser).length === 1);
  assert.deepEqual([hostsStopped(browser), tab.isVeiled], [["chat.work.example"], false]);
  assert.deepEqual(await needs(browser), ["mail.work.example"]);

  browser.origins = [chat, mail];
  browser.event("permissions.onAdded").emit({ origins: [mail] });
  await until(() => tab.isVeiled);
  assert.deepEqual(hostsStopped(browser), ["chat.work.example", "mail.work.example"]);
  assert.deepEqual(await needs(browser), []);
});

test("withdrawn in the browser's own settings, it is noticed at once; given back, used at once", async () => {
  const browser = new FakeBrowser();
  browser.local.kept.rules_once_set = true;
  await startWorker(browser);
  await browser.send({ type: "save_rule", rule });
  await browser.send({ type: "start_focus", minutes: 25 });
  assert.equal(hostsStopped(browser).length, 2);
  browser.origins = [];
  browser.event("permissions.onRemoved").emit({ origins: ["*://*.work.example/*"] });
  await until(() => hostsStopped(browser).length === 0);
  assert.deepEqual(await needs(browser), ["chat.work.example", "mail.work.example"]);
  browser.origins = ["*://*.work.example/*"];
  browser.event("permissions.onAdded").emit({ origins: browser.origins });
  await until(() => hostsStopped(browser).length === 2);
});
