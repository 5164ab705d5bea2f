// @ts-check
// Makes `dist/chrome` and `dist/firefox`, ready to load unpacked, and `dist/types` for the
// TypeScript compiler. Files are copied as they are: what is read is what ships, but for content scripts,
// which lose their comments and are joined. Made are the wasm modules, the manifests and the list of
// public suffixes.

import path from "node:path";

import { main } from "./command.mjs";
import { withContentScripts } from "./content_scripts.mjs";
import { readTree, writeTree } from "./files.mjs";
import { manifestFor } from "./manifest.mjs";
import { browsers, dist, extension, packageDirectory, root } from "./paths.mjs";
import { suffixFile, suffixes } from "./suffixes.mjs";
import { buildModules } from "./wasm.mjs";

/** @typedef {import("./files.mjs").Files} Files */

/** Types and manifests are read by tools; the browser gets the manifest that was made for it. */
const isShipped = (/** @type {string} */ name) =>
  !name.endsWith(".d.ts") && !/^manifest(\.\w+)?\.json$/.test(name) && !name.split("/").some((part) => part.startsWith("."));

const isType = (/** @type {string} */ name) => name.endsWith(".d.ts") && !name.endsWith(".wasm.d.ts");

await main(async () => {
  // What a check runs needs the background alone: its pages may be those of the last build.
  const modules = await buildModules({ withoutPages: process.argv[2] === "check" });
  const shared = withContentScripts(await readTree(extension, isShipped));
  shared.set(suffixFile, Buffer.from(await suffixes()));
  /** @type {Files} */
  const types = new Map();
  for (const { directory } of modules) {
    for (const [name, bytes] of await readTree(directory)) {
      if (isType(name)) types.set(name, bytes);
      else if (isShipped(name) && name !== "stamp") shared.set(`wasm/${name}`, bytes);
    }
  }
  for (const browser of browsers) {
    const manifest = Buffer.from(`${JSON.stringify(await manifestFor(browser), null, 2)}\n`);
    await writeTree(packageDirectory(browser), new Map([...shared, ["manifest.json", manifest]]));
  }
  await writeTree(path.join(dist, "types"), types);
  const made = browsers.map((browser) => path.relative(root, packageDirectory(browser)));
  process.stdout.write(`Built ${made.join(" and ")}.\n`);
});
