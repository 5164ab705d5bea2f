// @ts-check
// One event at a time, in order: the only place where the core is called. A turn is taken from
// start to end before the next begins, and events wait until the core has booted.

import init, { __wbg_reset_state as resetInstance, Core } from "./wasm/background.js";
import { api } from "./api.js";
import { gatherAround, gatherStored } from "./around.js";
import { perform } from "./effects.js";
import { limited } from "./limit.js";
import { standAlone } from "./posture.js";

/** @typedef {import("../dist/types/background.js").CoreEvent} CoreEvent */
/** @typedef {import("../dist/types/background.js").Reply} Reply */
/** @typedef {import("../dist/types/background.js").Sender} Sender */
/** @typedef {import("../dist/types/background.js").Turn} Turn */

/** @typedef {(reply: Reply) => void} Answer only the first one counts */

/** So often in a row the core is started anew before the shim stands alone. */
const patience = 3;

/** @type {Promise<unknown>} */
let last = Promise.resolve();
/** @type {Promise<Core> | undefined} */
let booted;
/** Whether an instance was ever made: then the compiled module is kept, and makes the next. */
let instantiated = false;
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
 * @param {() => Promise<void>} [before] what the shell notes for itself first
 * @returns {Promise<Reply>}
 */
export function enqueue(message, sender, before) {
  waiting += 1;
  return new Promise((answer) => {
    last = last.then(() => take(message, sender, answer, before));
  });
}

/** Boots, so that what is wanted now is applied whether or not an event comes. */
export function wake() {
  last = last.then(bootAlone).catch(recover);
}

/** An event that woke the worker brings about all that the boot's own would, and is waited for. */
async function bootAlone() {
  const core = await boot();
  if (waiting === 0) await runTurn(core, { type: "booted" }, { type: "browser" }, () => undefined);
}

/**
 * @param {unknown} message
 * @param {Sender} sender
 * @param {Answer} answer
 * @param {(() => Promise<void>) | undefined} before
 */
async function take(message, sender, answer, before) {
  waiting -= 1;
  try {
    await before?.();
    await runTurn(await boot(), message, sender, answer);
    failures = 0;
  } catch (error) {
    answer(await recover(error));
  }
}

/**
 * Storage is the truth: the instance goes, and the next event boots another from what was saved.
 * @param {unknown} error
 * @returns {Promise<Reply>}
 */
async function recover(error) {
  report(error);
  booted = undefined;
  failures += 1;
  if (failures >= patience) await standAlone(report);
  return { type: "error", message: "Ringfence did not get through this; nothing was changed by it." };
}

function boot() {
  booted ??= start().catch((error) => {
    booted = undefined;
    throw error;
  });
  return booted;
}

/** @returns {Promise<Core>} */
async function start() {
  const [stored] = await Promise.all([gatherStored(report), instantiate()]);
  return Core.load(stored, Date.now());
}

async function instantiate() {
  if (instantiated) resetInstance();
  else await limited(init({ module_or_path: fetch(api.runtime.getURL("wasm/background_bg.wasm")) }));
  instantiated = true;
}

/**
 * What is only looked at is answered once it is saved, before the world is put right; all else is
 * answered when it is done.
 * @param {Core} core
 * @param {unknown} message
 * @param {Sender} sender
 * @param {Answer} answer
 */
async function runTurn(core, message, sender, answer) {
  const around = await gatherAround(sender);
  const { reply, effects } = core.turn(message, around, Date.now());
  for (const effect of effects) {
    if (reply.type === "view" && effect.type === "apply") answer(reply);
    const outcome = await perform(effect, report);
    if (!outcome) continue;
    if ("answer" in outcome) answer(outcome.answer);
    else await runFollowing(core, outcome.tell);
  }
  answer(reply);
}

/**
 * What became of an effect is an event of its own. Its effects are performed, but what becomes of
 * those is not told again: a browser that refuses a rule would be asked for ever.
 * @param {Core} core
 * @param {CoreEvent} event
 */
async function runFollowing(core, event) {
  const { effects } = core.turn(event, await gatherAround({ type: "browser" }), Date.now());
  for (const effect of effects) await perform(effect, report);
}
