// @ts-check
// In a dimmed page the first press asks, once, whether one is here on purpose. The press itself is
// held back; all that follow are the page's.
(() => {
  /** @typedef {{ show: (name: string, text: string, choices: { text: string, act: () => void }[]) => void, hide: (name: string) => void, has: (event: Event) => boolean }} Lines */
  /** @typedef {{ ringfenceLines?: Lines, ringfenceDim?: (isDimmed: boolean) => void, browser?: typeof chrome }} World */

  const world = /** @type {World} */ (globalThis);
  const api = world.browser ?? chrome;
  const { ringfenceLines: lines } = world;
  // Put in again by us: the one that stands goes on.
  if (!lines || world.ringfenceDim) return;

  const name = "purpose";
  const presses = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "auxclick"];
  let listening = false;
  /** Once in a visit: it lasts as long as this document. */
  let asked = false;

  world.ringfenceDim = (isDimmed) => {
    if (isDimmed && !asked) listen();
    if (!isDimmed) {
      rest();
      lines.hide(name);
    }
  };

  function listen() {
    if (listening) return;
    listening = true;
    for (const type of presses) window.addEventListener(type, onPress, true);
  }

  function rest() {
    listening = false;
    for (const type of presses) window.removeEventListener(type, onPress, true);
  }

  /** @param {Event} event */
  function onPress(event) {
    if (!event.isTrusted || !lines || lines.has(event)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (event.type !== "click" && event.type !== "auxclick") return;
    asked = true;
    rest();
    const done = () => lines.hide(name);
    const again = () => {
      done();
      asked = false;
      listen();
    };
    lines.show(name, api.i18n.getMessage("line_purpose"), [
      { text: api.i18n.getMessage("line_on_purpose"), act: done },
      { text: api.i18n.getMessage("line_not_now"), act: again },
    ]);
    void api.runtime.sendMessage({ type: "used_dimmed", url: location.href }).catch(() => undefined);
  }
})();
