// @ts-check
// Whether someone is in the middle of a sentence in a tab.

import { api } from "../api.js";
import { limited } from "../limit.js";

/** A page that is too busy to say is covered; whoever types in it sees nothing of it anyway. */
const patience = 500;
/** Whoever has touched nothing for so many seconds is not typing. */
const pause = 30;

/**
 * @param {number} tab
 * @returns {Promise<boolean>} also if it cannot be told: then nobody is
 */
export async function isTyping(tab) {
  try {
    const [state, frames] = await Promise.all([
      limited(api.idle.queryState(pause)),
      limited(api.scripting.executeScript({ target: { tabId: tab, allFrames: true }, func: isEditing }), patience),
    ]);
    return state === "active" && frames.some(({ result }) => result === true);
  } catch {
    return false;
  }
}

/** Runs in each frame of the page: whether its focus is in something that can be written in. */
function isEditing() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!document.hasFocus() || !(element instanceof HTMLElement)) return false;
  if (element instanceof HTMLTextAreaElement) return !element.readOnly;
  if (!(element instanceof HTMLInputElement)) return element.isContentEditable;
  const others = ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"];
  return !element.readOnly && !others.includes(element.type);
}
