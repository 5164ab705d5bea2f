// @ts-check
// Dates as the core and date fields write them, on this machine's wall.

const day = 24 * 60 * 60_000;

/**
 * A date so many days from today.
 * @param {number} days
 * @param {number} [now] what time it is, if the clock was moved
 */
export function dateIn(days, now = Date.now()) {
  const at = new Date(now + days * day);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
