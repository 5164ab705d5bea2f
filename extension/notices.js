// @ts-check
// What the browser tells the person: one notice at a time, the next in place of the last, and none
// without the permission. The same always stands in the popup.

import { api } from "./api.js";
import { limited } from "./limit.js";
import { message } from "./words.js";

/** @typedef {import("../dist/types/background.js").Notice} Notice */

const name = "ringfence";
/** Which of the API's listeners were added: before the permission is given there is no API. */
let listens = false;

/** @param {Notice} notice */
export async function notify(notice) {
  if (!(await limited(api.permissions.contains({ permissions: ["notifications"] })))) return;
  listenToNotices();
  const text = { type: /** @type {const} */ ("basic"), iconUrl: api.runtime.getURL("icons/icon-128.png"), ...wordsOf(notice) };
  await limited(api.notifications.create(name, text));
}

/** A press opens the popup, or, where the browser lets nobody open it, its page in a tab. */
export function listenToNotices() {
  if (listens || !api.notifications) return;
  listens = true;
  api.notifications.onClicked.addListener(() => void openPopup());
}

async function openPopup() {
  await limited(api.notifications.clear(name)).catch(() => undefined);
  await limited(api.action.openPopup()).catch(() => limited(api.tabs.create({ url: api.runtime.getURL("popup.html") })));
}

/** @param {Notice} notice */
function wordsOf(notice) {
  switch (notice.type) {
    case "parked_back": {
      const form = new Intl.PluralRules(message("words_language")).select(notice.count);
      return { title: message("notice_over"), message: message(["notice_parked", form].join("_"), String(notice.count)) };
    }
  }
}
