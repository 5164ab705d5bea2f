// @ts-check
// Everything that `test` runs, by tiers.

import { readdirSync } from "node:fs";
import path from "node:path";

import { nodeTool, target, tests } from "./paths.mjs";
import { wasmFlags, wasmTriple } from "./wasm.mjs";

/**
 * One program that is run, and how what it says is counted: as one check, or by the tests that cargo or
 * node tell of.
 * @typedef {object} Check
 * @property {string} tier
 * @property {string} name
 * @property {"one" | "cargo" | "node"} counted
 * @property {string} program
 * @property {string[]} words for node's tests, their files
 * @property {NodeJS.ProcessEnv} [environment] added to ours
 * @property {true} [alone] it keeps every core busy by itself, and runs before what runs side by side
 */

export const tiers = /** @type {const} */ (["format", "lint", "types", "licenses", "docs", "core", "shell", "browser"]);

/** The tiers of `check`, which is run while one works: seconds, no browser. */
export const quickTiers = /** @type {const} */ (["format", "lint", "types", "core", "shell"]);

/** Laws and lives run so many of their cases: `few` while one works. */
const casesVariable = "RINGFENCE_CASES";

const denyWarnings = ["--", "--deny", "warnings"];
const browserCrates = ["ringfence-background", "ringfence-intl", "ringfence-pages"].flatMap(inPackage);
const hostCrates = ["ringfence-core", "ringfence-bindgen"].flatMap(inPackage);

/**
 * @param {{ quick: boolean }} wanted whether what is slow runs in part, or not at all
 * @returns {Check[]}
 */
export function allChecks({ quick }) {
  const all = [...compiling(), ...others(quick), ...filesOf("browser").map(browserFile)];
  return quick ? all.filter(({ tier, name }) => quickTiers.some((it) => it === tier) && name !== "web-ext lint") : all;
}

/**
 * Cargo's, one after the other: what one has compiled the next finds.
 * @returns {Check[]}
 */
function compiling() {
  const one = /** @type {const} */ ({ counted: "one", program: "cargo", alone: true });
  return [
    {
      ...one,
      tier: "core",
      name: "core compiles",
      words: ["test", "--locked", "--no-run", ...inPackage("ringfence-core")],
    },
    {
      ...one,
      tier: "lint",
      name: "clippy, for this machine",
      words: ["clippy", "--locked", ...hostCrates, "--all-targets", ...denyWarnings],
    },
    {
      ...one,
      tier: "lint",
      name: "clippy, for the browser",
      // As it ships: what runs while it compiles (build scripts, macros) is there already.
      words: ["clippy", "--locked", "--release", ...browserCrates, "--target", wasmTriple, ...denyWarnings],
      environment: wasmFlags(),
    },
    {
      ...one,
      tier: "docs",
      name: "rustdoc",
      words: ["doc", "--locked", "--no-deps", ...inPackage("ringfence-core")],
      environment: { RUSTDOCFLAGS: "--deny warnings" },
    },
  ];
}

/**
 * @param {boolean} quick then a few cases of each law leave a core to others
 * @returns {Check[]}
 */
function others(quick) {
  const one = /** @type {const} */ ({ counted: "one" });
  const cache = path.join(target, "checked");
  return [
    { ...one, tier: "format", name: "rustfmt", program: "cargo", words: ["fmt", "--all", "--check"] },
    {
      ...one,
      tier: "lint",
      name: "eslint",
      program: nodeTool("eslint"),
      words: [
        ...["--config", "tests/eslint.config.js", "--max-warnings", "0"],
        ...["--cache", "--cache-strategy", "content", "--cache-location", path.join(cache, "eslint")],
        ...["extension", "tests"],
      ],
    },
    {
      ...one,
      tier: "types",
      name: "tsc",
      program: nodeTool("tsc"),
      words: ["--project", "tests/tsconfig.json", "--incremental", "--tsBuildInfoFile", path.join(cache, "tsc.json")],
    },
    { ...one, tier: "lint", name: "web-ext lint", program: process.execPath, words: ["tests/tools/lint.mjs"] },
    { ...one, tier: "licenses", name: "licenses and sources", program: process.execPath, words: ["tests/tools/licenses.mjs"] },
    {
      tier: "core",
      name: "core",
      counted: "cargo",
      ...(quick ? {} : { alone: true }),
      program: process.execPath,
      words: ["tests/tools/core.mjs"],
      environment: { [casesVariable]: quick ? "few" : "all" },
    },
    { tier: "shell", name: "shell", counted: "node", program: process.execPath, words: filesOf("shell") },
  ];
}

/**
 * @param {string} file
 * @returns {Check}
 */
function browserFile(file) {
  const name = path.basename(file, ".test.js");
  return { tier: "browser", name: `browser/${name}`, counted: "node", program: process.execPath, words: [file] };
}

/** @param {string} name */
function inPackage(name) {
  return ["--package", name];
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
