// @ts-check
// The first script of every page of ours: it says the static words in the person's language before
// the first paint, and then starts the page's wasm. A classic script at the end of the body, because
// the parser waits for it and a module would come after the first frame.

/**
 * What every page's bindings have as their default; TypeScript takes a dynamic import for CommonJS,
 * and its default for the whole module.
 * @typedef {typeof import("./wasm/popup.js").default} Start
 */
/** @typedef {import("../dist/types/background.js").CoreEvent} CoreEvent */

{
  const { i18n, runtime, extension, storage } = globalThis.browser ?? globalThis.chrome;
  const root = document.documentElement;

  // In a frame a page could stand inside someone else's, under their overlay: it stays empty there.
  if (window.top !== window) {
    document.body.replaceChildren();
  } else {
    // The language of the words that are shown, which may be another than the browser's own.
    root.lang = i18n.getMessage("words_language");
    for (const element of document.querySelectorAll("[data-words]")) {
      element.textContent = i18n.getMessage(element.getAttribute("data-words") ?? "");
    }
    for (const element of document.querySelectorAll("[data-label]")) {
      element.setAttribute("aria-label", i18n.getMessage(element.getAttribute("data-label") ?? ""));
    }
    askEarly();
    startWasm().catch((error) => {
      console.error(error);
      const heading = document.createElement("h1");
      heading.textContent = i18n.getMessage("silent_heading");
      const hint = document.createElement("p");
      hint.textContent = i18n.getMessage("silent_hint");
      const notice = document.createElement("div");
      notice.className = "silent";
      notice.append(heading, hint);
      document.getElementById("app")?.replaceChildren(notice);
    });
  }

  /**
   * What is always asked first is asked at once: a background that sleeps wakes while the wasm is on its
   * way, which takes the answer from here.
   */
  function askEarly() {
    /** @type {Record<string, CoreEvent>} */
    const asked = { popup: { type: "view", page: { type: "popup" } }, welcome: { type: "view", page: { type: "welcome" } } };
    const event = asked[root.dataset.page ?? ""];
    if (!event) return;
    // In Firefox the popup of a private window stands in no tab by which it would be known.
    const reply = runtime.sendMessage(extension.inIncognitoContext ? { ...event, private: true } : event);
    // Whoever takes it hears of it.
    reply.catch(() => undefined);
    Object.assign(globalThis, { ringfenceFirstReply: reply });
    noteChanges();
  }

  /** What changes between that answer and the wasm's own listening is noted, so that it asks once more. */
  function noteChanges() {
    const changed = () => Object.assign(globalThis, { ringfenceChanged: true });
    if (extension.inIncognitoContext) return storage.session.onChanged.addListener(({ told }) => told && changed());
    const channel = new BroadcastChannel("ringfence");
    channel.addEventListener("message", changed, { once: true });
    // One that nothing holds is collected, and its listener with it.
    Object.assign(globalThis, { ringfenceChannel: channel });
  }

  async function startWasm() {
    // Each is imported by its own name: an import of a computed one could be of anything.
    const bindings = {
      popup: () => import("./wasm/popup.js"),
      cover: () => import("./wasm/cover.js"),
      options: () => import("./wasm/options.js"),
      welcome: () => import("./wasm/welcome.js"),
    };
    const page = /** @type {keyof typeof bindings} */ (root.dataset.page);
    // The wasm is on its way while its bindings are read.
    const wasm = fetch(`wasm/${page}_bg.wasm`);
    const { default: start } = /** @type {{ default: Start }} */ (/** @type {unknown} */ (await bindings[page]()));
    await start({ module_or_path: wasm });
  }
}
