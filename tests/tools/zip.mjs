// @ts-check
// A directory as a zip that depends on its files alone: sorted names, one fixed time, no modes.

import { zipSync } from "fflate";

import { readTree } from "./files.mjs";

/** The earliest time that the format can say; it is local time there, and so the same everywhere. */
const epoch = new Date(1980, 0, 1);

/**
 * @param {string} directory
 * @returns {Promise<Buffer>}
 */
export async function zipDirectory(directory) {
  const files = await readTree(directory);
  return Buffer.from(zipSync(Object.fromEntries(files), { level: 9, mtime: epoch }));
}
