// @ts-check
// What the browser tells the person: one notice at a time, the next in place of the last, and none
// without the permission. The same always stands in the popup.

import { api } from "./api.js";
import { limited } from "./limit.js";
import { wordOfButton, wordsOf } from "./notice_words.js";

/** @typedef {import("../dist/types/background.js").CoreEffect} CoreEffect */
/** @typedef {import("../dist/types/background.js").CoreEvent} CoreEvent */

/** What the browser calls the one notice. */
const id = "ringfence";
/** Where it stands what the buttons of the notice do: a worker that dies wakes with their press. */
const pressable = "notice";
/** Where it stands what the core calls the notice. */
const called = "notice_name";
/** What the core calls the notice that was shown last; empty for none, nothing before one has looked. @type {string | undefined} */
let shown;
/** Which of the API's listeners were added: before the permission is given there is no API. */
let listens = false;
/** @type {(event: CoreEvent) => void} */
let pressed = () => undefined;

/** @param {Extract<CoreEffect, { type: "notify" }>} effect */
export async function notify({ name, notice, buttons, zone }) {
  if (!(await limited(api.permissions.contains({ permissions: ["notifications"] })))) return;
  listenToNotices();
  const words = wordsOf(notice, zone);
  const text = { type: /** @type {const} */ ("basic"), iconUrl: api.runtime.getURL("icons/icon-128.png"), ...words };
  const drawn = buttons.map(({ label }) => ({ title: wordOfButton(label) }));
  shown = name;
  await limited(api.storage.session.set({ [called]: name, [pressable]: buttons.map(({ does }) => does ?? null) }));
  // Firefox refuses what it does not draw: buttons, and the wish to be silent, which it always is.
  await limited(create({ ...text, silent: true, buttons: drawn })).catch(() => limited(create(text)));
}

/**
 * What is on the screen and is answered, or not true any more, goes.
 * @param {string[]} names of what may stand there
 */
export async function clearOthers(names) {
  if (!api.notifications) return;
  shown ??= String((await limited(api.storage.session.get(called)))[called] ?? "");
  if (shown === "" || names.includes(shown)) return;
  shown = "";
  await limited(api.storage.session.remove([called, pressable]));
  await limited(api.notifications.clear(id));
}

/** @param {chrome.notifications.NotificationCreateOptions} options */
async function create(options) {
  await api.notifications.create(id, options);
}

/**
 * Who is told of a press on a button.
 * @param {(event: CoreEvent) => void} heard
 */
export function onNoticeButton(heard) {
  pressed = heard;
}

/** A press opens the popup, or, where the browser lets nobody open it, its page in a tab. */
export function listenToNotices() {
  if (listens || !api.notifications) return;
  listens = true;
  api.notifications.onClicked.addListener(() => void openPopup());
  api.notifications.onButtonClicked?.addListener((_, button) => void press(button));
}

async function openPopup() {
  await limited(api.notifications.clear(id)).catch(() => undefined);
  await limited(api.action.openPopup()).catch(() => limited(api.tabs.create({ url: api.runtime.getURL("popup.html") })));
}

/** @param {number} button the first or the second */
async function press(button) {
  const { [pressable]: events } = await limited(api.storage.session.get(pressable));
  // After a restart of the browser nobody knows any more what it was.
  const event = /** @type {(CoreEvent | null)[]} */ (Array.isArray(events) ? events : [])[button];
  if (!event) return openPopup();
  await limited(api.notifications.clear(id)).catch(() => undefined);
  pressed(event);
}
