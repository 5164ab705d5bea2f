// @ts-check
// Checks run side by side, and are read one after the other.

import assert from "node:assert/strict";
import { test } from "node:test";

import { inLanes } from "../tools/lanes.mjs";

/** A moment that a test brings about. */
function moment() {
  /** @type {() => void} */
  let come = () => {};
  const has = new Promise((resolve) => (come = () => resolve(undefined)));
  return { come, has };
}

test("a lane that is behind runs meanwhile, and is heard whole once the lane in front has ended", async () => {
  const behind = moment();
  let heard = "";
  const first = async (/** @type {(text: string) => void} */ say) => {
    say("one ");
    await behind.has;
    assert.equal(heard, "one ", "what is in front is heard as it comes");
    say("two ");
    return 1;
  };
  const second = async (/** @type {(text: string) => void} */ say) => {
    say("three ");
    return 2;
  };
  const third = async (/** @type {(text: string) => void} */ say) => {
    say("four ");
    behind.come();
    say("five");
    return 3;
  };
  assert.deepEqual(await inLanes([[first, second], [third]], (text) => (heard += text)), [1, 2, 3]);
  assert.equal(heard, "one two three four five");
});

test("a check that breaks breaks the whole, whatever else still runs", async () => {
  const broken = () => Promise.reject(new Error("broken"));
  await assert.rejects(inLanes([[broken], [() => Promise.resolve(1)]], () => {}), /broken/);
});
