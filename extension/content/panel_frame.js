// @ts-check
// Makes the element that holds our panel over a covered page. What becomes of it is `guard.js`'s affair.
//
// A classic script: content scripts have no imports. What `guard.js` needs of it stands in the world
// that the scripts share, which no page sees.
(() => {
  /**
   * @typedef {object} PanelFrame
   * @property {HTMLElement} host what stands in the page, in its top layer
   * @property {HTMLIFrameElement} frame where the panel is to be loaded
   * @property {HTMLIFrameElement} holder an empty one that has the focus until then: from a frame that loads, Chromium gives it to the page
   */

  const world = /** @type {{ ringfencePanelFrame?: () => PanelFrame }} */ (globalThis);
  world.ringfencePanelFrame ??= build;

  const html = "http://www.w3.org/1999/xhtml";
  const fill = { all: "initial", position: "fixed", inset: "0", width: "100%", height: "100%", border: "0" };

  /**
   * The frames are behind a closed shadow root (the panel's address holds Firefox's per-user id). By
   * their own style nothing of them is seen and nothing of them can be hit: only the veil's sheet shows
   * the panel, so that both go together. One has the focus before the sheet hides what had it: the page
   * never sees a key in between.
   * @returns {PanelFrame}
   */
  function build() {
    const host = /** @type {HTMLElement} */ (document.createElementNS(html, "div"));
    host.popover = "manual";
    dress(host, { ...fill, background: "none", "pointer-events": "none" });
    const holder = unseen();
    holder.tabIndex = -1;
    holder.ariaHidden = "true";
    const frame = unseen();
    host.attachShadow({ mode: "closed" }).append(holder, frame);
    return { host, frame, holder };
  }

  function unseen() {
    const frame = /** @type {HTMLIFrameElement} */ (document.createElementNS(html, "iframe"));
    dress(frame, { ...fill, display: "block", "color-scheme": "light dark" });
    frame.style.setProperty("opacity", "0");
    frame.style.setProperty("pointer-events", "none");
    frame.setAttribute("data-ringfence-hold", "");
    return frame;
  }

  /**
   * By the object model: a page's policy can forbid a `style` attribute, not this.
   * @param {HTMLElement} element
   * @param {Record<string, string>} declarations
   */
  function dress(element, declarations) {
    for (const [name, value] of Object.entries(declarations)) element.style.setProperty(name, value, "important");
  }
})();
