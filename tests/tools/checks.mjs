// @ts-check
// Everything that `test` runs, in its order: the quick ones first.

import { readdirSync } from "node:fs";
import path from "node:path";

import { nodeTool, root, tests } from "./paths.mjs";

/**
 * How a check is counted: as one, or by the tests that cargo or node says it ran.
 * @typedef {object} Check
 * @property {string} name
 * @property {"one" | "cargo" | "node"} counted
 * @property {string} program
 * @property {string[]} words
 * @property {NodeJS.ProcessEnv} [environment] added to ours
 */

const denyWarnings = ["--", "--deny", "warnings"];
const browserCrates = ["--package", "ringfence-background", "--package", "ringfence-intl", "--package", "ringfence-pages"];
const hostCrates = ["--package", "ringfence-core", "--package", "ringfence-bindgen"];

/** @returns {Check[]} */
export function allChecks() {
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
      name: "cargo deny",
      counted: "one",
      program: process.execPath,
      words: ["tests/tools/deny.mjs"],
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
    nodeTests("shell", []),
    // Each file has both browsers to itself: with more of them two cores are late for everything.
    nodeTests("browser", ["--test-concurrency=1"]),
  ];
}

/**
 * @param {string} tier a directory of `tests`
 * @param {string[]} options
 * @returns {Check}
 */
function nodeTests(tier, options) {
  const files = readdirSync(path.join(tests, tier), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.m?js$/.test(name))
    .sort()
    .map((name) => path.relative(root, path.join(tests, tier, name)));
  return { name: tier, counted: "node", program: process.execPath, words: ["--test", ...options, ...files] };
}
