// @ts-check
// Sound: what we muted is unmuted, and nothing else, whatever happens on the way.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { browserWithRule, rule, startWorker, until } from "./background.js";
import { FakeBrowser, id } from "./fake_browser.js";

const popup = { type: "view", page: { type: "popup" } };
const focus = { type: "start_focus", minutes: 25 };
const ours = { muted: true, reason: "extension", extensionId: id };

// What goes wrong here is meant to.
mock.method(console, "error", () => undefined);

/** A browser with a mail tab that can be heard, and a rule. */
async function withMail() {
  const browser = new FakeBrowser();
  const mail = browser.addTab("https://mail.work.example/");
  await browserWithRule(browser);
  return { browser, mail };
}

/** A turn from start to end; a view alone is answered before the world is put right. @param {FakeBrowser} browser */
async function look(browser) {
  browser.event("idle.onStateChanged").emit("active");
  await browser.send(popup);
}

/** What is written down of sound. @param {FakeBrowser} browser */
function written(browser) {
  return Object.entries(browser.session.kept).filter(([key]) => key.startsWith("mute:"));
}

test("a covered tab is silent, one that no rule names is not, and afterwards both are heard", async () => {
  const { browser, mail } = await withMail();
  const news = browser.addTab("https://news.example/");
  await browser.send(focus);
  assert.deepEqual([mail.mutedInfo, news.mutedInfo], [ours, { muted: false }]);
  await browser.send({ type: "end_focus" });
  assert.deepEqual([mail.mutedInfo.muted, news.mutedInfo], [false, { muted: false }]);
  assert.deepEqual(written(browser), []);
});

test("a dimmed tab keeps its sound, and its notifications", async () => {
  const { browser } = await withMail();
  const wiki = browser.addTab("https://wiki.work.example/");
  const clock = (/** @type {number} */ at) => new Date(at).toTimeString().slice(0, 5);
  const stretches = [{ from: clock(Date.now()), to: clock(Date.now() + 3_600_000) }];
  const schedule = [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], stretches }];
  await browser.send({ type: "save_rule", rule: { ...rule, mode: "dim", sites: ["wiki.work.example"], schedule } });
  assert.equal(wiki.isVeiled, true);
  assert.deepEqual([wiki.mutedInfo, wiki.quietUntil], [{ muted: false }, 0]);
});

test("it is written down before the tab is muted", async () => {
  const { browser, mail } = await withMail();
  /** @type {unknown[]} */
  const known = [];
  browser.troubles.set("tabs.update", () => known.push(browser.session.kept[`mute:${mail.id}`]?.done));
  await browser.send(focus);
  assert.deepEqual(known, [false]);
});

test("a tab that the person has muted stays muted", async () => {
  const { browser, mail } = await withMail();
  mail.muteByHand(true);
  await browser.send(focus);
  await browser.send({ type: "end_focus" });
  assert.deepEqual(mail.mutedInfo, { muted: true, reason: "user" });
});

test("a tab that another extension has muted stays muted", async () => {
  const { browser, mail } = await withMail();
  mail.mutedInfo = { muted: true, reason: "extension", extensionId: "another" };
  await browser.send(focus);
  await browser.send({ type: "end_focus" });
  assert.equal(mail.mutedInfo.extensionId, "another");
  assert.equal(mail.mutedInfo.muted, true);
});

test("a tab that the person unmutes is not muted again in that stretch, also if it is made longer", async () => {
  const { browser, mail } = await withMail();
  await browser.send(focus);
  mail.muteByHand(false);
  await look(browser);
  await browser.send({ type: "start_focus", minutes: 90 });
  await startWorker(browser);
  await look(browser);
  assert.equal(mail.mutedInfo.muted, false);
  await browser.send({ type: "end_focus" });
  assert.deepEqual(mail.mutedInfo, { muted: false, reason: "user" });
  await browser.send(focus);
  assert.equal(mail.mutedInfo.muted, true, "the next stretch is another one");
});

