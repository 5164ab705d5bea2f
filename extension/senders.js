// @ts-check
// Who sent a message: decided by where the sender stands, never by what it says of itself.

import { api } from "./api.js";
import { realmOf } from "./realm.js";

/** @typedef {import("../dist/types/background.js").Sender} Sender */
/** @typedef {import("./realm.js").Realm} Realm */

const own = api.runtime.getURL("");

/**
 * @param {chrome.runtime.MessageSender} from
 * @returns {Sender | null} nothing for those to whom we do not listen
 */
export function senderOf(from) {
  if (from.id !== api.runtime.id || from.documentLifecycle === "prerender") return null;
  const { tab, frameId = 0, url = "" } = from;
  const isOurs = url.startsWith(own);
  if (isOurs && frameId === 0) return { type: "own_page", tab: tab?.id ?? -1 };
  if (tab?.id === undefined) return null;
  if (isOurs) return new URL(url).pathname === "/panel.html" ? { type: "panel", tab: tab.id } : null;
  return frameId === 0 && /^https?:/.test(url) ? { type: "content", tab: tab.id } : null;
}

/**
 * Whose windows the sender stands in: its tab's. A popup stands in no tab: our pages say it themselves.
 * @param {Sender} sender
 * @param {chrome.runtime.MessageSender} from
 * @param {unknown} message
 * @returns {{ realm: Realm, message: unknown }} the message without what it says of this
 */
export function realmOfSender(sender, { tab }, message) {
  const realmOfTab = tab ? realmOf(tab) : undefined;
  if (sender.type !== "own_page" || !isObject(message)) return { realm: realmOfTab ?? "normal", message };
  const { private: isPrivate, ...rest } = message;
  return { realm: realmOfTab ?? (isPrivate === true ? "private" : "normal"), message: rest };
}

/**
 * What the content script says for the shell alone, apart from what it says to the core.
 * @param {unknown} message
 * @returns {{ message: unknown, veil: import("./reconcile/veil_journal.js").Veil | undefined } | null}
 *   nothing if it is no `page_shown`
 */
export function pageShown(message) {
  if (!isObject(message) || message.type !== "page_shown") return null;
  const { veil, ...rest } = message;
  return { message: rest, veil: isVeil(veil) ? veil : undefined };
}

/**
 * @param {unknown} veil
 * @returns {veil is import("./reconcile/veil_journal.js").Veil}
 */
function isVeil(veil) {
  return (
    isObject(veil) &&
    (veil.mode === "cover" || veil.mode === "dim") &&
    typeof veil.label === "string" &&
    typeof veil.until === "number" &&
    (veil.title === "site" || veil.title === "until")
  );
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
