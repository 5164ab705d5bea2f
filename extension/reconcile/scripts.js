// @ts-check
// The registered content scripts: the first line on pages that the network layer does not see. They
// are kept over restarts of the browser, because a page can be there before the worker is.

import { api } from "../api.js";
import { limited } from "../limit.js";
import { own } from "../realm.js";
import { readJournal } from "./veil_journal.js";

/** @typedef {import("../../dist/types/background.js").ContentScript} ContentScript */
/** @typedef {import("../../dist/types/background.js").NetworkRule} NetworkRule */
/** @typedef {chrome.scripting.RegisteredContentScript} Registration */

/**
 * In this order; all run in one world. What is seldom used is put in when it is: every covered tab holds
 * what it has. `covered.js` is joined by the build of `cover.js` and those before it, `moves.js` first.
 */
export const scripts = {
  moves: ["content/moves.js"],
  cover: ["content/covered.js"],
  line: ["content/line.js"],
  dim: ["content/line.js", "content/dim.js", "content/covered.js"],
};

/**
 * @param {ContentScript[]} wanted
 * @param {NetworkRule[]} rules what moves within pages are held against
 */
export async function reconcileScripts(wanted, rules) {
  const outcomes = await Promise.allSettled([writeRules(rules), register(wanted)]);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

/** @param {ContentScript[]} wanted */
async function register(wanted) {
  const present = await limited(api.scripting.getRegisteredContentScripts());
  const byId = new Map(present.map((script) => [script.id, script]));
  const registrations = wanted.map(registration);
  const ids = new Set(registrations.map(({ id }) => id));
  const unwanted = present.map(({ id }) => id).filter((id) => !ids.has(id));
  const added = registrations.filter(({ id }) => !byId.has(id));
  const changed = registrations.filter((script) => {
    const found = byId.get(script.id);
    return found && !isSame(found, script);
  });
  if (unwanted.length > 0) await limited(api.scripting.unregisterContentScripts({ ids: unwanted }));
  if (changed.length > 0) await limited(api.scripting.updateContentScripts(changed));
  if (added.length > 0) await limited(api.scripting.registerContentScripts(added));
  await followHosts(byId.get("moves")?.matches ?? [], namedBy(wanted));
}

/**
 * Chrome's background of private windows finds all registered: it only reaches its own open pages.
 * @param {ContentScript[]} wanted
 */
export async function reachOpenPages(wanted) {
  if (own === "private") await followHosts([], namedBy(wanted));
}

/** @param {ContentScript[]} wanted */
function namedBy(wanted) {
  return wanted.find(({ script }) => script === "moves")?.matches ?? [];
}

// ── What moves are held against ───────────────────────────────────────────────────────────────

/** As they were written last by this worker. @type {string | undefined} */
let written;

/**
 * In the store, where pages' scripts can read them without waking anybody: patterns and nothing else.
 * @param {NetworkRule[]} rules
 */
async function writeRules(rules) {
  const text = JSON.stringify(rules);
  written ??= JSON.stringify((await limited(api.storage.local.get("page_rules"))).page_rules ?? []);
  if (text === written) return;
  await limited(api.storage.local.set({ page_rules: rules }));
  written = text;
}

// ── Pages that are open ───────────────────────────────────────────────────────────────────────

/** Where the hosts stand whose open pages were reached. Chrome's two backgrounds share the store. */
const reached = own === "private" ? "private.moves_in" : "moves_in";

/**
 * A registration reaches only pages to come: on hosts that are new the script is put into the pages
 * that are open, and one that goes takes no script out of them. What was put in is known for as long
 * as this version of us runs in this session; a new one finds only orphans.
 * @param {string[]} before
 * @param {string[]} now
 */
async function followHosts(before, now) {
  /** @type {Record<string, string[]>} */
  const { [reached]: known = [] } = await limited(api.storage.session.get(reached));
  const fresh = now.filter((host) => !known.includes(host));
  const left = [...new Set([...before, ...known])].filter((host) => !now.includes(host));
  if (fresh.length === 0 && left.length === 0) return;
  if (left.length > 0) await letRest(left, now);
  if (fresh.length > 0) await putIn(fresh);
  await limited(api.storage.session.set({ [reached]: now }));
}

/** @param {string[]} matches */
async function putIn(matches) {
  const [tabs, journal] = await Promise.all([limited(api.tabs.query({ url: matches })), readJournal()]);
  // A frozen tab has it once it wakes, a discarded one by the registration; under a veil it is there.
  for (const { id, discarded } of tabs) {
    if (id !== undefined && !discarded && !journal.get(id)?.on) void api.scripting.executeScript({ target: { tabId: id }, injectImmediately: true, files: scripts.moves }).catch(() => undefined);
  }
}

/**
 * @param {string[]} matches
 * @param {string[]} named hosts that are named still, perhaps below one that is not
 */
async function letRest(matches, named) {
  const of = async (/** @type {string[]} */ url) => (url.length > 0 ? limited(api.tabs.query({ url })) : []);
  const [tabs, busy] = await Promise.all([of(matches), of(named)]);
  const kept = new Set(busy.map(({ id }) => id));
  /** @type {import("./veil.js").VeilCommand} */
  const command = { command: "rest" };
  for (const { id } of tabs) {
    // Nobody there to rest is as good; a frozen tab rests when it wakes.
    if (id !== undefined && !kept.has(id)) void api.tabs.sendMessage(id, command, { frameId: 0 }).catch(() => undefined);
  }
}

// ── Registrations ─────────────────────────────────────────────────────────────────────────────

/**
 * @param {ContentScript} wanted
 * @returns {Registration}
 */
function registration({ script, matches, exclude_matches }) {
  const common = { matches, js: scripts[script], runAt: /** @type {const} */ ("document_start"), allFrames: false, persistAcrossSessions: true };
  // An update leaves what it does not name: nothing must be said as an empty list.
  return { id: script, excludeMatches: exclude_matches, ...common };
}

/**
 * @param {Registration} found
 * @param {Registration} wanted
 */
function isSame(found, wanted) {
  const text = (/** @type {string[] | undefined | null} */ list) => [...(list ?? [])].sort().join(" ");
  // Chromium may give the files back with a slash before them.
  const named = (/** @type {Registration} */ { js }) => js?.map((name) => name.replace(/^\//, "")).join(" ");
  return (
    text(found.matches) === text(wanted.matches) &&
    text(found.excludeMatches) === text(wanted.excludeMatches) &&
    named(found) === named(wanted) &&
    found.runAt === wanted.runAt &&
    found.persistAcrossSessions === wanted.persistAcrossSessions
  );
}
