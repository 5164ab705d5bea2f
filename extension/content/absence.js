// @ts-check
// Runs in the page's own world, in every frame that we may enter, before a cover takes the focus. From
// then on the page is answered as if the person had gone to another tab: the document is hidden and
// has no focus, and what had it is still its active element. At the end they come back.
//
// The browser takes the function alone into the page: it names nothing of this module. It is an end
// of its own as well: it undoes itself then, also when we are gone. All of it is the page's to find.

/**
 * Makes a page one that nobody looks at, or moves the end of that; an end that is over gives
 * everything back.
 * @param {number} until in milliseconds since 1970
 */
export function absence(until) {
  const key = Symbol.for("ringfence.absence");
  const known = Reflect.get(window, key);
  // Put in again, be it by a later version of us.
  if (typeof known === "function") return void known(until);
  if (until <= Date.now()) return;

  const longestTimer = 2 ** 31 - 1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Takes out what was put in: whether the document is seen, whether it has the focus, and what in it has it. @type {Record<"sight" | "focus" | "active", (() => void)[]>} */
  const undo = { sight: [], focus: [], active: [] };

  /**
   * @param {object} object
   * @param {PropertyKey} name
   * @param {PropertyDescriptor} ours
   * @param {keyof typeof undo} [kind]
   */
  function put(object, name, ours, kind = "sight") {
    // What the page has put there itself is its own affair.
    if (Object.hasOwn(object, name)) return;
    if (Reflect.defineProperty(object, name, { ...ours, configurable: true })) undo[kind].push(() => Reflect.deleteProperty(object, name));
  }

  /**
   * What has the focus goes on to have it, in the document and in each shadow tree on the way to it, as
   * long as it is in there.
   * @param {Document | ShadowRoot} root
   */
  function holdActive(root) {
    const { activeElement: active } = root;
    const shape = root instanceof ShadowRoot ? ShadowRoot.prototype : Document.prototype;
    const native = Reflect.getOwnPropertyDescriptor(shape, "activeElement")?.get;
    if (!native) return;
    const get = () => (active?.isConnected && active.getRootNode() === root ? active : Reflect.apply(native, root, []));
    put(root, "activeElement", { get, enumerable: true }, "active");
    if (active?.shadowRoot) holdActive(active.shadowRoot);
  }

  /**
   * In a tab that nobody looks at nothing comes into view: what a page begins to watch meanwhile, such as a
   * message that arrives, it watches from the end on.
   */
  function holdSightings() {
    const { prototype } = IntersectionObserver;
    const { observe, unobserve, disconnect } = prototype;
    /** @type {Map<IntersectionObserver, Set<Element>>} */
    const waiting = new Map();
    replace(prototype, "observe", function (/** @type {Element} */ target) {
      // A faulty call fails as ever.
      if (!(target instanceof Element) || !(this instanceof IntersectionObserver)) return Reflect.apply(observe, this, arguments);
      waiting.set(this, (waiting.get(this) ?? new Set()).add(target));
    });
    replace(prototype, "unobserve", function (/** @type {Element} */ target) {
      waiting.get(this)?.delete(target);
      Reflect.apply(unobserve, this, [target]);
    });
    replace(prototype, "disconnect", function () {
      waiting.delete(this);
      Reflect.apply(disconnect, this, []);
    });
    undo.sight.unshift(() => waiting.forEach((targets, observer) => targets.forEach((target) => Reflect.apply(observe, observer, [target]))));
  }

  /**
   * @param {IntersectionObserver} object
   * @param {"observe" | "unobserve" | "disconnect"} name
   * @param {(this: IntersectionObserver, target: Element) => void} ours
   */
  function replace(object, name, ours) {
    const before = Reflect.getOwnPropertyDescriptor(object, name);
    if (!before?.configurable) return;
    Reflect.defineProperty(object, name, { ...before, value: ours });
    undo.sight.push(() => void (Reflect.get(object, name) === ours && Reflect.defineProperty(object, name, before)));
  }

  function leave() {
    const wasSeen = !document.hidden;
    put(window, key, { value: move });
    holdActive(document);
    holdSightings();
    put(document, "hasFocus", { value: () => false, writable: true }, "focus");
    for (const name of ["hidden", "webkitHidden"]) if (name in document) put(document, name, { get: () => true, enumerable: true });
    for (const name of ["visibilityState", "webkitVisibilityState"]) if (name in document) put(document, name, { get: () => "hidden", enumerable: true });
    if (wasSeen) tellOfChange();
  }

  /** The focus is given back meanwhile, in the same task. */
  function comeBack() {
    clearTimeout(timer);
    watcher.disconnect();
    document.removeEventListener("ringfence-back", comeBack);
    takeOut("sight");
    if (!document.hidden) tellOfChange();
    takeOut("focus");
    queueMicrotask(() => takeOut("active"));
  }

  /** @param {keyof typeof undo} kind */
  function takeOut(kind) {
    for (const back of undo[kind].splice(0).reverse()) back();
  }

  function tellOfChange() {
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }

  /** @param {number} end */
  function move(end) {
    clearTimeout(timer);
    const left = end - Date.now();
    if (left <= 0) comeBack();
    else timer = setTimeout(() => move(end), Math.min(left, longestTimer));
  }

  /** Said by the script that stands by in the page. A document that is written anew has lost the listener. */
  const listen = () => document.addEventListener("ringfence-back", comeBack);
  const watcher = new MutationObserver(listen);
  watcher.observe(document, { childList: true });
  listen();
  leave();
  move(until);
}
