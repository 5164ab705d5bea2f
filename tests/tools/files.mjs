// @ts-check
// A directory as a value: names (with `/`, relative) and bytes.

import { mkdir, readdir, readFile, rm, rmdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** @typedef {Map<string, Buffer>} Files */

/**
 * Reads a directory and all below it, in the order of the names.
 * @param {string} directory
 * @param {(name: string) => boolean} [wanted]
 * @returns {Promise<Files>}
 */
export async function readTree(directory, wanted = () => true) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"))
    .filter(wanted)
    .sort();
  /** @type {Files} */
  const files = new Map();
  for (const name of names) files.set(name, await readFile(path.join(directory, name)));
  return files;
}

/**
 * Makes a directory hold exactly these files. What is already right is not touched, so that a
 * browser that has the package loaded never sees it half gone.
 * @param {string} directory
 * @param {Files} files
 */
export async function writeTree(directory, files) {
  await mkdir(directory, { recursive: true });
  const present = await readTree(directory);
  for (const name of present.keys()) {
    if (!files.has(name)) await rm(path.join(directory, name));
  }
  for (const [name, bytes] of files) {
    if (present.get(name)?.equals(bytes)) continue;
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
    await writeFile(path.join(directory, name), bytes);
  }
  await removeEmptyDirectories(directory);
}

/** @param {string} directory */
async function removeEmptyDirectories(directory) {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const inner = path.join(directory, entry.name);
    await removeEmptyDirectories(inner);
    if ((await readdir(inner)).length === 0) await rmdir(inner);
  }
}
