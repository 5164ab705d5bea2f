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
 * What a clock on the wall shows then: in the browser's variety of the language of the words around
 * it, and 20:00 or 8:00 PM by the browser's own language. The pages' `clock` goes by the same rule.
 * @param {number} instant in milliseconds since 1970
 * @param {string} zone the name of the zone whose wall it is; empty for the computer's
 */
export function wallTime(instant, zone) {
  const [words, own] = [message("words_language"), api.i18n.getUILanguage()];
  const locale = own.split("-")[0] === words ? own : words;
  const { hourCycle } = new Intl.DateTimeFormat(own, { hour: "numeric" }).resolvedOptions();
  return new Intl.DateTimeFormat(locale, { timeStyle: "short", hourCycle, timeZone: zone || undefined }).format(instant);
}
