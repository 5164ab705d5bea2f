// @ts-check
// Takes the page's place while its veil stands: the focus and the panel are ours, keys and presses do
// not reach the page, and at the end all is as it was. It knows neither mode nor time.
//
// A classic script: content scripts have no imports. What `cover.js` needs of it stands in the
// world that the two share, which no page sees.
(() => {
  /** @typedef {{ alive: () => boolean, taken: boolean, raise: () => void, lower: () => void, show: () => void, stand: () => void, onAnew: () => void }} Guard */
  /** @typedef {{ element: HTMLElement | null, ranges: Range[], isBackward: boolean }} Place */
  /** @typedef {{ note: () => Place, select: (place: Place) => void }} Places */
  /** @typedef {{ ringfenceGuard?: Guard, ringfencePlaces?: Places, browser?: typeof chrome }} World */

  const world = /** @type {World} */ (globalThis);
  const api = world.browser ?? chrome;
  // Injected again by us: the one that stands goes on. After an update it is an orphan: we go on.
  const { ringfencePlaces: places, ringfenceGuard: found } = world;
  if (!places || found?.alive()) return;
  /** @type {Guard} */
  const guard = { alive: () => Boolean(api.runtime?.id), taken: false, raise, lower, show: showAgain, stand, onAnew: () => undefined };
  world.ringfenceGuard = guard;

  const handOver = "ringfence-hand-over";
  const hadFocus = "ringfence-had-focus";

  // ── The panel ───────────────────────────────────────────────────────────────────────────────

  /** Where the person was in the page; nothing while it is in use. @type {Place | null} */
  let before = null;
  /** Whether the veil's sheet is in. */
  let stands = false;
  /** @type {HTMLElement | null} */
  let host = null;
  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  /** Its style as we gave it. */
  let worn = "";
  /** When it was put back. @type {number[]} */
  let repairs = [];
  /** The page fights the panel: the veil stands without it. */
  let gaveWay = false;
  const guarded = () => before !== null;
  const watcher = new MutationObserver(() => {
    // A document that is written anew has lost every listener, ours too, and its root.
    listen();
    guard.onAnew();
    mendPanel();
    watchPage();
  });

  function watchPage() {
    watcher.disconnect();
    watcher.observe(document, { childList: true });
    if (document.documentElement) watcher.observe(document.documentElement, { childList: true });
    if (host) watcher.observe(host, { attributes: true });
  }

  /** The tab is looked at: a new beginning, unless the page fought the panel just now. */
  function showAgain() {
    gaveWay = recentRepairs() >= mostRepairs;
    showPanel();
  }

  function showPanel() {
    if (!guarded() || gaveWay || document.visibilityState !== "visible") return;
    // An orphan has no panel to show: the veil stands without it.
    if (!host && api.runtime?.id) buildPanel();
    if (host && !host.isConnected) {
      try {
        document.documentElement.append(host);
        host.showPopover();
      } catch {
        // The page keeps it out: the veil stands without it.
      }
      watchPage();
    }
    if (stands) fillPanel();
    focusPanel();
  }

  /**
   * The element first, then what is in it: where the tab was left while the panel loaded, Chromium
   * counts the element as focused and gives its keys to the page.
   */
  function focusPanel() {
    frame?.focus({ preventScroll: true });
    frame?.contentWindow?.focus();
  }

  /**
   * The frame of our panel, in the top layer, behind a closed shadow root (its address holds
   * Firefox's per-user id). By its own style nothing of it is seen and nothing of it can be hit:
   * only the veil's sheet shows it, so that both go together. It has the focus before the sheet hides
   * what had it: the page never sees a key in between.
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
    frame.setAttribute("data-ringfence-hold", "");
    frame.addEventListener("blur", () => setTimeout(holdFocus));
    frame.addEventListener("load", holdFocus);
    host.addEventListener("toggle", mendPanel);
    worn = host.style.cssText;
    host.attachShadow({ mode: "closed" }).append(frame);
  }

  /** Only now does what it shows begin to load: before, it would take the page's time from the veil. */
  function fillPanel() {
    if (!frame || frame.src || !api.runtime?.id) return;
    frame.title = api.i18n.getMessage("panel_title");
    frame.src = api.runtime.getURL("panel.html");
  }

  /**
   * By the object model: a page's policy can forbid a `style` attribute, not this.
   * @param {HTMLElement} element
   * @param {Record<string, string>} declarations
   */
  function dress(element, declarations) {
    for (const [name, value] of Object.entries(declarations)) element.style.setProperty(name, value, "important");
  }

  const mostRepairs = 3;

  function recentRepairs() {
    repairs = repairs.filter((at) => at > Date.now() - 10_000);
    return repairs.length;
  }

  /** Whether the panel is where we put it and as we made it. What lies above it is not seen. */
  function isWhole() {
    return (
      host?.parentNode === document.documentElement &&
      host.matches(":popover-open") &&
      host.style.cssText === worn &&
      !host.inert
    );
  }

  /** Three times in ten seconds; then the page fights it, and the veil alone stays. */
  function mendPanel() {
    if (!host || isWhole()) return;
    removePanel();
    gaveWay = recentRepairs() >= mostRepairs;
    if (gaveWay) return;
    repairs.push(Date.now());
    showPanel();
  }

  function removePanel() {
    host?.remove();
    host = frame = null;
  }

  // ── Focus and input ─────────────────────────────────────────────────────────────────────────

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
    if (event instanceof PointerEvent && event.button === 0) press(event);
  }

  /** Whether the press that is under way began on the veil. */
  let isPressed = false;

  /**
   * A press counts when it is let go. There is no click where the page has taken out meanwhile what was
   * under the pointer, as one does that swaps its root again and again.
   * @param {PointerEvent} event
   */
  function press(event) {
    if (event.type === "pointerdown") isPressed = isVeil(event);
    if (event.type !== "pointerup" || !isPressed) return;
    isPressed = false;
    if (isVeil(event)) goBack();
  }

  /**
   * Whether a press meets the veil itself: the page fights the panel, or has a modal dialog open,
   * which lets nobody press it. Not in the instant before the veil's sheet shows the panel.
   * @param {MouseEvent} press
   */
  function isVeil({ clientX, clientY }) {
    if (gaveWay || !frame) return gaveWay;
    return getComputedStyle(frame).pointerEvents === "auto" && document.elementFromPoint(clientX, clientY) !== host;
  }

  /** The veil itself is then the way to our page. */
  function goBack() {
    api.runtime?.sendMessage({ type: "go_back_pressed" }).catch(() => undefined);
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
    if (!guarded() || gaveWay || !document.hasFocus()) return;
    if (!host) showPanel();
    else focusPanel();
  }

  /** @param {FocusEvent} event */
  function strayFocus(event) {
    if (event.target !== host) holdFocus();
  }

  /** The veil's sheet is in. */
  function stand() {
    if (!guarded()) return;
    stands = true;
    fillPanel();
    holdFocus();
  }

  /** From now on the page is not in use. */
  function raise() {
    if (before) return showAgain();
    before = noted();
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    if (document.pointerLockElement) document.exitPointerLock();
    gaveWay = false;
    repairs = [];
    listen();
    watchPage();
    showPanel();
  }

  /** @returns {Place} */
  function noted() {
    const inheritance = inherited();
    const place = places?.note() ?? { element: null, ranges: [], isBackward: false };
    return { ...place, element: inheritance ?? place.element };
  }

  function listen() {
    for (const type of input) window.addEventListener(type, swallow, { capture: true, passive: false });
    window.addEventListener("focus", strayFocus, true);
    document.addEventListener(handOver, handItOver);
  }

  /** The page is in use again. */
  function lower() {
    if (!before) return;
    for (const type of input) window.removeEventListener(type, swallow, { capture: true });
    window.removeEventListener("focus", strayFocus, true);
    document.removeEventListener(handOver, handItOver);
    const place = before;
    before = null;
    stands = false;
    watcher.disconnect();
    const wasHere = document.activeElement === host || document.activeElement === document.body;
    removePanel();
    endTransitions();
    if (wasHere && place.element?.isConnected) place.element.focus({ preventScroll: true });
    places?.select(place);
    endTransitions();
  }

  /**
   * The veil let no transition run, so those that run now are the way back from it. A page whose
   * every change is slow would come back as slowly, and what is not back cannot take the focus.
   */
  function endTransitions() {
    for (const animation of document.getAnimations()) {
      if (animation instanceof CSSTransition) animation.cancel();
    }
  }

  // ── One after another ───────────────────────────────────────────────────────────────────────

  /**
   * After an update, or when we were switched off and on, Chromium leaves an orphan of this script in
   * the page, in a world that we cannot reach. Two that hold the focus would take it from each other
   * without end: the orphan names what had the focus, which is hidden and cannot take it, and goes.
   */
  function handItOver() {
    if (!before || api.runtime?.id) return;
    before.element?.dispatchEvent(new Event(hadFocus, { composed: true }));
    lower();
  }

  /** What had the focus before an orphan took it. */
  function inherited() {
    /** @type {EventTarget | undefined} */
    let element;
    const note = (/** @type {Event} */ event) => ([element] = event.composedPath());
    window.addEventListener(hadFocus, note, true);
    document.dispatchEvent(new Event(handOver));
    window.removeEventListener(hadFocus, note, true);
    return element instanceof HTMLElement ? element : null;
  }
})();
