// @ts-check
// What the TypeScript compiler does not see. Run from the project's root:
// `tests/node_modules/.bin/eslint --config tests/eslint.config.js extension tests`.

import js from "@eslint/js";
import globals from "globals";

const noMarkup = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"].map((property) => ({
  property,
  message: "Text goes into the page by textContent.",
}));

export default [
  { ignores: ["**/node_modules/**", "dist/**", "target/**"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-implicit-globals": "error",
      "no-restricted-properties": ["error", ...noMarkup, { object: "document", property: "write" }],
      "no-shadow": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["extension/**/*.js"],
    languageOptions: { globals: { ...globals.browser, ...globals.webextensions } },
    rules: {
      "no-console": ["error", { allow: ["error", "warn"] }],
    },
  },
  {
    // Content scripts are classic scripts: the browser gives them no module.
    files: ["extension/content/**/*.js"],
    languageOptions: { sourceType: "script" },
  },
  {
    // These are put in as functions, by the module that imports them.
    files: ["extension/content/absence.js", "extension/content/hush.js"],
    languageOptions: { sourceType: "module" },
  },
  {
    files: ["tests/**/*.{js,mjs}"],
    // A function handed to a page's `evaluate` runs there.
    languageOptions: { globals: { ...globals.node, ...globals.browser, ...globals.webextensions } },
  },
];
