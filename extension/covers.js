// @ts-check
// Which cover pages are open, written down: should we be switched off, started anew or break down,
// they go, and the person's tabs with them. Nothing of private windows is written.

import { api } from "./api.js";
import { limited } from "./limit.js";

const key = "covers";
/** In the session's store, which goes when we do: this run of ours has looked already. */
const mark = "covers_known";

/** As it was written last by this worker. @type {string | undefined} */
let written;
/** @type {Promise<string[]> | undefined} */
let looked;

/**
 * Looks once in a run of ours, before anything is written.
 * @returns {Promise<string[]>} the addresses whose cover pages were open and are not any more
 */
export function lostCovers() {
  looked ??= look();
  return looked;
}

async function look() {
  const { [mark]: known } = await limited(api.storage.session.get(mark));
  if (known) return [];
  const [{ [key]: before }, open] = await Promise.all([limited(api.storage.local.get(key)), openCovers()]);
  await limited(api.storage.session.set({ [mark]: true }));
  return Array.isArray(before) ? before.filter((url) => typeof url === "string" && !open.includes(url)) : [];
}

/** Writes down those that are open now. */
export async function noteCovers() {
  await lostCovers();
  const open = await openCovers();
  const text = JSON.stringify(open);
  written ??= JSON.stringify((await limited(api.storage.local.get(key)))[key] ?? []);
  if (text === written) return;
  await limited(open.length > 0 ? api.storage.local.set({ [key]: open }) : api.storage.local.remove(key));
  written = text;
}

/** @returns {Promise<string[]>} the addresses of the pages that stand for a navigation */
async function openCovers() {
  const page = api.runtime.getURL("cover.html");
  const tabs = await limited(api.tabs.query({}));
  return tabs.flatMap(({ url = "", incognito }) => {
    const [way, ...address] = url.startsWith(page) && !incognito ? url.slice(page.length).split("#") : [];
    return (way === "" || way === "?again") && address.length > 0 ? address.join("#") : [];
  });
}
