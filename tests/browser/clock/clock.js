// @ts-check
// The wall clock of one browser under test, which a test moves: nobody waits for a whole minute. What
// counts time since a start (timers, alarms that are set, timeouts) goes on as it does for a person.
//
// Linux only, by a library that is preloaded into the browser. Elsewhere, or without a C compiler, the
// clock is the machine's, and time passes only by itself.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { target } from "../../tools/paths.mjs";
import { temporaryDirectory } from "../harness/package.js";

/**
 * @typedef {object} Clock
 * @property {() => number} now what the browser's `Date.now` says, in milliseconds since 1970
 * @property {boolean} isMovable whether it can be set at all
 * @property {(at: number) => void} set to an instant; nothing else happens, as when a person sets the machine's clock
 * @property {NodeJS.ProcessEnv} environment what the browser is to be started with
 */

const source = fileURLToPath(new URL("preload.c", import.meta.url));
const compiled = path.join(target, "clock", "preload.so");
const nanoseconds = 1_000_000n;

/** @type {Clock} */
export const machineClock = { now: Date.now, isMovable: false, set: () => undefined, environment: {} };

/** @returns {Promise<Clock>} the machine's time, until it is set */
export async function newClock() {
  const library = preload();
  if (!library) return machineClock;

  const name = path.join(await temporaryDirectory("clock"), "ahead");
  let ahead = 0;
  const file = openSync(name, "w");
  const write = () => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(ahead) * nanoseconds);
    writeSync(file, bytes, 0, bytes.length, 0);
  };
  write();
  return {
    now: () => Date.now() + ahead,
    isMovable: true,
    set(at) {
      ahead = Math.round(at - Date.now());
      write();
    },
    environment: { LD_PRELOAD: library, RINGFENCE_CLOCK: name },
  };
}

/**
 * The library, compiled if it is not there yet. It appears whole: other tests may begin at the same time.
 * @returns {string | undefined} nothing where there is no way to have one
 */
function preload() {
  if (process.platform !== "linux") return undefined;
  if (existsSync(compiled) && statSync(compiled).mtimeMs >= statSync(source).mtimeMs) return compiled;
  mkdirSync(path.dirname(compiled), { recursive: true });
  const draft = `${compiled}.${process.pid}`;
  const { status } = spawnSync("cc", ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", draft, source, "-ldl"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) return undefined;
  renameSync(draft, compiled);
  return compiled;
}
