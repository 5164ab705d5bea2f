// @ts-check
// `cargo deny`, of the version said here: it is built once, by its own lock, into `target/tools`.

import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import path from "node:path";

import { main, run } from "./command.mjs";
import { target } from "./paths.mjs";

const version = "0.20.2";
const tools = path.join(target, "tools");
const program = path.join(tools, "bin", "cargo-deny");

/** It runs for a second: that it is built soon counts more than how it runs. */
const quickly = {
  CARGO_PROFILE_RELEASE_OPT_LEVEL: "0",
  CARGO_PROFILE_RELEASE_LTO: "off",
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "256",
};

await main(async () => {
  if (!isThere()) await install();
  // cargo deny reads every crate of the lock file, those of other systems as well, and goes offline.
  run("cargo", ["fetch", "--quiet", "--locked"]);
  // Known vulnerabilities are not asked for: their list lies elsewhere, and `test` needs no network.
  run(program, ["--offline", "check", "--allow", "duplicate", "bans", "licenses", "sources"]);
});

function isThere() {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return stdout?.trim() === `cargo-deny ${version}`;
}

async function install() {
  process.stdout.write("Building cargo-deny, once; this takes some minutes.\n");
  const scratch = path.join(tools, "cargo-deny");
  run(
    "cargo",
    ["install", "cargo-deny", "--quiet", "--locked", "--version", version, "--root", tools, "--target-dir", scratch],
    quickly,
  );
  await rm(scratch, { recursive: true, force: true });
}