test("a tab that the person had muted and unmutes in the stretch stays unmuted", async () => {
  const { browser, mail } = await withMail();
  mail.muteByHand(true);
  await browser.send(focus);
  mail.muteByHand(false);
  await look(browser);
  assert.equal(mail.mutedInfo.muted, false);
});

test("a tab that the person unmutes and mutes again is theirs at the end", async () => {
  const { browser, mail } = await withMail();
  await browser.send(focus);
  mail.muteByHand(false);
  mail.muteByHand(true);
  await browser.send({ type: "end_focus" });
  assert.deepEqual(mail.mutedInfo, { muted: true, reason: "user" });
});

test("nothing is asked of the browser or written anew while nothing changes", async () => {
  const { browser } = await withMail();
  await browser.send(focus);
  const before = structuredClone(written(browser));
  browser.calls.length = 0;
  for (let time = 0; time < 5; time += 1) await look(browser);
  assert.equal(browser.calls.includes("tabs.update"), false);
  assert.deepEqual(written(browser), before);
});

test("a worker that died before it muted does so once it is back", async () => {
  const { browser, mail } = await withMail();
  await browser.send(focus);
  browser.session.kept[`mute:${mail.id}`].done = false;
  mail.mutedInfo = { muted: false };
  await startWorker(browser);
  await look(browser);
  assert.deepEqual(mail.mutedInfo, ours);
});

test("a worker that died after it muted gives the sound back at the end", async () => {
  const { browser, mail } = await withMail();
  await browser.send(focus);
  browser.session.kept[`mute:${mail.id}`].done = false;
  await startWorker(browser);
  await browser.send({ type: "end_focus" });
  assert.equal(mail.mutedInfo.muted, false);
  assert.deepEqual(written(browser), []);
});

test("an unmute that the browser refuses is made up for", async () => {
  const { browser, mail } = await withMail();
  await browser.send(focus);
  browser.troubles.set("tabs.update", () => Promise.reject(new Error("Tabs cannot be edited right now.")));
  await browser.send({ type: "end_focus" });
  assert.equal(mail.mutedInfo.muted, true);
  browser.troubles.delete("tabs.update");
  await look(browser);
  assert.equal(mail.mutedInfo.muted, false);
  assert.deepEqual(written(browser), []);
});

test("a mute that the browser refuses is made up for", async () => {
  const { browser, mail } = await withMail();
  browser.troubles.set("tabs.update", () => Promise.reject(new Error("Tabs cannot be edited right now.")));
  await browser.send(focus);
  assert.equal(mail.isVeiled, true);
  browser.troubles.delete("tabs.update");
  await look(browser);
  assert.deepEqual(mail.mutedInfo, ours);
});

test("a tab that is closed meanwhile leaves nothing behind", async () => {
  const { browser, mail } = await withMail();
  await browser.send(focus);
  browser.tabs = browser.tabs.filter((tab) => tab !== mail);
  await look(browser);
  assert.deepEqual(written(browser), []);
});

test("a tab that the browser restores as muted by us is heard again outside protected time", async () => {
  const { browser, mail } = await withMail();
  mail.mutedInfo = { ...ours };
  await look(browser);
  assert.equal(mail.mutedInfo.muted, false);
});

test("a discarded tab is muted and unmuted where it lies", async () => {
  const { browser, mail } = await withMail();
  mail.discarded = true;
  await browser.send(focus);
  assert.deepEqual([mail.mutedInfo.muted, mail.hasScript], [true, false]);
  await browser.send({ type: "end_focus" });
  assert.equal(mail.mutedInfo.muted, false);
});

test("a mute that never comes back does not hold up the veil", async () => {
  const { browser, mail } = await withMail();
  browser.troubles.set("tabs.update", () => new Promise(() => undefined));
  const sent = browser.send(focus);
  await until(() => mail.isVeiled);
  await sent;
});

test("an override gives the sound back, and its end takes it", async () => {
  const { browser, mail } = await withMail();
  await browser.send(focus);
  const draft = { scope: { type: "everything" }, minutes: 10, reason: "incident" };
  assert.equal((await browser.send({ type: "request_override", draft })).type, "made");
  assert.equal(mail.mutedInfo.muted, false);
});
