// @ts-check
// Values that a page may give to any property in order to be seen; each property takes those it knows.

const purple = "rgb(180 0 255)";
const picture = `url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><rect width='90' height='90' fill='rgb(180,0,255)'/></svg>")`;

const paints = [
  ...[purple, picture, `linear-gradient(${purple},${purple})`, `${picture} 30`, `20px solid ${purple}`, `${purple} ${purple}`],
  ...[`drop-shadow(20px 20px ${purple})`, `20px 20px ${purple}`, `0 0 0 50px ${purple}`, `inset 0 0 0 50px ${purple}`, `${picture},auto`],
  ...['"██████"', '"a" "b"', "invert(1)", "opacity(0)", "blur(20px)", "hue-rotate(90deg)"],
];
const sizes = [
  ...["0", "1px", "-40px", "40px", "400px", "1", "-1", "2", "0.2", "10", "50%", "-50%", "200%", "0s", "5s", "1fr", "45deg", "0 0", "40px 40px", "50% 50%", "1 1"],
  ...["-2147483648", "2147483647", "fit-content", "max-content", "min-content", "3 10px", "1 / 2", "repeat(3, 10px)"],
];
const shapes = [
  ...["translate(60px,40px)", "scale(.1)", "rotate(45deg)", "matrix(0,0,0,0,0,0)", "perspective(10px) rotateX(80deg)", "inset(40px)", "circle(5px)"],
  ...["polygon(0 0,1px 0,0 1px)", "rect(0,0,0,0)", "rect(0 0 0 0)", 'path("M0 0L5 5L0 5z")', "ray(45deg)"],
];
const words = (
  "none auto normal hidden visible collapse scroll clip both all block inline inline-block flex inline-flex grid inline-grid table table-cell " +
  "table-row list-item contents flow-root ruby math -webkit-box -moz-box grid-lanes static relative absolute fixed sticky left right center start end " +
  "stretch baseline justify top bottom horizontal-tb vertical-rl vertical-lr sideways-rl sideways-lr rtl ltr bidi-override plaintext isolate size " +
  "inline-size layout paint style strict content scroll-state preserve-3d flat transform opacity filter scroll-position multiply difference exclusion " +
  "screen luminosity saturation color-dodge plus-lighter text border-box padding-box content-box fill-box stroke-box view-box border-area luminance " +
  "alpha add subtract exclude disc decimal inside outside square underline overline dotted solid double groove wavy thick dashed capitalize nowrap pre " +
  "break-all balance ellipsis bold italic small-caps fill contain cover scale-down repeat round space local no-repeat dark light inert thin stable smooth " +
  "mandatory button textfield checkbox radio menulist searchfield progress-bar meter listbox textarea base-select base horizontal vertical avoid always " +
  "column page before after match-element manual root --a read-write element from-image pixelated sans-serif monospace above below filled bullets bevel " +
  "scoop border bounding-box drag first last allow-discrete step-end"
).split(" ");

/** How many values are tried of one property. */
export const most = 30;

/** The most hostile first. */
export const hostileValues = [...paints, ...sizes, ...shapes, ...words, "size layout paint style", "stable both-edges"];
