// @ts-check
// Where most tests begin: the sites, a browser with Ringfence in it, a rule, and access to its sites.

import { allowSites, ruleForAnotherDay, saveRule } from "./rules.js";
import { serveSites } from "./server.js";

/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */

/**
 * All of it goes with the test.
 * @param {import("node:test").TestContext} t
 * @param {() => Promise<RunningBrowser>} launch
 * @param {import("./rules.js").RuleDraft} [rule] for mail and chat on another day, if not said
 * @returns {Promise<{ sites: import("./server.js").Sites, ringfence: RunningBrowser, id: number }>} `id` is the rule's
 */
export async function browserWithRule(t, launch, rule = ruleForAnotherDay()) {
  const sites = await serveSites();
  t.after(() => sites.close());
  const ringfence = await launch();
  t.after(() => ringfence.close());
  const id = await saveRule(ringfence, rule);
  await allowSites(ringfence);
  return { sites, ringfence, id };
}
