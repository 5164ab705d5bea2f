// @ts-check
// Does what the core asks for. It has no opinion: one case per effect, and each browser call with a
// limit, so that the failure of one never stops the next.

import { api } from "./api.js";
import { slotKey } from "./around.js";
import { limited } from "./limit.js";
import { appendRows, readRows, writeMirror } from "./log_store.js";
import { openGoingBack, openWelcome, toFront } from "./own_pages.js";
import { applyPosture } from "./posture.js";

/** @typedef {import("../dist/types/background.js").CoreEffect} CoreEffect */
/** @typedef {import("../dist/types/background.js").CoreEvent} CoreEvent */
/** @typedef {(error: unknown) => void} Report */

/**
 * Performs one effect; what fails is reported.
 * @param {CoreEffect} effect
 * @param {Report} report
 * @returns {Promise<CoreEvent | undefined>} what the core is to be told of it
 */
export async function perform(effect, report) {
  switch (effect.type) {
    case "save":
      return void (await Promise.all([
        limited(api.storage.local.set({ [slotKey(effect.slot)]: effect.text })).catch(report),
        writeMirror(effect.text).catch(report),
      ]));
    case "set_aside":
      return void (await limited(
        api.storage.local.set(Object.fromEntries(effect.texts.map(({ key, text }) => [key, text]))),
      ).catch(report));
    case "append_log":
      return append(effect.rows, report);
    case "read_log":
      return read(effect.before, effect.limit, report);
    case "apply":
      return apply(effect.posture, report);
    case "focus_tab":
      return void (await toFront(effect.tab).catch(report));
    case "open_page":
      return void (await open(effect.page).catch(report));
    case "tell_pages":
      return tellPages();
    default:
      return unknown(effect);
  }
}

/**
 * @param {import("../dist/types/background.js").LogRow[]} rows
 * @param {Report} report
 * @returns {Promise<CoreEvent>}
 */
async function append(rows, report) {
  try {
    await appendRows(rows);
    return { type: "log_written", through: Math.max(...rows.map(({ id }) => id)) };
  } catch (error) {
    report(error);
    return { type: "log_failed" };
  }
}

/**
 * @param {number} before
 * @param {number} limit
 * @param {Report} report
 * @returns {Promise<CoreEvent>}
 */
async function read(before, limit, report) {
  try {
    return { type: "log_read", ...(await readRows(before, limit)) };
  } catch (error) {
    report(error);
    return { type: "log_failed" };
  }
}

/**
 * @param {import("../dist/types/background.js").Posture} posture
 * @param {Report} report
 * @returns {Promise<CoreEvent | undefined>}
 */
async function apply(posture, report) {
  const sites = await applyPosture(posture, report);
  return sites.length > 0 ? { type: "network_rules_refused", sites } : undefined;
}

/** @param {import("../dist/types/background.js").OwnPage} page */
async function open(page) {
  switch (page.type) {
    case "welcome":
      return openWelcome();
    case "going_back":
      return openGoingBack(page.tab, page.url);
  }
}

function tellPages() {
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
