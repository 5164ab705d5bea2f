// @ts-check
// The words after `test`: a tier, and names within it.

import path from "node:path";

import { tiers } from "./checks.mjs";

/** @typedef {import("./checks.mjs").Check} Check */

/**
 * The checks that the words name; all of them if there are none.
 * @param {Check[]} all
 * @param {string[]} words for instance `browser week stretch`, `core laws`
 * @returns {Check[]}
 * @throws {Error} one sentence, if a word names nothing
 */
export function choose(all, [tier, ...names]) {
  if (tier === undefined) return all;
  const within = all.filter((check) => check.tier === tier);
  if (within.length === 0) throw new Error(`"${tier}" is no tier of tests. There are: ${tiers.join(", ")}.`);
  if (names.length === 0) return within;
  // Cargo's tests are named by a part of their path.
  if (tier === "core") return within.map((check) => (check.counted === "cargo" ? { ...check, words: [...check.words, ...names] } : check));
  const chosen = within.flatMap((check) => named(check, names));
  const found = (/** @type {string} */ name) => chosen.some((check) => named(check, [name]).length > 0);
  const missing = names.find((name) => !found(name));
  if (missing === undefined) return chosen;
  throw new Error(`"${missing}" is not in the tier "${tier}". There are: ${within.flatMap(namesOf).join(", ")}.`);
}

/**
 * What of a check is named: of one of node's, the files.
 * @param {Check} check
 * @param {string[]} names
 * @returns {Check[]}
 */
function named(check, names) {
  if (check.counted !== "node") return names.includes(check.name) ? [check] : [];
  const words = check.words.filter((file) => names.includes(nameOf(file)));
  return words.length > 0 ? [{ ...check, words }] : [];
}

/** @param {Check} check */
function namesOf(check) {
  return check.counted === "node" ? check.words.map(nameOf) : [check.name];
}

/** @param {string} file */
function nameOf(file) {
  return path.basename(file).replace(/\.test\.m?js$/, "");
}
