// @ts-check
// What a covered page shows in a window above all others: a video goes back into the page, and a window
// with a document of the page's own is blank until the end, since what is typed in it would be lost with it.
//
// A classic script: content scripts have no imports. What `cover.js` needs of it stands in the world that
// the scripts share, which no page sees.
// See the W3C's Picture-in-Picture and the WICG's Document Picture-in-Picture.
(() => {
  /** @typedef {{ window: (Window & typeof globalThis) | null } & EventTarget} DocumentPictureInPicture */
  /** @typedef {{ hide: () => void, show: () => void }} Pictures */

  const world = /** @type {{ ringfencePictures?: Pictures, documentPictureInPicture?: DocumentPictureInPicture }} */ (/** @type {unknown} */ (globalThis));
  world.ringfencePictures ??= { hide, show };
  const { documentPictureInPicture: documents } = world;

  /** Gives back what is blank. @type {(() => void) | undefined} */
  let undo;

  function hide() {
    // Firefox has a window of its own for videos, which is the person's to close.
    document.addEventListener("enterpictureinpicture", takeBack, true);
    documents?.addEventListener("enter", blank);
    takeBack();
    blank();
  }

  function show() {
    document.removeEventListener("enterpictureinpicture", takeBack, true);
    documents?.removeEventListener("enter", blank);
    unblank();
  }

  function unblank() {
    undo?.();
    undo = undefined;
  }

  function takeBack() {
    if (document.pictureInPictureElement) document.exitPictureInPicture().catch(() => undefined);
  }

  /** The page may be covered anew while it is, as when its end moves. */
  function blank() {
    unblank();
    const shown = documents?.window;
    if (!shown) return;
    const { document: its } = shown;
    const sheet = new shown.CSSStyleSheet();
    sheet.replaceSync(":root{opacity:0!important}*,::before,::after,::backdrop{visibility:hidden!important}");
    its.adoptedStyleSheets = [...its.adoptedStyleSheets, sheet];
    undo = () => void (its.adoptedStyleSheets = [...its.adoptedStyleSheets].filter((one) => one !== sheet));
  }
})();
