// @ts-check
// Boots the background on a fake browser, any number of times.

import { register } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { IDBKeyRange } from "fake-indexeddb";

import { extension } from "../tools/paths.mjs";
import { FakeBrowser, id } from "./fake_browser.js";

register("./fresh_modules.js", import.meta.url);

let boots = 0;
/** A test may stop the clock that the background sees. */
const { setTimeout: realTimeout } = globalThis;

/**
 * Starts a worker in this browser; the one before is dead.
 * @param {FakeBrowser} browser
 */
export async function startWorker(browser) {
  browser.newWorker();
  Object.assign(globalThis, { chrome: browser.chrome, indexedDB: browser.indexedDB, IDBKeyRange, fetch: browser.fetch });
  boots += 1;
  await import(`${pathToFileURL(path.join(extension, "background.js")).href}?boot=${boots}`);
}

/** The days of a rule that does not hold today, nor yesterday nor tomorrow. */
const far = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][(new Date().getDay() + 3) % 7];

export const rule = {
  ...{ id: 0, goal: "Portfolio", mode: "cover", groups: [], sites: ["mail.work.example", "chat.work.example"] },
  schedule: [{ days: [far], stretches: [{ from: "10:00", to: "11:00" }] }],
};

/**
 * A browser with a rule, and a worker that runs.
 * @param {FakeBrowser} [browser]
 */
export async function browserWithRule(browser = new FakeBrowser()) {
  // The two early looks have a test of their own.
  browser.local.kept.rules_once_set = true;
  await startWorker(browser);
  const made = await browser.send({ type: "save_rule", rule });
  if (made.type !== "made") throw new Error(`The rule was not saved: ${JSON.stringify(made)}`);
  return browser;
}

/**
 * The same, with time protected by a focus.
 * @param {FakeBrowser} browser
 */
export async function protectedBrowser(browser) {
  await browserWithRule(browser);
  const made = await browser.send({ type: "start_focus", minutes: 25 });
  if (made.type !== "made") throw new Error(`No focus began: ${JSON.stringify(made)}`);
  return browser;
}

/**
 * Writes to the database behind the worker's back.
 * @param {FakeBrowser} browser
 * @param {(log: IDBObjectStore, mirror: IDBObjectStore) => void} act
 */
export async function inDatabase(browser, act) {
  const opening = browser.indexedDB.open("ringfence");
  const database = await new Promise((resolve) => (opening.onsuccess = () => resolve(opening.result)));
  const writing = database.transaction(["log", "mirror"], "readwrite");
  act(writing.objectStore("log"), writing.objectStore("mirror"));
  await new Promise((resolve) => (writing.oncomplete = resolve));
  database.close();
}

/** The content script of a page. @param {import("./fake_tab.js").FakeTab} tab */
export function contentOf(tab) {
  return { id, url: tab.url, frameId: 0, tab: { id: tab.id, incognito: tab.incognito } };
}

/**
 * Waits until something is so, which is to be soon.
 * @param {() => boolean} isSo
 */
export async function until(isSo) {
  const deadline = Date.now() + 10_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`It did not come to this: ${isSo}`);
    await new Promise((resolve) => realTimeout(resolve, 5));
  }
}
