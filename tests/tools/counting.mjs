// @ts-check
// What a check came to, by what the program says of itself. The exit status is the truth.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { root } from "./paths.mjs";

/** @typedef {import("./checks.mjs").Check} Check */
/** @typedef {import("./tally.mjs").Result} Result */
/** @typedef {{ name: string, seconds: number }} Timed */

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {string[]} failed by name
 * @property {Timed[]} timed the tests that are not made of others, where they are told of
 */

/** @typedef {{ status: number | null, output: string }} Ended */

/**
 * Runs a check and counts.
 * @param {Check} check
 * @param {{ say: (text: string) => void, begun: (pid: number) => void }} heard what it says as it comes, and its process
 * @returns {Promise<Count>}
 */
export async function count(check, heard) {
  if (check.counted === "one") {
    const { status } = await show(check, check.words, heard);
    return { passed: status === 0 ? 1 : 0, failed: status === 0 ? [] : [check.name], timed: [] };
  }
  const { status, ...counted } = await (check.counted === "cargo" ? countCargo : countNode)(check, heard);
  const isSilent = counted.passed + counted.failed.length === 0;
  // Neither a tier that ran nothing nor one that broke outside of its tests has passed.
  if (isSilent || (status !== 0 && counted.failed.length === 0)) counted.failed.push(`${check.name}, as a whole`);
  return counted;
}

/**
 * @param {Check} check
 * @param {Parameters<typeof count>[1]} heard
 * @returns {Promise<Count & { status: number | null }>}
 */
async function countCargo(check, heard) {
  const { status, output } = await show(check, check.words, heard);
  const sum = (/** @type {string} */ what) =>
    [...output.matchAll(new RegExp(`^test result: .* (\\d+) ${what};`, "gm"))].reduce((all, [, n]) => all + Number(n), 0);
  const failed = [...output.matchAll(/^---- (.+?) (?:stdout )?----$/gm)].map(([, name]) => `${check.name}: ${name}`);
  // A test that failed without a word has no section of its own.
  for (let extra = failed.length; extra < sum("failed"); extra += 1) failed.push(`${check.name}: a test that printed nothing`);
  for (let n = sum("ignored"); n > 0; n -= 1) failed.push(`${check.name}: an ignored test`);
  const timed = [...output.matchAll(/^test (.+) \.\.\. \w+ <([\d.]+)s>$/gm)].map(([, name, seconds]) => ({
    name: `${check.name}: ${name}`,
    seconds: Number(seconds),
  }));
  return { passed: sum("passed"), failed, timed, status };
}

/**
 * @param {Check} check
 * @param {Parameters<typeof count>[1]} heard
 * @returns {Promise<Count & { status: number | null }>}
 */
async function countNode(check, heard) {
  const scratch = await mkdtemp(path.join(tmpdir(), "ringfence-tally-"));
  const lines = path.join(scratch, "results");
  const { status } = await show(check, ["tests/tools/tier.mjs", lines, ...check.words], heard);
  /** @type {Result[]} */
  const results = (await readFile(lines, "utf8")).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  await rm(scratch, { recursive: true });
  const named = (/** @type {Result} */ { name }) => `${check.name}: ${name}`;
  return {
    passed: results.filter(({ isPassed }) => isPassed).length,
    failed: results.filter(({ isPassed }) => !isPassed).map(named),
    timed: results.filter(({ hasParts }) => !hasParts).map((result) => ({ name: named(result), seconds: result.seconds })),
    status,
  };
}

/**
 * Runs a check, says its output as it comes, and keeps it.
 * @param {Check} check
 * @param {string[]} words
 * @param {Parameters<typeof count>[1]} heard
 * @returns {Promise<Ended>}
 */
function show({ program, environment }, words, { say, begun }) {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: root,
      env: { ...process.env, CARGO_TERM_COLOR: "never", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    if (child.pid !== undefined) begun(child.pid);
    child.stderr.setEncoding("utf8").on("data", say);
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      output += text;
      say(text);
    });
    child.on("error", (error) => {
      say(`${program} could not be started: ${error.message}\n`);
      resolve({ status: 1, output });
    });
    child.on("close", (status) => resolve({ status, output }));
  });
}
