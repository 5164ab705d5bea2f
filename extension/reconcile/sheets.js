// @ts-check
// Our sheets in a tab's document: put in, and taken out again.

import { api } from "../api.js";
import { NoAnswer, limited } from "../limit.js";
import { knowsStyleQueries, veilCss } from "../veil_css.js";
import { liftSecret } from "./veil_journal.js";

/** @typedef {import("./veil_journal.js").Sheet} Sheet */

/**
 * In Firefox a PDF is a page of the browser's own, into which nobody may.
 * @param {number} tab
 * @param {Sheet} sheet
 * @returns {Promise<boolean>} whether the browser has let it in
 */
export async function letIn(tab, sheet) {
  try {
    await limited(api.scripting.insertCSS(await injection(tab, sheet)));
    return true;
  } catch (error) {
    // Slow is not refused, and a tab that is gone is nobody's to tell of.
    if (error instanceof NoAnswer) throw error;
    await limited(api.tabs.get(tab));
    return false;
  }
}

/**
 * @param {number} tab
 * @param {Sheet} sheet
 */
export async function remove(tab, sheet) {
  await limited(api.scripting.removeCSS(await injection(tab, sheet)));
}

/**
 * @param {number} tab
 * @param {Sheet} sheet
 * @returns {Promise<chrome.scripting.CSSInjection>}
 */
async function injection(tab, { mode, label }) {
  const css = veilCss({ mode, label, lift: await liftSecret(), panel: api.runtime.getURL("panel.html") }, knowsStyleQueries());
  return { target: { tabId: tab }, origin: "USER", css };
}
