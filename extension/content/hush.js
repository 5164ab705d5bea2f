// @ts-check
// Runs in the page's own world while the page is covered, in every frame that we may enter: only there
// can a page's notifications be kept from appearing, and only there can `document.title` read back
// what the page has set. Permission and subscriptions are not touched.
//
// The browser takes the function alone into the page: it names nothing of this module. It is an end
// of its own as well: it undoes itself then, also when we are gone, and it takes the tab strip's
// elements (`tab_strip.js`) with it if nobody else is left to do it. All of it is the page's to find;
// all that a page could do with it is to let its own notifications through.

/**
 * Quiets a page, or moves the end of its quiet; an end that is over gives everything back.
 * @param {number} until in milliseconds since 1970
 */
export function hush(until) {
  /** @typedef {typeof globalThis & { Notification?: typeof Notification, ServiceWorkerRegistration?: typeof ServiceWorkerRegistration }} Realm */
  /** @typedef {() => void} Undo */

  const key = Symbol.for("ringfence.hush");
  const known = Reflect.get(window, key);
  // Put in again, be it by a later version of us.
  if (typeof known === "function") {
    known(until);
    if (until > Date.now()) tell();
    return;
  }
  if (until <= Date.now()) return;

  const mark = "data-ringfence";
  const longestTimer = 2 ** 31 - 1;
  let end = until;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** What was put in place lets everything through from then on, also where somebody holds on to it. */
  function isOver() {
    if (end > Date.now()) return false;
    if (end > 0) endByItself();
    return true;
  }

  /** To the script that stands by: a title of ours may stand there now. */
  function tell() {
    document.dispatchEvent(new Event("ringfence-hushed"));
  }

  // ── Putting in, and taking out exactly ──────────────────────────────────────────────────────

  /**
   * @param {object} object
   * @param {PropertyKey} name
   * @param {PropertyDescriptor | undefined} before
   * @param {PropertyDescriptor} ours
   * @returns {Undo}
   */
  function put(object, name, before, ours) {
    if (!Reflect.defineProperty(object, name, ours)) return () => undefined;
    return () => {
      const now = Reflect.getOwnPropertyDescriptor(object, name);
      // What the page has put over ours stays; ours under it lets everything through.
      if (now?.value !== ours.value || now?.get !== ours.get) return;
      if (before) Reflect.defineProperty(object, name, before);
      else Reflect.deleteProperty(object, name);
    };
  }

  /**
   * @param {object} object
   * @param {PropertyKey} name of a function
   * @param {(before: any) => ProxyHandler<any>} handler
   * @returns {Undo}
   */
  function wrap(object, name, handler) {
    const before = Reflect.getOwnPropertyDescriptor(object, name);
    if (!before?.configurable || typeof before.value !== "function") return () => undefined;
    return put(object, name, before, { ...before, value: new Proxy(before.value, handler(before.value)) });
  }

  function finish() {
    end = 0;
    clearTimeout(timer);
    for (const back of undo.splice(0).reverse()) back();
  }

  /** Then we may be gone, and what stands in the tab strip is left to nobody else. */
  function endByItself() {
    finish();
    const ours = document.querySelectorAll(`title[${mark}],link[${mark}]`);
    if (ours.length === 0) return;
    for (const element of ours) element.remove();
    for (const link of document.querySelectorAll('link[rel~="icon" i]')) link.parentNode?.insertBefore(link, link.nextSibling);
  }

  function watchEnd() {
    clearTimeout(timer);
    timer = setTimeout(() => void (isOver() || watchEnd()), Math.min(Math.max(0, end - Date.now()), longestTimer));
  }

  // ── Notifications ───────────────────────────────────────────────────────────────────────────

  /**
   * One that is not shown, and behaves as one that was.
   * @param {Realm} realm
   * @param {Function} shape whose prototype it has
   * @param {string} title
   * @param {NotificationOptions} options
   */
  function silent(realm, shape, title, options) {
    const target = new realm.EventTarget();
    Reflect.setPrototypeOf(target, shape.prototype);
    const { body = "", dir = "auto", lang = "", tag = "", icon = "", data = null, silent: isSilent = null, requireInteraction = false } = options;
    const said = { title, body, dir, lang, tag, icon, badge: "", data, silent: isSilent, requireInteraction, actions: Object.freeze([]) };
    for (const [name, value] of Object.entries(said)) Reflect.defineProperty(target, name, { value, enumerable: true, configurable: true });
    for (const type of ["show", "click", "close", "error"]) hear(target, type);
    let isOpen = true;
    const close = () => {
      if (isOpen) setTimeout(() => target.dispatchEvent(new realm.Event("close")));
      isOpen = false;
    };
    Reflect.defineProperty(target, "close", { value: close, writable: true, configurable: true });
    setTimeout(() => target.dispatchEvent(new realm.Event("show")));
    return target;
  }

  /**
   * The handler that a page sets as `onclick`, and the like.
   * @param {EventTarget} target
   * @param {string} type
   */
  function hear(target, type) {
    /** @type {unknown} */
    let handler = null;
    let isHeard = false;
    const call = (/** @type {Event} */ event) => {
      if (typeof handler === "function") Reflect.apply(handler, target, [event]);
    };
    const set = (/** @type {unknown} */ wanted) => {
      handler = typeof wanted === "function" ? wanted : null;
      // Its place among the listeners is that of the first one that was set.
      if (!isHeard) target.addEventListener(type, call);
      isHeard = true;
    };
    Reflect.defineProperty(target, `on${type}`, { get: () => handler, set, enumerable: true, configurable: true });
  }

  /**
   * @param {Realm} realm the page's window, or that of a frame of its own
   * @returns {Undo}
   */
  function quiet(realm) {
    const isGranted = () => realm.Notification?.permission === "granted";
    const registration = realm.ServiceWorkerRegistration;
    // What the browser would not show either, it answers itself.
    const back = [
      wrap(realm, "Notification", (shape) => ({
        construct(_shape, given, asked) {
          const own = asked === realm.Notification ? shape : asked;
          if (isOver() || given.length === 0 || !isGranted()) return Reflect.construct(shape, given, own);
          return silent(realm, own, String(given[0]), Object(given[1] ?? {}));
        },
      })),
      registration
        ? wrap(registration.prototype, "showNotification", () => ({
            apply(show, self, given) {
              const isFaulty = given.length === 0 || !(self instanceof registration) || !self.active;
              if (isOver() || isFaulty || !isGranted()) return Reflect.apply(show, self, given);
              return realm.Promise.resolve();
            },
          }))
        : () => undefined,
      quietFrames(realm),
    ];
    return () => back.forEach((one) => one());
  }

  /**
   * A frame of the page's own that is loaded meanwhile has all of it anew. One that is gone is not held.
   * @param {Realm} realm
   * @returns {Undo}
   */
  function quietFrames(realm) {
    const { document: its } = realm;
    /** @type {WeakMap<Element, Undo>} */
    const frames = new WeakMap();
    const onLoad = (/** @type {Event} */ { target: frame }) => {
      try {
        const inner = /** @type {{ contentWindow?: Realm | null } | null} */ (frame)?.contentWindow;
        if (isOver() || !inner?.document || Reflect.get(inner, key)) return;
        const back = [put(inner, key, undefined, { value: move, configurable: true }), quiet(inner)];
        frames.set(/** @type {Element} */ (frame), () => back.forEach((one) => one()));
      } catch {
        // Of another site, which may not notify anybody from within a frame.
      }
    };
    its.addEventListener("load", onLoad, true);
    return () => {
      its.removeEventListener("load", onLoad, true);
      for (const frame of its.querySelectorAll("iframe,frame")) {
        try {
          frames.get(frame)?.();
        } catch {
          // It went on to another site.
        }
      }
    };
  }

  // ── The number on an installed page's icon ──────────────────────────────────────────────────

  /**
   * The icon stands on the person's desktop: it says the last of what it was to say once the page is back.
   * @returns {Undo}
   */
  function quietBadge() {
    /** @type {(() => void) | undefined} */
    let last;
    const held = (/** @type {any} */ set) => ({
      apply(/** @type {unknown} */ _set, /** @type {unknown} */ self, /** @type {unknown[]} */ given) {
        const apply = () => Reflect.apply(set, self, given);
        if (isOver() || self !== navigator) return apply();
        last = () => void apply().catch(() => undefined);
        return Promise.resolve();
      },
    });
    const back = ["setAppBadge", "clearAppBadge"].map((name) => wrap(Navigator.prototype, name, held));
    return () => {
      back.forEach((one) => one());
      last?.();
    };
  }

  // ── The title as the page reads and writes it ───────────────────────────────────────────────

  /**
   * Before the page's own title stands one of ours, which the browser would read and write.
   * @returns {Undo}
   */
  function keepTitle() {
    const own = Reflect.getOwnPropertyDescriptor(document, "title");
    const browsers = Reflect.getOwnPropertyDescriptor(Document.prototype, "title");
    if (own || !browsers?.get || !browsers.set) return () => undefined;
    const { get, set } = browsers;
    const isHeld = () => !isOver() && document.querySelector(`title[${mark}]`) !== null;
    const titles = document.getElementsByTagNameNS("http://www.w3.org/1999/xhtml", "title");
    const its = () => [...titles].find((title) => !title.hasAttribute(mark));
    const add = () => document.head?.appendChild(document.createElement("title"));
    return put(document, "title", undefined, {
      configurable: true,
      enumerable: true,
      get() {
        if (!isHeld()) return Reflect.apply(get, document, []);
        return (its()?.textContent ?? "").replace(/[\t\n\f\r ]+/g, " ").replace(/^ | $/g, "");
      },
      set(text) {
        const title = isHeld() ? (its() ?? add()) : null;
        if (title) title.textContent = `${text}`;
        else Reflect.apply(set, document, [text]);
      },
    });
  }

  // ── From here on ────────────────────────────────────────────────────────────────────────────

  /** @param {number} moved */
  function move(moved) {
    end = moved;
    if (end > Date.now()) watchEnd();
    else finish();
  }

  /** Said by the script that stands by in the page, where we may not come back to it. */
  const onLoud = () => finish();
  document.addEventListener("ringfence-loud", onLoud);
  const isTop = window === window.top;
  /** @type {Undo[]} */
  const undo = [
    put(window, key, undefined, { value: move, configurable: true }),
    () => document.removeEventListener("ringfence-loud", onLoud),
    quiet(window),
    quietBadge(),
    isTop ? keepTitle() : () => undefined,
  ];
  watchEnd();
  tell();
}
