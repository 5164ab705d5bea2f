// @ts-check
// A reporter for `node --test`: one JSON line per test, of type `Result`. A test that was skipped or put
// off has shown nothing, and a file without a test neither: both have failed.

/**
 * @typedef {object} Result
 * @property {string} name with the names of what it is a part of
 * @property {boolean} isPassed
 * @property {number} seconds
 * @property {boolean} hasParts whether it is made of tests that are told of as well
 */

/**
 * @param {AsyncIterable<{ type: string, data: any }>} events
 * @returns {AsyncGenerator<string>}
 */
export default async function* tally(events) {
  /** The tests that have begun, each within the one before. @type {string[]} */
  const within = [];
  let lastNesting = 0;
  for await (const { type, data } of events) {
    if (type === "test:start") within.splice(data.nesting, Infinity, data.name);
    if (type !== "test:pass" && type !== "test:fail") continue;
    const hasParts = lastNesting > data.nesting;
    lastNesting = data.nesting;
    const isSuite = data.details.type === "suite";
    // A suite fails with its tests, which are counted; only its own fault counts beside them.
    const isOwnFault = type === "test:fail" && data.details.error?.failureType !== "subtestsFailed";
    if (isSuite && !isOwnFault) continue;
    const isEmptyFile = type === "test:pass" && data.name === data.file;
    const isPassed = type === "test:pass" && !isEmptyFile && data.skip === undefined && data.todo === undefined;
    const name = [...within.slice(0, data.nesting), data.name].join(": ");
    /** @type {Result} */
    const result = { name, isPassed, seconds: data.details.duration_ms / 1000, hasParts };
    yield `${JSON.stringify(result)}\n`;
  }
}
