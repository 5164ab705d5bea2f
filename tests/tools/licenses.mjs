// @ts-check
// What the lock file brings in is held against `deny.toml`, as `cargo deny check bans licenses sources`
// does: its licenses, where it comes from, and that each version is said. That tool would have to be
// compiled first, which takes longer than all the other checks; whoever has it may run it on the same file.

import { readFile } from "node:fs/promises";
import path from "node:path";

import { parse } from "smol-toml";

import { ask, main } from "./command.mjs";
import { findings } from "./policy.mjs";
import { root } from "./paths.mjs";

await main(async () => {
  const policy = /** @type {import("./policy.mjs").Policy} */ (/** @type {unknown} */ (parse(await readFile(path.join(root, "deny.toml"), "utf8"))));
  // Known vulnerabilities are not asked for: their list lies elsewhere, and `test` needs no network.
  const found = new Set(policy.graph.targets.flatMap((target) => findings(policy, metadataFor(target))));
  for (const finding of found) process.stdout.write(`${finding}\n`);
  if (found.size > 0) throw new Error(`Against deny.toml: ${found.size} findings.`);
});

/**
 * Every crate that is compiled for one kind of machine.
 * @param {string} target
 * @returns {import("./policy.mjs").Metadata}
 */
function metadataFor(target) {
  return JSON.parse(ask("cargo", ["metadata", "--format-version", "1", "--locked", "--filter-platform", target]));
}
