// @ts-check
// What is said in tabs that are given a moment before they are covered. Which were told is written
// down before, so that a worker that was stopped finds it; a page that is told twice shows it once.

import { api } from "../api.js";
import { limited } from "../limit.js";
import { own, realmOf } from "../realm.js";
import { scripts } from "./scripts.js";
import { tell, tellSurely } from "./tell.js";

/** @typedef {import("../../dist/types/background.js").TabLine} TabLine */
/** @typedef {import("../../dist/types/background.js").Line} Line */
/** @typedef {{ command: "line", line: Line | null }} LineCommand `null`: nothing is said any more */

/** Chrome's two backgrounds have the store in common. */
const key = own === "private" ? "private.lines" : "lines";

/**
 * @param {TabLine[]} wanted
 * @param {import("../realm.js").Realm} realm whose tabs they are; the others are left alone
 */
export async function reconcileLines(wanted, realm) {
  const { [key]: told = [] } = /** @type {Record<string, number[]>} */ (await limited(api.storage.session.get(key)));
  if (wanted.length === 0 && told.length === 0) return;
  const realms = new Map((await limited(api.tabs.query({}))).map((tab) => [tab.id, realmOf(tab)]));
  const lines = new Map(wanted.map(({ tab, line }) => [tab, line]));
  const over = told.filter((tab) => realms.get(tab) === realm && !lines.has(tab));
  const others = told.filter((tab) => (realms.get(tab) ?? realm) !== realm);
  await limited(api.storage.session.set({ [key]: [...others, ...lines.keys()] }));
  await Promise.all([...over.map((tab) => say(tab, null)), ...[...lines].map(([tab, line]) => say(tab, line))]);
}

/**
 * Without it the tab has its moment all the same.
 * @param {number} tab
 * @param {Line | null} line
 */
async function say(tab, line) {
  /** @type {LineCommand} */
  const command = { command: "line", line };
  await (line ? tellSurely(tab, command, scripts.line) : tell(tab, command));
}
