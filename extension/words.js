// @ts-check
// Sentences by `_locales`, times by `Intl`.

import { api } from "./api.js";

/**
 * A sentence in the person's language.
 * @param {string} name
 * @param {string[]} parts
 */
export function message(name, ...parts) {
  return api.i18n.getMessage(name, parts);
}

/**
 * What a clock on the wall shows then, in the language of the words around it.
 * @param {number} instant in milliseconds since 1970
 */
export function wallTime(instant) {
  return new Intl.DateTimeFormat(message("words_language"), { timeStyle: "short" }).format(instant);
}
