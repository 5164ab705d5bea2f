// @ts-check
// `web-ext lint` on Firefox's package: no error and no warning.

import { spawnSync } from "node:child_process";

import { main } from "./command.mjs";
import { nodeTool, packageDirectory, root } from "./paths.mjs";

/** @typedef {{ code: string, file: string, line: number, message: string }} Finding */

await main(() => {
  const { stdout, stderr } = spawnSync(
    nodeTool("web-ext"),
    ["lint", "--output", "json", "--no-config-discovery", "--source-dir", packageDirectory("firefox")],
    { cwd: root, encoding: "utf8", maxBuffer: 64 << 20 },
  );
  if (!stdout) throw new Error(`web-ext said nothing to count. ${stderr}`);
  const { errors, warnings } = JSON.parse(stdout);
  const findings = /** @type {Finding[]} */ ([...errors, ...warnings]);
  for (const { code, file, line, message } of findings) process.stdout.write(`${file}:${line} ${code}: ${message}\n`);
  if (findings.length > 0) throw new Error(`web-ext lint: ${findings.length} findings.`);
});
