// @ts-check
// What may come in by the lock file: each fault is one sentence that names the crate.

import assert from "node:assert/strict";
import { test } from "node:test";

import { findings } from "../tools/policy.mjs";

/** @typedef {import("../tools/policy.mjs").Crate} Crate */

/** @type {import("../tools/policy.mjs").Policy} */
const policy = {
  graph: { targets: [] },
  licenses: { allow: ["MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"] },
  bans: { wildcards: "deny" },
  sources: { "unknown-registry": "deny", "unknown-git": "deny" },
};

/**
 * What is found of one crate beside ours.
 * @param {Partial<Crate>} changes
 */
function found(changes) {
  const source = "registry+https://github.com/rust-lang/crates.io-index";
  const crate = { id: "a", name: "adder", version: "1.2.3", license: "MIT", source, dependencies: [], ...changes };
  const own = { ...crate, id: "own", name: "ours", license: null, source: null, dependencies: [{ name: "core", req: "*", path: "src/core" }] };
  const unused = { ...crate, id: "unused", license: "GPL-3.0-only" };
  return findings(policy, { packages: [crate, own, unused], workspace_members: ["own"], resolve: { nodes: [{ id: "a" }, { id: "own" }] } });
}

test("what is allowed says nothing, in every way of writing it", () => {
  for (const license of ["MIT", "MIT OR GPL-3.0-only", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]) {
    assert.deepEqual(found({ license }), [], license);
  }
});

test("a license that is not allowed, is missing, or cannot be read", () => {
  assert.deepEqual(found({ license: "GPL-3.0-only" }), ['adder 1.2.3 has the license "GPL-3.0-only", which is not allowed.']);
  assert.deepEqual(found({ license: "MIT AND GPL-3.0-only" }), ['adder 1.2.3 has the license "MIT AND GPL-3.0-only", which is not allowed.']);
  assert.deepEqual(found({ license: null }), ["adder 1.2.3 says no license."]);
  assert.deepEqual(found({ license: "as you like" }), ['adder 1.2.3 has the license "as you like", which cannot be read.']);
});

test("a crate from elsewhere", () => {
  assert.deepEqual(found({ source: "git+https://example.org/adder" }), ["adder 1.2.3 comes from git+https://example.org/adder."]);
  assert.deepEqual(found({ source: "registry+https://example.org/index" }), ["adder 1.2.3 comes from registry+https://example.org/index."]);
  assert.deepEqual(found({ source: null }), ["adder 1.2.3 comes from a directory outside of the workspace."]);
});

test("a version that is not said", () => {
  assert.deepEqual(found({ dependencies: [{ name: "serde", req: "*" }] }), ["adder 1.2.3 takes any version of serde."]);
});

test("a license that is allowed and does not exist is the policy's fault", () => {
  const misspelled = { ...policy, licenses: { allow: ["MIT", "Zlip"] } };
  const metadata = { packages: [], workspace_members: [], resolve: { nodes: [] } };
  assert.deepEqual(findings(misspelled, metadata), ['"Zlip" is allowed, and is no license of SPDX.']);
});
