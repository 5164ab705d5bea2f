// @ts-check
// Runs every check, shows what each says, one check after the other though they run side by side, and
// ends on one plain line: `N passed, N failed`. The exit status is the truth.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { allChecks } from "./checks.mjs";
import { inLanes } from "./lanes.mjs";
import { root } from "./paths.mjs";

/** @typedef {import("./checks.mjs").Check} Check */
/** @typedef {import("./lanes.mjs").Say} Say */
/** @typedef {{ passed: number, failed: string[] }} Count */

const scratch = await mkdtemp(path.join(tmpdir(), "ringfence-count-"));
const lanes = allChecks().map((checks) => checks.map((check) => (/** @type {Say} */ say) => count(check, say)));
const counts = await inLanes(lanes, (text) => process.stdout.write(text));
/** @type {Count} */
const total = {
  passed: counts.reduce((sum, { passed }) => sum + passed, 0),
  failed: counts.flatMap(({ failed }) => failed),
};
await rm(scratch, { recursive: true });

process.stdout.write("\n");
for (const name of total.failed) process.stdout.write(`failed: ${name}\n`);
process.stdout.write(`${total.passed} passed, ${total.failed.length} failed\n`);
process.exitCode = total.failed.length === 0 ? 0 : 1;

/**
 * @param {Check} check
 * @param {Say} say
 * @returns {Promise<Count>}
 */
async function count(check, say) {
  say(`\n== ${check.name}\n`);
  if (check.counted === "one") {
    const { status } = await show(check, check.words, say);
    return status === 0 ? { passed: 1, failed: [] } : { passed: 0, failed: [check.name] };
  }
  const counted = await (check.counted === "cargo" ? countCargo : countNode)(check, say);
  const isSilent = counted.passed + counted.failed.length === 0;
  // Neither a tier that ran nothing nor one that broke outside of its tests has passed.
  if (isSilent || (counted.status !== 0 && counted.failed.length === 0)) counted.failed.push(`${check.name}, as a whole`);
  return counted;
}

/**
 * @param {Check} check
 * @param {Say} say
 * @returns {Promise<Count & { status: number | null }>}
 */
async function countCargo(check, say) {
  const { status, output } = await show(check, check.words, say);
  let passed = 0;
  for (const [, ok] of output.matchAll(/^test result: \w+\. (\d+) passed;/gm)) passed += Number(ok);
  const ignored = [...output.matchAll(/^test result: .* (\d+) ignored;/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
  const failed = [...output.matchAll(/^---- (.+?) (?:stdout )?----$/gm)].map(([, name]) => `${check.name}: ${name}`);
  const said = [...output.matchAll(/^test result: .* (\d+) failed;/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
  // A test that failed without a word has no section of its own.
  for (let extra = failed.length; extra < said; extra += 1) failed.push(`${check.name}: a test that printed nothing`);
  for (let n = 0; n < ignored; n += 1) failed.push(`${check.name}: an ignored test`);
  return { passed, failed, status };
}

/**
 * @param {Check} check
 * @param {Say} say
 * @returns {Promise<Count & { status: number | null }>}
 */
async function countNode(check, say) {
  const lines = path.join(scratch, check.name);
  const { status } = await show(check, ["tests/tools/tier.mjs", lines, String(check.sideBySide ?? 1), ...check.words], say);
  const results = (await readFile(lines, "utf8")).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return {
    passed: results.filter(({ isPassed }) => isPassed).length,
    failed: results.filter(({ isPassed }) => !isPassed).map(({ name }) => `${check.name}: ${name}`),
    status,
  };
}

/**
 * Runs a check, says its output as it comes, and keeps it.
 * @param {Check} check
 * @param {string[]} words
 * @param {Say} say
 * @returns {Promise<{ status: number | null, output: string }>}
 */
function show({ program, environment }, words, say) {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: root,
      env: { ...process.env, CARGO_TERM_COLOR: "never", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
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
