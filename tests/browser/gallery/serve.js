// @ts-check
// Serves the gallery: pages that are strict, busy or hostile, each a file of this folder named by
// what it does. All of them hold a draft to write in, and wear one color that nothing else has.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";

import { build } from "esbuild";

/** @typedef {import("../lib/server.js").Answer} Answer */

const folder = import.meta.dirname;
const script = { "content-type": "text/javascript" };

/** Where the pages stand. */
export const host = "gallery.localhost";

/** Another site's, for frames. */
export const otherHost = "elsewhere.localhost";

/** Red, green and blue of all that a page of the gallery shows. */
export const color = /** @type {const} */ ([180, 0, 255]);

const style = `
  body { margin: 0; padding: 24px; font: 18px sans-serif; color: #fff; background: rgb(${color.join(" ")}); }
  textarea, [contenteditable] { display: block; width: 420px; height: 90px; margin: 12px 0; color: #fff; background: none; }
`;

/**
 * Which headers a page comes with.
 * @type {Record<string, (html: string) => Record<string, string>>}
 */
const headers = {
  "strict-policy": (html) => ({
    "content-security-policy": [
      "default-src 'none'",
      `style-src ${hashOf(style)}`,
      `script-src ${hashOf(/<script>([^]*)<\/script>/.exec(html)?.[1] ?? "")}`,
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join("; "),
  }),
  "isolated": () => ({
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
  }),
};

/**
 * A page by its file's name, a script beside it, or such a script with the packages that it uses.
 * @param {string} address path and query
 * @returns {Promise<Answer | undefined>}
 */
export async function answer(address) {
  const { pathname } = new URL(address, "http://gallery");
  const name = pathname.slice(1);
  if (name.startsWith("bundles/")) return { body: await bundle(name), headers: script };
  const file = path.join(folder, path.extname(name) ? name : `${name}.html`);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  if (file.endsWith(".js")) return { body: text, headers: script };
  const html = pageOf(name, text);
  return { body: html, headers: headers[name]?.(html) ?? {} };
}

/** @param {string} name */
async function bundle(name) {
  const define = { "process.env.NODE_ENV": '"production"' };
  const { outputFiles } = await build({ entryPoints: [path.join(folder, name)], bundle: true, format: "esm", write: false, define });
  return outputFiles[0]?.text ?? "";
}

/**
 * @param {string} title
 * @param {string} body
 */
const pageOf = (title, body) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
<div id="reply" contenteditable aria-label="Reply"></div>
<textarea id="draft" aria-label="Draft"></textarea>
${body}
<div style="height: 3000px">Older mail</div>
</body>
</html>
`;

/** @param {string} text */
function hashOf(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
