// @ts-check
// A copy of a built package for one test run, with the few keys that a test must change.

import { rmSync } from "node:fs";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * Chromium's permission prompt cannot be answered by a program: the tests grant their own sites.
 * Everything else of the package stays as it ships.
 */
export const testSites = { host_permissions: ["*://*.localhost/*"] };

/**
 * Copies a package and lays keys over its manifest.
 * @param {string} dist
 * @param {Record<string, unknown>} overlay
 * @returns {Promise<string>} the copy's directory
 */
export async function copyPackage(dist, overlay) {
  const directory = await temporaryDirectory("package");
  await cp(dist, directory, { recursive: true });
  const file = path.join(directory, "manifest.json");
  const manifest = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify({ ...manifest, ...overlay }));
  return directory;
}

/** @type {string[]} */
const directories = [];

process.once("exit", () => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

/**
 * A directory that is gone when the process ends.
 * @param {string} purpose
 * @returns {Promise<string>}
 */
export async function temporaryDirectory(purpose) {
  const directory = await mkdtemp(path.join(tmpdir(), `ringfence-${purpose}-`));
  directories.push(directory);
  return directory;
}
