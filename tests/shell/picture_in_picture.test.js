// @ts-check
// A window of the page's own above all others: blank as long as the page is covered, however often the
// worker says so, and whole afterwards.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";

import { extension } from "../tools/paths.mjs";

const script = await readFile(path.join(extension, "content", "picture_in_picture.js"), "utf8");

/** A page with such a window, as far as the script sees one. */
function pageWithWindow() {
  class CSSStyleSheet {
    replaceSync() {}
  }
  const shown = { CSSStyleSheet, document: { adoptedStyleSheets: /** @type {object[]} */ ([{}]) } };
  const documentPictureInPicture = Object.assign(new EventTarget(), { window: shown });
  const world = vm.createContext({ document: new EventTarget(), documentPictureInPicture });
  vm.runInContext(script, world);
  return { sheets: () => shown.document.adoptedStyleSheets.length, pictures: vm.runInContext("ringfencePictures", world), documentPictureInPicture };
}

test("covered anew, as when its end moves, it is blank by one sheet, which goes at the end", () => {
  const { sheets, pictures } = pageWithWindow();
  pictures.hide();
  pictures.hide();
  assert.equal(sheets(), 2);
  pictures.show();
  assert.equal(sheets(), 1);
});

test("one that opens while the page is covered is blank, and one that opens afterwards is not", () => {
  const { sheets, pictures, documentPictureInPicture } = pageWithWindow();
  const shown = documentPictureInPicture.window;
  Object.assign(documentPictureInPicture, { window: null });
  pictures.hide();
  assert.equal(sheets(), 1);
  Object.assign(documentPictureInPicture, { window: shown });
  documentPictureInPicture.dispatchEvent(new Event("enter"));
  assert.equal(sheets(), 2);
  pictures.show();
  documentPictureInPicture.dispatchEvent(new Event("enter"));
  assert.equal(sheets(), 1);
});
