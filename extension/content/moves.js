// @ts-check
// Runs in every page of a named host, in the top frame, in a world of its own. It listens for moves
// within the page (no request is made that the network layer could see) and holds each new address
// against the rules that the worker wrote down for that. Until one matters it does nothing, asks
// nobody, and nothing of it is seen.
//
// A classic script: content scripts have no imports. What `cover.js` needs of it stands in the world
// that the two share, which no page sees.
(() => {
  /** @typedef {import("../../dist/types/background.js").NetworkRule} NetworkRule */
  /** @typedef {import("../../dist/types/background.js").Reply} Reply */
  /** @typedef {import("../../dist/types/background.js").TabVerdict} TabVerdict */
  /** @typedef {import("../reconcile/veil_journal.js").Veil} Veil */
  /** @typedef {import("../reconcile/veil.js").Answer} Answer */
  /** @typedef {import("../reconcile/veil.js").VeilCommand} VeilCommand */
  /**
   * What the scripts of one page share. `veiled` and the four after it are for `cover.js` to say.
   * @typedef {object} Page
   * @property {() => boolean} alive whether its extension is still there
   * @property {() => void} wake listens (again)
   * @property {(wanted: boolean) => void} hide the document's own sheet, until the veil is in
   * @property {() => void} askAtOnce hides a page that is about to be there, and asks what holds for it
   * @property {() => Promise<void>} ask asks what holds for it
   * @property {() => boolean} veiled whether the worker wants a veil in this document
   * @property {() => Veil | undefined} standing the veil that stands in it
   * @property {(verdict: TabVerdict | null) => void} opened the answer was "open", or there was none
   * @property {() => void} resting no rule in force names this site any more
   * @property {(command: VeilCommand) => Answer | undefined} obey does what the worker says; nothing if that is not for it
   * @property {string} takenOver the event by which orphans hear that they are not needed any more
   * @property {() => void} takeOver tells them
   */
  /** @typedef {{ ringfencePage?: Page, browser?: typeof chrome }} World */

  const world = /** @type {World} */ (globalThis);
  const api = world.browser ?? chrome;
  const found = world.ringfencePage;
  // Put in again by us: the one that stands goes on. After an update it is an orphan: we go on.
  if (found?.alive()) return void found.wake();

  const answerLimit = 3000;
  /** A veil that was promised may take longer, on a busy machine; then it is not coming. */
  const veilLimit = 10_000;
  const done = /** @type {const} */ ({ type: "done" });
  /** @type {Page} */
  const page = {
    alive: () => Boolean(api.runtime?.id),
    ...{ wake, hide, ask, askAtOnce },
    ...{ veiled: () => false, standing: () => undefined, opened: () => undefined, resting: () => undefined, obey: () => undefined },
    ...{ takenOver: "ringfence-taken-over", takeOver },
  };
  world.ringfencePage = page;

  // ── The document's own sheet ────────────────────────────────────────────────────────────────

  // Transparent rather than hidden: a hidden field cannot take the focus that the page gives it.
  /** Made when it is wanted: most pages never need it. @type {CSSStyleSheet | undefined} */
  let blank;

  /** @param {boolean} wanted */
  function hide(wanted) {
    if (!wanted && !blank) return;
    const others = [...document.adoptedStyleSheets].filter((sheet) => sheet !== blank);
    if (!wanted && others.length === document.adoptedStyleSheets.length) return;
    document.adoptedStyleSheets = wanted ? [...others, transparent()] : others;
  }

  function transparent() {
    if (!blank) {
      blank = new CSSStyleSheet();
      blank.replaceSync(":root{opacity:0!important}");
    }
    return blank;
  }

  // ── Asking the worker ───────────────────────────────────────────────────────────────────────

  /** The address that was looked at last. */
  let seenUrl = "";
  let asked = false;

  async function ask() {
    asked = true;
    seenUrl = location.href;
    /** @type {Reply | undefined} */
    let reply;
    try {
      const veil = page.standing();
      /** @type {import("../reconcile/veils.js").PageShown} */
      const message = { type: "page_shown", url: seenUrl, ...(veil ? { veil } : {}) };
      reply = await limited(api.runtime.sendMessage(message));
    } catch {
      // Gone, asleep for good, or just updated: then the page must not stay hidden.
    }
    const verdict = reply?.type === "verdict" ? reply.verdict : null;
    if (verdict?.type === "veiled") {
      setTimeout(() => hide(false), veilLimit);
      return;
    }
    hide(false);
    page.opened(verdict);
  }

  function askAtOnce() {
    hide(true);
    if (isPrerendering()) document.addEventListener("prerenderingchange", ask, { once: true });
    else void ask();
  }

  function isPrerendering() {
    return "prerendering" in document && Boolean(document.prerendering);
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

  /**
   * After an update, or when we were switched off and on, Chromium leaves our earlier scripts in the
   * page, in a world that we cannot reach, and their veil. A page that says this in our place lifts
   * nothing but a veil whose extension is gone.
   */
  function takeOver() {
    document.dispatchEvent(new Event(page.takenOver));
  }

  /** Whether there is a veil to take over: asked by an event that can be canceled, its script does. */
  function isOrphaned() {
    return !document.dispatchEvent(new Event(page.takenOver, { cancelable: true }));
  }

  // ── Deciding whether to ask ─────────────────────────────────────────────────────────────────

  /**
   * The rules as they are now. They are read anew for each move: to be told of changes would bring
   * all that changes in the store into this page's process.
   * @returns {Promise<NetworkRule[]>}
   */
  async function readRules() {
    const { page_rules: rules } = await limited(api.storage.local.get("page_rules"));
    return Array.isArray(rules) ? rules : [];
  }

  /** @param {NetworkRule} rule */
  function isHere({ domains }) {
    const host = location.hostname.replace(/\.$/, "");
    return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
  }

  /**
   * As the browser reads network rules: the highest priority that matches decides.
   * @param {NetworkRule[]} rules
   */
  function isCovered(rules) {
    const matching = rules.filter(({ regex }) => new RegExp(regex).test(location.href));
    const [best] = matching.sort((one, other) => other.priority - one.priority);
    return best?.action === "cover";
  }

  async function look() {
    seenUrl = location.href;
    /** @type {NetworkRule[]} */
    let rules = [];
    try {
      rules = (await readRules()).filter(isHere);
    } catch {
      // Our extension is gone, or its store is: a veil that stands ends by itself.
    }
    // A page may come back from the cache into a stretch that it has not seen begin.
    if (rules.length > 0) wake();
    const matters = isCovered(rules);
    if (matters && !page.veiled()) hide(true);
    if (matters || page.veiled()) await ask();
  }

  // ── Moves ───────────────────────────────────────────────────────────────────────────────────

  const { navigation } = /** @type {{ navigation?: EventTarget }} */ (/** @type {unknown} */ (window));
  /** @type {[EventTarget, string][]} */
  const moves = navigation ? [[navigation, "currententrychange"]] : [[window, "popstate"], [window, "hashchange"]];

  function onMoved() {
    if (location.href !== seenUrl) void look();
  }

  /** From the back-forward cache: whatever was so when it went in. @param {PageTransitionEvent} event */
  function onRestored(event) {
    if (event.persisted) void look();
  }

  function wake() {
    for (const [target, type] of moves) target.addEventListener(type, onMoved);
    window.addEventListener("pageshow", onRestored);
  }

  /** The listener for its return stays: an end may come while the page lies in the cache. */
  function rest() {
    for (const [target, type] of moves) target.removeEventListener(type, onMoved);
    page.resting();
  }

  // One listener for both scripts: a page holds what each of them takes.
  api.runtime.onMessage.addListener((/** @type {VeilCommand} */ message, sender, reply) => {
    if (sender.id !== api.runtime.id) return;
    if (message.command === "rest") rest();
    const answer = message.command === "rest" ? done : page.obey(message);
    if (answer) reply(answer);
  });

  wake();
  seenUrl = location.href;
  if (document.readyState !== "loading") {
    // The store is not touched without need: its interface is made for this page when it is.
    if (!isOrphaned()) return;
    // What is covered is taken over once the new veil is in.
    const isOpen = readRules().then((rules) => !isCovered(rules.filter(isHere)));
    return void isOpen.then((it) => it && takeOver()).catch(() => undefined);
  }
  // What no match pattern tells, a port or a key of the query, is seen here: `cover.js` has not asked.
  const begin = () => void (asked || look());
  if (isPrerendering()) document.addEventListener("prerenderingchange", begin, { once: true });
  else setTimeout(begin);
})();
