// @ts-check
// A reporter for `node --test`: one JSON line per test, `{ name, isPassed }`. A test that was
// skipped or put off has shown nothing, and a file without a test neither: both have failed.

/**
 * @param {AsyncIterable<{ type: string, data: any }>} events
 * @returns {AsyncGenerator<string>}
 */
export default async function* tally(events) {
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const isSuite = data.details.type === "suite";
    // A suite fails with its tests, which are counted; only its own fault counts beside them.
    const isOwnFault = type === "test:fail" && data.details.error?.failureType !== "subtestsFailed";
    if (isSuite && !isOwnFault) continue;
    const isEmptyFile = type === "test:pass" && data.name === data.file;
    const isPassed = type === "test:pass" && !isEmptyFile && data.skip === undefined && data.todo === undefined;
    yield `${JSON.stringify({ name: data.name, isPassed })}\n`;
  }
}
