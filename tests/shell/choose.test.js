// @ts-check
// `./build.sh test browser week`: what the words name, and what is said of a word that names nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { allChecks, tiers } from "../tools/checks.mjs";
import { choose } from "../tools/choose.mjs";

const all = allChecks({ quick: false });
const names = (/** @type {string[]} */ ...words) => choose(all, words).map(({ name }) => name);

test("without a word everything is run, and every check has a tier that can be named", () => {
  assert.deepEqual(choose(all, []), all);
  assert.deepEqual(new Set(all.map(({ tier }) => tier)), new Set(tiers));
});

test("a tier, and files of it", () => {
  assert.deepEqual(names("browser", "week", "stretch"), ["browser/stretch", "browser/week"]);
  assert.deepEqual(names("docs"), ["rustdoc"]);
  assert.deepEqual(names("lint", "eslint"), ["eslint"]);
  const [shell] = choose(all, ["shell", "moves"]);
  assert.deepEqual(shell?.words.map((file) => file.split("/").at(-1)), ["moves.test.js"]);
});

test("a part of the core's tests", () => {
  const core = choose(all, ["core", "laws"]).find(({ counted }) => counted === "cargo");
  assert.deepEqual(core?.words, ["tests/tools/core.mjs", "laws"]);
});

test("a word that names nothing is said, with those that do", () => {
  assert.throws(() => names("brwoser"), /"brwoser" is no tier of tests\. There are: format, .*, browser\./);
  assert.throws(() => names("browser", "week", "wekk"), /"wekk" is not in the tier "browser"\. There are: .*stretch, .*week/);
});

test("the quick ones are those that need no browser", () => {
  const quick = allChecks({ quick: true });
  assert.ok(quick.every(({ tier }) => tier !== "browser"));
  assert.ok(quick.find(({ name }) => name === "core")?.environment?.RINGFENCE_CASES === "few");
  assert.ok(all.find(({ name }) => name === "core")?.environment?.RINGFENCE_CASES === "all");
});
