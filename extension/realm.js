// @ts-check
// Private windows, and all the others. Chrome runs a background of its own for private windows, and
// each sees its own tabs ("split"); Firefox has one background for both.

import { api } from "./api.js";
import { limited } from "./limit.js";

/** @typedef {import("../dist/types/background.js").Realm} Realm */

const isSplit = api.runtime.getManifest().incognito === "split";
/** This background's own. @type {Realm} */
export const own = isSplit && api.extension.inIncognitoContext ? "private" : "normal";

/** Whether this background may have to do with private windows. */
export const maySeePrivate = !isSplit || own === "private";

/** Whether the person lets us into private windows; to change that starts us anew. @type {Promise<boolean> | undefined} */
let allowed;

/**
 * Those of which something is there: where nobody is in a private window, nothing is done for it.
 * @returns {Promise<Realm[]>}
 */
export async function realmsThere() {
  if (isSplit) return [own];
  allowed ??= limited(api.extension.isAllowedIncognitoAccess());
  if (!(await allowed)) return ["normal"];
  const tabs = await limited(api.tabs.query({}));
  return tabs.some(({ incognito }) => incognito) ? ["normal", "private"] : ["normal"];
}

/**
 * @param {{ incognito: boolean }} tab
 * @returns {Realm}
 */
export function realmOf({ incognito }) {
  return incognito ? "private" : "normal";
}
