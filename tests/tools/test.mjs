// @ts-check
// `node test.mjs all|quick [TIER [NAME...]]` runs checks: first cargo's that compile, one after the other,
// then the rest side by side. Each is heard whole, once it has ended. The last line is `N passed, N failed`.

import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";

import { allChecks } from "./checks.mjs";
import { choose } from "./choose.mjs";
import { main } from "./command.mjs";
import { count } from "./counting.mjs";
import { target } from "./paths.mjs";
import { watchProcessor } from "./processor.mjs";
import { sideBySide } from "./side_by_side.mjs";
import { keepTimes, readTimes } from "./times.mjs";

/** @typedef {import("./checks.mjs").Check} Check */
/** @typedef {import("./counting.mjs").Count} Count */
/** @typedef {import("./times.mjs").Time} Time */
/** @typedef {Count & { check: Check, seconds: number, busy: number | undefined }} Done */

/** What is not known yet begins first, and has a core to itself. @type {Time} */
const unknown = { seconds: Infinity, busy: Infinity };

const write = (/** @type {string} */ text) => void process.stdout.write(text);

await main(async () => {
  const [how, ...words] = process.argv.slice(2);
  const checks = choose(allChecks({ quick: how === "quick" }), words);
  await mkdir(target, { recursive: true });
  const times = await readTimes();
  const processor = watchProcessor();
  let ended = 0;

  /** @param {Check} check @param {(text: string) => void} say @returns {Promise<Done>} */
  const run = async (check, say) => {
    const begun = performance.now();
    /** @type {number | undefined} */
    let pid;
    const counted = await count(check, {
      say,
      begun(id) {
        pid = id;
        processor.follow(id);
      },
    });
    ended += 1;
    const seconds = (performance.now() - begun) / 1000;
    return { ...counted, check, seconds, busy: pid === undefined ? undefined : processor.secondsOf(pid) };
  };
  const place = () => `${ended} of ${checks.length}`;

  /** @type {Done[]} */
  const all = [];
  for (const check of checks.filter(({ alone }) => alone)) {
    write(`\n== ${check.name}\n`);
    const done = await run(check, write);
    write(`   ${said(done)} (${place()})\n`);
    all.push(done);
  }

  const works = checks.filter(({ alone }) => !alone).map((check) => ({ ...planned(times.get(check.name)), name: check.name, check }));
  let running = 0;
  const others = await sideBySide(works, availableParallelism(), async ({ check }) => {
    let heard = "";
    running += 1;
    write(`-- ${check.name} begins (${running} at once; ${place()} done)\n`);
    const done = await run(check, (text) => (heard += text));
    running -= 1;
    write(`\n== ${check.name}: ${said(done)} (${place()})\n${heard}`);
    return done;
  });
  processor.end();
  all.push(...others);
  await keepTimes(measured(others));
  summarize(all);
});

/** @param {Time} [time] */
function planned({ seconds, busy } = unknown) {
  return { seconds, load: seconds === Infinity ? 1 : busy / seconds };
}

/** @param {Done[]} all */
function measured(all) {
  return new Map(all.flatMap(({ check, seconds, busy, failed }) => (busy === undefined || failed.length > 0 ? [] : [[check.name, { seconds, busy }]])));
}

/** @param {Done} done */
function said({ passed, failed, seconds }) {
  return `${passed} passed, ${failed.length} failed, ${rounded(seconds)}`;
}

/** @param {Done[]} all */
function summarize(all) {
  /** @type {Map<string, { seconds: number, busy: number }>} */
  const tiers = new Map();
  for (const { check, seconds, busy = 0 } of all) {
    const sum = tiers.get(check.tier) ?? { seconds: 0, busy: 0 };
    tiers.set(check.tier, { seconds: sum.seconds + seconds, busy: sum.busy + busy });
  }
  write("\nTime of each tier, its checks one after the other; of that a core was busy\n");
  for (const [tier, { seconds, busy }] of tiers) write(`  ${rounded(seconds).padStart(8)} ${rounded(busy).padStart(8)}  ${tier}\n`);

  const slowest = all.flatMap(({ timed }) => timed).sort((one, other) => other.seconds - one.seconds);
  if (slowest.length > 0) write("\nThe slowest tests\n");
  for (const { name, seconds } of slowest.slice(0, 10)) write(`  ${rounded(seconds).padStart(8)}  ${name}\n`);

  write("\n");
  const failed = all.flatMap((done) => done.failed);
  for (const name of failed) write(`failed: ${name}\n`);
  write(`${all.reduce((sum, { passed }) => sum + passed, 0)} passed, ${failed.length} failed\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

/** @param {number} seconds */
function rounded(seconds) {
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}
