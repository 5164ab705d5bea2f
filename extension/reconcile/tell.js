// @ts-check
// What the worker says to the script of ours in a tab, and puts it there if nobody answers.

import { api } from "../api.js";
import { limited } from "../limit.js";

/** @typedef {import("./lines.js").LineCommand} LineCommand */
/** @typedef {import("./veil.js").Answer} Answer */
/** @typedef {import("./veil.js").VeilCommand} VeilCommand */

/**
 * @param {number} tab
 * @param {VeilCommand | LineCommand} command
 * @returns {Promise<Answer | undefined>} nothing if nobody is there, or nobody answers
 */
export async function tell(tab, command) {
  try {
    return await limited(api.tabs.sendMessage(tab, command, { frameId: 0 }));
  } catch {
    return undefined;
  }
}

/**
 * Tells it also in tabs that were open before it was registered. Where the script is there it is not put in
 * again: a page keeps what each time takes.
 * @param {number} tab
 * @param {VeilCommand | LineCommand} command
 * @param {string[]} files of the script that answers it
 * @returns {Promise<Answer | undefined>} nothing where it may not be
 */
export async function tellSurely(tab, command, files) {
  const answer = ahead.has(tab) ? undefined : await tell(tab, command);
  return answer ?? ((await bring(tab, files)) ? tell(tab, command) : undefined);
}

/** Scripts that are on their way already, by tab. @type {Map<number, { files: string[], brought: Promise<unknown> }>} */
const ahead = new Map();

/**
 * Begins to put scripts into tabs, for a `bring` that is about to come. They do nothing until they are told.
 * What was begun before and nobody waited for is for a document that may be gone.
 * @param {[number, string[]][]} wanted the files by tab
 */
export function bringAhead(wanted) {
  ahead.clear();
  for (const [tab, files] of wanted) {
    const brought = put(tab, files);
    // Whoever waits for it hears of a failure.
    brought.catch(() => undefined);
    ahead.set(tab, { files, brought });
  }
}

/**
 * Puts scripts into a tab. Where they are already they go on as they were.
 * @param {number} tab
 * @param {string[]} files
 * @param {(brought: Promise<unknown>) => Promise<unknown>} [wait] how it is waited for; as for any call, if not said
 * @returns {Promise<boolean>} whether they run there
 */
export async function bring(tab, files, wait = limited) {
  const begun = ahead.get(tab);
  ahead.delete(tab);
  try {
    await wait(begun?.files === files ? begun.brought : put(tab, files));
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {number} tab
 * @param {string[]} files
 */
function put(tab, files) {
  return api.scripting.executeScript({ target: { tabId: tab }, injectImmediately: true, files });
}
