// @ts-check
// The line at the foot of a page that is given a moment: what it tells as the seconds go by.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";

import { extension } from "../tools/paths.mjs";

const script = await readFile(path.join(extension, "content", "line.js"), "utf8");
const second = 1000;

/** An element that takes whatever is done to it, and gives another. @type {any} */
const element = new Proxy(() => undefined, { get: () => element, set: () => true, apply: () => element });

/** A page that is about to be covered, as far as the script sees one. */
class FakePage {
  now = Date.parse("2026-12-02T18:00:00Z");
  asked = 0;
  /** What is told, by how many seconds it says. @type {string[]} */
  told = [];
  /** @type {{ work: () => void, ms: number } | undefined} */
  timer;
  /** @type {(message: object, sender: object, reply: () => void) => void} */
  listener = () => undefined;

  constructor() {
    const world = {
      chrome: {
        runtime: {
          id: "ringfence",
          onMessage: { addListener: (/** @type {any} */ listener) => (this.listener = listener) },
          sendMessage: async () => void (this.asked += 1),
        },
        i18n: { getMessage: (/** @type {string} */ name, /** @type {string[]} */ [seconds]) => (name === "line_typing" && this.told.push(String(seconds)), name) },
      },
      ...{ document: element, location: { href: "https://mail.example/" } },
      CSSStyleSheet: class {
        replaceSync = () => undefined;
      },
      Date: { now: () => this.now },
      setTimeout: (/** @type {() => void} */ work, /** @type {number} */ ms) => void (this.timer = { work, ms }),
      clearTimeout: () => (this.timer = undefined),
    };
    vm.runInContext(script, vm.createContext(world));
  }

  /** As the worker does it. @param {number} until */
  say(until) {
    this.listener({ command: "line", line: { type: "typing", until } }, { id: "ringfence" }, () => undefined);
  }

  /** Its timer rings. */
  ring() {
    const { work, ms } = this.timer ?? { work: () => undefined, ms: 0 };
    this.timer = undefined;
    this.now += ms;
    work();
  }
}

test("it tells the seconds in steps, and asks once at its end", () => {
  const page = new FakePage();
  page.say(page.now + 30 * second);
  while (page.timer) page.ring();
  assert.deepEqual([page.told, page.asked], [["30", "20", "10"], 1]);
});

test("the clock is set back: it promises no hour, and asks once", () => {
  const page = new FakePage();
  page.say(page.now + 30 * second);
  page.now -= 3600 * second;
  while (page.timer) page.ring();
  assert.deepEqual([page.told, page.asked], [["30"], 1]);
});
