// @ts-check
// What a test holds while a browser runs with Ringfence in it; the same for both browsers.

import { isClosed } from "../lib/tabs.js";

/** @typedef {import("puppeteer-core").Browser} Browser */
/** @typedef {import("puppeteer-core").Page} Page */

/**
 * @typedef {object} Start
 * @property {string[]} [args] further words of the command line, such as a page to start with
 * @property {Record<string, unknown>} [prefs] Firefox only: further preferences
 * @property {boolean} [headless] `true` if not said
 * @property {Record<string, unknown>} [overlay] what stands otherwise in the package's manifest
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
 * @property {(start?: Start) => Promise<RunningBrowser>} start
 * @property {() => Promise<void>} remove ends what serves it; the profile goes with the process
 */

/**
 * Adds what both browsers do alike to what each does its own way.
 * @param {Pick<RunningBrowser, "name" | "browser" | "extensionOrigin" | "newTab" | "killWorker" | "privileged">} own
 * @returns {RunningBrowser}
 */
export function runningBrowser(own) {
  const { browser } = own;
  /** @type {Page | undefined} */
  let sender;

  /** @param {string} name */
  const openPage = (name) => own.newTab(`${own.extensionOrigin}/${name}`);

  return {
    ...own,
    openPage,

    async send(message) {
      if (!sender || (await isClosed(sender))) sender = await openPage("options.html");
      return sender.evaluate((sent) => chrome.runtime.sendMessage(sent), message);
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
