// @ts-check
// Measures against the budgets and prints a table for the README: what, its budget, what was seen.
// Speed is shown here and asserted nowhere: a slow machine is no fault of the code.

import os from "node:os";

import { browserRows } from "./bench/browser.mjs";
import { nativeRows, wasmRows } from "./bench/core.mjs";
import { historyRows } from "./bench/history.mjs";
import { sizeRows } from "./bench/sizes.mjs";
import { main } from "./command.mjs";

/** @typedef {{ what: string, budget: string, seen: string }} Row */

await main(async () => {
  const rows = [...(await sizeRows()), ...nativeRows(), ...(await wasmRows()), ...(await historyRows()), ...(await browserRows())];
  const date = new Date().toISOString().slice(0, 10);
  process.stdout.write(`\n${os.cpus().length} cores (${os.cpus()[0]?.model ?? "unknown"}), ${date}\n\n`);
  process.stdout.write("| what | budget | measured |\n|---|---|---|\n");
  for (const { what, budget, seen } of rows) process.stdout.write(`| ${what} | ${budget} | ${seen} |\n`);
});
