// @ts-check
// Firefox with Ringfence in it: as a temporary add-on for one start, or installed for many.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import puppeteer from "puppeteer-core";

import { zipDirectory } from "../../tools/zip.mjs";
import { newClock } from "../clock/clock.js";
import { welcomePage } from "../lib/hidden.js";
import { until } from "../lib/until.js";
import { requireBrowser } from "./executable.js";
import { copyPackage, temporaryDirectory } from "./package.js";
import { orEnded, runningBrowser, startLimit } from "./running.js";

/** @typedef {import("./running.js").Start} Start */
/** @typedef {import("./running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("./running.js").Installation} Installation */

/** Firefox draws one per installation; a test must know it. */
const uuid = "3f0c6a52-8f0e-4a3b-9b65-0d3a7c1e5f24";
const extensionOrigin = `moz-extension://${uuid}`;

/**
 * One start with the package as a temporary add-on, which is gone at the end.
 * @param {Start & { dist: string }} start
 * @returns {Promise<RunningBrowser>}
 */
export async function launchFirefox({ dist, overlay, ...start }) {
  const id = await addOnId(dist);
  const profile = await temporaryDirectory("firefox");
  const clock = await newClock();
  const browser = await launch(profile, id, clock, start);
  return orEnded(browser, async () => {
    const started = await running(browser, id, clock);
    await browser.installExtension(overlay ? await copyPackage(dist, overlay) : dist);
    // The new tabs that tests wait for must not be mixed up with the one that the installation opens.
    await welcomePage(started);
    return started;
  });
}

/**
 * Installs the package in a profile of its own, to be started any number of times.
 * @param {{ dist: string }} wanted
 * @returns {Promise<Installation>}
 */
export async function installInFirefox({ dist }) {
  const id = await addOnId(dist);
  const profile = await temporaryDirectory("firefox");
  const clock = await newClock();
  await mkdir(path.join(profile, "extensions"));
  await writeFile(path.join(profile, "extensions", `${id}.xpi`), await zipDirectory(dist));
  return {
    name: "firefox",
    profile,
    clock,
    async start(start = {}) {
      const browser = await launch(profile, id, clock, start);
      return orEnded(browser, async () => {
        const started = await running(browser, id, clock);
        // The driver is there before the add-ons of the profile are: until then our addresses lead nowhere.
        await until("Ringfence has started", () => started.privileged(`WebExtensionPolicy.getByID(${JSON.stringify(id)})?.active`));
        return started;
      });
    },
    // Nothing serves it: the add-on lies in the profile.
    remove: () => Promise.resolve(),
  };
}

/**
 * @param {string} profile
 * @param {string} id
 * @param {import("../clock/clock.js").Clock} clock
 * @param {Start} start
 */
async function launch(profile, id, clock, { args = [], prefs = {}, headless = true, env = {} }) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: requireBrowser("firefox"),
    timeout: startLimit,
    headless,
    userDataDir: profile,
    defaultViewport: null,
    args: ["-remote-allow-system-access", ...args],
    env: { ...process.env, ...env, ...clock.environment },
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ [id]: uuid }),
      // The prompt for a site answers itself with yes; the request is the real one.
      "extensions.webextOptionalPermissionPrompts": false,
      // An add-on that lies in the profile is taken, unsigned and without a question.
      "xpinstall.signatures.required": false,
      "extensions.autoDisableScopes": 0,
      ...prefs,
    },
  });
  // The driver would put the preferences back as they were before this start; a person's browser
  // keeps them, and so must a profile that is started again.
  for (const backup of ["prefs.js.puppeteer", "user.js.puppeteer"]) {
    await rm(path.join(profile, backup), { force: true });
  }
  return browser;
}

/**
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} id
 * @param {import("../clock/clock.js").Clock} clock
 */
async function running(browser, id, clock) {
  const privileged = await privilegedWindow(browser);

  return runningBrowser({
    name: "firefox",
    browser,
    extensionOrigin,
    clock,
    privileged,

    // The driver may not go to an extension's page, and never ends waiting for one that it is
    // redirected to: the browser's own window sends the tab there, as the address bar does.
    async newTab(url) {
      // The driver opens tabs in the window that was in front last, which may be a private one.
      await privileged("void focus()");
      const page = await browser.newPage();
      await privileged(`(${loadInFront})(${JSON.stringify(url)})`);
      await until(`${url} has come to rest`, () => isAtRest(page, url));
      return page;
    },

    // Asked until it is done: Firefox lets a background live on for which an event comes while it ends.
    async killWorker() {
      await privileged(`(${endBackground})(WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension)`);
    },
  });
}

/**
 * Asks the browser's own window, as a part of Firefox does; needs `-remote-allow-system-access`.
 * @param {import("puppeteer-core").Browser} browser
 * @returns {Promise<(expression: string) => Promise<any>>}
 */
async function privilegedWindow(browser) {
  // The driver's own connection: its pages know the content of tabs only.
  const { connection } = /** @type {any} */ (browser);
  const tree = await connection.send("browsingContext.getTree", { "moz:scope": "chrome", maxDepth: 0 });
  const window = tree.result.contexts.find((/** @type {any} */ context) => context.url.endsWith("/browser.xhtml"));
  return async (expression) => {
    const { result } = await connection.send("script.evaluate", {
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      target: { context: window.context },
      awaitPromise: true,
    });
    if (result.type === "exception") throw new Error(result.exceptionDetails.text);
    return result.result.value === undefined ? undefined : JSON.parse(result.result.value);
  };
}

/**
 * Runs in the browser's own window: loads an address in the tab in front, and ends with the load.
 * Until then nobody may ask the page itself: it moves to another process, and what is asked of it
 * on the way is now and then never answered.
 * @param {string} url
 */
function loadInFront(url) {
  const { gBrowser, Services, Ci } = /** @type {any} */ (globalThis);
  const tab = gBrowser.selectedBrowser;
  if (url === tab.currentURI.spec) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = {
      onStateChange(/** @type {any} */ browser, /** @type {any} */ progress, /** @type {unknown} */ _request, /** @type {number} */ state) {
        const { STATE_STOP, STATE_IS_WINDOW } = Ci.nsIWebProgressListener;
        const isOver = (state & STATE_STOP) !== 0 && (state & STATE_IS_WINDOW) !== 0;
        if (browser !== tab || !progress.isTopLevel || !isOver || tab.currentURI.spec === "about:blank") return;
        gBrowser.removeTabsProgressListener(listener);
        resolve(undefined);
      },
    };
    gBrowser.addTabsProgressListener(listener);
    tab.fixupAndLoadURIString(url, { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal() });
  });
}

/**
 * Runs in the browser's own window: ends the background that is there now, if one is.
 * @param {any} extension
 */
async function endBackground(extension) {
  if (extension.backgroundState === "stopped") return;
  await extension.promiseBackgroundStarted();
  const doomed = extension.backgroundContext;
  while (doomed && extension.backgroundContext === doomed) {
    await extension.terminateBackground({ ignoreDevToolsAttached: true });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * The driver may still ask the empty page that was there before.
 * @param {import("puppeteer-core").Page} page
 * @param {string} url
 */
function isAtRest(page, url) {
  return page.evaluate((wanted) => document.readyState === "complete" && (wanted === "about:blank" || location.href !== "about:blank"), url);
}

/** @param {string} dist */
async function addOnId(dist) {
  const manifest = JSON.parse(await readFile(path.join(dist, "manifest.json"), "utf8"));
  return manifest.browser_specific_settings.gecko.id;
}
