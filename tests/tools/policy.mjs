// @ts-check
// What may come in by the lock file, and what of it may not.
// Metadata: https://doc.rust-lang.org/cargo/commands/cargo-metadata.html

import satisfies from "spdx-satisfies";

/**
 * `deny.toml`, as far as it is read here.
 * @typedef {object} Policy
 * @property {{ targets: string[] }} graph
 * @property {{ allow: string[] }} licenses
 * @property {{ wildcards: "deny" | "warn" | "allow" }} bans
 * @property {{ "unknown-registry": "deny" | "warn" | "allow", "unknown-git": "deny" | "warn" | "allow" }} sources
 */

/** @typedef {{ name: string, req: string, path?: string }} Dependency */
/** @typedef {{ id: string, name: string, version: string, license: string | null, source: string | null, dependencies: Dependency[] }} Crate */
/** @typedef {{ packages: Crate[], workspace_members: string[], resolve: { nodes: { id: string }[] } }} Metadata */

const registry = "registry+https://github.com/rust-lang/crates.io-index";

/**
 * @param {Policy} policy
 * @param {Metadata} metadata
 * @returns {string[]} a sentence for each fault: of the policy, or else of each crate
 */
export function findings(policy, metadata) {
  const unknown = policy.licenses.allow.filter((license) => !isKnown(license));
  if (unknown.length > 0) return unknown.map((license) => `"${license}" is allowed, and is no license of SPDX.`);
  return crateFindings(policy, metadata);
}

/** @param {string} license */
function isKnown(license) {
  try {
    return satisfies(license, [license]);
  } catch {
    return false;
  }
}

/**
 * @param {Policy} policy
 * @param {Metadata} metadata
 */
function crateFindings(policy, { packages, workspace_members: members, resolve }) {
  const used = new Set(resolve.nodes.map(({ id }) => id));
  return packages
    .filter(({ id }) => used.has(id))
    .flatMap((crate) => {
      const name = `${crate.name} ${crate.version}`;
      const foreign = members.includes(crate.id) ? [] : [...licenseFindings(policy, crate), ...sourceFindings(policy, crate)];
      return [...foreign, ...wildcardFindings(policy, crate)].map((finding) => `${name} ${finding}`);
    });
}

/**
 * @param {Policy} policy
 * @param {Crate} crate
 */
function licenseFindings({ licenses }, { license }) {
  if (!license) return ["says no license."];
  try {
    // Older crates write "MIT/Apache-2.0": either may be chosen.
    return satisfies(license.replaceAll("/", " OR "), licenses.allow) ? [] : [`has the license "${license}", which is not allowed.`];
  } catch {
    return [`has the license "${license}", which cannot be read.`];
  }
}

/**
 * @param {Policy} policy
 * @param {Crate} crate
 */
function sourceFindings({ sources }, { source }) {
  if (source === registry) return [];
  if (source === null) return ["comes from a directory outside of the workspace."];
  const kind = source.startsWith("git+") ? "unknown-git" : "unknown-registry";
  return sources[kind] === "deny" ? [`comes from ${source}.`] : [];
}

/**
 * A crate that is named by its path has no version to say.
 * @param {Policy} policy
 * @param {Crate} crate
 */
function wildcardFindings({ bans }, { dependencies }) {
  const wild = dependencies.filter(({ req, path }) => req === "*" && path === undefined);
  return bans.wildcards === "deny" ? wild.map(({ name }) => `takes any version of ${name}.`) : [];
}
