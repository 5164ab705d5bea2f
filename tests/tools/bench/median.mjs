// @ts-check
// Many runs, one number.

/**
 * @param {number} times
 * @param {() => Promise<number> | number} once gives milliseconds
 * @returns {Promise<string>} the median, to be read by a person
 */
export async function median(times, once) {
  const seen = [];
  for (let n = 0; n < times; n += 1) seen.push(await once());
  return milliseconds(middle(seen));
}

/** @param {number[]} numbers */
export function middle(numbers) {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** @param {number} ms */
export function milliseconds(ms) {
  return ms < 10 ? `${ms.toFixed(2)} ms` : `${Math.round(ms)} ms`;
}
