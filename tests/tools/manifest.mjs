// @ts-check
// One manifest, Chrome's; Firefox's is that one with a merge patch over it (RFC 7386), so that the
// two can differ only where the patch says so. The version is the workspace's, written once.

import { readFile } from "node:fs/promises";
import path from "node:path";

import { ask } from "./command.mjs";
import { extension } from "./paths.mjs";

/** @typedef {Record<string, unknown>} JsonObject */

/**
 * RFC 7386, section 2: `null` removes, an object is merged, anything else replaces.
 * @param {unknown} base
 * @param {unknown} patch
 * @returns {unknown}
 */
export function mergePatch(base, patch) {
  if (!isObject(patch)) return patch;
  const merged = isObject(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

/**
 * The manifest as one browser gets it.
 * @param {import("./paths.mjs").BrowserName} browser
 * @returns {Promise<JsonObject>}
 */
export async function manifestFor(browser) {
  const chrome = await readJson("manifest.json");
  const manifest = browser === "chrome" ? chrome : mergePatch(chrome, await readJson("manifest.firefox.json"));
  if (!isObject(manifest)) throw new Error("extension/manifest.json is not an object.");
  return { ...manifest, version: version() };
}

/**
 * The version of the whole product, as the workspace has it.
 * @returns {string}
 */
export function version() {
  const { packages } = JSON.parse(ask("cargo", ["metadata", "--no-deps", "--format-version", "1", "--locked"]));
  return packages.find((/** @type {{ name: string }} */ crate) => crate.name === "ringfence-background").version;
}

/**
 * @param {string} name
 * @returns {Promise<unknown>}
 */
async function readJson(name) {
  return JSON.parse(await readFile(path.join(extension, name), "utf8"));
}

/**
 * @param {unknown} value
 * @returns {value is JsonObject}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
