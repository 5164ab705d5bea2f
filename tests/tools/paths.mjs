// @ts-check
// Where things are, said once for all the tools.

import { fileURLToPath } from "node:url";
import path from "node:path";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const target = path.join(root, "target");
export const dist = path.join(root, "dist");
export const extension = path.join(root, "extension");
export const tests = path.join(root, "tests");

/** The browsers a package is made for; each has a directory of this name in `dist`. */
export const browsers = /** @type {const} */ (["chrome", "firefox"]);

/** @typedef {typeof browsers[number]} BrowserName */

/**
 * The directory of one browser's package, ready to load unpacked.
 * @param {BrowserName} browser
 */
export function packageDirectory(browser) {
  return path.join(dist, browser);
}

/**
 * A tool that npm installed from the committed lock.
 * @param {string} name
 */
export function nodeTool(name) {
  return path.join(tests, "node_modules", ".bin", name);
}
