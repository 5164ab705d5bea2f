// @ts-check
// One turn of the core with 1,000 rules of 10 patterns: by criterion on this machine, and as the
// browser runs it, in wasm, values crossing the boundary and all.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { ask } from "../command.mjs";
import { packageDirectory } from "../paths.mjs";
import { median } from "./median.mjs";

const rules = 1_000;
const patterns = 10;
/** Monday 23 November 2026, 18:30 UTC. */
const now = 1_795_458_600_000;

/** Rules of two hours on weekdays: spread over the day, or all of them in force. */
const scenes = {
  "spread over the day": (/** @type {number} */ number) => (number * 7) % 1440,
  "all in force": (/** @type {number} */ number) => 17 * 60 + (number % 60),
};

const what = (/** @type {string} */ scene) => `update, 1,000 rules of 10 patterns, ${scene}`;

/** @returns {import("../bench.mjs").Row[]} */
export function nativeRows() {
  const said = ask("cargo", ["bench", "--quiet", "--locked", "--package", "ringfence-core", "--bench", "update"]);
  return Object.keys(scenes).map((scene) => {
    const [, seen] = new RegExp(`${what(scene)}\\s+time:\\s+\\[\\S+ \\S+ (\\S+ \\S+) `).exec(said) ?? [];
    if (!seen) throw new Error(`criterion gave no time for "${scene}".`);
    return { what: `${what(scene)}, native`, budget: "5 ms", seen };
  });
}

/** @returns {Promise<import("../bench.mjs").Row[]>} */
export async function wasmRows() {
  const rows = [];
  for (const [scene, start] of Object.entries(scenes)) {
    const core = await loadCore();
    const page = around({ type: "own_page", tab: -1 });
    for (let number = 0; number < rules; number += 1) {
      core.turn({ type: "save_rule", rule: rule(number, start(number)) }, page, now);
    }
    const seen = await median(101, () => {
      const before = performance.now();
      core.turn({ type: "looked" }, around({ type: "browser" }), now);
      return performance.now() - before;
    });
    rows.push({ what: `${what(scene)}, in wasm`, budget: "5 ms", seen });
  }
  return rows;
}

async function loadCore() {
  const directory = path.join(packageDirectory("chrome"), "wasm");
  const bindings = await import(pathToFileURL(path.join(directory, "background.js")).href);
  bindings.initSync({ module: await readFile(path.join(directory, "background_bg.wasm")) });
  return bindings.Core.load({ slots: ["", "", ""], mirror: "", last_row: 0 }, now);
}

/** @param {object} sender */
function around(sender) {
  return {
    tabs: [{ id: 1, url: "https://s1.r7.example/x", last_accessed: 0 }],
    origins: ["*://*.example/*"],
    sender,
  };
}

const clock = (/** @type {number} */ minutes) =>
  [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

/**
 * @param {number} number
 * @param {number} start in minutes after midnight, UTC
 */
function rule(number, start) {
  return {
    id: 0,
    goal: `Goal ${number}`,
    mode: "cover",
    schedule: [
      { days: ["mon", "tue", "wed", "thu", "fri"], stretches: [{ from: clock(start), to: clock(start + 120) }] },
    ],
    groups: [],
    sites: Array.from({ length: patterns }, (_, site) => `s${site}.r${number}.example`),
  };
}
