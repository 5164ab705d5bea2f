// @ts-check
// Keeps the tab strip calm while a page is covered: a title that tells nothing, and an icon that
// carries no badge. The page's own title and icons are not touched. Before its `<title>` stands one of
// ours, and the first one counts; after its icons stands one of ours, which is chosen. Ours go, and
// what the page set last is what is shown.
//
// Ours are marked by an attribute, which holds what a title of ours is to say: so the page's other
// script (`hush.js`) can tell them from the page's own, and so can the script of a later version.
//
// A classic script: content scripts have no imports. What `cover.js` needs of it stands in the world
// that they share, which no page sees.
(() => {
  /** @typedef {{ alive: () => boolean, hold: (title: string, until: number) => void, release: () => void }} TabStrip */
  /** @typedef {{ ringfenceTabStrip?: TabStrip, browser?: typeof chrome }} World */

  const world = /** @type {World} */ (globalThis);
  const api = world.browser ?? chrome;
  // Injected again by us: the one that stands goes on. After an update it is an orphan: we go on.
  if (world.ringfenceTabStrip?.alive()) return;
  world.ringfenceTabStrip = { alive: () => Boolean(api.runtime?.id), hold, release };

  const html = "http://www.w3.org/1999/xhtml";
  const mark = "data-ringfence";
  const iconSelector = `link[rel~="icon" i]`;
  /**
   * An open ring in a gray that is seen on light and dark, 16 and 32 pixels wide: Chromium takes of all
   * icons the one that fits best, and of equals the last. Firefox takes what is said to be an SVG.
   */
  const calmIcon = [
    "data:image/x-icon;base64",
    [
      "AAABAAIAEBAAAAEAIACpAAAAJgAAACAgAAABACAACAEAAM8AAACJUE5HDQoaCgAAAA1JSERSAAAAEAAAABAIBAAAALX6N+oAAABwSURBVHjaY2hhwA+ROY",
      "ItoS0dQBgKZGFRUN7yruU/FL4D8tAU7AZLnAGbcAbM3o2soBysywVumgvYtHKYAkEw1wXFcS5gLYIQBaFgw9HdD7IoFKKgA8jswFAAFSVKAUErCDqSoDeJ",
      "CCgigpqIyMIBAVgyyd04lAyvAAAAAElFTkSuQmCCiVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAQAAADZc7J/AAAAz0lEQVR42tWVSxEDIQyGsVALWMDCWs",
      "BRDljAwlrAAlqwsE07mwLlOZMc2smFCckH+YGgQPFM/SzAgIMACS60hCOHnm3AgQlXxwLObAB8N5nMzwEPiNP0l0WMGgLK9BMs6LdX4+isEAOAL0JMR9bY",
      "K6SULos1Opss7tECQm+DjcXvRfIGiW2mgCaOJtxHutXdIzldDaAC7BJg6yLInW63XgL0HZlqAFW284CqWDEAuwS2iOxjZF8k9lUWeEzs5yzQUARaGrupir",
      "R1gY/lzz7XJ7+rIcbl2z3/AAAAAElFTkSuQmCC",
    ].join(""),
  ].join();

  /** A page that undoes ours as soon as it is there would never come to an end: so often in a second, and it has its way. */
  const patience = 10;

  let wanted = "";
  let end = 0;
  /** When ours were put right. @type {Record<"title" | "icon", number[]>} */
  let repairs = { title: [], icon: [] };
  /** @type {Element | null} */
  let title = null;
  /** @type {Element | null} */
  let icon = null;

  const watcher = new MutationObserver(mend);

  /**
   * @param {string} text what the tab is to say
   * @param {number} until the watch ends by itself; `release` takes ours away
   */
  function hold(text, until) {
    wanted = text;
    if (end === 0) repairs = { title: [], icon: [] };
    end = until;
    if (!isGivenUp("title")) putTitle([]);
    const isNew = icon === null;
    if (!isGivenUp("icon")) putIcon();
    if (isNew && icon) {
      // Where a page's policy forbids pictures like ours, Chromium looks at it only beside the page's own.
      namePageIcons();
      document.head.append(icon);
    }
    watch();
  }

  function release() {
    if (end === 0) return;
    end = 0;
    watcher.disconnect();
    dropTitle();
    dropIcon();
  }

  // ── What the page does ──────────────────────────────────────────────────────────────────────

  /** Only where titles and icons are: the rest of the page may be large and busy. */
  function watch() {
    watcher.disconnect();
    watcher.observe(document, { childList: true });
    if (document.documentElement) watcher.observe(document.documentElement, { childList: true });
    const attributeFilter = ["href", "rel", "sizes", "type"];
    if (document.head) watcher.observe(document.head, { childList: true, subtree: true, attributes: true, attributeFilter });
    if (title) watcher.observe(title, { childList: true, characterData: true, subtree: true });
  }

  /** @param {MutationRecord[]} records */
  function mend(records) {
    if (Date.now() >= end) return void watcher.disconnect();
    const titleMoved = isTitleMoved();
    const iconMoved = isIconMoved(records);
    const isNew = records.some(({ target }) => target === document || target === document.documentElement);
    if (!titleMoved && !iconMoved && !isNew) return;
    if (titleMoved) {
      if (mayRepair("title")) putTitle(records);
      else dropTitle();
    }
    if (iconMoved) {
      if (mayRepair("icon")) putIcon();
      else dropIcon();
    }
    // Of a head that may be another; and what we did ourselves is not to be answered.
    watch();
  }

  /** One who was given up on stays given up on. @param {"title" | "icon"} part */
  function isGivenUp(part) {
    return repairs[part][0] === Infinity;
  }

  /** @param {"title" | "icon"} part */
  function mayRepair(part) {
    const now = Date.now();
    repairs[part] = repairs[part].filter((at) => at > now - 1000);
    if (repairs[part].length >= patience) repairs[part] = [Infinity];
    if (isGivenUp(part)) return false;
    repairs[part].push(now);
    return true;
  }

  // ── The title ───────────────────────────────────────────────────────────────────────────────

  /** In the order in which they stand. */
  const titles = () => document.getElementsByTagNameNS(html, "title");
  const pageTitles = () => [...titles()].filter((it) => !it.hasAttribute(mark));
  const isHtml = () => document.documentElement?.namespaceURI === html;

  function isTitleMoved() {
    const first = titles()[0];
    return isHtml() && (!first?.hasAttribute(mark) || first.textContent !== first.getAttribute(mark));
  }

  /** @param {MutationRecord[]} records */
  function putTitle(records) {
    if (!isHtml()) return;
    replaceAsPageDid(records);
    const marked = [...titles()].find((it) => it.hasAttribute(mark)) ?? null;
    title = marked ?? title ?? makeTitle();
    const said = title.textContent ?? "";
    if (marked && said !== title.getAttribute(mark)) giveBack(said);
    title.setAttribute(mark, wanted);
    if (title.textContent !== wanted) title.textContent = wanted;
    if (titles()[0] !== title) (document.head ?? document.documentElement).prepend(title);
  }

  /**
   * The page took ours for its own and put another in its place: its own goes, as it meant. One that
   * only takes out what is not its own adds none.
   * @param {MutationRecord[]} records
   */
  function replaceAsPageDid(records) {
    /** @type {Set<Node>} */
    const added = new Set(records.flatMap(({ addedNodes }) => [...addedNodes]));
    const isOut = records.some(({ removedNodes }) => [...removedNodes].some((node) => node === title));
    if (isOut && pageTitles().some((it) => added.has(it))) pageTitles().find((it) => !added.has(it))?.remove();
  }

  /**
   * The page has written into ours, taking it for its own: what it wrote is its own title now. If it
   * had none, ours is its own from now on.
   * @param {string} text
   */
  function giveBack(text) {
    const [its] = pageTitles();
    if (its) {
      its.textContent = text;
      return;
    }
    title?.removeAttribute(mark);
    title = makeTitle();
  }

  function makeTitle() {
    return document.createElementNS(html, "title");
  }

  function dropTitle() {
    title?.remove();
    title = null;
  }

  // ── The icon ────────────────────────────────────────────────────────────────────────────────

  const pageIcons = () => [...(document.head?.querySelectorAll(`${iconSelector}:not([${mark}])`) ?? [])];
  const markedIcon = () => document.head?.querySelector(`link[${mark}]`) ?? null;
  const attributes = { [mark]: "", rel: "icon", type: "image/svg+xml", href: calmIcon };

  /** @param {MutationRecord[]} records */
  function isIconMoved(records) {
    const isPages = (/** @type {Node} */ node) => node instanceof HTMLLinkElement && !node.hasAttribute(mark) && node.matches(iconSelector);
    /** @param {MutationRecord} record */
    const changed = ({ type, target, addedNodes, removedNodes }) =>
      type === "attributes" ? isPages(target) : [...addedNodes, ...removedNodes].some(isPages);
    const last = pageIcons().at(-1);
    const ours = markedIcon();
    if (!last) return ours !== null;
    const stands = ours !== null && (last.compareDocumentPosition(ours) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    return !stands || Object.entries(attributes).some(([name, value]) => ours.getAttribute(name) !== value) || records.some(changed);
  }

  /**
   * It is put in anew each time: Firefox looks only at what has changed. Where the page names no icon
   * there is none of ours: the site's own tells nothing, and nothing would bring it back.
   */
  function putIcon() {
    if (pageIcons().length === 0) return dropIcon();
    icon = markedIcon() ?? icon ?? document.createElementNS(html, "link");
    for (const [name, value] of Object.entries(attributes)) if (icon.getAttribute(name) !== value) icon.setAttribute(name, value);
    document.head.append(icon);
  }

  function dropIcon() {
    if (!icon) return;
    icon.remove();
    icon = null;
    namePageIcons();
  }

  /** Put in anew where they stand: else the browser would not look at them. */
  function namePageIcons() {
    for (const link of pageIcons()) link.parentNode?.insertBefore(link, link.nextSibling);
  }
})();
