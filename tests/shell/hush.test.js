// @ts-check
// What runs in the page's own world, put in as the browser does it: by its text alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";

import { hush } from "../../extension/content/hush.js";

/** A page's world, as far as the script sees one. */
class FakePage {
  now = 1_000_000;
  /** What the browser has shown. @type {string[]} */
  shown = [];
  /** What the icon of the installed page has said. @type {number[]} */
  numbers = [];
  permission = "granted";
  /** @type {{ work: () => void, at: number }[]} */
  timers = [];
  /** The page's own `<title>`, and ours before it, if it stands. */
  title = { textContent: "Inbox", hasAttribute: () => false };
  isHeld = false;
  /** @type {string[]} */
  removed = [];

  constructor() {
    const page = this;
    class Notification extends EventTarget {
      /** @param {string} title */
      constructor(title) {
        super();
        page.shown.push(title);
      }
      static get permission() {
        return page.permission;
      }
      static requestPermission() {
        return Promise.resolve(page.permission);
      }
      close() {}
    }
    class ServiceWorkerRegistration {
      active = {};
      /** @param {string} title */
      showNotification(title) {
        page.shown.push(title);
        return Promise.resolve();
      }
    }
    class Document extends EventTarget {
      head = {};
      get title() {
        return page.isHeld ? "chat.example" : page.title.textContent;
      }
      set title(text) {
        page.title.textContent = `native ${text}`;
      }
      /** @param {string} selector */
      querySelector(selector) {
        return selector.includes("data-ringfence") && page.isHeld ? {} : null;
      }
      /** @param {string} selector */
      querySelectorAll(selector) {
        return selector.includes("data-ringfence") && page.isHeld ? [{ remove: () => page.removed.push("ours") }] : [];
      }
      getElementsByTagNameNS() {
        return page.isHeld ? [{ hasAttribute: () => true }, page.title] : [page.title];
      }
    }
    class Navigator {
      /** @param {number} number */
      async setAppBadge(number) {
        page.numbers.push(number);
      }
      async clearAppBadge() {
        page.numbers.push(0);
      }
    }
    const things = { Navigator, navigator: new Navigator(), Notification, ServiceWorkerRegistration, Document, document: new Document(), EventTarget, Event };
    const time = {
      Date: { now: () => this.now },
      setTimeout: (/** @type {() => void} */ work, ms = 0) => this.timers.push({ work, at: this.now + ms }),
      clearTimeout: (/** @type {number} */ id) => void (id > 0 && Object.assign(this.timers[id - 1] ?? {}, { work: () => undefined })),
    };
    /** @type {vm.Context} */
    this.world = vm.createContext({ ...things, ...time });
    this.run("globalThis.window = globalThis; globalThis.top = globalThis;");
  }

  /** @param {string} script */
  run(script) {
    return vm.runInContext(script, this.world);
  }

  /** As `scripting.executeScript` takes a function into a page. @param {number} minutes from now; what is past ends it */
  put(minutes) {
    this.run(`(${hush})(${this.now + minutes * 60_000})`);
  }

  /** @param {number} minutes */
  pass(minutes) {
    this.now += minutes * 60_000;
    for (const timer of this.timers) if (timer.at <= this.now) timer.work();
    this.timers = this.timers.map((timer) => (timer.at <= this.now ? { ...timer, work: () => undefined } : timer));
  }

  /** Everything that could be found otherwise. */
  look() {
    return this.run(`[globalThis, document, Document.prototype, Navigator.prototype, Notification, ServiceWorkerRegistration.prototype].map((object) =>
      Reflect.ownKeys(object).map((key) => [key, Object.values(Reflect.getOwnPropertyDescriptor(object, key))]))`);
  }
}

const raise = `void (globalThis.note = new Notification("Ana", { body: "Hello" })); void new ServiceWorkerRegistration().showNotification("Ben")`;

test("while it is quiet no notification appears, and afterwards the world is exactly as it was", () => {
  const page = new FakePage();
  const before = page.look();
  page.put(60);
  page.run(raise);
  assert.deepEqual(page.shown, []);
  assert.equal(page.run("note instanceof Notification && note instanceof EventTarget && note.body"), "Hello");
  page.run("delete globalThis.note");
  page.put(-1);
  assert.deepEqual(page.look(), before);
  page.run(raise);
  assert.deepEqual(page.shown, ["Ana", "Ben"]);
});

test("put in twice it is there once, with the later end", () => {
  const page = new FakePage();
  const before = page.look();
  page.put(10);
  page.put(30);
  page.pass(20);
  page.run(raise);
  assert.deepEqual(page.shown, []);
  page.run("delete globalThis.note");
  page.pass(15);
  assert.deepEqual(page.look(), before);
});

test("with nobody left to end it, it ends by itself and takes the tab strip's elements with it", () => {
  const page = new FakePage();
  page.put(10);
  page.isHeld = true;
  page.pass(11);
  assert.deepEqual(page.removed, ["ours"]);
  page.run(raise);
  assert.deepEqual(page.shown, ["Ana", "Ben"]);
});

test("a constructor that the page has kept lets everything through after the end", () => {
  const page = new FakePage();
  page.put(10);
  page.run("const kept = Notification; globalThis.later = () => void new kept('Ana')");
  page.now += 11 * 60_000;
  page.run("later()");
  assert.deepEqual(page.shown, ["Ana"]);
});

test("what a page puts over ours meanwhile stays, and works afterwards", () => {
  const page = new FakePage();
  page.put(10);
  page.run("const under = Notification; globalThis.Notification = class Mine extends under {}");
  page.run(raise);
  page.put(-1);
  assert.equal(page.run("Notification.name"), "Mine");
  assert.deepEqual(page.shown, []);
  page.run(raise);
  assert.deepEqual(page.shown, ["Ana", "Ben"]);
});

test("what the browser would not show either, it answers itself", () => {
  const page = new FakePage();
  page.permission = "denied";
  page.put(10);
  page.run(raise);
  assert.deepEqual(page.shown, ["Ana", "Ben"]);
  assert.equal(page.run("Notification.permission"), "denied");
});

test("a page reads and writes its own title while ours stands before it", () => {
  const page = new FakePage();
  page.put(10);
  page.isHeld = true;
  assert.equal(page.run("document.title"), "Inbox");
  page.run("document.title = '* ' + document.title");
  assert.equal(page.title.textContent, "* Inbox");
  page.isHeld = false;
  page.run("document.title = 'Chat'");
  assert.equal(page.title.textContent, "native Chat", "where none of ours stands, the browser does it");
});

test("the script that stands by in the page can end it where the worker may not come", () => {
  const page = new FakePage();
  const before = page.look();
  page.put(10);
  page.run("document.dispatchEvent(new Event('ringfence-loud'))");
  assert.deepEqual(page.look(), before);
});
