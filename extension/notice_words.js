// @ts-check
// The words of notices: a title under 40 letters, and one or two short sentences.

import { message, wallTime } from "./words.js";

/** @typedef {import("../dist/types/background.js").ButtonLabel} ButtonLabel */
/** @typedef {import("../dist/types/background.js").Day} Day */
/** @typedef {import("../dist/types/background.js").Notice} Notice */
/** @typedef {import("../dist/types/background.js").Suggestion} Suggestion */
/** @typedef {import("../dist/types/background.js").WeeklyView} WeeklyView */

const longestTitle = 39;
const longestStep = 80;
/** So many names of what is covered are said; more are counted. */
const named = 3;
const minute = 60_000;
/** @type {Day[]} */
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/**
 * @param {Notice} notice
 * @param {string} zone the name of the zone to show times in; empty for the computer's
 * @returns {{ title: string, message: string }}
 */
export function wordsOf(notice, zone) {
  switch (notice.type) {
    case "before":
      return before(notice, wallTime(notice.start, zone));
    case "start": {
      const covered = notice.covers.length > 0 ? message("nudge_start_covers", list(notice.covers)) : "";
      const step = notice.choose ? message("nudge_start_choose") : notice.step ? quoted(notice.step) : cut(notice.goal, longestStep);
      return { title: message("panel_yours_until", wallTime(notice.until, zone)), message: sentences(step, covered) };
    }
    case "last_minute":
      return { title: message("nudge_last_minute"), message: message("nudge_last_minute_until", wallTime(notice.until, zone)) };
    case "close_out": {
      const asked = notice.step ? message("nudge_over_step", cut(notice.step, longestStep)) : message("nudge_over_asked");
      return { title: message("notice_over"), message: sentences(asked, notice.parked > 0 ? counted("notice_parked", notice.parked) : "") };
    }
    case "weekly":
      return { title: message("nudge_week"), message: weekly(notice.weekly) };
    case "check_in": {
      const day = new Intl.DateTimeFormat(message("words_language"), { weekday: "long", timeZone: "UTC" }).format(notice.date);
      const title = notice.person ? titled("nudge_check_in_with", notice.person, day) : message("nudge_check_in", day);
      return { title, message: message("nudge_check_in_look") };
    }
    case "parked_back":
      return { title: message("notice_over"), message: counted("notice_parked", notice.count) };
  }
}

/** @param {ButtonLabel} label */
export function wordOfButton(label) {
  switch (label) {
    case "start_now":
      return message("popup_start");
    case "in_ten_minutes":
      return message("nudge_in_ten");
    case "take_again":
      return message("nudge_take_again");
    case "write_step":
      return message("nudge_write_step");
    case "open_links":
      return message("nudge_open_links");
    case "done":
      return message("nudge_done");
    case "moved_on":
      return message("nudge_moved_on");
  }
}

/**
 * @param {Extract<Notice, { type: "before" }>} notice
 * @param {string} time
 */
function before({ goal, step, last, minutes }, time) {
  const title = goal ? titled("nudge_soon", goal, time) : message("nudge_soon_plain", time);
  const left = counted("nudge_wrap_up", minutes);
  if (step) return { title, message: sentences(message("nudge_next_step", cut(step, longestStep)), left) };
  if (last) return { title, message: sentences(message("nudge_ask"), message("nudge_last_time", cut(last, longestStep))) };
  return { title, message: sentences(message("nudge_ask"), left) };
}

/** @param {WeeklyView} weekly */
function weekly({ kept, sittings, minutes, suggestion }) {
  const was = kept ? message("nudge_week_kept", length(kept[0]), length(kept[1])) : "";
  const comes = sittings > 0 ? counted("nudge_week_comes", sittings, length(minutes)) : message("nudge_week_nothing");
  return sentences(was, comes, suggestion ? suggested(suggestion) : "");
}

/** @param {Suggestion} suggestion */
function suggested(suggestion) {
  switch (suggestion.type) {
    case "weak_hour": {
      const { day, from, held, of, better } = suggestion;
      const weak = message("nudge_week_hour", dayName(day), wallTime(from * minute, "UTC"), String(held), String(of));
      return sentences(weak, better ? message("nudge_week_better", dayName(better.day), String(better.held), String(better.of)) : "");
    }
    case "step":
      return message("nudge_week_step", cut(suggestion.goal, longestStep));
    case "owed":
      return message("nudge_week_owed", length(suggestion.minutes));
  }
}

/** A weekday's name: 5 January 1970 was a Monday. @param {Day} day */
function dayName(day) {
  const noon = (4 + days.indexOf(day) + 0.5) * 24 * 60 * minute;
  return new Intl.DateTimeFormat(message("words_language"), { weekday: "long", timeZone: "UTC" }).format(noon);
}

/**
 * @param {string} key
 * @param {number} count
 * @param {string[]} rest
 */
function counted(key, count, ...rest) {
  const form = new Intl.PluralRules(message("words_language")).select(count);
  return message([key, form].join("_"), String(count), ...rest);
}

/**
 * What the person wrote gives way, not what is said of it.
 * @param {string} key
 * @param {string} theirs
 * @param {string} rest
 */
function titled(key, theirs, rest) {
  const room = longestTitle - [...message(key, "", rest)].length;
  return message(key, cut(theirs, Math.max(room, 8)), rest);
}

/** @param {string} step */
function quoted(step) {
  return message("nudge_quoted", cut(step, longestStep));
}

/**
 * @param {string} text
 * @param {number} longest
 */
function cut(text, longest) {
  const letters = [...text];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : text;
}

/** @param {string[]} all */
function sentences(...all) {
  return all.filter(Boolean).join(" ");
}

/** @param {string[]} names */
function list(names) {
  const shown = names.slice(0, named);
  const more = names.length - shown.length;
  const all = more > 0 ? [...shown, message("nudge_more", String(more))] : shown;
  return new Intl.ListFormat(message("words_language"), { type: "conjunction" }).format(all);
}

/** A length in hours and minutes: "1 h 30 min". @param {number} minutes */
function length(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return message("length_minutes", String(rest));
  return rest === 0 ? message("length_hours", String(hours)) : message("length_both", String(hours), String(rest));
}
