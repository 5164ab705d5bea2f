// @ts-check
// Runs in pages of named sites, in the top frame, in a world of its own, after `guard.js`. It asks
// what holds for the page, hides it until the answer is there, and stands by while the veil is on.
//
// It decides nothing and knows nothing but mode and end. All that it does, it undoes: after the
// release nothing of it is left in the page. If we are gone, it lifts the veil at its end by itself.
(() => {
  /** @typedef {import("../../dist/types/background.js").Reply} Reply */
  /** @typedef {import("../reconcile/veil_journal.js").Veil} Veil */
  /** @typedef {import("../reconcile/veils.js").VeilCommand} VeilCommand */
  /** @typedef {{ alive: () => boolean, taken: boolean, raise: () => void, lower: () => void, show: () => void, hold: () => void }} Guard */
  /** @typedef {{ ringfenceGuard?: Guard, browser?: typeof chrome }} World */

  const world = /** @type {World} */ (globalThis);
  const api = world.browser ?? chrome;
  const found = world.ringfenceGuard;
  // Injected again by us: the one that has this guard goes on.
  if (!found || found.taken) return;
  const guard = found;
  guard.taken = true;

  const answerLimit = 3000;
  const longestTimer = 2 ** 31 - 1;

  /** What the worker asked for in this document. @type {Veil | null} */
  let veil = null;
  /** Whether its sheet is in. */
  let standing = false;
  /** The attribute that lifts the sheet without us. */
  let liftAttribute = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let endTimer;

  // ── The document's own sheet, until the veil is in ──────────────────────────────────────────

  // Transparent rather than hidden: a hidden field cannot take the focus that the page gives it.
  const blank = new CSSStyleSheet();
  blank.replaceSync(":root{opacity:0!important}");

  /** @param {boolean} wanted */
  function setBlank(wanted) {
    const others = [...document.adoptedStyleSheets].filter((sheet) => sheet !== blank);
    document.adoptedStyleSheets = wanted ? [...others, blank] : others;
  }

  // ── Asking ──────────────────────────────────────────────────────────────────────────────────

  async function ask() {
    /** @type {Reply | undefined} */
    let reply;
    askedUrl = location.href;
    try {
      /** @type {import("../reconcile/veils.js").PageShown} */
      const message = { type: "page_shown", url: askedUrl, ...(standing && veil ? { veil } : {}) };
      reply = await limited(api.runtime.sendMessage(message));
    } catch {
      // Gone, asleep for good, or just updated: then the page must not stay hidden.
    }
    const verdict = reply?.type === "verdict" ? reply.verdict : null;
    if (verdict?.type === "veiled") {
      setTimeout(() => setBlank(false), answerLimit);
      return;
    }
    setBlank(false);
    if (!veil || veil.until > Date.now()) return;
    if (verdict === null) liftAlone();
    else setTimeout(liftIfOver, answerLimit);
  }

  /** The answer was "open", but the sheet is still in: the worker could not take it out. */
  function liftIfOver() {
    if (veil && veil.until <= Date.now()) liftAlone();
  }

  /**
   * @template T
   * @param {Promise<T>} promise
   * @returns {Promise<T>}
   */
  function limited(promise) {
    return Promise.race([
      promise,
      new Promise((_resolve, reject) => setTimeout(() => reject(new Error("No answer.")), answerLimit)),
    ]);
  }

  function watchEnd() {
    clearTimeout(endTimer);
    if (!veil) return;
    const left = Math.max(0, veil.until - Date.now());
    endTimer = setTimeout(() => (left > longestTimer ? watchEnd() : ask()), Math.min(left, longestTimer));
  }

  /** The sheet cannot be taken out from outside: the page is usable again all the same. */
  function liftAlone() {
    if (!liftAttribute) return;
    document.documentElement.setAttribute(liftAttribute, "");
    release();
  }

  // ── The worker's commands ───────────────────────────────────────────────────────────────────

  /**
   * @param {Veil} wanted
   * @param {string} lift
   * @returns {import("../reconcile/veils.js").Ready}
   */
  function prepare(wanted, lift) {
    const same = standing && veil?.mode === wanted.mode && veil.label === wanted.label;
    veil = wanted;
    standing = same;
    liftAttribute = `data-ringfence-${lift}`;
    document.documentElement.removeAttribute(liftAttribute);
    watch();
    if (wanted.mode === "cover") guard.raise();
    else guard.lower();
    watchEnd();
    return { type: "ready", stands: same };
  }

  function release() {
    veil = null;
    standing = false;
    clearTimeout(endTimer);
    guard.lower();
    setBlank(false);
  }

  api.runtime.onMessage.addListener((/** @type {VeilCommand} */ message, sender, reply) => {
    if (sender.id !== api.runtime.id) return;
    switch (message.command) {
      case "prepare":
        return void reply(prepare(message.veil, message.lift));
      case "veiled":
        standing = veil !== null;
        setBlank(false);
        guard.hold();
        return void reply({ type: "done" });
      case "release":
        release();
        return void reply({ type: "done" });
      case "rest":
        rest();
        return void reply({ type: "done" });
      case "lift":
        liftAlone();
        return void reply({ type: "done" });
    }
  });

  // ── When the page is looked at ──────────────────────────────────────────────────────────────

  let askedUrl = "";
  const { navigation } = /** @type {{ navigation?: EventTarget }} */ (/** @type {unknown} */ (window));

  /** @type {[EventTarget, string, (event: any) => void][]} */
  const looks = [
    [document, "visibilitychange", onVisible],
    [window, "pageshow", onRestored],
  ];
  // Moves within the page, where no request is made that the network layer could see.
  if (navigation) looks.push([navigation, "navigatesuccess", onMoved]);
  else looks.push([window, "popstate", onMoved], [window, "hashchange", onMoved]);

  function onVisible() {
    if (document.visibilityState !== "visible" || !veil) return;
    if (veil.until <= Date.now()) void ask();
    else guard.show();
  }

  /** From the back-forward cache: whatever was so when it went in. @param {PageTransitionEvent} event */
  function onRestored(event) {
    if (event.persisted) void ask();
  }

  function onMoved() {
    if (location.href !== askedUrl) void ask();
  }

  function watch() {
    for (const [target, type, listener] of looks) target.addEventListener(type, listener);
  }

  /** No rule in force names this site any more: nothing of ours runs here until one does. */
  function rest() {
    for (const [target, type, listener] of looks) target.removeEventListener(type, listener);
    // The end may have come while this page lay in the back-forward cache.
    window.addEventListener("pageshow", onRestored);
  }

  watch();
  if (document.readyState !== "loading") return;
  setBlank(true);
  if ("prerendering" in document && document.prerendering) document.addEventListener("prerenderingchange", ask, { once: true });
  else ask();
})();
