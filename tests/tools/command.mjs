// @ts-check
// Other programs, run in the foreground. A failure is one sentence and the program's own words.

import { spawnSync } from "node:child_process";

import { root } from "./paths.mjs";

/**
 * Runs a program, shows what it says, and throws if it fails.
 * @param {string} program
 * @param {string[]} words
 * @param {NodeJS.ProcessEnv} [environment] added to ours
 */
export function run(program, words, environment = {}) {
  const { error, status, signal } = spawnSync(program, words, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: "inherit",
  });
  if (error) throw new Error(`${program} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${words[0] ?? ""} failed (${signal ?? status}).`);
}

/**
 * Runs a program and gives what it writes; its complaints are shown.
 * @param {string} program
 * @param {string[]} words
 * @returns {string}
 */
export function ask(program, words) {
  const { error, status, stdout } = spawnSync(program, words, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 << 20,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error) throw new Error(`${program} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${words[0] ?? ""} failed (${status}).`);
  return stdout.trim();
}

/**
 * The end of a tool that is a program of its own: an error is said in one sentence.
 * @param {() => Promise<void> | void} work
 */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
