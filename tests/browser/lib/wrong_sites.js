// @ts-check
// Lines that are no sites, and what is said of each.

import { sentence } from "./words.js";

/** What is typed; what is wrong with it; how it is shown, if not as it stands. @type {[string, string, string?][]} */
const wrong = [
  ["http://", "empty"],
  ["my wiki.example", "space"],
  ["a\u0007b.example", "space", "a\uFFFDb.example"],
  ["javascript:alert(1)", "scheme"],
  ["file:///etc/passwd", "scheme"],
  ["chrome://settings", "scheme"],
  ["about:config", "scheme"],
  [`${"a".repeat(300)}.example`, "host", `${"a".repeat(80)}…`],
  ["\u202Emoc.example", "host", "\uFFFDmoc.example"],
  ["com", "suffix"],
  ["co.uk", "suffix"],
  ["*", "wildcard"],
];

export const wrongSites = wrong.map(([typed]) => typed);

/** A sentence for each of them, in their order. */
export const saidOfWrongSites = wrong.map(([typed, kind, shown]) => sentence(`fault_site_${kind}`, shown ?? typed));
