// @ts-check
// What is being typed into a field of ours and is not sent yet: it is put aside letter by letter, for as
// long as the browser runs, and told to every open page of ours. The pages do so themselves
// (`src/pages/draft.rs`); for the panel the background does, since in Firefox a frame in a page has no
// `storage.session`. What the core has taken is forgotten here: whoever sent it may be gone by then. Of
// private windows nothing is put aside.

import { api } from "./api.js";
import { limited } from "./limit.js";

/** @typedef {import("../dist/types/background.js").CoreEvent} CoreEvent */

/**
 * A text under its key, what it is about, and which write it comes of: one more than the page that wrote
 * it had seen, and that page.
 * @typedef {{ key: string, about: string, text: string, count: number, page: string }} Aside
 */
/** The panel's messages for the shell alone. @typedef {{ type: "put_aside", aside: Aside } | { type: "recall" }} TypedMessage */

const channelName = "ringfence-typed";
const line = "typed.park";

/**
 * Puts aside what is typed into the panel's line, and shows there what was typed elsewhere.
 * @param {HTMLInputElement} field
 * @returns {{ show: () => Promise<void>, wasSent: (text: string) => void }} `show` for when it may be seen
 */
export function followLine(field) {
  /** @param {string} text */
  function empty(text) {
    if (field.value === text) field.value = "";
  }
  if (api.extension.inIncognitoContext) return { show: async () => undefined, wasSent: empty };

  const page = String(Math.random());
  const channel = new BroadcastChannel(channelName);
  let stamp = { count: 0, page: "" };

  /** @param {Aside | { key: string, sent: string } | undefined} now */
  function take(now) {
    if (now?.key !== line) return;
    if ("sent" in now) {
      stamp = { count: 0, page: "" };
      empty(now.sent);
    } else if (now.count > stamp.count || (now.count === stamp.count && now.page > stamp.page)) {
      stamp = now;
      if (field.value !== now.text) field.value = now.text;
    }
  }

  function put() {
    stamp = { count: stamp.count + 1, page };
    const aside = { key: line, about: "", text: field.value, ...stamp };
    channel.postMessage(aside);
    void tell({ type: "put_aside", aside });
  }

  field.addEventListener("input", put);
  channel.addEventListener("message", ({ data }) => take(data));

  return {
    async show() {
      take(await tell({ type: "recall" }));
    },
    wasSent(text) {
      empty(text);
      // What was typed meanwhile is another line.
      if (field.value !== "") put();
    },
  };
}

/**
 * @param {TypedMessage} message
 * @returns {Promise<Aside | undefined>}
 */
function tell(message) {
  return api.runtime.sendMessage(message);
}

/**
 * @param {unknown} message what a panel sent
 * @returns {message is TypedMessage}
 */
export function isAboutTyped(message) {
  if (typeof message !== "object" || message === null || !("type" in message)) return false;
  return message.type === "recall" || (message.type === "put_aside" && "aside" in message);
}

/**
 * Puts aside what the panel asks for, or gives what was put aside before.
 * @param {TypedMessage} message
 * @returns {Promise<Aside | undefined>}
 */
export async function onTypedMessage(message) {
  if (message.type === "recall") {
    /** @type {Record<string, Aside | undefined>} */
    const kept = await limited(api.storage.session.get(line));
    return kept[line];
  }
  const { text, count, page } = message.aside;
  await limited(api.storage.session.set({ [line]: { key: line, about: "", text, count, page } }));
  return undefined;
}

/**
 * Which texts an event sends that may have been put aside.
 * @param {CoreEvent} event
 * @returns {Record<string, string>} by their keys
 */
function textsOf(event) {
  switch (event.type) {
    case "park":
      return { [line]: event.text };
    case "close_out":
      return { "typed.close_out": event.next };
    case "set_step":
      return { "typed.step": event.text };
    case "request_override":
      return { "typed.note": event.draft.note ?? "", "typed.puller": event.draft.puller ?? "" };
    case "forget_puller":
      return { "typed.puller": event.puller };
    default:
      return {};
  }
}

/**
 * Forgets what was put aside of an event that has happened.
 * @param {CoreEvent} event
 */
export async function forgetSent(event) {
  const sent = textsOf(event);
  const keys = Object.keys(sent);
  if (keys.length === 0) return;
  /** @type {Record<string, Aside | undefined>} */
  const aside = await limited(api.storage.session.get(keys));
  const taken = keys.filter((key) => aside[key]?.text === sent[key]);
  if (taken.length === 0) return;
  await limited(api.storage.session.remove(taken));
  const channel = new BroadcastChannel(channelName);
  for (const key of taken) channel.postMessage({ key, sent: sent[key] });
  channel.close();
}
