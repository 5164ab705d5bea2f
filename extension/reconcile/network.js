// @ts-check
// Network rules: the dynamic declarativeNetRequest rules, which the browser keeps over restarts.

import { api } from "../api.js";
import { limited } from "../limit.js";

/** @typedef {import("../../dist/types/background.js").NetworkRule} NetworkRule */
/** @typedef {import("../../dist/types/background.js").SessionRule} SessionRule */
/** @typedef {chrome.declarativeNetRequest.Rule} BrowserRule */

/**
 * Makes the dynamic rules those that are wanted, in one update, and none if nothing differs: each
 * update empties Chromium's back-forward cache.
 * @param {NetworkRule[]} wanted
 * @returns {Promise<string[]>} the domains of the rules that the browser refused
 */
export async function reconcileNetwork(wanted) {
  const present = await limited(api.declarativeNetRequest.getDynamicRules());
  const rules = wanted.map(browserRule);
  const texts = new Map(present.map((rule) => [rule.id, canonical(rule)]));
  const addRules = rules.filter((rule) => texts.get(rule.id) !== canonical(rule));
  const changed = new Set(addRules.map(({ id }) => id));
  const ids = new Set(rules.map(({ id }) => id));
  const removeRuleIds = present.map(({ id }) => id).filter((id) => changed.has(id) || !ids.has(id));
  if (addRules.length === 0 && removeRuleIds.length === 0) return [];
  try {
    await limited(api.declarativeNetRequest.updateDynamicRules({ removeRuleIds, addRules }));
    return [];
  } catch {
    return oneByOne(removeRuleIds, addRules);
  }
}

/**
 * An update is all or nothing: one bad rule would cost all the others.
 * @param {number[]} removeRuleIds
 * @param {BrowserRule[]} addRules
 */
async function oneByOne(removeRuleIds, addRules) {
  if (removeRuleIds.length > 0) await limited(api.declarativeNetRequest.updateDynamicRules({ removeRuleIds }));
  /** @type {string[]} */
  const refused = [];
  for (const rule of addRules) {
    try {
      await limited(api.declarativeNetRequest.updateDynamicRules({ addRules: [rule] }));
    } catch {
      refused.push(...(rule.condition.requestDomains ?? []));
    }
  }
  return refused;
}

/** The ids of private windows' session rules are above this: the two realms have the rules in common. */
const lastNormal = 1_000_000;

/**
 * What is let through in some tabs over the dynamic rules. Such rules go with the browser.
 * @param {SessionRule[]} wanted
 * @param {import("../realm.js").Realm} realm whose rules they are; the others are left alone
 */
export async function letThrough(wanted, realm) {
  const all = await limited(api.declarativeNetRequest.getSessionRules());
  const present = all.filter(({ id }) => id > lastNormal === (realm === "private"));
  const rules = wanted.map(({ tabs, rule }) => {
    const told = browserRule(rule);
    return { ...told, condition: { ...told.condition, tabIds: tabs } };
  });
  if (rules.map(canonical).join() === present.map(canonical).join()) return;
  await limited(api.declarativeNetRequest.updateSessionRules({ removeRuleIds: present.map(({ id }) => id), addRules: rules }));
}

/** Takes all of them away, for a shim whose core does not come up. */
export async function clearNetwork() {
  await reconcileNetwork([]);
}

/**
 * Navigations only, and only those that lose nothing: a form that was just sent goes through.
 * @param {NetworkRule} rule
 * @returns {BrowserRule}
 */
function browserRule({ id, priority, action, domains, regex }) {
  return {
    id,
    priority,
    action: actionOf(action),
    condition: {
      ...(domains.length > 0 ? { requestDomains: domains } : {}),
      regexFilter: regex,
      isUrlFilterCaseSensitive: true,
      resourceTypes: ["main_frame"],
      requestMethods: ["get", "head"],
    },
  };
}

/**
 * @param {import("../../dist/types/background.js").NetworkAction} action
 * @returns {BrowserRule["action"]}
 */
function actionOf(action) {
  switch (action) {
    case "cover":
      return { type: "redirect", redirect: { regexSubstitution: `${api.runtime.getURL("cover.html")}#\\0` } };
    case "allow":
      return { type: "allow" };
  }
}

/**
 * A rule as a text that is equal for equal rules: the browsers give them back in an order of their
 * own, and Firefox with `null` for what is absent.
 * @param {BrowserRule} rule
 */
function canonical({ id, priority, action, condition }) {
  return JSON.stringify({ id, priority, action, condition }, (_key, value) => {
    if (value === null) return undefined;
    if (typeof value !== "object" || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
