// @ts-check
// Everything that `test` runs, in two lanes that run side by side: what works, the quick ones first,
// and the browsers, which wait more than they work.

import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";

import { nodeTool, tests } from "./paths.mjs";

/**
 * How a check is counted: as one, or by the tests that cargo or node says it ran. The words of a tier
 * of node's are its files.
 * @typedef {object} Check
 * @property {string} name
 * @property {"one" | "cargo" | "node"} counted
 * @property {string} program
 * @property {string[]} words
 * @property {NodeJS.ProcessEnv} [environment] added to ours
 * @property {number} [sideBySide] how many files of a tier of node's run at once: one if not said
 */

const denyWarnings = ["--", "--deny", "warnings"];
const browserCrates = ["--package", "ringfence-background", "--package", "ringfence-intl", "--package", "ringfence-pages"];
const hostCrates = ["--package", "ringfence-core", "--package", "ringfence-bindgen"];

/**
 * Files of the browser tier that take a minute or more, mostly of the clock, the longest first: they
 * begin first, so that at the end nobody waits for one alone.
 */
const long = [
  ...["pages", "first_day", "nudges", "override_windows", "restart", "stretch", "navigation", "worker", "way_back", "gone", "moments"],
  ...["gallery_strict", "week", "override", "sites_page", "silence", "gallery_used", "silence_alone"],
  ...["gallery_fights", "two_pages", "goals", "check_in"],
];

/** @returns {Check[][]} */
export function allChecks() {
  return [working(), [browserTests()]];
}

/** @returns {Check[]} */
function working() {
  return [
    { name: "rustfmt", counted: "one", program: "cargo", words: ["fmt", "--all", "--check"] },
    {
      name: "eslint",
      counted: "one",
      program: nodeTool("eslint"),
      words: ["--config", "tests/eslint.config.js", "--max-warnings", "0", "extension", "tests"],
    },
    { name: "tsc", counted: "one", program: nodeTool("tsc"), words: ["--project", "tests/tsconfig.json"] },
    {
      name: "web-ext lint",
      counted: "one",
      program: process.execPath,
      words: ["tests/tools/lint.mjs"],
    },
    {
      name: "licenses and sources",
      counted: "one",
      program: process.execPath,
      words: ["tests/tools/licenses.mjs"],
    },
    {
      name: "clippy, for this machine",
      counted: "one",
      program: "cargo",
      words: ["clippy", "--quiet", "--locked", ...hostCrates, "--all-targets", ...denyWarnings],
    },
    {
      name: "clippy, for the browser",
      counted: "one",
      program: "cargo",
      words: ["clippy", "--quiet", "--locked", ...browserCrates, "--target", "wasm32-unknown-unknown", ...denyWarnings],
    },
    {
      name: "rustdoc",
      counted: "one",
      program: "cargo",
      words: ["doc", "--quiet", "--locked", "--no-deps", "--package", "ringfence-core"],
      environment: { RUSTDOCFLAGS: "--deny warnings" },
    },
    {
      name: "core",
      counted: "cargo",
      program: "cargo",
      words: ["test", "--quiet", "--locked", "--no-fail-fast", "--package", "ringfence-core"],
    },
    { name: "shell", counted: "node", program: process.execPath, words: filesOf("shell") },
  ];
}

/** @returns {Check} */
function browserTests() {
  const files = filesOf("browser");
  const first = long.map((name) => path.join(tests, "browser", `${name}.test.js`));
  for (const file of first) if (!existsSync(file)) throw new Error(`${file} is named among the long ones, and is not there.`);
  return {
    name: "browser",
    counted: "node",
    program: process.execPath,
    words: [...first, ...files.filter((file) => !first.includes(file))],
    // Each file keeps both browsers waiting for more than half of its time, and the other checks run
    // meanwhile: with more at once a slow machine would be late for what a test waits for.
    sideBySide: availableParallelism(),
  };
}

/**
 * @param {string} tier a directory of `tests`
 * @returns {string[]}
 */
function filesOf(tier) {
  return readdirSync(path.join(tests, tier), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.m?js$/.test(name))
    .sort()
    .map((name) => path.join(tests, tier, name));
}
