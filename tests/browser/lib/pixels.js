// @ts-check
// What a picture of a tab shows, judged by its pixels.
// Format: https://www.w3.org/TR/png-3/ (eight bits a channel, not interlaced, as browsers write them)

import { inflateSync } from "node:zlib";

import { takePicture } from "./picture.js";

/** @typedef {readonly [number, number, number]} Color */
/** @typedef {{ width: number, height: number, at: (x: number, y: number) => Color, count: (color: Color) => number }} Picture */

/**
 * What a person sees of a tab now.
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<Picture>}
 */
export async function pictureOf(page) {
  return decode(await takePicture(page));
}

/**
 * @param {Buffer} png
 * @returns {Picture}
 */
export function decode(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const kind = png[25];
  if (png[24] !== 8 || (kind !== 2 && kind !== 6) || png[28] !== 0) throw new Error("A picture of an unknown kind.");
  const depth = kind === 6 ? 4 : 3;
  const pixels = unfiltered(inflateSync(Buffer.concat([...dataOf(png)])), width * depth, height, depth);

  const at = (/** @type {number} */ x, /** @type {number} */ y) => {
    const start = (y * width + x) * depth;
    return /** @type {Color} */ ([byte(pixels, start), byte(pixels, start + 1), byte(pixels, start + 2)]);
  };
  return {
    width,
    height,
    at,
    count([red, green, blue]) {
      let found = 0;
      for (let start = 0; start < pixels.length; start += depth) {
        if (pixels[start] === red && pixels[start + 1] === green && pixels[start + 2] === blue) found += 1;
      }
      return found;
    },
  };
}

/** @param {Buffer} png */
function* dataOf(png) {
  for (let start = 8; start < png.length; start += png.readUInt32BE(start) + 12) {
    const length = png.readUInt32BE(start);
    if (png.toString("latin1", start + 4, start + 8) === "IDAT") yield png.subarray(start + 8, start + 8 + length);
  }
}

/**
 * Every line says how its bytes differ from those to the left, above, and above to the left.
 * @param {Buffer} lines
 * @param {number} stride
 * @param {number} height
 * @param {number} depth
 */
function unfiltered(lines, stride, height, depth) {
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = byte(lines, y * (stride + 1));
    for (let x = 0; x < stride; x += 1) {
      const here = y * stride + x;
      const left = x >= depth ? byte(pixels, here - depth) : 0;
      const above = y > 0 ? byte(pixels, here - stride) : 0;
      const corner = x >= depth && y > 0 ? byte(pixels, here - stride - depth) : 0;
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter] ?? 0;
      pixels[here] = byte(lines, y * (stride + 1) + 1 + x) + guess;
    }
  }
  return pixels;
}

/**
 * Paeth's: whichever of the three is nearest to `left + above - corner`.
 * @param {number} left
 * @param {number} above
 * @param {number} corner
 */
function nearest(left, above, corner) {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/**
 * @param {Buffer} bytes
 * @param {number} index
 */
function byte(bytes, index) {
  return bytes[index] ?? 0;
}
