// @ts-check
// What the browser loads: bytes of each module.

import path from "node:path";
import { gzipSync } from "node:zlib";

import { readTree } from "../files.mjs";
import { packageDirectory } from "../paths.mjs";

/** @returns {Promise<import("../bench.mjs").Row[]>} */
export async function sizeRows() {
  const modules = await readTree(path.join(packageDirectory("chrome"), "wasm"), (name) => name.endsWith(".wasm"));
  return [...modules].map(([name, bytes]) => ({
    what: `${name.replace("_bg.wasm", "")} wasm`,
    budget: name === "background_bg.wasm" ? "250 KB" : "",
    seen: `${kilobytes(bytes.length)} (${kilobytes(gzipSync(bytes, { level: 9 }).length)} compressed)`,
  }));
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${Math.round(bytes / 1000)} KB`;
}
