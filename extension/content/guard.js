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
  /** @typedef {{ host: HTMLElement, frame: HTMLIFrameElement, holder: HTMLIFrameElement }} PanelFrame */
  /** @typedef {{ ringfenceGuard?: Guard, ringfencePlaces?: Places, ringfencePanelFrame?: () => PanelFrame, browser?: typeof chrome }} World */

  const world = /** @type {World} */ (globalThis);
  const api = world.browser ?? chrome;
  // Injected again by us: the one that stands goes on. After an update it is an orphan: we go on.
  const { ringfencePlaces: places, ringfencePanelFrame, ringfenceGuard: found } = world;
  if (!places || !ringfencePanelFrame || found?.alive()) return;
  const build = ringfencePanelFrame;
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
  /** Whether our panel is in it. */
  let isLoaded = false;
  /** Has the focus until then. @type {HTMLIFrameElement | null} */
  let holder = null;
  /** The host's style as we gave it. */
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

  /** What is in the frame, not its element: the page's own element stays the active one, as when the person leaves. */
  function focusPanel() {
    (isLoaded ? frame : holder)?.contentWindow?.focus();
  }

  function buildPanel() {
    ({ host, frame, holder } = build());
    for (const one of [frame, holder]) one.addEventListener("blur", () => setTimeout(holdFocus));
    frame.addEventListener("load", onLoaded);
    host.addEventListener("toggle", mendPanel);
    worn = host.style.cssText;
  }

  /** Also of the empty document that it begins with. */
  function onLoaded() {
    isLoaded = Boolean(frame?.src);
    holdFocus();
  }

  /** Only now does what it shows begin to load: before, it would take the page's time from the veil. */
  function fillPanel() {
    if (!frame || frame.src || !api.runtime?.id) return;
    frame.title = api.i18n.getMessage("panel_title");
    frame.src = api.runtime.getURL("panel.html");
  }

  const mostRepairs = 3;

  function recentRepairs() {
    repairs = recent(repairs);
    return repairs.length;
  }

  /**
   * What was in the last ten seconds.
   * @param {number[]} times
   */
  function recent(times) {
    return times.filter((at) => at > Date.now() - 10_000);
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
    host = frame = holder = null;
    isLoaded = false;
  }

  // ── Focus and input ─────────────────────────────────────────────────────────────────────────

  const input = ["keydown", "keypress", "keyup", "beforeinput", "paste", "cut", "copy"].concat(
    ["pointerdown", "pointerup", "pointermove", "mousedown", "mouseup", "mousemove", "click", "auxclick", "dblclick"],
    ["contextmenu", "wheel", "touchstart", "touchmove", "touchend", "dragstart", "dragenter", "dragover", "drop"],
  );

  const focusEvents = /** @type {const} */ (["focus", "blur", "focusin", "focusout"]);

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

  /** When the focus was taken from the page. @type {number[]} */
  let holds = [];
  const mostHolds = 20;

  /** A page that takes it back again and again has it: the veil stands, and no key reaches the page. */
  function holdFocus() {
    if (!guarded() || gaveWay || !document.hasFocus()) return;
    holds = recent(holds);
    if (holds.length >= mostHolds) return;
    holds.push(Date.now());
    if (!host) showPanel();
    else focusPanel();
  }

  /** What the page has heard of its focus since it was covered. @type {Set<string>} */
  let heard = new Set();

  /**
   * A person who goes to another tab is heard to go, once, and to come at the end. Of what happens
   * to the focus in between a page hears nothing: Chromium, for one, takes it from a hidden field.
   * @param {FocusEvent} event
   */
  function keepFocusFromPage(event) {
    if (!event.isTrusted) return;
    const { type, target } = event;
    const what = `${type} ${target instanceof Node ? target.nodeName : "window"}`;
    if ((type === "blur" || type === "focusout") && !heard.has(what)) return void heard.add(what);
    event.stopImmediatePropagation();
    // Never in answer to the page's own event: one that answers in turn would not come to an end.
    if (type === "focus" && target !== host) setTimeout(holdFocus);
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
    holds = [];
    heard = new Set();
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
    for (const type of focusEvents) window.addEventListener(type, keepFocusFromPage, true);
    document.addEventListener(handOver, handItOver);
  }

  /** The page is in use again. */
  function lower() {
    if (!before) return;
    for (const type of input) window.removeEventListener(type, swallow, { capture: true });
    for (const type of focusEvents) window.removeEventListener(type, keepFocusFromPage, true);
    document.removeEventListener(handOver, handItOver);
    const place = before;
    before = null;
    stands = false;
    watcher.disconnect();
    document.dispatchEvent(new Event("ringfence-back"));
    const { activeElement: active } = document;
    const wasHere = active === host || active === document.body || active === place.element;
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
