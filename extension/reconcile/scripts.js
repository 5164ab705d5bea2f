// @ts-check
// The registered content script: the first line on pages that the network layer does not see. It is
// kept over restarts of the browser, because a page can be there before the worker is.

import { api } from "../api.js";
import { limited } from "../limit.js";

/** @typedef {import("../../dist/types/background.js").ContentScript} ContentScript */

/** In this order; both run in one world. */
export const files = ["content/guard.js", "content/cover.js"];

/** @param {ContentScript[]} wanted */
export async function reconcileScripts(wanted) {
  const present = await limited(api.scripting.getRegisteredContentScripts());
  const byId = new Map(present.map((script) => [script.id, script]));
  const ids = new Set(wanted.map(({ id }) => id));
  const scripts = wanted.map(registration);
  const unwanted = present.map(({ id }) => id).filter((id) => !ids.has(id));
  const added = scripts.filter(({ id }) => !byId.has(id));
  const changed = scripts.filter((script) => {
    const found = byId.get(script.id);
    return found && !isSame(found, script);
  });
  if (unwanted.length > 0) {
    await limited(api.scripting.unregisterContentScripts({ ids: unwanted }));
    await letRest(unwanted.flatMap((id) => byId.get(id)?.matches ?? []));
  }
  if (changed.length > 0) {
    await limited(api.scripting.updateContentScripts(changed));
    const left = changed.flatMap(({ id, matches }) => byId.get(id)?.matches?.filter((it) => !matches?.includes(it)) ?? []);
    if (left.length > 0) await letRest(left);
  }
  if (added.length > 0) await limited(api.scripting.registerContentScripts(added));
}

/**
 * A registration that goes takes no script out of the pages that are open.
 * @param {string[]} matches
 */
async function letRest(matches) {
  const tabs = await limited(api.tabs.query({ url: matches }));
  /** @type {import("./veils.js").VeilCommand} */
  const command = { command: "rest" };
  // Nobody there to rest is as good; a frozen tab rests when it wakes.
  for (const { id } of tabs) if (id !== undefined) void api.tabs.sendMessage(id, command, { frameId: 0 }).catch(() => undefined);
}

/**
 * @param {ContentScript} script
 * @returns {chrome.scripting.RegisteredContentScript}
 */
function registration({ id, matches }) {
  return { id, matches, js: files, runAt: "document_start", allFrames: false, persistAcrossSessions: true };
}

/**
 * @param {chrome.scripting.RegisteredContentScript} found
 * @param {chrome.scripting.RegisteredContentScript} wanted
 */
function isSame(found, wanted) {
  const text = (/** @type {string[] | undefined} */ list) => [...(list ?? [])].sort().join(" ");
  return (
    text(found.matches) === text(wanted.matches) &&
    // Chromium may give the file back with a slash before it.
    text(found.js?.map((name) => name.replace(/^\//, ""))) === text(wanted.js) &&
    found.runAt === wanted.runAt &&
    found.persistAcrossSessions === wanted.persistAcrossSessions
  );
}
