// @ts-check
// `node browser.mjs chrome|firefox` prints that browser's path, or fails if there is none;
// `node browser.mjs any` prints the name of the one that is there, or nothing.

import { findBrowser } from "../browser/harness/executable.js";
import { browsers } from "./paths.mjs";

const [wanted] = process.argv.slice(2);
if (wanted === "any") {
  process.stdout.write(browsers.find((browser) => findBrowser(browser)) ?? "");
} else {
  const found = browsers.some((browser) => browser === wanted) && findBrowser(/** @type {any} */ (wanted));
  if (found) process.stdout.write(found);
  else process.exitCode = 1;
}
