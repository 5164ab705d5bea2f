// @ts-check
// Waiting for a state that no event tells of.

import { inspect } from "node:util";

/** Generous: a machine that is busy must not fail a test. Nothing is measured by it. */
const limit = 30_000;
const pause = 50;

/**
 * Asks again and again until the answer is what is wanted, and gives that answer. What is asked may
 * fail meanwhile, as a page does that is on its way to another.
 * @template T
 * @param {string} what in words, for the one who reads the failure
 * @param {() => Promise<T> | T} ask
 * @param {(answer: T) => boolean} [wanted] whether the answer is truthy, if not said
 * @param {number} [patience] for what happens by the clock, milliseconds more than the limit
 * @returns {Promise<T>}
 */
export async function until(what, ask, wanted = Boolean, patience = 0) {
  const deadline = Date.now() + limit + patience;
  /** @type {unknown} */
  let last;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (wanted(answer)) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error(`Waited in vain until ${what}. Last seen: ${inspect(last, { depth: 6 })}`);
}
