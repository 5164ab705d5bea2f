// @ts-check
// Loader hooks: a background that boots anew has modules of its own. Everything that is imported
// from a module with `?boot=<n>` gets the same mark; the wasm comes from the built package.

import path from "node:path";
import { pathToFileURL } from "node:url";

import { extension, packageDirectory } from "../tools/paths.mjs";

const source = pathToFileURL(`${extension}${path.sep}`).href;
const built = pathToFileURL(`${packageDirectory("chrome")}${path.sep}`).href;

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, next) {
  const mark = /\?boot=\d+$/.exec(context.parentURL ?? "")?.[0];
  if (!mark) return next(specifier, context);
  const url = new URL(specifier, context.parentURL).href;
  const place = url.startsWith(`${source}wasm/`) ? url.replace(source, built) : url;
  return { url: place + mark, shortCircuit: true };
}

/** @type {import("node:module").LoadHook} */
export async function load(url, context, next) {
  return next(url, /\?boot=\d+$/.test(url) ? { ...context, format: "module" } : context);
}
