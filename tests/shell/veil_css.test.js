// @ts-check
// The veil's text: whatever a label holds, it stays a text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { cssString, veilCss } from "../../extension/veil_css.js";

/**
 * Reads a CSS string as a browser does, and says what is left after it.
 * @param {string} text
 * @see https://drafts.csswg.org/css-syntax/#consume-string-token
 */
function readString(text) {
  const body = /^"((?:[^"\\\n\r\f]|\\[0-9a-f]{1,6} ?|\\[^0-9a-f\n])*)"/.exec(text);
  assert.ok(body, `not a string: ${text}`);
  const value = (body[1] ?? "").replace(/\\(?:([0-9a-f]{1,6}) ?|([^]))/g, (_all, code, letter) =>
    code ? String.fromCodePoint(parseInt(code, 16)) : letter,
  );
  return { value, rest: text.slice(body[0].length) };
}

const awkward = [
  ...['', 'Protected until 20:00', '"', "\\", '\\"', "a\nb", "a\r\n\fb", '"}*{visibility:visible!important}/*', "</style>", "\u0000\u007f"],
  ...["a1 b2", "\u202eright to left", "👩‍💻 at work", '\\0000221 "', "--"],
];

for (const label of awkward) {
  test(`a label is read back as it was written: ${JSON.stringify(label)}`, () => {
    assert.deepEqual(readString(cssString(label)), { value: label, rest: "" });
  });
}

test("every letter of the first plane is read back as it was written", () => {
  for (let code = 0; code < 0xd800; code += 1) {
    const label = `a${String.fromCharCode(code)}1`;
    assert.deepEqual(readString(cssString(label)), { value: label, rest: "" });
  }
});

for (const mode of /** @type {const} */ (["cover", "dim"])) {
  const parts = { mode, label: "L", lift: "lsecret", panel: "moz-extension://uuid/panel.html" };

  test(`${mode}: every declaration is important, so that no page can say otherwise`, () => {
    const styles = veilCss(parts, true).replace(/@property[^}]*}/g, "");
    const declarations = [...styles.matchAll(/[{;]([a-z-]+:[^;{}]+)/g)].map((match) => match[1] ?? "");
    assert.ok(declarations.length > 10);
    for (const declaration of declarations) assert.match(declaration, /!important$/);
  });

  test(`${mode}: behind the gate stands all of it, and a browser without gates gets all of it`, () => {
    const gated = veilCss(parts, true);
    const opening = "@container not style(--ringfence:lsecret){";
    assert.ok(gated.includes(opening));
    const inside = gated.slice(gated.indexOf(opening) + opening.length);
    assert.ok(veilCss(parts, false).startsWith(inside.slice(0, inside.indexOf("}}") + 1)));
    assert.equal(veilCss(parts, false).includes("@container"), false);
  });
}
