// @ts-check
// What stands in which tab, written down before it changes. It lives in `storage.session`: a
// browser that starts anew has tabs without veils, and a journal without entries.

import { api } from "../api.js";
import { limited } from "../limit.js";
import { own } from "../realm.js";

/** @typedef {import("../../dist/types/background.js").Mode} Mode */
/** @typedef {import("../../dist/types/background.js").TabTitle} TabTitle */

/**
 * The part of a sheet that differs between sheets: how, and the text that it shows.
 * @typedef {{ mode: Mode, label: string }} Sheet
 */
/** What stands in one tab, and what the tab is called meanwhile. @typedef {Sheet & { until: number, title: TabTitle }} Veil */
/**
 * `on` is false while something is under way; `sheets` are those that may be in the document. `asked`: the
 * page was asked to be quiet. `refused`: the browser let none in.
 * @typedef {Veil & { on: boolean, sheets: Sheet[], asked?: boolean, refused?: boolean }} Journaled
 */

// Chrome's two backgrounds have this store in common, and each sees only its own tabs.
const prefix = own === "private" ? "private.veil:" : "veil:";

/** @returns {Promise<Map<number, Journaled>>} by tab */
export async function readJournal() {
  const stored = await limited(api.storage.session.get(null));
  /** @type {Map<number, Journaled>} */
  const journal = new Map();
  for (const [key, entry] of Object.entries(stored)) {
    if (key.startsWith(prefix)) journal.set(Number(key.slice(prefix.length)), /** @type {Journaled} */ (entry));
  }
  return journal;
}

/**
 * @param {number} tab
 * @returns {Promise<Journaled | undefined>}
 */
export async function readTab(tab) {
  const key = prefix + tab;
  const stored = await limited(api.storage.session.get(key));
  return /** @type {Journaled | undefined} */ (stored[key]);
}

/** What is written next, all at once. @type {{ entries: Record<string, Journaled>, written: Promise<void> } | undefined} */
let next;
/** The writing that is under way. @type {Promise<void>} */
let last = Promise.resolve();

/**
 * With many tabs, those that come while others are being written are written together.
 * @param {number} tab
 * @param {Journaled} entry
 * @returns {Promise<void>} once it is written
 */
export function writeTab(tab, entry) {
  next ??= begin();
  next.entries[prefix + tab] = entry;
  return next.written;
}

function begin() {
  /** @type {Record<string, Journaled>} */
  const entries = {};
  const written = last.then(async () => {
    next = undefined;
    await limited(api.storage.session.set(entries));
  });
  last = written.catch(() => undefined);
  return { entries, written };
}

/** @param {number[]} tabs */
export async function forgetTabs(tabs) {
  await limited(api.storage.session.remove(tabs.map((tab) => prefix + tab)));
}

/**
 * What a document says of itself, in place of what was written of its tab.
 * @param {number} tab
 * @param {Veil | undefined} veil
 */
export async function writeDocument(tab, veil) {
  if (!veil) return forgetTabs([tab]);
  const { mode, label } = veil;
  await writeTab(tab, { ...veil, on: true, sheets: [{ mode, label }] });
}

/**
 * The secret by which a content script lifts the veil without us: one per browser session, so that
 * a worker that was stopped finds it again.
 * @returns {Promise<string>}
 */
export function liftSecret() {
  secret ??= readSecret().catch((error) => {
    secret = undefined;
    throw error;
  });
  return secret;
}

/** @type {Promise<string> | undefined} */
let secret;

async function readSecret() {
  const { lift } = await limited(api.storage.session.get("lift"));
  if (typeof lift === "string") return lift;
  // A CSS identifier begins with a letter.
  const made = `l${[...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  await limited(api.storage.session.set({ lift: made }));
  return made;
}
