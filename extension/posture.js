// @ts-check
// Makes reality match the posture: first what is looked at, then each part by itself, side by side.

import { api } from "./api.js";
import { noteCovers } from "./covers.js";
import { limited } from "./limit.js";
import { clearOthers } from "./notices.js";
import { reconcileAlarms } from "./reconcile/alarms.js";
import { reconcileBadge, showNotRunning } from "./reconcile/badge.js";
import { reconcileLines } from "./reconcile/lines.js";
import { clearNetwork, letThrough, reconcileNetwork } from "./reconcile/network.js";
import { reachOpenPages, reconcileScripts } from "./reconcile/scripts.js";
import { liftExpired, veilSeen } from "./reconcile/veils.js";
import { watchTabs } from "./watch.js";

/** @typedef {import("../dist/types/background.js").Posture} Posture */
/** @typedef {(error: unknown) => void} Report */

/** How long what nobody waits for lets what is seen go before it: a tab may be frozen. */
const patience = 1000;

/**
 * @param {Posture} posture
 * @param {Report} report
 * @returns {Promise<{ refused: string[], failed: boolean }>} the domains of network rules that the browser
 *   refused, and whether rules, scripts or alarms could not be set at all
 */
export async function applyPosture(posture, report) {
  watchTabs(posture.watch_tabs);
  let failed = false;
  /** @param {unknown} error @returns {string[]} */
  const fail = (error) => {
    failed = true;
    report(error);
    return [];
  };
  const veilOthers = await veilSeen(posture.veils, posture.zone, "normal", report).catch(report);
  const covered = Promise.all([
    veilOthers?.().catch(report),
    reconcileNetwork(posture.network_rules).catch(fail),
    letThrough(posture.session_rules, "normal").catch(report),
    reconcileLines(posture.lines, "normal").catch(report),
  ]);
  // The browser takes one call after the other: what nobody waits for comes after that.
  await limited(covered, patience).catch(() => undefined);
  await Promise.all([
    noteCovers().catch(report),
    reconcileScripts(posture.content_scripts, posture.page_rules).catch(fail),
    reconcileAlarms(posture.alarms, Date.now(), "normal").catch(fail),
    reconcileBadge(posture.badge, posture.zone).catch(report),
    clearOthers(posture.notices).catch(report),
    noteEnd(posture).catch(report),
  ]);
  const [, refused] = await covered;
  if (refused.length < posture.network_rules.length) await lookAgainEarly().catch(report);
  return { refused, failed };
}

/**
 * Private windows: what the browser holds for all windows is the other core's.
 * @param {Posture} posture
 * @param {Report} report
 */
export async function applyPrivate(posture, report) {
  watchTabs(posture.watch_tabs);
  const veilOthers = await veilSeen(posture.veils, posture.zone, "private", report).catch(report);
  await Promise.all([
    veilOthers?.().catch(report),
    letThrough(posture.session_rules, "private").catch(report),
    reachOpenPages(posture.content_scripts).catch(report),
    reconcileLines(posture.lines, "private").catch(report),
    reconcileAlarms(posture.alarms, Date.now(), "private").catch(report),
  ]);
}

/**
 * Without the core nothing new is covered, and what has ended is lifted. Network rules hold no end
 * of their own: theirs is the last that the badge knew, and one that nobody knows is over.
 * @param {Report} report
 */
export async function standAlone(report) {
  const now = Date.now();
  await Promise.all([
    liftExpired(now, report).catch(report),
    clearIfOver(now).catch(report),
    showNotRunning().catch(report),
  ]);
}

/** @param {number} now in milliseconds since 1970 */
async function clearIfOver(now) {
  const { end } = await limited(api.storage.session.get("end"));
  if (typeof end === "number" && end > now) return;
  await Promise.all([clearNetwork(), reconcileScripts([], [])]);
}

/** @param {Posture} posture */
async function noteEnd({ badge }) {
  await limited(api.storage.session.set({ end: badge.type === "quiet" ? 0 : badge.until }));
}

/** What is called for the two early looks. @type {() => void} */
let lookAgain = () => undefined;

/** @param {() => void} look */
export function onEarlyLook(look) {
  lookAgain = look;
}

/**
 * Chromium loses the first rules that a profile ever gets if it is killed within seconds: they are
 * looked at again 5 s and 15 s later, once in the life of a profile.
 */
async function lookAgainEarly() {
  const { rules_once_set: done } = await limited(api.storage.local.get("rules_once_set"));
  if (done) return;
  await limited(api.storage.local.set({ rules_once_set: true }));
  for (const ms of [5000, 15_000]) setTimeout(() => lookAgain(), ms);
}
