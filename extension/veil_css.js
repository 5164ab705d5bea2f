// @ts-check
// The veil's text: a style sheet of USER origin, which no page can restyle, remove or read.
//
// It is one of few layers that outlive us: when the extension is disabled, Chromium leaves the
// sheet in the page. So all of it stands behind a gate that the orphaned content script can still
// open: an attribute on the root, whose name no page knows. The gate asks for what is not there
// ("unless lifted"), so that a page can neither open it by redefining the property nor keep it shut.

/** @typedef {import("../dist/types/background.js").Mode} Mode */
/** @typedef {{ mode: Mode, label: string, lift: string, panel: string }} VeilText */

/** The attribute on the root by which the content script lifts the veil without us. */
const attribute = (/** @type {string} */ lift) => `data-ringfence-${lift}`;

/**
 * The whole sheet.
 * @param {VeilText} text `label` is read by anyone in the page; `lift` is a secret of letters and
 *   digits; `panel` is the address of our panel.
 * @param {boolean} gated whether the browser knows style queries
 */
export function veilCss({ mode, label, lift, panel }, gated) {
  const shut = `:root:not([${attribute(lift)}])`;
  const rules = mode === "cover" ? cover(label, panel) : dim(label);
  const root = mode === "cover" ? renewal + rootOf(shut) : "";
  if (!gated) return rules + root;
  return (
    `:root[${attribute(lift)}]{--ringfence:${lift}!important}` +
    `@container not style(--ringfence:${lift}){${rules}}${root}${hostParts}`
  );
}

/** @param {string} root the selector */
function rootOf(root) {
  return `${root}{${bareRoot}}@media(prefers-color-scheme:dark){${root}{${darkGround}}}@supports(-moz-appearance:none){${root}{${plainBars}}}`;
}

/**
 * Chromium does not hold a new sheet of USER origin against what it has styled already in shadow trees
 * and in its own controls; a new property it does hold against everything, when it comes and when it goes.
 */
const renewal = '@property --ringfence-renewal{syntax:"*";inherits:false}';

const ground = { light: "#faf6ef", dark: "#15161d" };

/**
 * Nothing of the root itself is seen, and nothing of it may move, fade or clip what its pseudo-element
 * paints. None of these changes the layout, so the page's scroll position stays.
 */
const bareRoot = important({
  // Without one of its own the root shows that of the body, beside the page, where the scrollbar is.
  // By the person's preference, not `light-dark()`: the page says which of the two its root is.
  "background": ground.light,
  // Its words, markers and rules. A hidden root still paints its background.
  "visibility": "hidden",
  "content": "normal",
  "content-visibility": "visible",
  "appearance": "none",
  "border-color": "transparent",
  "border-image": "none",
  "box-shadow": "none",
  "outline": "none",
  "opacity": "1",
  "transform": "none",
  "transform-style": "flat",
  "translate": "none",
  "rotate": "none",
  "scale": "none",
  "offset-path": "none",
  "offset-position": "normal",
  "perspective": "none",
  "filter": "none",
  "backdrop-filter": "none",
  "clip": "auto",
  "clip-path": "none",
  "mask": "none",
  "-webkit-mask-box-image": "none",
  "-webkit-box-reflect": "none",
  "mix-blend-mode": "normal",
  "view-transition-name": "none",
  "will-change": "auto",
  "transition": "none",
});

/**
 * For Firefox. In Chromium a page that has colored its bars, and made bars of its own as well, would
 * change to these, which are wider or narrower.
 */
const plainBars = important({ "scrollbar-color": "auto" });

const darkGround = important({ background: ground.dark });

const words = {
  "font": "400 15px/1.5 system-ui,sans-serif",
  "color-scheme": "light dark",
  "color": "light-dark(#51525c,#c0b9ad)",
  "pointer-events": "none",
  "visibility": "visible",
  "transition": "none",
};

/**
 * A line without width, far away on three sides: what is clipped to it is not painted, with all that stands
 * in it. Unlike an opacity it never takes part in a page's transitions; and around it lies the whole
 * tab, so that whatever measures what is in view (`content-visibility: auto`, the page itself) finds
 * what it found before. Ten times as far, Chromium loses the clip of what comes later.
 */
const nowhere = "polygon(-4e5px -4e5px,4e5px -4e5px,4e5px 4e5px,4e5px -4e5px)";

/**
 * The page is not there; a calm ground is.
 * @param {string} label
 * @param {string} panel
 */
