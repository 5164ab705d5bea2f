// @ts-check
// What stands by in a covered page: whom it asks as time goes by, and that nothing of it is left.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";

import { extension } from "../tools/paths.mjs";

const script = await readFile(path.join(extension, "content", "cover.js"), "utf8");
const minute = 60_000;
const hour = 60 * minute;

/** A covered page with two clocks, as far as the script sees one. */
class FakePage {
  /** The wall clock. */
  now = Date.parse("2026-12-02T18:20:00Z");
  /** The clock that only counts. */
  counted = 0;
  asked = 0;
  /** How often the panel was shown. */
  shown = 0;
  /** Whether the veil's sheet is in this document. */
  isSheetIn = true;
  /** Whether the page is transparent, as it is until its veil is there. */
  isTransparent = true;
  /** @type {Map<number, { work: () => void, at: number }>} */
  timers = new Map();
  lastTimer = 0;
  document = new EventTarget();
  window = new EventTarget();

  constructor() {
    const nothing = () => undefined;
    const root = { setAttribute: nothing, removeAttribute: nothing };
    Object.assign(this.document, { readyState: "complete", visibilityState: "visible", documentElement: root });
    const ask = async () => void (this.asked += 1);
    const obey = /** @type {(command: object) => any} */ (nothing);
    const hide = (/** @type {boolean} */ wanted) => void (this.isTransparent = wanted);
    this.page = { wake: nothing, hide, ask, takenOver: "taken-over", takeOver: nothing, obey };
    const guard = { taken: false, raise: nothing, lower: nothing, stand: nothing, show: () => void (this.shown += 1) };
    const world = {
      ...{ ringfencePage: this.page, ringfenceGuard: guard, ringfenceTabStrip: { hold: nothing, release: nothing } },
      ...{ chrome: { runtime: { id: "ringfence" } }, document: this.document, window: this.window, location: { hostname: "mail.example" }, Event },
      getComputedStyle: () => ({ visibility: this.isSheetIn ? "hidden" : "visible" }),
      Date: { now: () => this.now },
      performance: { now: () => this.counted },
      setTimeout: (/** @type {() => void} */ work, ms = 0) => {
        this.timers.set((this.lastTimer += 1), { work, at: this.counted + ms });
        return this.lastTimer;
      },
      clearTimeout: (/** @type {number} */ id) => this.timers.delete(id),
    };
    vm.runInContext(script, vm.createContext(world));
  }

  /** As the worker does it. @param {number} until */
  cover(until) {
    this.page.obey({ command: "prepare", veil: { mode: "cover", until, label: "Protected", title: "site" }, lift: "secret" });
    return this.page.obey({ command: "veiled" });
  }

  /** Both clocks go on. @param {number} ms */
  pass(ms) {
    const end = this.counted + ms;
    for (;;) {
      const [next] = [...this.timers].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at);
      if (!next) break;
      const [id, { work, at }] = next;
      this.timers.delete(id);
      this.goOn(at - this.counted);
      work();
    }
    this.goOn(end - this.counted);
  }

  /** @param {number} ms */
  goOn(ms) {
    this.now += ms;
    this.counted += ms;
  }

  /** @param {"visible" | "hidden"} visibilityState */
  become(visibilityState) {
    Object.assign(this.document, { visibilityState });
    this.window.dispatchEvent(new Event("visibilitychange"));
  }
}

/** One that is covered for two hours. */
function coveredPage() {
  const page = new FakePage();
  page.cover(page.now + 2 * hour);
  return page;
}

test("a document whose veil went into the one before stays transparent, and says so", () => {
  const page = new FakePage();
  page.isSheetIn = false;
  assert.deepEqual({ ...page.cover(page.now + hour) }, { type: "bare" });
  assert.equal(page.isTransparent, true);
  page.isSheetIn = true;
  assert.deepEqual({ ...page.cover(page.now + hour) }, { type: "done" });
  assert.equal(page.isTransparent, false);
});

test("as long as the clocks agree nobody is asked, until the end", () => {
  const page = coveredPage();
  page.pass(2 * hour - 1);
  assert.equal(page.asked, 0);
  page.pass(1);
  assert.equal(page.asked, 1);
  assert.equal(page.timers.size, 0);
});

for (const [what, jump] of /** @type {const} */ ([["back", -hour], ["forward", hour], ["past the end", 24 * hour]])) {
  test(`the wall clock is set ${what}: the worker is asked once, within half a minute`, () => {
    const page = coveredPage();
    page.pass(10 * minute);
    page.now += jump;
    page.pass(minute / 2);
    assert.equal(page.asked, 1);
    page.pass(10 * minute);
    assert.equal(page.asked, 1);
  });
}

test("a clock that is put right by seconds is not worth a question", () => {
  const page = coveredPage();
  page.now -= 2000;
  page.pass(minute);
  assert.equal(page.asked, 0);
});

test("who was told by the worker after the jump has nothing to ask", () => {
  const page = coveredPage();
  page.now -= hour;
  page.cover(page.now + hour);
  page.pass(minute);
  assert.equal(page.asked, 0);
});

test("a page that nobody sees has one timer, for its end, and looks at the clocks when it is seen", () => {
  const page = coveredPage();
  page.become("hidden");
  assert.deepEqual([...page.timers.values()].map(({ at }) => at), [2 * hour]);
  page.pass(minute);
  page.now -= hour;
  page.pass(10 * minute);
  assert.equal(page.asked, 0);
  page.become("visible");
  assert.deepEqual([page.asked, page.shown], [1, 1]);
  page.pass(minute);
  page.become("hidden");
  page.become("visible");
  assert.deepEqual([page.asked, page.shown, page.timers.size], [1, 2, 1]);
});

test("after the release no timer is left, and none comes back", () => {
  const page = coveredPage();
  page.page.obey({ command: "release" });
  assert.equal(page.timers.size, 0);
  page.become("hidden");
  page.become("visible");
  assert.deepEqual([page.timers.size, page.asked], [0, 0]);
});
