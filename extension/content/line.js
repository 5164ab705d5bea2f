// @ts-check
// One calm line at the foot of a page: that it will be covered soon, or whether one is here on
// purpose. It takes no focus, and nothing that it offers opens anything: a page that imitates or
// presses it gains nothing.
//
// A classic script: content scripts have no imports. What `dim.js` needs of it stands in the world
// that they share, which no page sees.
(() => {
  /** @typedef {import("../../dist/types/background.js").Line} Line */
  /** @typedef {import("../reconcile/lines.js").LineCommand} LineCommand */
  /** @typedef {{ text: string, act: () => void }} Choice */
  /** @typedef {{ alive: () => boolean, show: (name: string, text: string, choices: Choice[]) => void, hide: (name: string) => void, has: (event: Event) => boolean }} Lines */
  /** @typedef {{ ringfenceLines?: Lines, browser?: typeof chrome }} World */

  const world = /** @type {World} */ (globalThis);
  const api = world.browser ?? chrome;
  // Put in again by us: the one that stands goes on.
  if (world.ringfenceLines?.alive()) return;
  world.ringfenceLines = { alive: () => Boolean(api.runtime?.id), show, hide, has: (event) => host !== null && event.target === host };

  const html = "http://www.w3.org/1999/xhtml";
  const word = (/** @type {string} */ name, /** @type {string[]} */ ...parts) => api.i18n.getMessage(name, parts);

  /** What stands there, and its name. @type {HTMLElement | null} */
  let host = null;
  let shown = "";
  /** @type {HTMLElement | null} */
  let sentence = null;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    .line {
      position: fixed; inset: auto 0 24px; margin: 0 auto; box-sizing: border-box;
      display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px;
      width: fit-content; max-width: calc(100vw - 32px); padding: 12px 16px;
      font: 400 15px/1.4 system-ui, sans-serif; color-scheme: light dark;
      color: light-dark(#20222b, #f3ede2); background: light-dark(#fffdf9, #1e2029);
      border: 1px solid light-dark(#e3dacb, #30323d); border-radius: 14px;
      box-shadow: 0 8px 32px rgb(0 0 0 / .18); pointer-events: auto;
    }
    button {
      font: inherit; font-weight: 600; color: inherit; cursor: pointer;
      padding: 6px 14px; border-radius: 10px; background: none; border: 1px solid light-dark(#857a66, #8d8676);
    }
    button:hover { background: light-dark(#f2eadb, #2a2c37); }
    button:focus-visible { outline: 3px solid light-dark(#8a4b00, #f2b45a); outline-offset: 2px; }
  `);

  /**
   * @param {string} name tells one line from another
   * @param {string} text
   * @param {Choice[]} choices
   */
  function show(name, text, choices) {
    if (shown === name && host?.isConnected && sentence) {
      if (sentence.textContent !== text) sentence.textContent = text;
      return;
    }
    hide(shown);
    const line = element("div");
    line.className = "line";
    sentence = element("span");
    sentence.setAttribute("role", "status");
    sentence.textContent = text;
    line.append(sentence, ...choices.map(button));
    host = element("div");
    host.popover = "manual";
    // Only the line itself is there to be hit.
    for (const [property, value] of Object.entries({ all: "initial", position: "fixed", inset: "0", "pointer-events": "none" })) {
      host.style.setProperty(property, value, "important");
    }
    const root = host.attachShadow({ mode: "closed" });
    root.adoptedStyleSheets = [sheet];
    root.append(line);
    document.documentElement.append(host);
    host.showPopover();
    shown = name;
  }

  /** @param {string} name */
  function hide(name) {
    if (name !== shown) return;
    host?.remove();
    host = sentence = null;
    shown = "";
  }

  /** @param {Choice} choice */
  function button({ text, act }) {
    const made = /** @type {HTMLButtonElement} */ (element("button"));
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", (event) => {
      if (event.isTrusted) act();
    });
    return made;
  }

  /** In a document of any kind. @param {string} name */
  function element(name) {
    return /** @type {HTMLElement} */ (document.createElementNS(html, name));
  }

  // ── A moment before the cover ───────────────────────────────────────────────────────────────

  const moment = "moment";
  const second = 1000;
  /** The seconds are told in steps: a number that changes all the time is not calm. */
  const step = 10;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * @param {Line | null} line
   * @param {number} [most] how many seconds were left when it was last told
   */
  function say(line, most = Infinity) {
    clearTimeout(timer);
    if (line === null) return hide(moment);
    const isClosing = line.type === "closing";
    const coverNow = { text: word(isClosing ? "line_back" : "line_cover_now"), act: () => void api.runtime.sendMessage({ type: "cover_now", tab: 0 }) };
    if (line.type === "call") return show(moment, word("line_call"), [coverNow]);
    const left = Math.ceil((line.until - Date.now()) / second);
    if (left <= 0 || left > most) {
      // It is over, or the clock was set back. The worker may be asleep: what a page asks wakes it.
      hide(moment);
      return void api.runtime.sendMessage({ type: "page_shown", url: location.href }).catch(() => undefined);
    }
    const told = String(Math.ceil(left / step) * step);
    show(moment, isClosing ? word("line_closing", told) : word("line_typing", told), [coverNow]);
    const next = left % step || step;
    timer = setTimeout(() => say(line, left), Math.min(next * second, Math.max(0, line.until - Date.now())));
  }

  api.runtime.onMessage.addListener((/** @type {LineCommand} */ message, sender, reply) => {
    if (sender.id !== api.runtime.id || message.command !== "line") return;
    say(message.line);
    reply({ type: "done" });
  });
})();
