// @ts-check
// `node core.mjs [NAME...]` runs the core's tests, or those whose path has one of the names in it, and says
// how long each took. Cargo would not pass that on without compiling anew: its programs are run here.

import { spawnSync } from "node:child_process";
import path from "node:path";

import { ask, main } from "./command.mjs";
import { root } from "./paths.mjs";

/** @typedef {{ reason: string, executable?: string | null, profile?: { test: boolean } }} Message */

/** Where cargo runs a test: it keeps beside its source what has failed once. */
const directory = path.join(root, "src", "core");
const core = ["--locked", "--package", "ringfence-core"];
/** Told by an option of the test program that is not stable yet. */
const timed = { words: ["-Z", "unstable-options", "--report-time"], environment: { RUSTC_BOOTSTRAP: "1" } };

await main(() => {
  const names = process.argv.slice(2);
  const programs = testPrograms().map((program) => runs(program, [...names, ...timed.words], timed.environment));
  const examples = runs("cargo", ["test", ...core, "--doc", "--", ...names]);
  if (![...programs, examples].every(Boolean)) throw new Error("A test of the core has failed.");
});

/** @returns {string[]} */
function testPrograms() {
  const lines = ask("cargo", ["test", ...core, "--no-run", "--message-format", "json-render-diagnostics"]).split("\n");
  const messages = lines.map((line) => /** @type {Message} */ (JSON.parse(line)));
  return messages.flatMap(({ executable, profile }) => (executable && profile?.test ? [executable] : []));
}

/**
 * @param {string} program
 * @param {string[]} words
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {boolean} whether it has passed
 */
function runs(program, words, environment = {}) {
  return spawnSync(program, words, { cwd: directory, env: { ...process.env, ...environment }, stdio: "inherit" }).status === 0;
}
