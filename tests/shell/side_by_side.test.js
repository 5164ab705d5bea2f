// @ts-check
// Checks run side by side: so many as the cores can do, the longest first.

import assert from "node:assert/strict";
import { test } from "node:test";

import { sideBySide } from "../tools/side_by_side.mjs";

/** @typedef {import("../tools/side_by_side.mjs").Work} Work */

/**
 * Runs works that end when they are told to, and tells what is going on.
 * @param {Work[]} works
 * @param {number} cores
 */
function running(works, cores) {
  /** @type {string[]} */
  const begun = [];
  /** @type {Map<string, (result: string) => void>} */
  const ends = new Map();
  const done = sideBySide(works, cores, ({ name }) => {
    begun.push(name);
    return new Promise((resolve) => ends.set(name, resolve));
  });
  const end = async (/** @type {string} */ name) => {
    ends.get(name)?.(`${name} is done`);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, done, end };
}

test("the longest begins first, and what only waits runs beside what works", async () => {
  const { begun, done, end } = running(
    [
      { name: "short", seconds: 1, load: 1 },
      { name: "long", seconds: 9, load: 1.6 },
      { name: "waits", seconds: 5, load: 0.1 },
      { name: "middle", seconds: 7, load: 1.1 },
    ],
    2,
  );
  assert.deepEqual(begun, ["long", "waits"], "with the middle one both cores would have too much to do");
  await end("long");
  assert.deepEqual(begun, ["long", "waits", "middle", "short"]);
  for (const name of ["waits", "short", "middle"]) await end(name);
  assert.deepEqual(await done, ["short is done", "long is done", "waits is done", "middle is done"], "told in the order of the works");
});

test("work that needs more than there is runs alone", async () => {
  const { begun, end } = running([{ name: "wide", seconds: 2, load: 4 }, { name: "next", seconds: 1, load: 1 }], 2);
  assert.deepEqual(begun, ["wide"]);
  await end("wide");
  assert.deepEqual(begun, ["wide", "next"]);
});

test("what only waits is not begun without end", async () => {
  const works = Array.from({ length: 10 }, (_, index) => ({ name: String(index), seconds: 1, load: 0 }));
  assert.equal(running(works, 2).begun.length, 6);
});

test("a check that breaks breaks the whole, whatever else still runs", async () => {
  const works = [{ name: "broken", seconds: 2, load: 1 }, { name: "other", seconds: 1, load: 1 }];
  const act = (/** @type {Work} */ { name }) => (name === "broken" ? Promise.reject(new Error("broken")) : Promise.resolve());
  await assert.rejects(sideBySide(works, 2, act), /broken/);
});
