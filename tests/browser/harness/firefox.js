// @ts-check
// Firefox with Ringfence in it: as a temporary add-on for one start, or installed for many.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import puppeteer from "puppeteer-core";

import { zipDirectory } from "../../tools/zip.mjs";
import { requireBrowser } from "./executable.js";
import { temporaryDirectory } from "./package.js";
import { runningBrowser } from "./running.js";

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
export async function launchFirefox({ dist, ...start }) {
  const id = await addOnId(dist);
  const profile = await temporaryDirectory("firefox");
  const browser = await launch(profile, id, start);
  await browser.installExtension(dist);
  // The new tabs that tests wait for must not be mixed up with the one that the installation opens.
  await newPage(browser, new Set(), `${extensionOrigin}/welcome.html`);
  return running(browser, id);
}

/**
 * Installs the package in a profile of its own, to be started any number of times.
 * @param {{ dist: string }} wanted
 * @returns {Promise<Installation>}
 */
export async function installInFirefox({ dist }) {
  const id = await addOnId(dist);
  const profile = await temporaryDirectory("firefox");
  await mkdir(path.join(profile, "extensions"));
  await writeFile(path.join(profile, "extensions", `${id}.xpi`), await zipDirectory(dist));
  return {
    name: "firefox",
    profile,
    async start(start = {}) {
      return running(await launch(profile, id, start), id);
    },
    // Nothing serves it: the add-on lies in the profile.
    remove: () => Promise.resolve(),
  };
}

/**
 * @param {string} profile
 * @param {string} id
 * @param {Start} start
 */
async function launch(profile, id, { args = [], prefs = {}, headless = true }) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: requireBrowser("firefox"),
    headless,
    userDataDir: profile,
    defaultViewport: null,
    args: ["-remote-allow-system-access", ...args],
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
 */
async function running(browser, id) {
  const privileged = await privilegedWindow(browser);

  return runningBrowser({
    name: "firefox",
    browser,
    extensionOrigin,
    privileged,

    // The driver may not go to an extension's page, and never ends waiting for one that it is
    // redirected to; the browser's own window opens tabs as the address bar does.
    async newTab(url) {
      const known = new Set(await browser.pages());
      await privileged(`void (gBrowser.selectedTab = gBrowser.addTrustedTab(${JSON.stringify(url)}))`);
      return newPage(browser, known, url);
    },

    async killWorker() {
      await privileged(
        `WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension.terminateBackground({ ignoreDevToolsAttached: true })`,
      );
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
 * The tab that was not there before, once it has come to rest.
 * @param {import("puppeteer-core").Browser} browser
 * @param {Set<import("puppeteer-core").Page>} known
 * @param {string} url
 * @returns {Promise<import("puppeteer-core").Page>}
 */
async function newPage(browser, known, url) {
  // Generous: on a busy machine the first page of an extension has taken half a minute.
  const deadline = AbortSignal.timeout(60_000);
  /** @type {string[]} */
  let seen = [];
  while (!deadline.aborted) {
    const others = (await browser.pages()).filter((page) => !known.has(page));
    for (const page of others) if (await isAtRest(page, url)) return page;
    seen = others.map((page) => page.url());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${url} did not open; new tabs: ${seen.join(", ") || "none"}.`);
}

/**
 * @param {import("puppeteer-core").Page} page
 * @param {string} url
 */
async function isAtRest(page, url) {
  try {
    return await page.evaluate(
      ({ wanted, installed }) =>
        (location.href !== "about:blank" || wanted === "about:blank") &&
        (wanted !== installed || location.href === installed) &&
        document.readyState === "complete",
      { wanted: url, installed: `${extensionOrigin}/welcome.html` },
    );
  } catch {
    // It is on its way from the blank page to its own.
    return false;
  }
}

/** @param {string} dist */
async function addOnId(dist) {
  const manifest = JSON.parse(await readFile(path.join(dist, "manifest.json"), "utf8"));
  return manifest.browser_specific_settings.gecko.id;
}
