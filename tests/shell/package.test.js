// @ts-check
// What ships: the manifests ask for no more than was decided, everything that is named is there, and
// every word has its message.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";

import { manifestFor } from "../tools/manifest.mjs";
import { browsers, dist, extension, packageDirectory, root } from "../tools/paths.mjs";

/**
 * @param {string} directory
 * @param {RegExp} wanted
 * @returns {Promise<{ name: string, text: string }[]>}
 */
async function texts(directory, wanted) {
  const names = (await readdir(directory, { recursive: true })).filter((name) => wanted.test(name));
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(path.join(directory, name), "utf8") })));
}

/** @param {string} text @param {RegExp} pattern @returns {string[]} the first group of each match */
const groups = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");

/** Every text of the manifest that is a path. @param {unknown} value @returns {string[]} */
function paths(value) {
  if (typeof value === "string") return /^[\w/-]+\.(html|js|png|css)$/.test(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(paths) : [];
}

const permissions = {
  permissions: ["activeTab", "alarms", "declarativeNetRequestWithHostAccess", "idle", "publicSuffix", "scripting", "storage", "unlimitedStorage"],
  optional_permissions: ["notifications"],
  optional_host_permissions: ["*://*/*"],
};

for (const browser of browsers) {
  const at = (/** @type {string} */ name) => path.join(packageDirectory(browser), name);

  test(`${browser}: the manifest asks for these permissions and no others`, async () => {
    const manifest = await manifestFor(browser);
    for (const [key, wanted] of Object.entries(permissions)) assert.deepEqual([...Object(manifest[key])].sort(), wanted, key);
    assert.equal(manifest.host_permissions, undefined);
    assert.equal(manifest.content_scripts, undefined);
    assert.equal(manifest.externally_connectable, undefined);
    assert.deepEqual(manifest.content_security_policy, {
      extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'",
    });
    assert.deepEqual(manifest.web_accessible_resources, [{ resources: ["cover.html", "panel.html"], matches: ["*://*/*"] }]);
  });

  test(`${browser}: every file that the manifest names is in the package`, async () => {
    const manifest = JSON.parse(await readFile(at("manifest.json"), "utf8"));
    const named = paths(manifest);
    assert.ok(named.length > 5);
    for (const name of named) assert.ok(existsSync(at(name)), name);
    assert.ok(existsSync(at(`_locales/${manifest.default_locale}/messages.json`)));
  });

  test(`${browser}: every content script that is named is in the package, and what was joined is not there twice`, async () => {
    const names = groups(await readFile(at("reconcile/scripts.js"), "utf8"), /"(content\/\w+\.js)"/g);
    assert.ok(names.includes("content/covered.js"), String(names));
    for (const name of names) assert.ok(existsSync(at(name)), name);
    // That one is a module of the background's.
    assert.deepEqual((await readdir(at("content"))).map((name) => `content/${name}`).sort(), [...new Set([...names, "content/absence.js", "content/hush.js"])].sort());
  });

  test(`${browser}: every file that a page or a module names is in the package`, async () => {
    const pages = await texts(packageDirectory(browser), /\.html$/);
    assert.ok(pages.length >= 5, `${pages.length} pages`);
    for (const { name, text } of pages) {
      for (const file of groups(text, /<(?:script|link)[^>]* (?:src|href)="([^"]+)"/g)) assert.ok(existsSync(at(file)), `${name}: ${file}`);
    }
    for (const { name, text } of await texts(packageDirectory(browser), /^(?!wasm\/).*\.js$/)) {
      for (const file of groups(text, /^(?:import|export) .*from "(\.[^"]+)"/gm)) {
        assert.ok(existsSync(at(path.join(path.dirname(name), file))), `${name}: ${file}`);
      }
    }
  });
}

test("no script makes code or markup from text, and none comes from elsewhere", async () => {
  const forbidden = /\beval\(|new Function\b|\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write\b|https?:\/\/(?!developer\.mozilla\.org|drafts\.csswg\.org|www\.w3\.org\/1999\/xhtml)/;
  for (const { name, text } of await texts(extension, /\.(js|html)$/)) {
    const hit = forbidden.exec(text)?.[0];
    assert.equal(hit, undefined, `${name}: ${hit}`);
  }
  for (const { name, text } of await texts(extension, /\.html$/)) {
    assert.equal(/<script(?![^>]* src=)|\son\w+=|\sstyle=/.test(text), false, `${name}: inline script or style`);
  }
});

test("every word that is said has a message, and every message is said", async () => {
  /** @type {Record<string, { message: string }>} */
  const messages = JSON.parse(await readFile(path.join(extension, "_locales", "en", "messages.json"), "utf8"));
  const scripts = await texts(extension, /\.js$/);
  const pages = [...(await texts(extension, /\.html$/)), ...(await texts(extension, /^manifest\.json$/))];
  const rust = await texts(path.join(root, "src", "pages"), /\.rs$/);
  const types = await readFile(path.join(dist, "types", "background.d.ts"), "utf8");

  /** Asked for by name. */
  const said = new Set([
    ...scripts.flatMap(({ text }) => groups(text, /\b(?:message|getMessage)\(\s*"(\w+)"/g)),
    ...pages.flatMap(({ text }) => groups(text, /data-(?:words|label)="(\w+)"/g)),
    ...pages.flatMap(({ text }) => groups(text, /__MSG_(\w+)__/g)),
    ...rust.flatMap(({ text }) => groups(text, /\b(?:word|word_with|phrase)\(\s*"(\w+)"/g)),
    ...rust.flatMap(({ text }) => groups(text, /\bcounted\(\s*"(\w+)"/g)).flatMap((key) => [`${key}_one`, `${key}_other`]),
    ...rust.flatMap(({ text }) => groups(text, /\bnumbered\(\s*"(\w+)"/g)).flatMap((key) => ["one", "two", "few", "other"].map((form) => `${key}_${form}`)),
    ...groups(/FaultKind = ([^;]+)/.exec(types)?.[1] ?? "", /"(\w+)"/g).map((kind) => `fault_${kind}`),
  ]);
  assert.deepEqual([...said].filter((key) => !(key in messages)).sort(), []);

  /** Named anywhere, also where a name is chosen first and said later. */
  const named = new Set([...said, ...[...scripts, ...rust].flatMap(({ text }) => groups(text, /"(\w+)"/g))]);
  const base = (/** @type {string} */ key) => key.replace(/_(one|other|plain)$/, "");
  assert.deepEqual(Object.keys(messages).filter((key) => !named.has(key) && !named.has(base(key))), []);
  for (const [key, { message }] of Object.entries(messages)) assert.ok(message.trim(), key);
});
