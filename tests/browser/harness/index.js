// @ts-check
// Both browsers behind one interface; `running.js` says what a test holds.

import path from "node:path";
import { fileURLToPath } from "node:url";

import { installInChromium, launchChromium } from "./chromium.js";
import { installInFirefox, launchFirefox } from "./firefox.js";

/** @typedef {import("./running.js").Start} Start */
/** @typedef {import("./running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("./running.js").Installation} Installation */

const dist = fileURLToPath(new URL("../../../dist", import.meta.url));

/**
 * @typedef {object} BrowserUnderTest
 * @property {"chromium" | "firefox"} name
 * @property {(start?: Start) => Promise<RunningBrowser>} launch one start, nothing kept
 * @property {() => Promise<Installation>} install for tests that start the browser again
 */

/** @type {BrowserUnderTest[]} */
export const browsers = [
  {
    name: "chromium",
    launch: (start = {}) => launchChromium({ dist: path.join(dist, "chrome"), ...start }),
    install: () => installInChromium({ dist: path.join(dist, "chrome") }),
  },
  {
    name: "firefox",
    launch: (start = {}) => launchFirefox({ dist: path.join(dist, "firefox"), ...start }),
    install: () => installInFirefox({ dist: path.join(dist, "firefox") }),
  },
];

export { installInChromium, installInFirefox, launchChromium, launchFirefox };