function cover(label, panel) {
  const hidden = important({ "visibility": "hidden", "transition": "none", "view-transition-name": "none" });
  // One rule each: a browser that does not know one of these must not drop the others. Scroll buttons
  // and markers inherit from what is hidden, save those of the root; asked for on every element,
  // they cost Chromium ten times the rest.
  // Firefox lets a page show the parts of its controls by themselves, and a popover lies above the ground.
  const beside = ["::before", ":not(:root)::after", "::file-selector-button", "select::picker(select)"].concat(
    [":root::scroll-button(*)", ":root::scroll-marker", ":root::scroll-marker-group", "details::details-content"],
    ["::-moz-range-track", "::-moz-range-progress", "::-moz-range-thumb", "::-moz-progress-bar", "::-moz-meter-bar", "::-moz-color-swatch"],
  );
  // What is painted by itself. Everything else of the page stands in one of these. By what they are:
  // nothing has to be found anew when one opens.
  const whole = [":root>*", "[popover]", "dialog", ":modal", ":fullscreen", "select::picker(select)"].concat(
    [":root::scroll-button(*)", ":root::scroll-marker-group", "body::scroll-button(*)", "body::scroll-marker-group"],
  );
  const above = ["::backdrop", "::view-transition"];
  // Those of the tab are styled by the root or the body. A rule for the whole bar would give Chromium's
  // every page bars of its own making, which are as wide as it likes; one for a bar of a direction
  // only restyles a bar that the page has made.
  const bars = [":vertical", ":horizontal", "-track", "-track-piece", "-thumb", "-button", "-corner"].flatMap((part) =>
    [":root", "body"].map((of) => `${of}::-webkit-scrollbar${part}`),
  );
  return [
    `:not(:root){${hidden}}`,
    ...[...beside, ...bars].map((selector) => `${selector}{${hidden}}`),
    ...whole.map((selector) => `${selector}{${important({ "clip-path": nowhere })}}`),
    ...above.map((selector) => `${selector}{${important({ display: "none" })}}`),
    // The last in the page: of two that lie equally high, it is the upper one.
    `:root::after{${important({
      "all": "initial",
      ...words,
      "content": cssString(label),
      "position": "fixed",
      "inset": "0",
      "z-index": "2147483647",
      "display": "grid",
      "place-items": "center",
      "background": `light-dark(${ground.light},${ground.dark})`,
      // A root that contains what is fixed makes the ground as small as itself.
      "box-shadow": `0 0 0 9e6px light-dark(${ground.light},${ground.dark})`,
    })}}`,
    // The panel's host, and whatever else is as empty as that; a grid has no first letter.
    `:root>div[popover]:empty:popover-open{${important({ "clip-path": "none", "display": "grid", "overflow": "visible", "--ringfence-host": "1" })}}`,
    ...["before", "after"].map((part) => `:root>div[popover]:empty::${part}{${important({ display: "none" })}}`),
    // The panel's frame before it is filled. Nothing of it is seen, whoever in the page calls itself that.
    `[data-ringfence-hold]{${important({ "visibility": "visible", "opacity": "0", "pointer-events": "none", "transition": "none" })}}`,
    `iframe[src^=${cssString(panel)}]{${important({ "visibility": "visible", "opacity": "1", "pointer-events": "auto", "clip-path": "none", "transition": "none" })}}`,
  ].join("");
}

/**
 * In what is as empty as the panel's host, each part of the shadow tree is clipped by itself: its parent is
 * no element.
 */
const hostParts = `@container style(--ringfence-host:1){:not(:root):not(*>*){${important({ "clip-path": nowhere })}}}`;

/**
 * The page is grey and calm, and stays in use. An overlay, since a filter on the page's own elements
 * would unfix what is fixed; blended, since Firefox does not always draw a backdrop filter.
 * @param {string} label
 */
function dim(label) {
  const over = { "all": "initial", "position": "fixed", "pointer-events": "none", "transition": "none" };
  return [
    `:root::before{${important({
      ...over,
      "content": '""',
      "inset": "0",
      "z-index": "2147483646",
      // What has no color takes the color out; and where a page paints no ground, this is its ground.
      "color-scheme": "inherit",
      "background": "Canvas",
      "mix-blend-mode": "saturation",
    })}}`,
    // The shadow of the words is the haze over everything else.
    `:root::after{${important({
      ...over,
      ...words,
      "content": cssString(label),
      "inset-block-end": "16px",
      "inset-inline-end": "16px",
      "z-index": "2147483647",
      "padding": "4px 12px",
      "border-radius": "10px",
      "background": "light-dark(#fffdf9,#1e2029)",
      "box-shadow": "0 0 0 1px light-dark(#e3dacb,#30323d),0 0 0 200vmax light-dark(rgb(250 246 239/.4),rgb(21 22 29/.4))",
    })}}`,
  ].join("");
}

/**
 * Important in a sheet of USER origin is above everything that a page can say.
 * @param {Record<string, string>} declarations
 */
function important(declarations) {
  return Object.entries(declarations)
    .map(([property, value]) => `${property}:${value}!important`)
    .join(";");
}

/**
 * A CSS string that ends where it should, whatever stands in it.
 * @param {string} text
 * @see https://drafts.csswg.org/cssom/#serialize-a-string
 */
export function cssString(text) {
  return `"${text.replace(/["\\<\p{Cc}]/gu, (letter) => `\\${letter.charCodeAt(0).toString(16)} `)}"`;
}

/**
 * Chromium's worker has no document to try it in, and every version we run on knows style queries.
 * Firefox learned them in 151; before, it takes our sheets out itself when we go.
 * @see https://developer.mozilla.org/docs/Web/CSS/Reference/At-rules/@container#browser_compatibility
 */
export function knowsStyleQueries() {
  known ??= typeof document === "undefined" || tryStyleQuery();
  return known;
}

/** @type {boolean | undefined} */
let known;

function tryStyleQuery() {
  const style = document.createElement("style");
  style.textContent = "@container not style(--ringfence:on){:root>body{--ringfence-known:1}}";
  document.head.append(style);
  const knows = getComputedStyle(document.body).getPropertyValue("--ringfence-known") === "1";
  style.remove();
  return knows;
}
