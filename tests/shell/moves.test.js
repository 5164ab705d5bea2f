// @ts-check
// What runs in the open pages of a named host: a listener that does nothing until a move matters.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";

import { extension } from "../tools/paths.mjs";
import { until } from "./background.js";

const script = await readFile(path.join(extension, "content", "moves.js"), "utf8");
const work = { id: 1, priority: 1, action: "cover", domains: ["app.example"], regex: "^https?://[^/?#]+/+work(?:[/?#].*)?$" };
const mine = { id: 2, priority: 4, action: "allow", domains: ["app.example"], regex: "^https?://[^/?#]+/+work/+mine(?:[/?#].*)?$" };

/** A page of a browser, as far as the script sees one. */
class FakePage {
  /** @type {{ url: string, veil?: object }[]} */
  asked = [];
  /** @type {any[]} */
  sheets = [];
  reads = 0;
  /** @type {any[]} */
  rules = [work, mine];
  /** @type {object} */
  answer = { type: "verdict", verdict: { type: "veiled", mode: "cover", until: Date.now() + 60_000 } };
  navigation = new EventTarget();
  window = new EventTarget();
  document = new EventTarget();
  /** @type {((message: object, sender: object, reply: (answer: object) => void) => void)[]} */
  listeners = [];

  /**
   * @param {string} url
   * @param {string} [readyState]
   * @param {(event: Event) => void} [orphan] hears that it is taken over, or is asked whether there is anything to take
   */
  constructor(url, readyState = "loading", orphan) {
    this.location = new URL(url);
    const page = this;
    if (orphan) this.document.addEventListener("ringfence-taken-over", orphan);
    Object.defineProperty(this.document, "adoptedStyleSheets", {
      get: () => page.sheets,
      set(sheets) {
        page.sheets = sheets;
      },
    });
    Object.assign(this.document, { readyState });
    Object.assign(this.window, { navigation: this.navigation });
    const chrome = {
      runtime: {
        id: "ringfence",
        onMessage: { addListener: (/** @type {any} */ listener) => this.listeners.push(listener) },
        sendMessage: async (/** @type {any} */ message) => {
          this.asked.push(message);
          return this.answer;
        },
      },
      storage: {
        local: {
          get: async () => {
            this.reads += 1;
            return { page_rules: this.rules };
          },
        },
      },
    };
    class CSSStyleSheet {
      replaceSync = () => undefined;
    }
    const { location, document, window } = this;
    this.world = vm.createContext({ chrome, location, document, window, CSSStyleSheet, Event, URL, setTimeout, Promise });
    this.putIn();
  }

  putIn() {
    vm.runInContext(script, this.world);
  }

  /** @param {string} to */
  move(to) {
    this.location.href = new URL(to, this.location.href).href;
    this.navigation.dispatchEvent(new Event("currententrychange"));
  }

  /** Once all that a move brings about has come to its end. */
  async moved(/** @type {string} */ to) {
    const reads = this.reads;
    this.move(to);
    await until(() => this.reads > reads);
    await new Promise((resolve) => setImmediate(resolve));
  }

  get isHidden() {
    return this.sheets.length > 0;
  }
}

test("on an open page nobody is asked and nothing is seen, wherever it moves among open paths", async () => {
  const page = new FakePage("https://app.example/home");
  await until(() => page.reads > 0);
  for (const to of ["/working", "/work/mine/7", "#/work", "/?q=/work"]) {
    await page.moved(to);
    assert.deepEqual([page.asked.length, page.isHidden], [0, false], to);
  }
});

test("a move to a covered path hides the page before the worker answers, and asks once", async () => {
  const page = new FakePage("https://docs.app.example./home");
  await until(() => page.reads > 0);
  await page.moved("/work/7");
  assert.ok(page.isHidden);
  assert.deepEqual(page.asked.map(({ url }) => url), ["https://docs.app.example./work/7"]);
});

test("a look-alike is not the host", async () => {
  const page = new FakePage("https://notapp.example/home");
  await page.moved("/work");
  assert.deepEqual([page.asked.length, page.isHidden], [0, false]);
});

test("what the worker calls open is shown again", async () => {
  const page = new FakePage("https://app.example/home");
  page.answer = { type: "verdict", verdict: { type: "open" } };
  await page.moved("/work/7");
  await until(() => page.asked.length === 1 && !page.isHidden);
});

test("a page that stands veiled asks when it moves, also to an open path", async () => {
  const page = new FakePage("https://app.example/work");
  await until(() => page.asked.length === 1);
  vm.runInContext("ringfencePage.veiled = () => true", page.world);
  await page.moved("/work/mine");
  assert.equal(page.asked.length, 2);
});

test("a page that matters from its start, and that nobody asked for, is hidden and asked for", async () => {
  const page = new FakePage("https://app.example/work/7");
  await until(() => page.asked.length === 1);
  assert.ok(page.isHidden);
});

test("put in twice it is there once, and put into a page that is there it waits for a move", async () => {
  const page = new FakePage("https://app.example/work", "complete");
  page.putIn();
  assert.equal(page.listeners.length, 1);
  assert.equal(page.asked.length, 0);
  await page.moved("/work/8");
  assert.equal(page.asked.length, 1);
});

test("put into a page that is open, it takes over from an orphan; what is covered waits for its veil", async () => {
  /** @type {string[]} */
  const told = [];
  for (const place of ["/home", "/work"]) {
    const page = new FakePage(`https://app.example${place}`, "complete", (event) => {
      if (event.cancelable) event.preventDefault();
      else told.push(place);
    });
    await until(() => page.reads === 1);
    await new Promise((resolve) => setTimeout(resolve));
  }
  assert.deepEqual(told, ["/home"]);
});

test("put into a page that is open and has no orphan, it does not touch the store", async () => {
  const page = new FakePage("https://app.example/home", "complete");
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(page.reads, 0);
});

test("told to rest it hears no more moves, until it is woken", async () => {
  const page = new FakePage("https://app.example/home", "complete");
  /** @type {object[]} */
  const answers = [];
  const tell = (/** @type {object} */ message) => page.listeners.forEach((listener) => listener(message, { id: "ringfence" }, (answer) => answers.push(answer)));
  tell({ command: "rest" });
  assert.deepEqual(JSON.parse(JSON.stringify(answers)), [{ type: "done" }]);
  page.move("/work/1");
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(page.asked.length, 0);
  page.putIn();
  await page.moved("/work/2");
  assert.equal(page.asked.length, 1);
});
