// @ts-check
// `web-ext lint` on Firefox's package: no error and no warning but those that are understood.

import { spawnSync } from "node:child_process";

import { main } from "./command.mjs";
import { nodeTool, packageDirectory, root } from "./paths.mjs";

/** @typedef {{ code: string, file: string, line: number, message: string }} Finding */

/**
 * Leptos makes an element that never changes from markup which its compiler wrote into the module,
 * and wasm-bindgen names that setter in the glue. No text of a person or a page goes that way:
 * `inner_html` is not written in our pages, and eslint refuses it in our scripts.
 * @param {Finding} finding
 */
const isUnderstood = ({ code, file }) =>
  code === "UNSAFE_VAR_ASSIGNMENT" && /^wasm\/(popup|cover|options|welcome)\.js$/.test(file);

await main(() => {
  const { stdout, stderr } = spawnSync(
    nodeTool("web-ext"),
    ["lint", "--output", "json", "--no-config-discovery", "--source-dir", packageDirectory("firefox")],
    { cwd: root, encoding: "utf8", maxBuffer: 64 << 20 },
  );
  if (!stdout) throw new Error(`web-ext said nothing to count. ${stderr}`);
  const { errors, warnings } = JSON.parse(stdout);
  const findings = /** @type {Finding[]} */ ([...errors, ...warnings]).filter((finding) => !isUnderstood(finding));
  for (const { code, file, line, message } of findings) process.stdout.write(`${file}:${line} ${code}: ${message}\n`);
  if (findings.length > 0) throw new Error(`web-ext lint: ${findings.length} findings.`);
});
