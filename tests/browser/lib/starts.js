// @ts-check
// A browser that is started again: what was open opens, and what was given is kept.

import { readFile } from "node:fs/promises";
import path from "node:path";

import { until } from "./until.js";

/** @typedef {import("../harness/running.js").Installation} Installation */

/**
 * Firefox writes down given access a little later; a person's kill rarely comes within that second.
 * @param {Installation} installation
 */
export async function untilAccessIsKept({ name, profile }) {
  if (name === "chromium") return;
  const file = path.join(profile, "extension-preferences.json");
  await until("Firefox has written down the access", async () => (await readFile(file, "utf8")).includes("mail.localhost"));
}

/**
 * A start with these pages. Headless Chromium takes one address only: the others are those that
 * were open when it was closed, and it opens them again, in their windows. Firefox, when it is
 * driven, opens nothing by itself.
 * @param {Installation} installation
 * @param {string[]} urls
 */
export function startWith(installation, urls) {
  const args = installation.name === "chromium" ? ["--restore-last-session", ...urls.slice(0, 1)] : urls;
  return installation.start({ args });
}
