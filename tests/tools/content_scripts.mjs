// @ts-check
// Content scripts as they ship: without their comments and indentation, and in letters that take one byte
// each, since every page that is covered holds a copy of them; and those of a covered page as one file,
// since each more makes Firefox slower to bring them.

import ts from "typescript";

/** @typedef {import("./files.mjs").Files} Files */

/** `extension/reconcile/scripts.js` names it. */
const joined = "content/covered.js";
/** What runs in a covered page, in this order. */
const covered = ["moves", "places", "panel_frame", "guard", "picture_in_picture", "tab_strip", "cover"].map((name) => `content/${name}.js`);
/** Ships by itself as well: it runs in other pages too. */
const alone = "content/moves.js";

/**
 * @param {Files} sources all that ships, as it is written
 * @returns {Files} the same with its content scripts as they ship
 */
export function withContentScripts(sources) {
  /** @type {Files} */
  const shipped = new Map();
  for (const [name, bytes] of sources) shipped.set(name, name.startsWith("content/") ? uncommented(bytes) : bytes);
  shipped.set(joined, Buffer.concat(covered.map((name) => partOf(shipped, name))));
  for (const name of covered) if (name !== alone) shipped.delete(name);
  return shipped;
}

/**
 * @param {Files} files
 * @param {string} name
 */
function partOf(files, name) {
  const bytes = files.get(name);
  if (!bytes) throw new Error(`${name} is not there, and a covered page needs it.`);
  return bytes;
}

/**
 * @param {Buffer} source
 * @returns {Buffer}
 */
function uncommented(source) {
  const { outputText } = ts.transpileModule(source.toString(), {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, removeComments: true },
  });
  // Also within templates that span lines: ours are style sheets, which do not mind.
  const flush = outputText.replace(/^ +/gm, "");
  const escaped = flush.replace(/[^\0-\x7f]/gu, (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`);
  return Buffer.from(escaped);
}
