// @ts-check
// The two content scripts: where they are registered, what they are held against, and the pages that
// were open before.

import assert from "node:assert/strict";
import { test } from "node:test";

import { rule, startWorker, until } from "./background.js";
import { FakeBrowser } from "./fake_browser.js";

const popup = { type: "view", page: { type: "popup" } };
const sites = ["app.work.example/queue", "!app.work.example/queue/mine", "chat.work.example"];

/** A browser in a focus on those sites. @param {FakeBrowser} browser */
async function focused(browser) {
  browser.local.kept.rules_once_set = true;
  await startWorker(browser);
  await browser.send({ type: "save_rule", rule: { ...rule, sites } });
  await browser.send({ type: "start_focus", minutes: 25 });
  return browser;
}

test("one script is on whole hosts, the other on covered pages only, and nothing is left of them afterwards", async () => {
  const browser = await focused(new FakeBrowser());
  const [moves, cover] = ["moves", "cover"].map((id) => browser.scripts.get(id));
  assert.deepEqual(moves.matches, ["*://*.app.work.example/*", "*://*.chat.work.example/*"]);
  assert.deepEqual(moves.js, ["content/moves.js"]);
  const queue = "*://*.app.work.example/queue";
  assert.deepEqual(cover.matches, [queue, `${queue}/*`, `${queue}?*`, "*://*.chat.work.example/*"]);
  assert.deepEqual(cover.excludeMatches, [`${queue}/mine`, `${queue}/mine/*`, `${queue}/mine?*`]);
  assert.deepEqual(browser.local.kept.page_rules.map((/** @type {any} */ it) => it.action), ["cover", "cover", "allow"]);
  await browser.send({ type: "end_focus" });
  assert.equal(browser.scripts.size, 0);
  assert.deepEqual(browser.local.kept.page_rules, []);
});

test("what moves are held against is written once, and not again while nothing differs", async () => {
  const browser = await focused(new FakeBrowser());
  /** @type {object[]} */
  const written = [];
  browser.troubles.set("storage.local.set", (values) => {
    if ("page_rules" in values) written.push(values);
    browser.local.set(values);
  });
  for (let time = 0; time < 5; time += 1) browser.event("idle.onStateChanged").emit("active");
  await browser.send(popup);
  await startWorker(browser);
  await browser.send(popup);
  assert.deepEqual(written, []);
});

test("pages that are open on a named host get the script that listens and no more, and rest afterwards", async () => {
  const browser = new FakeBrowser();
  const [open, queue, news] = ["https://app.work.example/home", "https://app.work.example/queue", "https://news.example/"].map((url) => browser.addTab(url));
  await focused(browser);
  await until(() => open?.hasMoves === true);
  assert.deepEqual([open?.hasScript, open?.isVeiled, queue?.isVeiled, news?.hasMoves], [false, false, true, false]);
  await browser.send({ type: "end_focus" });
  await until(() => open?.told.includes("rest") === true);
});

test("a version that is new in the middle of a stretch puts its own script into the pages of the one before", async () => {
  const browser = await focused(new FakeBrowser());
  const open = browser.addTab("https://app.work.example/home");
  browser.session.kept = {};
  await startWorker(browser);
  await browser.send(popup);
  await until(() => open.hasMoves);
});
