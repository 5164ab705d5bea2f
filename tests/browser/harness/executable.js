// @ts-check
// Where the browsers of this machine are.

import { accessSync, constants } from "node:fs";
import path from "node:path";

/** @typedef {"chrome" | "firefox"} BrowserName */

/** The first that is there is taken. Firefox ESR comes first: only it can keep an unsigned add-on. */
const candidates = {
  chrome: [
    ...["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  firefox: ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
};

/**
 * @param {BrowserName} browser
 * @returns {string | undefined} the program's path
 */
export function findBrowser(browser) {
  const directories = (process.env.PATH ?? "").split(path.delimiter);
  return candidates[browser]
    .flatMap((name) => (path.isAbsolute(name) ? [name] : directories.map((directory) => path.join(directory, name))))
    .find(isProgram);
}

/**
 * @param {BrowserName} browser
 * @returns {string} the program's path
 */
export function requireBrowser(browser) {
  const found = findBrowser(browser);
  if (!found) throw new Error(`No ${browser === "chrome" ? "Chromium or Chrome" : "Firefox"} was found on the PATH.`);
  return found;
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
