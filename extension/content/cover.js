// @ts-check
// Runs in pages of named sites, in the top frame, in a world of its own. It asks what holds for
// the page, hides it until the answer is there, and stands by while the veil is on: it takes the
// focus first, keeps keys and presses from the page, and puts the panel over the veil.
//
// It decides nothing and knows nothing but mode and end. All that it does, it undoes: after the
// release nothing of it is left in the page. If we are gone, it lifts the veil at its end by itself.
//
// A classic script: content scripts have no imports.
(() => {
  /** @typedef {import("../../dist/types/background.js").Reply} Reply */
  /** @typedef {import("../reconcile/veil_journal.js").Veil} Veil */
  /** @typedef {import("../reconcile/veils.js").VeilCommand} VeilCommand */
  /** @typedef {{ ringfenceAlive?: () => boolean, browser?: typeof chrome }} World */

  const world = /** @type {World} */ (globalThis);
  const api = world.browser ?? chrome;
  const alive = () => Boolean(api.runtime?.id);
  // Injected again by us: the one that stands goes on. After an update it is an orphan: we go on.
  if (world.ringfenceAlive?.()) return;
  world.ringfenceAlive = alive;

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
    try {
      /** @type {import("../reconcile/veils.js").PageShown} */
      const message = { type: "page_shown", url: location.href, ...(standing && veil ? { veil } : {}) };
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

  // ── The panel ───────────────────────────────────────────────────────────────────────────────

  /** @type {HTMLElement | null} */
  let host = null;
  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  /** @type {number[]} */
  let repairs = [];
  const guarded = () => veil?.mode === "cover";
  const watcher = new MutationObserver(() => {
    if (host && !host.isConnected) mendPanel();
  });

  function showPanel() {
    if (!guarded() || document.visibilityState !== "visible") return;
    if (!host) buildPanel();
    if (host && !host.isConnected) {
      try {
        document.documentElement.append(host);
        host.showPopover();
      } catch {
        // The page keeps it out: the veil stands without it.
      }
      watcher.disconnect();
      watcher.observe(document, { childList: true });
      watcher.observe(document.documentElement, { childList: true });
    }
    frame?.focus({ preventScroll: true });
  }

  /**
   * A frame with our panel, in the top layer, behind a closed shadow root (its address holds
   * Firefox's per-user id). By its own style nothing of it is seen and nothing of it can be hit:
   * only the veil's sheet shows it, so that both go together.
   */
  function buildPanel() {
    const html = "http://www.w3.org/1999/xhtml";
    host = /** @type {HTMLElement} */ (document.createElementNS(html, "div"));
    host.popover = "manual";
    const fill = { all: "initial", position: "fixed", inset: "0", width: "100%", height: "100%", border: "0" };
    dress(host, { ...fill, background: "none", "pointer-events": "none" });
    frame = /** @type {HTMLIFrameElement} */ (document.createElementNS(html, "iframe"));
    dress(frame, { ...fill, display: "block", "color-scheme": "light dark" });
    frame.style.setProperty("opacity", "0");
    frame.style.setProperty("pointer-events", "none");
    frame.src = api.runtime.getURL("panel.html");
    frame.addEventListener("blur", () => setTimeout(holdFocus));
    frame.addEventListener("load", holdFocus);
    host.attachShadow({ mode: "closed" }).append(frame);
  }

  /**
   * By the object model: a page's policy can forbid a `style` attribute, not this.
   * @param {HTMLElement} element
   * @param {Record<string, string>} declarations
   */
  function dress(element, declarations) {
    for (const [name, value] of Object.entries(declarations)) element.style.setProperty(name, value, "important");
  }

  /** Three times in ten seconds; then the page fights it, and the veil alone stays. */
  function mendPanel() {
    repairs = repairs.filter((at) => at > Date.now() - 10_000);
    if (repairs.length >= 3) return;
    repairs.push(Date.now());
    showPanel();
  }

  function removePanel() {
    watcher.disconnect();
    host?.remove();
    host = frame = null;
    repairs = [];
  }

  // ── Focus and input ─────────────────────────────────────────────────────────────────────────

  /** @type {{ element: HTMLElement | null, ranges: Range[] } | null} */
  let before = null;

  const input = ["keydown", "keypress", "keyup", "beforeinput", "paste", "cut", "copy"].concat(
    ["pointerdown", "pointerup", "pointermove", "mousedown", "mouseup", "mousemove", "click", "auxclick", "dblclick"],
    ["contextmenu", "wheel", "touchstart", "touchmove", "touchend", "dragstart", "dragenter", "dragover", "drop"],
  );

  /** @param {Event} event */
  function swallow(event) {
    // What the page sends itself is its own affair.
    if (!event.isTrusted) return;
    event.stopImmediatePropagation();
    if (event.cancelable && !isBrowsers(event)) event.preventDefault();
  }

  /**
   * Keys that are the browser's stay the browser's: a new tab, a reload, the way to the toolbar.
   * @param {Event} event
   */
  function isBrowsers(event) {
    if (!(event instanceof KeyboardEvent)) return false;
    return event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab" || /^F\d+$/.test(event.key);
  }

  function holdFocus() {
    if (!guarded() || !document.hasFocus()) return;
    if (!host) showPanel();
    else if (document.activeElement !== host) frame?.focus({ preventScroll: true });
  }

  /** @param {FocusEvent} event */
  function strayFocus(event) {
    if (event.target !== host) holdFocus();
  }

  function guard() {
    if (before) return;
    const selection = document.getSelection();
    const ranges = Array.from({ length: selection?.rangeCount ?? 0 }, (_none, index) => selection?.getRangeAt(index));
    before = {
      element: focusedElement(),
      ranges: ranges.flatMap((range) => range?.cloneRange() ?? []),
    };
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    if (document.pointerLockElement) document.exitPointerLock();
    for (const type of input) window.addEventListener(type, swallow, { capture: true, passive: false });
    window.addEventListener("focus", strayFocus, true);
  }

  function unguard() {
    if (!before) return;
    for (const type of input) window.removeEventListener(type, swallow, { capture: true });
    window.removeEventListener("focus", strayFocus, true);
    const { element, ranges } = before;
    before = null;
    const wasHere = document.activeElement === host || document.activeElement === document.body;
    removePanel();
    if (wasHere && element?.isConnected) element.focus({ preventScroll: true });
    const selection = document.getSelection();
    if (!selection || ranges.length === 0 || element?.matches("input,textarea")) return;
    selection.removeAllRanges();
    for (const range of ranges) selection.addRange(range);
  }

  function focusedElement() {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element instanceof HTMLElement && element !== document.body ? element : null;
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
    if (guarded()) {
      guard();
      showPanel();
    } else {
      unguard();
    }
    watchEnd();
    return { type: "ready", stands: same };
  }

  function release() {
    veil = null;
    standing = false;
    clearTimeout(endTimer);
    unguard();
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
        holdFocus();
        return void reply({ type: "done" });
      case "release":
        release();
        return void reply({ type: "done" });
      case "lift":
        liftAlone();
        return void reply({ type: "done" });
    }
  });

  // ── When the page is looked at ──────────────────────────────────────────────────────────────

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && veil) veil.until <= Date.now() ? ask() : showPanel();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) ask();
  });
  // Moves within the page, where no request is made that the network layer could see.
  const { navigation } = /** @type {{ navigation?: EventTarget }} */ (/** @type {unknown} */ (window));
  if (navigation) navigation.addEventListener("navigatesuccess", ask);
  else for (const type of ["popstate", "hashchange"]) window.addEventListener(type, ask);

  if (document.readyState !== "loading") return;
  setBlank(true);
  if ("prerendering" in document && document.prerendering) document.addEventListener("prerenderingchange", ask, { once: true });
  else ask();
})();
