// @ts-check
// One event at a time, in order: the only place where the core is called. A turn is taken from
// start to end before the next begins, and events wait until the core has booted.

import init, { __wbg_reset_state as resetInstance, Core } from "./wasm/background.js";
import { api } from "./api.js";
import { gatherAround, gatherPrivate, gatherStored } from "./around.js";
import { anticipate, perform, tellPages, told } from "./effects.js";
import { lookUp } from "./history.js";
import { limited, NoAnswer } from "./limit.js";
import { standAlone } from "./posture.js";
import { realmsThere } from "./realm.js";

/** @typedef {import("../dist/types/background.js").CoreEvent} CoreEvent */
/** @typedef {import("../dist/types/background.js").Reply} Reply */
/** @typedef {import("../dist/types/background.js").Sender} Sender */
/** @typedef {import("../dist/types/background.js").Turn} Turn */

/** @typedef {import("./realm.js").Realm} Realm */
/** @typedef {(reply: Reply) => void} Answer only the first one counts */

/** So often in a row the core is started anew before the shim stands alone. */
const patience = 3;

/** @type {Promise<unknown>} */
let last = Promise.resolve();
/** The core of each realm, once it has booted. @type {Map<Realm, Promise<Core>>} */
const booted = new Map();
/** The wasm instance that all cores live in; after a failure another is made of the same module. */
let instance = /** @type {"none" | "good" | "broken"} */ ("none");
let failures = 0;
/** How many events wait for their turn. */
let waiting = 0;

/** @param {unknown} error */
export function report(error) {
  console.error("Ringfence:", error);
}

/**
 * Takes an event when its turn comes.
 * @param {unknown} message an event of the protocol, or anything that was sent as one
 * @param {Sender} sender
 * @param {Realm | undefined} realm whose event it is; none for what concerns all
 * @param {() => Promise<void>} [before] what the shell notes for itself first
 * @returns {Promise<Reply>}
 */
export function enqueue(message, sender, realm, before) {
  waiting += 1;
  return new Promise((answer) => {
    last = last.then(() => take(message, sender, realm, answer, before));
  });
}

/** Rules have changed: the core of private windows reads them anew. */
export function readAnew() {
  last = last.then(renewPrivate).catch(recover);
}

async function renewPrivate() {
  booted.delete("private");
  if (!(await realmsThere()).includes("private")) return;
  await runTurn("private", { type: "looked" }, { type: "browser" }, () => undefined);
  await tellPages("private", report);
}

/** Boots, so that what is wanted now is applied whether or not an event comes. */
export function wake() {
  last = last.then(bootAlone).catch(recover);
}

/** An event that woke the worker brings about all that the boot's own would, and is waited for. */
async function bootAlone() {
  if (waiting > 0) return;
  for (const realm of await realmsThere()) await runTurn(realm, { type: "booted" }, { type: "browser" }, () => undefined);
}

/**
 * @param {unknown} message
 * @param {Sender} sender
 * @param {Realm | undefined} realm
 * @param {Answer} answer
 * @param {(() => Promise<void>) | undefined} before
 */
async function take(message, sender, realm, answer, before) {
  waiting -= 1;
  try {
    await before?.();
    for (const one of realm ? [realm] : await realmsThere()) {
      if (!(await runTurn(one, message, sender, answer))) last = last.then(() => takeAgain(one, message, sender, answer));
    }
    failures = 0;
  } catch (error) {
    answer(await recover(error));
  }
}

/**
 * An event for which the log had to be read takes its turn after those that have come in between.
 * @param {Realm} realm
 * @param {unknown} message
 * @param {Sender} sender
 * @param {Answer} answer
 */
function takeAgain(realm, message, sender, answer) {
  waiting += 1;
  return take(message, sender, realm, answer, undefined);
}

/**
 * Storage is the truth: the instance goes, and the next event boots another from what was saved.
 * @param {unknown} error
 * @returns {Promise<Reply>}
 */
async function recover(error) {
  report(error);
  booted.clear();
  instance = instance === "none" ? "none" : "broken";
  failures += 1;
  if (failures >= patience) await standAlone(report);
  return { type: "error", message: "Ringfence did not get through this; nothing was changed by it." };
}

/**
 * The core, and what it is told of the browser with an event. A browser that did not answer in time is
 * asked again: nothing has come of the event yet, and some events come only once.
 * @param {Sender} sender
 * @param {Realm} realm
 */
async function readyFor(sender, realm) {
  for (;;) {
    try {
      return { core: await boot(realm), around: await gatherAround(sender, realm) };
    } catch (error) {
      booted.delete(realm);
      if (!(error instanceof NoAnswer) || failures + 1 >= patience) throw error;
      failures += 1;
      report(error);
    }
  }
}

/** @param {Realm} realm */
function boot(realm) {
  const core = booted.get(realm) ?? start(realm);
  booted.set(realm, core);
  return core;
}

/**
 * @param {Realm} realm
 * @returns {Promise<Core>}
 */
async function start(realm) {
  const [stored] = await Promise.all([realm === "private" ? gatherPrivate() : gatherStored(report), instantiate()]);
  return Core.load(stored, Date.now());
}

async function instantiate() {
  if (instance === "broken") resetInstance();
  if (instance === "none") await limited(init({ module_or_path: fetch(api.runtime.getURL("wasm/background_bg.wasm")) }));
  instance = "good";
}

/**
 * What is only looked at is answered once it is saved, before the world is put right; all else is
 * answered when it is done.
 * @param {Realm} realm
 * @param {unknown} message
 * @param {Sender} sender
 * @param {Answer} answer
 * @returns {Promise<boolean>} whether it is done; else it is to be taken again
 */
async function runTurn(realm, message, sender, answer) {
  const { core, around } = await readyFor(sender, realm);
  let { reply, effects } = core.turn(message, around, Date.now());
  while (reply.type === "needs_history") {
    const byBrowser = { ...around, sender: /** @type {Sender} */ ({ type: "browser" }) };
    const read = core.turn(await lookUp(reply, report), byBrowser, Date.now());
    for (const effect of read.effects) await perform(effect, realm, report);
    // Rows that are none must not be asked for again and again.
    if (read.reply.type === "error") core.turn({ type: "history_failed" }, byBrowser, Date.now());
    if (waiting > 0) return false;
    ({ reply, effects } = core.turn(message, around, Date.now()));
  }
  anticipate(effects, around);
  for (const effect of effects) {
    if (reply.type === "view" && effect.type === "apply") answer(reply);
    const outcome = await perform(effect, realm, report);
    if (outcome?.answer) answer(outcome.answer);
    if (outcome?.tell) await runFollowing(core, realm, outcome.tell);
  }
  answer(reply);
  return true;
}

/**
 * What became of an effect is an event of its own. Its effects are performed, but what becomes of
 * those is not told again: a browser that refuses a rule would be asked for ever.
 * @param {Core} core
 * @param {Realm} realm
 * @param {CoreEvent} event
 */
async function runFollowing(core, realm, event) {
  const { effects } = core.turn(event, await gatherAround({ type: "browser" }, realm), Date.now());
  told(event);
  for (const effect of effects) await perform(effect, realm, report);
}
