// @ts-check
// The Public Suffix List as a page reads it where the browser does not know it: one rule on each
// line, hosts as browsers spell them.

import path from "node:path";
import { domainToASCII, pathToFileURL } from "node:url";

import { tests } from "./paths.mjs";

/** Where it stands in the package. */
export const suffixFile = "public_suffixes.txt";

const source = path.join(tests, "node_modules", "psl", "data", "rules.js");

/** Its lines begin with whose work it is. */
export async function suffixes() {
  /** @type {{ default: string[] }} */
  const { default: rules } = await import(pathToFileURL(source).href);
  const lines = rules.map((rule) => {
    const [, mark = "", host = ""] = /^(!|\*\.)?(.*)$/.exec(rule) ?? [];
    return mark + domainToASCII(host);
  });
  return ["// Public Suffix List, https://publicsuffix.org/list/, Mozilla Public License 2.0", ...lines, ""].join("\n");
}
