// @ts-check
// Does what the core asks for. It has no opinion: one case per effect, and each browser call with a
// limit, so that the failure of one never stops the next.

import { api } from "./api.js";
import { keep, slotKey } from "./around.js";
import { limited } from "./limit.js";
import { hold, keyed, move, saved, toldOfRows } from "./log_outbox.js";
import { deleteRows, forgetPuller } from "./log_rewrite.js";
import { countRows, readRows, writeHistory, writeMirror } from "./log_store.js";
import { notify } from "./notices.js";
import { openGoingBack, openLinks, openWelcome, reopenCovers, toFront } from "./own_pages.js";
import { applyPosture, applyPrivate } from "./posture.js";
import { anticipateVeils } from "./reconcile/veils.js";

/** @typedef {import("../dist/types/background.js").Around} Around */
/** @typedef {import("../dist/types/background.js").CoreEffect} CoreEffect */
/** @typedef {import("../dist/types/background.js").CoreEvent} CoreEvent */
/** @typedef {import("../dist/types/background.js").Reply} Reply */
/** @typedef {(error: unknown) => void} Report */
/** @typedef {{ tell?: CoreEvent | undefined, answer?: Reply } | undefined} Outcome what the core is to be told of it, and what its event is answered with */

/**
 * What may begin before those that come first are done: what is wanted is saved before it is applied.
 * @param {CoreEffect[]} effects of one turn
 * @param {Around} around what the turn was told of the browser
 */
export function anticipate(effects, around) {
  for (const effect of effects) if (effect.type === "apply") anticipateVeils(effect.posture.veils, around);
}

/**
 * Performs one effect; what fails is reported.
 * @param {CoreEffect} effect
 * @param {import("./realm.js").Realm} realm whose core asks for it
 * @param {Report} report
 * @returns {Promise<Outcome>}
 */
export async function perform(effect, realm, report) {
  switch (effect.type) {
    case "keep":
      return void (await keep(realm, effect.text).catch(report));
    case "save":
      return save(effect, report);
    case "set_aside":
      return void (await limited(
        api.storage.local.set(
          Object.fromEntries([
            ...effect.texts.map(({ key, text }) => [key, text]),
            ...effect.slots.map((slot) => [slotKey(slot), ""]),
          ]),
        ),
      ).catch(report));
    case "keep_history":
      // It follows from the log: without it that is read again.
      return void (await writeHistory(effect.text).catch(report));
    case "read_log":
      return read(effect.before, effect.limit, report);
    case "count_log":
      return { answer: await counted(countRows(effect.before), report) };
    case "forget_puller":
      return { answer: await counted(forgetPuller(effect), report), tell: { type: "log_rewritten" } };
    case "delete_log":
      return { answer: await counted(deleteRows(effect.before), report), tell: { type: "log_rewritten" } };
    case "apply":
      return realm === "private" ? void (await applyPrivate(effect.posture, report)) : apply(effect.posture, report);
    case "notify":
      return void (await notify(effect).catch(report));
    case "open_links":
      return void (await openLinks(effect.urls).catch(report));
    case "focus_tab":
      return void (await toFront(effect.tab).catch(report));
    case "open_page":
      return void (await open(effect.page).catch(report));
    case "tell_pages":
      return tellPages(realm, report);
    default:
      return unknown(effect);
  }
}

/** Whether the core was told last that its state could not be written. */
let unsaved = false;

/**
 * The core was told what became of an effect. (Not all is told: see `runFollowing`.)
 * @param {CoreEvent} event
 */
export function told(event) {
  toldOfRows(event);
  if (event.type === "save_failed") unsaved = true;
  if (event.type === "saved") unsaved = false;
}

/**
 * @param {Extract<CoreEffect, { type: "save" }>} effect
 * @param {Report} report
 * @returns {Promise<Outcome>}
 */
async function save({ slot, text, rows }, report) {
  const held = hold(rows);
  const written = await Promise.allSettled([
    limited(api.storage.local.set({ ...keyed(held), [slotKey(slot)]: text })),
    writeMirror(text, held),
  ]);
  const failed = written.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  failed.forEach(report);
  if (failed.length === written.length) return tell({ type: "save_failed" });
  saved();
  return unsaved ? tell({ type: "saved" }) : undefined;
}

/**
 * @param {number} before
 * @param {number} limit
 * @param {Report} report
 * @returns {Promise<Outcome>}
 */
async function read(before, limit, report) {
  try {
    return { answer: { type: "view", view: { type: "log", ...(await readRows(before, limit)) } } };
  } catch (error) {
    report(error);
    return { answer: { type: "error", message: "The log could not be read." } };
  }
}

/**
 * @param {Promise<number>} rows
 * @param {Report} report
 * @returns {Promise<Reply>}
 */
async function counted(rows, report) {
  try {
    return { type: "counted", count: await rows };
  } catch (error) {
    report(error);
    return { type: "error", message: "The log could not be counted or changed." };
  }
}

/**
 * @param {import("../dist/types/background.js").Posture} posture
 * @param {Report} report
 * @returns {Promise<Outcome>}
 */
async function apply(posture, report) {
  const { refused, failed } = await applyPosture(posture, report);
  // A posture follows every save: the rows are safe with their state, and no veil waits for the log.
  const event = await move(report);
  if (event) return tell(event);
  if (failed) return tell({ type: "posture_failed" });
  return tell(refused.length > 0 ? { type: "network_rules_refused", sites: refused } : undefined);
}

/**
 * @param {CoreEvent | undefined} event
 * @returns {Outcome}
 */
function tell(event) {
  return event && { tell: event };
}

/** @param {import("../dist/types/background.js").OwnPage} page */
async function open(page) {
  switch (page.type) {
    case "welcome":
      return openWelcome();
    case "going_back":
      return openGoingBack(page.tab, page.url);
    case "covers":
      return reopenCovers(page.urls);
  }
}

/**
 * In Firefox no channel of ours leads into private windows; there pages listen to the session's store.
 * @param {import("./realm.js").Realm} realm
 * @param {Report} report
 */
export async function tellPages(realm, report) {
  if (realm === "private") await limited(api.storage.session.set({ told: Date.now() })).catch(report);
  const channel = new BroadcastChannel("ringfence");
  channel.postMessage("changed");
  channel.close();
  return undefined;
}

/**
 * A forgotten effect is a compile error here.
 * @param {never} effect
 * @returns {never}
 */
function unknown(effect) {
  throw new Error(`Not an effect: ${JSON.stringify(effect)}`);
}
