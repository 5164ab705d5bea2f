// @ts-check
// What a test holds while a browser runs with Ringfence in it; the same for both browsers.

import { isClosed } from "../lib/tabs.js";
import { until } from "../lib/until.js";

/** @typedef {import("puppeteer-core").Browser} Browser */
/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../clock/clock.js").Clock} Clock */

/**
 * @typedef {object} Start
 * @property {string[]} [args] further words of the command line, such as a page to start with
 * @property {Record<string, unknown>} [prefs] Firefox only: further preferences
 * @property {boolean} [headless] `true` if not said
 * @property {Record<string, unknown>} [overlay] what stands otherwise in the package's manifest
 * @property {NodeJS.ProcessEnv} [env] what stands otherwise in its environment, such as the zone it lives in
 */

/**
 * In Firefox `page.url()` may lag behind after a redirect to our cover: ask the page itself,
 * `page.evaluate(() => location.href)`.
 * @typedef {object} RunningBrowser
 * @property {"chromium" | "firefox"} name
 * @property {Browser} browser
 * @property {string} extensionOrigin without a slash at its end
 * @property {(path: string) => Promise<Page>} openPage opens one of our own pages in a new tab
 * @property {(url: string) => Promise<Page>} newTab opens an address in a new tab, as the address bar does, and waits until the tab has come to rest, be it at our cover
 * @property {(message: object) => Promise<any>} send `runtime.sendMessage` from one of our own pages
 * @property {Clock} clock the browser's own; a test that compares instants asks it, not `Date.now`
 * @property {(at: number) => Promise<void>} passTo lets the time until an instant pass: at once where the clock can be moved, and what the browser's alarms are due for is due as if it had waited
 * @property {() => Promise<void>} killWorker ends the background, as the browser does when it is idle
 * @property {(expression: string) => Promise<any>} privileged Firefox only: evaluates in the browser's own window
 * @property {() => Promise<void>} kill SIGKILL, to all of the browser's processes at once
 * @property {() => Promise<void>} close quits as a person does
 */

/**
 * An extension that stays in one profile over any number of starts.
 * @typedef {object} Installation
 * @property {"chromium" | "firefox"} name
 * @property {string} profile
 * @property {Clock} clock the same for every start
 * @property {(start?: Start) => Promise<RunningBrowser>} start
 * @property {() => Promise<void>} remove ends what serves it; the profile goes with the process
 */

/**
 * Adds what both browsers do alike to what each does its own way.
 * @param {Pick<RunningBrowser, "name" | "browser" | "extensionOrigin" | "clock" | "newTab" | "killWorker" | "privileged">} own
 * @returns {RunningBrowser}
 */
export function runningBrowser(own) {
  const { browser, clock } = own;
  /** @type {Page | undefined} */
  let sender;

  /** @param {string} name */
  const openPage = (name) => own.newTab(`${own.extensionOrigin}/${name}`);

  async function sendingPage() {
    if (!sender || (await isClosed(sender))) sender = await openPage("options.html");
    return sender;
  }

  return {
    ...own,
    openPage,

    async send(message) {
      const page = await sendingPage();
      return page.evaluate((sent) => chrome.runtime.sendMessage(sent), message);
    },

    async passTo(at) {
      if (at <= clock.now()) return;
      if (!clock.isMovable) return void (await until("its time has come", () => clock.now() >= at, Boolean, at - clock.now()));
      const page = await sendingPage();
      clock.set(at);
      await page.evaluate(setAlarmsAnew);
    },

    async kill() {
      const child = browser.process();
      if (child?.pid === undefined) throw new Error("The browser is not running.");
      const ended = new Promise((resolve) => child.once("exit", resolve));
      process.kill(-child.pid, "SIGKILL");
      await ended;
      await browser.disconnect().catch(() => undefined);
    },

    close: () => browser.close(),
  };
}

/** A busy machine may take its time to start a browser, in milliseconds. */
export const startLimit = 180_000;

/**
 * A browser that has started but cannot be used ends: whoever asked for it has nothing to end it by.
 * @template T
 * @param {Browser} browser
 * @param {() => Promise<T>} makeReady
 * @returns {Promise<T>}
 */
export async function orEnded(browser, makeReady) {
  try {
    return await makeReady();
  } catch (error) {
    await browser.close().catch(() => undefined);
    throw error;
  }
}

/**
 * Runs in a page of ours: the browser counts anew how far off each alarm is. It counts once, when an
 * alarm is set, and does not see that its clock was moved. Chromium counts for the first of its alarms
 * only, and does so anew when there was none.
 */
async function setAlarmsAnew() {
  const alarms = await chrome.alarms.getAll();
  const due = alarms.map(({ name, scheduledTime: when, periodInMinutes }) => ({ name, when, ...(periodInMinutes ? { periodInMinutes } : {}) }));
  await chrome.alarms.clearAll();
  await Promise.all(due.map(({ name, ...timing }) => chrome.alarms.create(name, timing)));
}
