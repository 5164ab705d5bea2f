// @ts-check
// What the browser tells the person: only with the permission, one at a time, and a press leads to the
// popup.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browserWithRule, startWorker, until } from "./background.js";

/** @typedef {import("./fake_browser.js").FakeBrowser} FakeBrowser */

/** A focus in which lines are parked, taken back at once. @param {FakeBrowser} browser @param {string[]} lines */
async function focusWith(browser, ...lines) {
  await browser.send({ type: "start_focus", minutes: 25 });
  for (const text of lines) await browser.send({ type: "park", text, url: "" });
  await browser.send({ type: "end_focus" });
}

const told = (/** @type {FakeBrowser} */ browser) => [...browser.notices.values()].map(({ message }) => message);

test("parked lines that are back are told, the next notice in place of the last, and never what they say", async () => {
  const browser = await browserWithRule();
  browser.mayNotify = true;
  await startWorker(browser);
  await focusWith(browser);
  assert.deepEqual(told(browser), [], "nothing was parked");
  await focusWith(browser, "Answer Ana");
  assert.deepEqual(told(browser), ["1 parked line is back. It is in the popup."]);
  await focusWith(browser, "Buy milk");
  assert.deepEqual(told(browser), ["2 parked lines are back. They are in the popup."]);
});

test("a press opens the popup, or its page where that may not be opened", async () => {
  const browser = await browserWithRule();
  browser.mayNotify = true;
  await startWorker(browser);
  await focusWith(browser, "Answer Ana");
  browser.event("notifications.onClicked").emit("ringfence");
  await until(() => browser.calls.includes("action.openPopup"));
  assert.deepEqual(told(browser), []);
  browser.troubles.set("action.openPopup", () => Promise.reject(new Error("No window has the focus.")));
  browser.event("notifications.onClicked").emit("ringfence");
  await until(() => browser.opened.some((url) => url.endsWith("/popup.html")));
});

test("without the permission nothing is told and nothing fails; once it is given, a press is heard", async () => {
  const browser = await browserWithRule();
  await startWorker(browser);
  await focusWith(browser, "Answer Ana");
  assert.deepEqual(told(browser), []);
  const { view } = await browser.send({ type: "view", page: { type: "popup" } });
  assert.deepEqual(view.parked.notes.map((/** @type {any} */ note) => note.text), ["Answer Ana"]);

  browser.mayNotify = true;
  Object.assign(globalThis.chrome, { notifications: browser.chrome.notifications });
  browser.event("permissions.onAdded").emit({ permissions: ["notifications"] });
  await focusWith(browser, "Buy milk");
  assert.deepEqual(told(browser), ["2 parked lines are back. They are in the popup."]);
  browser.event("notifications.onClicked").emit("ringfence");
  await until(() => browser.calls.includes("action.openPopup"));
});
