// @ts-check
// No browser call may hold up the queue: some never settle (a script into a frozen tab, an update
// of network rules in a browser that is shutting down).

/** The time a browser call has, in milliseconds. */
export const callLimit = 5000;

/** The browser has not answered; what was asked of it may happen yet. */
export class NoAnswer extends Error {}

/**
 * The promise's outcome, or a failure when the time is over. What was begun goes on by itself.
 * @template T
 * @param {Promise<T>} promise
 * @param {number} [ms]
 * @returns {Promise<T>}
 */
export async function limited(promise, ms = callLimit) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`No answer from the browser within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([promise, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}
