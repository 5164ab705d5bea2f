// @ts-check
// The listeners that only protected time needs: each switch of tabs wakes the worker. They are there
// at the top of every boot, so that the event that woke us arrives, and go when nobody needs them.

import { api } from "./api.js";

/** @type {() => void} */
let look = () => undefined;
/** @type {(tab: number) => void} */
let forget = () => undefined;
/** @type {(tab: number) => void} */
let arrived = () => undefined;

const onActivated = () => look();
const onReplaced = (/** @type {number} */ _added, /** @type {number} */ removed) => {
  forget(removed);
  look();
};
// The browser shows us the address only where we hold access; other tabs are none of our business.
const onUpdated = (
  /** @type {number} */ id,
  /** @type {{ status?: string, url?: string, audible?: boolean, sharingState?: unknown }} */ change,
  /** @type {{ url?: string }} */ tab,
) => {
  if (tab.url === undefined) return;
  // A call is over when nothing is heard any more.
  const sounds = change.audible !== undefined || change.sharingState !== undefined;
  if (change.status === "loading" || change.url !== undefined || sounds) look();
  if (change.status === "complete") arrived(id);
};
const onFocusChanged = () => look();
const onRemoved = (/** @type {number} */ tab) => forget(tab);

/**
 * Says what is done when a tab is looked at, gone, or has a document that is all there, and listens.
 * @param {{ look: () => void, forget: (tab: number) => void, arrived: (tab: number) => void }} doings
 */
export function startWatching(doings) {
  ({ look, forget, arrived } = doings);
  watchTabs(true);
}

/**
 * Adding a listener that is there changes nothing.
 * @param {boolean} wanted
 */
export function watchTabs(wanted) {
  const act = wanted ? "addListener" : "removeListener";
  api.tabs.onActivated[act](onActivated);
  api.tabs.onReplaced[act](onReplaced);
  api.tabs.onUpdated[act](onUpdated);
  api.tabs.onRemoved[act](onRemoved);
  api.windows.onFocusChanged[act](onFocusChanged);
}
