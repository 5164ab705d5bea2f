// @ts-check
// The sentences that the pages say, as they stand in the package.

import { readFileSync } from "node:fs";

/** @type {Record<string, { message: string }>} */
const messages = JSON.parse(readFileSync(new URL("../../../extension/_locales/en/messages.json", import.meta.url), "utf8"));

/**
 * @param {string} name
 * @param {string[]} parts what stands for `$1`, `$2`
 */
export function sentence(name, ...parts) {
  const found = messages[name];
  if (!found) throw new Error(`There is no message "${name}".`);
  return found.message.replace(/\$(\d)/g, (_all, number) => parts[number - 1] ?? "");
}

/**
 * A sentence with a number as English counts.
 * @param {string} name
 * @param {number} count stands for `$1`
 * @param {string[]} parts what stands for `$2` and on
 */
export function counted(name, count, ...parts) {
  return sentence(`${name}_${count === 1 ? "one" : "other"}`, String(count), ...parts);
}
