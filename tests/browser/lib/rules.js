// @ts-check
// Rules as a test needs them: for another day, or for the very next minute.

import { until } from "./until.js";

/** @typedef {import("../../../dist/types/background.js").RuleDraft} RuleDraft */
/** @typedef {import("../../../dist/types/background.js").StretchDraft} StretchDraft */
/** @typedef {import("../../../dist/types/background.js").Day} Day */
/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */
/** A browser, by its clock. @typedef {Pick<RunningBrowser, "clock" | "passTo">} Timed */

const minute = 60_000;
const day = 24 * 60 * minute;

/** @type {Day[]} */
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/**
 * A rule for mail and chat that stands for three days from now, so that nothing holds today.
 * @param {Partial<RuleDraft>} [changes]
 * @returns {RuleDraft}
 */
export function ruleForAnotherDay(changes = {}) {
  return ruleOf(new Date(Date.now() + 3 * day), { from: "10:00", to: "11:00" }, changes);
}

/**
 * A rule for mail and chat whose stretch begins at a whole minute, and those instants. Time passes until
 * shortly before it.
 * @param {Timed} timed
 * @param {{ minutes?: number, ahead?: number } & Partial<RuleDraft>} [wanted] how long it takes, and how
 *   many milliseconds there are before it begins
 * @returns {Promise<{ rule: RuleDraft, start: number, end: number }>}
 */
export async function ruleForSoon({ clock, passTo }, { minutes = 1, ahead = 3000, ...changes } = {}) {
  const start = Math.ceil((clock.now() + ahead) / minute) * minute;
  const end = start + minutes * minute;
  await passTo(start - ahead);
  return { rule: ruleOf(new Date(start), { from: wallTime(start), to: wallTime(end) }, changes), start, end };
}

/**
 * A rule for mail and chat in whose stretch we are.
 * @param {Pick<Timed, "clock">} timed
 * @param {{ minutes?: number } & Partial<RuleDraft>} [wanted] how long it goes on at least
 * @returns {RuleDraft}
 */
export function ruleForNow({ clock }, { minutes = 30, ...changes } = {}) {
  const now = clock.now();
  const stretch = { from: wallTime(now), to: wallTime(now + (minutes + 1) * minute) };
  return ruleOf(new Date(now), stretch, changes);
}

/**
 * Saves a rule as a form would, and gives its id.
 * @param {RunningBrowser} ringfence
 * @param {RuleDraft} rule
 * @param {import("../../../dist/types/background.js").GroupDraft[]} [groups] presets that the rule names
 * @returns {Promise<number>}
 */
export async function saveRule(ringfence, rule, groups = []) {
  const reply = await ringfence.send({ type: "save_rule", rule, groups });
  if (reply?.type !== "made") throw new Error(`The rule was not saved: ${JSON.stringify(reply)}`);
  return reply.id;
}

/**
 * Gives access to the sites of the rules as a person does in Firefox: by our own button, and the
 * browser's prompt, which its preference answers. Chromium's tests hold it by the package's overlay.
 * @param {RunningBrowser} ringfence
 */
export async function allowSites(ringfence) {
  if (ringfence.name === "chromium") return;
  const popup = await ringfence.openPage("popup.html");
  const button = await popup.waitForSelector(".health button");
  await button?.click();
  await until("the browser gave access", async () => {
    const reply = await ringfence.send({ type: "view", page: { type: "options" } });
    return reply.view.health.every((/** @type {any} */ line) => line.type !== "needs_access");
  });
  await popup.close();
}

/**
 * @param {Date} on
 * @param {StretchDraft} stretch
 * @param {Partial<RuleDraft>} changes
 * @returns {RuleDraft}
 */
function ruleOf(on, stretch, changes) {
  return {
    id: 0,
    goal: "Finish chapter four",
    mode: "cover",
    schedule: [{ days: [days[on.getDay()] ?? "sun"], stretches: [stretch] }],
    groups: [],
    sites: ["mail.localhost", "chat.localhost"],
    ...changes,
  };
}

/** @param {number} at */
function wallTime(at) {
  const date = new Date(at);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
