// @ts-check
// Runs every check, shows what each says, and ends on one plain line: `N passed, N failed`.
// The exit status is the truth.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { allChecks } from "./checks.mjs";
import { root, tests } from "./paths.mjs";

/** @typedef {import("./checks.mjs").Check} Check */
/** @typedef {{ passed: number, failed: string[] }} Count */

const scratch = await mkdtemp(path.join(tmpdir(), "ringfence-count-"));
/** @type {Count} */
const total = { passed: 0, failed: [] };
for (const check of allChecks()) {
  process.stdout.write(`\n== ${check.name}\n`);
  const { passed, failed } = await count(check);
  total.passed += passed;
  total.failed.push(...failed);
}
await rm(scratch, { recursive: true });

process.stdout.write("\n");
for (const name of total.failed) process.stdout.write(`failed: ${name}\n`);
process.stdout.write(`${total.passed} passed, ${total.failed.length} failed\n`);
process.exitCode = total.failed.length === 0 ? 0 : 1;

/**
 * @param {Check} check
 * @returns {Promise<Count>}
 */
async function count(check) {
  if (check.counted === "one") {
    const { status } = await show(check, check.words);
    return status === 0 ? { passed: 1, failed: [] } : { passed: 0, failed: [check.name] };
  }
  const counted = check.counted === "cargo" ? await countCargo(check) : await countNode(check);
  const isSilent = counted.passed + counted.failed.length === 0;
  // Neither a tier that ran nothing nor one that broke outside of its tests has passed.
  if (isSilent || (counted.status !== 0 && counted.failed.length === 0)) counted.failed.push(`${check.name}, as a whole`);
  return counted;
}

/**
 * @param {Check} check
 * @returns {Promise<Count & { status: number | null }>}
 */
async function countCargo(check) {
  const { status, output } = await show(check, check.words);
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
 * @returns {Promise<Count & { status: number | null }>}
 */
async function countNode(check) {
  const lines = path.join(scratch, check.name);
  const [first = "", ...rest] = check.words;
  const reporters = [
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...[`--test-reporter=${path.join(tests, "tools", "tally.mjs")}`, `--test-reporter-destination=${lines}`],
  ];
  // Without a file `node --test` would look for tests by itself, in places that are not meant.
  if (rest.every((word) => word.startsWith("-"))) return { passed: 0, failed: [], status: 0 };
  const { status } = await show(check, [first, ...reporters, ...rest]);
  const results = (await readFile(lines, "utf8")).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return {
    passed: results.filter(({ isPassed }) => isPassed).length,
    failed: results.filter(({ isPassed }) => !isPassed).map(({ name }) => `${check.name}: ${name}`),
    status,
  };
}

/**
 * Runs a check, shows its output as it comes, and keeps it.
 * @param {Check} check
 * @param {string[]} words
 * @returns {Promise<{ status: number | null, output: string }>}
 */
function show({ program, environment }, words) {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: root,
      env: { ...process.env, CARGO_TERM_COLOR: "never", ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on("error", (error) => {
      process.stderr.write(`${program} could not be started: ${error.message}\n`);
      resolve({ status: 1, output });
    });
    child.on("close", (status) => resolve({ status, output }));
  });
}
