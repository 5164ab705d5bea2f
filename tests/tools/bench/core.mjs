// @ts-check
// One turn of the core with 1,000 rules of 10 patterns, and the fold of a long log: by criterion on
// this machine; the turn also as the browser runs it, in wasm, values crossing the boundary and all.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { ask } from "../command.mjs";
import { packageDirectory } from "../paths.mjs";
import { median } from "./median.mjs";

const rules = 1_000;
const patterns = 10;
/** Monday 23 November 2026, 18:30 UTC. */
export const now = 1_795_458_600_000;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Rules of two hours on weekdays: spread over the day, or all of them in force. */
const scenes = {
  "spread over the day": (/** @type {number} */ number) => (number * 7) % 1440,
  "all in force": (/** @type {number} */ number) => 17 * 60 + (number % 60),
};

const what = (/** @type {string} */ scene) => `update, 1,000 rules of 10 patterns, ${scene}`;

/** Rows of the bench of schedules, by their names there. */
const mixed = {
  "next change, timetable anew": "next change from nothing",
  "posture, timetable anew": "posture from nothing",
  "posture, change after change": "posture at a change",
  "posture, the same moment": "posture, no change",
};
const horizon = "1,000 rules whose next change is so many days away/next change, timetable anew";

/** @returns {import("../bench.mjs").Row[]} */
export function nativeRows() {
  const update = criterion("update");
  const schedule = criterion("schedule");
  const site = criterion("site");
  const ledger = criterion("ledger");
  return [
    ...Object.keys(scenes).map((scene) => ({ what: `${what(scene)}, native`, budget: "5 ms", seen: update(what(scene)) })),
    ...Object.entries(mixed).map(([name, words]) => ({
      what: `${words}, 100 / 1,000 / 10,000 rules of mixed kinds, native`,
      budget: "linear",
      seen: [100, 1_000, 10_000].map((count) => schedule(`mixed rules/${name}/${count}`)).join(" / "),
    })),
    {
      what: "next change from nothing, 1,000 rules, the change 1 / 30 / 390 days away, native",
      budget: "level",
      seen: [1, 30, 390].map((away) => schedule(`${horizon}/${away}`)).join(" / "),
    },
    ...["covered", "let through", "of another host"].map((page) => ({
      what: `verdict of a page ${page}, among 10 / 1,000 / 50,000 patterns, native`,
      budget: "level",
      seen: [10, 1_000, 50_000].map((count) => site(`verdict of a page ${page}/${count}`)).join(" / "),
    })),
    { what: "network rules of 5,000 patterns, native", budget: "", seen: site("network rules of 5,000 patterns") },
    { what: "fold of a log of 100,000 entries, native", budget: "100 ms", seen: ledger("fold of 100,000 entries") },
    {
      what: "sums of each day of that log's year; its honest line, native",
      budget: "",
      seen: ["sums of each day of a year", "the honest line of a year"].map(ledger).join("; "),
    },
  ];
}

/**
 * Runs a bench.
 * @param {string} bench
 * @returns {(name: string) => string} the time of one of its functions
 */
function criterion(bench) {
  const said = ask("cargo", ["bench", "--quiet", "--locked", "--package", "ringfence-core", "--bench", bench]);
  return (name) => {
    const [, seen] = new RegExp(`^${name}\\s+time:\\s+\\[\\S+ \\S+ (\\S+ \\S+) `, "m").exec(said) ?? [];
    if (!seen) throw new Error(`criterion gave no time for "${name}".`);
    return seen;
  };
}

/** @returns {Promise<import("../bench.mjs").Row[]>} */
export async function wasmRows() {
  const rows = [];
  for (const [scene, start] of Object.entries(scenes)) {
    const core = await coreWith(Array.from({ length: rules }, (_, number) => rule(number, weekdays(start(number)))));
    const seen = await median(101, () => turn(core, now));
    rows.push({ what: `${what(scene)}, in wasm`, budget: "5 ms", seen });
  }
  const anew = [];
  for (const count of [100, rules]) {
    const core = await coreWith(Array.from({ length: count }, (_, number) => rule(number, kinds(number))));
    // A clock that has gone back makes the index of all changes anew.
    let back = 0;
    anew.push(await median(101, () => turn(core, now - (back += 1))));
  }
  rows.push({ what: "posture from nothing, 100 / 1,000 rules of mixed kinds, in wasm", budget: "linear", seen: anew.join(" / ") });
  return rows;
}

/**
 * @param {any} core
 * @param {number} at
 * @returns {number} milliseconds
 */
function turn(core, at) {
  const before = performance.now();
  core.turn({ type: "looked" }, browserAround, at);
  return performance.now() - before;
}

/** @param {object[]} drafts */
async function coreWith(drafts) {
  const core = await loadCore();
  for (const draft of drafts) {
    const { reply } = core.turn({ type: "save_rule", rule: draft }, pageAround, now);
    if (reply?.type !== "made") throw new Error(`Not saved: ${JSON.stringify({ draft, reply })}`);
  }
  return core;
}

/** A core without anything. */
export async function loadCore() {
  const directory = path.join(packageDirectory("chrome"), "wasm");
  const bindings = await import(pathToFileURL(path.join(directory, "background.js")).href);
  bindings.initSync({ module: await readFile(path.join(directory, "background_bg.wasm")) });
  return bindings.Core.load({ slots: ["", "", ""], mirror: "", last_row: 0, session: "", realm: "normal" }, now);
}

/** @param {object} sender */
function around(sender) {
  return {
    tabs: [{ id: 1, url: "https://s1.r7.example/x", last_accessed: 0, stands: "veil", front: true, heard: false }],
    origins: ["*://*.example/*"],
    sender,
  };
}

export const pageAround = around({ type: "own_page", tab: -1 });
export const browserAround = around({ type: "browser" });

const clock = (/** @type {number} */ minutes) =>
  [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** @param {number} start in minutes after midnight */
const twoHours = (start) => [{ from: clock(start), to: clock(start + 120) }];

/** @param {number} start */
const weekdays = (start) => [{ days: days.slice(0, 5), stretches: twoHours(start) }];

/**
 * A weekly one, every second or third week, n-th weekdays, single dates: between 6 and 20 o'clock.
 * @param {number} number
 */
function kinds(number) {
  const stretches = twoHours(6 * 60 + ((number * 613) % (12 * 60)));
  const on = { days: [days[number % 7]], stretches };
  const date = (/** @type {number} */ later) => new Date(now + later * 86_400_000).toISOString().slice(0, 10);
  switch (number % 4) {
    case 0:
      return [on];
    case 1:
      return [{ ...on, interval: 2 + (number % 3), from: date(number % 40) }];
    case 2:
      return [{ ...on, repeat: "monthly", nth: [1 + (number % 4), -1] }];
    default:
      return [{ repeat: "dates", dates: Array.from({ length: 20 }, (_, week) => date((number % 90) + week * 9)), stretches }];
  }
}

/**
 * @param {number} number
 * @param {object[]} schedule
 */
function rule(number, schedule) {
  return {
    id: 0,
    goal: `Goal ${number}`,
    mode: "cover",
    schedule,
    groups: [],
    sites: Array.from({ length: patterns }, (_, site) => `s${site}.r${number}.example`),
  };
}
