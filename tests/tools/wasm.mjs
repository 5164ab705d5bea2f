// @ts-check
// From Rust to what the browser loads: cargo, wasm-bindgen (ours, from the lock), wasm-opt.
// Each step is skipped when its input is the one it had last time.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";

import { ask, run } from "./command.mjs";
import { nodeTool, root, target, tests } from "./paths.mjs";

export const wasmTriple = "wasm32-unknown-unknown";

const bindings = path.join(target, "bindings");

/** The pages that are wasm; the panel is not. */
const pages = ["popup", "cover", "options", "welcome"];

/**
 * A module that ships: what cargo calls its file, and what it is called in the package.
 * @typedef {{ name: string, compiled: string, flags: string[] }} Module
 */

/** @type {Module[]} */
const modules = [
  // A trapped background must start again without a new worker; a page is simply opened again.
  { name: "background", compiled: "ringfence_background", flags: ["--reset-state"] },
  ...pages.map((name) => ({ name, compiled: name, flags: [] })),
];

/**
 * Builds every module and gives the directories that hold the results.
 * @param {{ withoutPages: boolean }} wanted whether the pages may stay as they were built last, if they were
 * @returns {Promise<{ name: string, directory: string }[]>}
 */
export async function buildModules({ withoutPages }) {
  const arePagesThere = pages.every((name) => existsSync(path.join(bindings, name, "stamp")));
  const stale = withoutPages && arePagesThere ? pages : [];
  const wanted = modules.filter(({ name }) => !stale.includes(name));
  compile(stale.length > 0 ? ["ringfence-background"] : ["ringfence-background", "ringfence-pages"]);
  const bindgen = buildBindgen();
  const tools = await toolsFingerprint(bindgen);
  const built = stale.map((name) => ({ name, directory: path.join(bindings, name) }));
  for (const [index, module] of wanted.entries()) built.push(await bind(module, `${index + 1} of ${wanted.length}`, bindgen, tools));
  return built;
}

/** @param {string[]} crates */
function compile(crates) {
  const packages = crates.flatMap((crate) => ["--package", crate]);
  run("cargo", ["build", "--locked", "--release", "--target", wasmTriple, ...packages], wasmFlags());
}

/**
 * No path of the building machine goes into the modules: two machines build the same bytes.
 * @returns {NodeJS.ProcessEnv} for cargo
 */
export function wasmFlags() {
  const cargoHome = process.env.CARGO_HOME ?? path.join(homedir(), ".cargo");
  const standardLibrary = path.join(ask("rustc", ["--print", "sysroot"]), "lib", "rustlib", "src", "rust");
  const flags = [
    `--remap-path-prefix=${root.replace(/\/$/, "")}=/ringfence`,
    `--remap-path-prefix=${cargoHome}=/cargo`,
    `--remap-path-prefix=${standardLibrary}=/rust`,
  ];
  return { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: flags.join(" ") };
}

/** A host tool: kept apart from cargo's other work, so that it never waits for it. */
function buildBindgen() {
  const directory = path.join(target, "tools");
  run(
    "cargo",
    ["build", "--locked", "--package", "ringfence-bindgen", "--target-dir", directory],
    { CARGO_PROFILE_DEV_OPT_LEVEL: "1", CARGO_PROFILE_DEV_DEBUG: "false" },
  );
  return path.join(directory, "debug", "ringfence-bindgen");
}

/**
 * What besides the compiled module decides the result.
 * @param {string} bindgen
 */
async function toolsFingerprint(bindgen) {
  const wasmOpt = JSON.parse(await readFile(path.join(tests, "node_modules", "binaryen", "package.json"), "utf8"));
  return `${sha256(await readFile(bindgen))} binaryen ${wasmOpt.version}`;
}

/**
 * Makes the bindings of one module, optimizes it, and leaves a stamp that says from what.
 * The directory appears whole or not at all, so that a build that was stopped leaves no half.
 * @param {Module} module
 * @param {string} place which of how many
 * @param {string} bindgen
 * @param {string} tools
 */
async function bind({ name, compiled, flags }, place, bindgen, tools) {
  const input = path.join(target, wasmTriple, "release", `${compiled}.wasm`);
  const directory = path.join(bindings, name);
  const stamp = path.join(directory, "stamp");
  const wanted = [sha256(await readFile(input)), tools, ...flags].join("\n");
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted) return { name, directory };

  process.stdout.write(`Making ${name}.wasm, ${place}.\n`);
  const draft = `${directory}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  run(bindgen, [input, draft, name, ...flags]);
  const wasm = path.join(draft, `${name}_bg.wasm`);
  // The features come from the module's own section: with `--all-features` Chromium refuses it.
  run(nodeTool("wasm-opt"), ["-Oz", "--strip-debug", "--strip-producers", wasm, "-o", wasm]);
  await writeFile(path.join(draft, "stamp"), wanted);
  await rm(directory, { recursive: true, force: true });
  await rename(draft, directory);
  return { name, directory };
}

/** @param {Uint8Array} bytes */
function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
