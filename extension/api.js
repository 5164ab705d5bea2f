// @ts-check
// The browser's extension interface under one name: Firefox has it as `browser`, Chrome as
// `chrome`, and both answer with promises.

/** @typedef {typeof globalThis & { browser?: typeof chrome }} WithBrowser */

export const api = /** @type {WithBrowser} */ (globalThis).browser ?? globalThis.chrome;
