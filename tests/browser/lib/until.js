// @ts-check
// Waiting for a state that no event tells of.

import { inspect } from "node:util";

/** Generous: a machine that is busy must not fail a test. Nothing is measured by it. */
const limit = 60_000;
/** What a page is asked while it moves to another process is now and then never answered. */
const patienceWithOne = 10_000;
/** A picture of a tab costs what a whole core can do: who waits a minute for one leaves the core to others. */
const pause = { least: 50, most: 500 };

/**
 * Asks again and again until the answer is what is wanted, and gives that answer. What is asked may
 * fail or stay silent meanwhile, as a page does that is on its way to another.
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
    const asked = performance.now();
    try {
      const answer = await inTime(ask());
      if (wanted(answer)) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    const rest = Math.min(Math.max(2 * (performance.now() - asked), pause.least), pause.most);
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
  throw new Error(`Waited in vain until ${what}. Last seen: ${inspect(last, { depth: 6 })}`);
}

/**
 * @template T
 * @param {Promise<T> | T} answer
 * @returns {Promise<T>}
 */
async function inTime(answer) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const silence = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("No answer.")), patienceWithOne);
  });
  try {
    return await Promise.race([answer, /** @type {Promise<never>} */ (silence)]);
  } finally {
    clearTimeout(timer);
  }
}
