// @ts-check
// Whatever a page may say of its root element, each property by itself: the veil's sheet stands, and no
// pixel of the page is seen. Many roots at once, each in a frame of its own, all judged by one picture.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { host, otherHost } from "./gallery/serve.js";
import { openGallery } from "./gallery/visit.js";
import { browsers } from "./harness/index.js";
import { bareVeil } from "./lib/bare_veil.js";
import { hostileValues, most } from "./lib/hostile_values.js";
import { pictureOf } from "./lib/pixels.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {{ property: string, value: string }} Saying */

const [width, height] = [100, 75];

/** What no list of computed styles names. */
const others = ["zoom", "all", "background", "border", "columns", "offset", "container", "-webkit-mask-box-image", "-webkit-box-reflect", "mask-border"];

const grid = `<!doctype html>
<title>Many roots</title>
<style>
  html, body { margin: 0; overflow: hidden; background: #fff; }
  iframe { position: absolute; width: ${width}px; height: ${height}px; border: 0; }
</style>
<script>
  const columns = Math.floor(innerWidth / ${width});
  const places = columns * Math.floor(innerHeight / ${height});
  window.build = async () => {
    const frames = Array.from({ length: places }, (_, index) => {
      const frame = document.createElement("iframe");
      frame.style.left = (index % columns) * ${width} + "px";
      frame.style.top = Math.floor(index / columns) * ${height} + "px";
      frame.src = "/root";
      return frame;
    });
    await Promise.all(frames.map((frame) => new Promise((resolve) => {
      frame.onload = resolve;
      document.body.append(frame);
    })));
    return { columns, places };
  };
  window.say = async (styles) => {
    for (let index = 0; index < places; index += 1) frames[index].document.getElementById("said").textContent = styles[index] ?? "";
    for (let round = 0; round < 3; round += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
</script>
<body></body>
`;

const root = `<!doctype html>
<title>A root</title>
<style>
  html { color: rgb(180 0 255); font: bold 20px sans-serif; }
  body { margin: 0; width: 300px; height: 300px; background: rgb(180 0 255); }
  b { position: fixed; inset: 5px; z-index: 2147483647; background: rgb(180 0 255); }
</style>
<style id="said"></style>
<body>███ in the body<b>above</b><script>document.documentElement.append("███ in the root");</script></body>
`;

/** What else is said of the root: nothing, or that what it holds is measured by it, and it is small. */
const beside = {
  "a root as it is": "",
  "a root of no size that holds what is fixed": "html { contain: size layout; width: 0; height: 0; margin: 20px; border: 12px solid rgb(180 0 255) }",
};

/**
 * Every property that the browser has, with the hostile values that it takes.
 * @param {Page} page
 * @returns {Promise<Saying[]>}
 */
function sayings(page) {
  return page.evaluate(
    (values, beyond, limit) => {
      const properties = new Set([...getComputedStyle(document.documentElement), ...beyond]);
      return [...properties].flatMap((property) =>
        values
          .filter((value) => CSS.supports(property, value))
          .slice(0, limit)
          .map((value) => ({ property, value })),
      );
    },
    [...new Set(hostileValues)],
    others,
    most,
  );
}

describe("whatever is said of the root", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const args = name === "chromium" ? ["--window-size=1600,1200"] : ["--width=1600", "--height=1200"];
      const { ringfence, sites } = await openGallery(t, () => launch({ args }));
      sites.add(host, (path) => Promise.resolve({ body: path === "/root" ? root : grid }));
      sites.add(otherHost, "");
      const own = await ringfence.openPage("options.html");
      const page = await ringfence.newTab(sites.url(host));
      await page.bringToFront();
      const { columns, places } = await page.evaluate(() => /** @type {any} */ (window).build());
      const all = await sayings(page);
      assert.ok(new Set(all.map(({ property }) => property)).size > 300, "the browser has named its properties");

      /**
       * Those with which something that is not of the veil is seen: its ground and words are gray.
       * @param {Saying[]} said as many as there are frames
       * @param {string} more
       */
      const seenWith = async (said, more) => {
        const styles = said.map(({ property, value }) => `${more} html { ${property}: ${value} !important }`);
        await page.evaluate((texts) => /** @type {any} */ (window).say(texts), styles);
        const picture = await pictureOf(page);
        return said.filter((_, index) => {
          const [left, top] = [(index % columns) * width, Math.floor(index / columns) * height];
          for (let y = top; y < top + height; y += 1) {
            for (let x = left; x < left + width; x += 1) {
              const channels = picture.at(x, y);
              if (Math.max(...channels) - Math.min(...channels) > 40) return true;
            }
          }
          return false;
        });
      };

      const plain = all.slice(0, places);
      assert.equal((await seenWith(plain.map(() => ({ property: "top", value: "0" })), "")).length, plain.length, "each is seen before");
      await bareVeil(ringfence, own, page, "insertCSS", "frames");

      for (const [what, more] of Object.entries(beside)) {
        await t.test(what, async () => {
          /** @type {Saying[]} */
          const seen = [];
          for (let from = 0; from < all.length; from += places) seen.push(...(await seenWith(all.slice(from, from + places), more)));
          assert.deepEqual(seen, []);
        });
      }
    });
  }
});
