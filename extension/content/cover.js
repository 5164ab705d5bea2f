// @ts-check
// Runs in pages that are covered, after `moves.js`, `guard.js` and `tab_strip.js`, in their world. It asks
// what holds for the page, which is hidden until the answer is there, and stands by while the veil
// is on.
//
// It decides nothing and knows nothing but mode and end. All that it does, it undoes: after the
// release nothing of it is left in the page. If we are gone, it lifts the veil at its end by itself.
(() => {
  /** @typedef {import("../../dist/types/background.js").TabVerdict} TabVerdict */
  /** @typedef {import("../reconcile/veil_journal.js").Veil} Veil */
  /** @typedef {import("../reconcile/veil.js").Answer} Answer */
  /** @typedef {import("../reconcile/veil.js").VeilCommand} VeilCommand */
  /** @typedef {{ alive: () => boolean, taken: boolean, raise: () => void, lower: () => void, show: () => void, stand: () => void, onAnew: () => void }} Guard */
  /** @typedef {{ wake: () => void, hide: (wanted: boolean) => void, ask: () => Promise<void>, askAtOnce: () => void, veiled: () => boolean, standing: () => Veil | undefined, opened: (verdict: TabVerdict | null) => void, resting: () => void, obey: (command: VeilCommand) => Answer | undefined, takenOver: string, takeOver: () => void }} Page */
  /** @typedef {{ alive: () => boolean, hold: (title: string, until: number) => void, release: () => void }} TabStrip */
  /** @typedef {{ ringfencePage?: Page, ringfenceGuard?: Guard, ringfenceTabStrip?: TabStrip, ringfencePictures?: { hide: () => void, show: () => void }, ringfenceDim?: (isDimmed: boolean) => void, browser?: typeof chrome }} World */

  const world = /** @type {World} */ (globalThis);
  const api = world.browser ?? chrome;
  const { ringfencePage: page, ringfenceGuard: found, ringfenceTabStrip: tabStrip, ringfencePictures: pictures } = world;
  // Injected again by us: the one that has this guard goes on.
  if (!page || !found || !tabStrip || found.taken) return;
  const guard = found;
  const { takenOver } = page;
  guard.taken = true;

  /** Only Firefox gives a content script the page's own objects. */
  const isFirefox = "wrappedJSObject" in globalThis;
  const inItsWorld = "ringfence-hushed";
  const answerLimit = 3000;
  const longestTimer = 2 ** 31 - 1;
  /** How often the two clocks are held against each other while somebody looks at the veil. */
  const glance = 20_000;
  /** By how many milliseconds they part before the wall clock counts as set. */
  const slack = 5000;

  /** What the worker asked for in this document. @type {Veil | null} */
  let veil = null;
  /** Whether its sheet is in. */
  let standing = false;
  /** Whether the page reads its own title also where ours stands: one that reads ours would set it anew. */
  let hushed = false;
  /** What the tab says meanwhile. */
  let tabTitle = "";
  /** The attribute that lifts the sheet without us. */
  let liftAttribute = "";
  /** By how much the wall clock is ahead of the one that only counts. */
  let ahead = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  // ── What the page's other script asks of us ─────────────────────────────────────────────────

  page.veiled = () => veil !== null;
  page.standing = () => (standing && veil ? veil : undefined);
  page.opened = (verdict) => {
    if (!veil || veil.until > Date.now()) return;
    if (verdict === null) liftAlone();
    else setTimeout(liftIfOver, answerLimit);
  };
  page.resting = () => {
    window.removeEventListener("visibilitychange", onVisibility, true);
    document.removeEventListener(inItsWorld, onHushed);
  };

  /** The answer was "open", but the sheet is still in: the worker could not take it out. */
  function liftIfOver() {
    if (veil && veil.until <= Date.now()) liftAlone();
  }

  // ── Time ────────────────────────────────────────────────────────────────────────────────────

  const isSeen = () => document.visibilityState === "visible";

  /** Until its end; where it is seen, it looks at the clocks meanwhile. */
  function watchTime() {
    clearTimeout(timer);
    if (!veil) return;
    const left = Math.max(0, veil.until - Date.now());
    timer = setTimeout(lookAtTime, Math.min(left, isSeen() ? glance : longestTimer));
  }

  /**
   * Asks once the end has come, and when the wall clock was set: Chromium's alarms do not ring for as
   * long as it was set back, and whoever is asked wakes.
   */
  function lookAtTime() {
    if (!veil) return;
    const isOver = veil.until <= Date.now();
    if (hasJumped() || isOver) void page?.ask();
    if (!isOver) watchTime();
  }

  /** Since this was last called. */
  function hasJumped() {
    const before = ahead;
    ahead = Date.now() - performance.now();
    return Math.abs(ahead - before) > slack;
  }

  /** The sheet cannot be taken out from outside: the page is usable again all the same. */
  function liftAlone() {
    if (!liftAttribute) return;
    document.documentElement.setAttribute(liftAttribute, "");
    release();
  }

  /** One that can be canceled only asks whether there is a veil to take over. @param {Event} event */
  function onTakenOver(event) {
    if (api.runtime?.id || !veil) return;
    if (event.cancelable) event.preventDefault();
    else liftAlone();
  }

  // ── The worker's commands ───────────────────────────────────────────────────────────────────

  /**
   * @param {Veil} wanted
   * @param {string} lift
   * @returns {import("../reconcile/veil.js").Ready | undefined} nothing if the script that dims is to be brought first
   */
  function prepare(wanted, lift) {
    if (wanted.mode === "dim" && !world.ringfenceDim) return undefined;
    const same = standing && veil?.mode === wanted.mode && veil.label === wanted.label;
    veil = wanted;
    standing = same;
    liftAttribute = `data-ringfence-${lift}`;
    document.documentElement.removeAttribute(liftAttribute);
    listen();
    page?.wake();
    tabTitle = wanted.title === "until" ? wanted.label : location.hostname.replace(/^www\./, "");
    if (wanted.mode === "cover") {
      guard.raise();
      pictures?.hide();
    } else openUp();
    world.ringfenceDim?.(wanted.mode === "dim");
    hasJumped();
    watchTime();
    return { type: "ready", stands: same };
  }

  /**
   * The sheet is in: what is beside the page follows. Where it went into the document before this one, the
   * page stays transparent: the worker has heard, or will hear, that this one is there.
   * @returns {Answer}
   */
  function stand() {
    if (veil?.mode === "cover" && !isSheetIn()) return { type: "bare" };
    standing = veil !== null;
    page?.takeOver();
    page?.hide(false);
    guard.stand();
    calmTab();
    return { type: "done" };
  }

  /** The root is visible by no page's word while it is. */
  function isSheetIn() {
    return getComputedStyle(document.documentElement).visibility === "hidden";
  }

  function calmTab() {
    if (veil?.mode !== "cover") {
      hushed = false;
      tabStrip?.release();
    } else if (standing && hushed) tabStrip?.hold(tabTitle, veil.until);
  }

  /** From the script in the page's own world (`hush.js`). */
  function onHushed() {
    if (!veil) return;
    hushed = true;
    calmTab();
  }

  /** The page is in use. */
  function openUp() {
    guard.lower();
    pictures?.show();
  }

  function release() {
    veil = null;
    standing = hushed = false;
    clearTimeout(timer);
    openUp();
    world.ringfenceDim?.(false);
    tabStrip?.release();
    // To the script in the page's own world, also where the worker may not come any more.
    document.dispatchEvent(new Event("ringfence-loud"));
    page?.hide(false);
  }

  page.obey = (message) => {
    switch (message.command) {
      case "prepare":
        return prepare(message.veil, message.lift);
      case "veiled":
        return stand();
      case "release":
        release();
        return { type: "done" };
      case "lift":
        liftAlone();
        return { type: "done" };
      case "present":
        return { type: "done" };
      default:
        return undefined;
    }
  };

  // ── When the page is looked at ──────────────────────────────────────────────────────────────

  /**
   * To a covered page the person is away: it hears of no look at its tab. In Firefox it does, and finds itself
   * hidden still: what drives a Firefox from outside (WebDriver) waits in the page for this very event.
   * @param {Event} event
   */
  function onVisibility(event) {
    if (!veil) return;
    if (veil.mode === "cover" && event.isTrusted && !isFirefox) event.stopImmediatePropagation();
    if (!isSeen()) return watchTime();
    if (veil.until > Date.now()) guard.show();
    lookAtTime();
  }

  /** While the veil stands, and again in a document that the page has written anew. */
  function listen() {
    window.addEventListener("visibilitychange", onVisibility, true);
    document.addEventListener(takenOver, onTakenOver);
    document.addEventListener(inItsWorld, onHushed);
  }

  guard.onAnew = () => {
    listen();
    page.wake();
  };
  listen();
  if (document.readyState === "loading") page.askAtOnce();
})();
