// @ts-check
// Where the story takes place: one browser, the work in it, the hour, and the tabs by their names.

import path from "node:path";

import { dist } from "../../tools/paths.mjs";
import { ruleForSoon } from "../lib/rules.js";
import { serveSites } from "../lib/server.js";
import { beginTelling } from "../lib/telling.js";
import { chat, mail } from "./work.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../harness/index.js").BrowserUnderTest} BrowserUnderTest */
/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("../lib/telling.js").Telling} Telling */
/** @typedef {Awaited<ReturnType<typeof ruleForSoon>>} Hour */
/** @typedef {import("../../../dist/types/background.js").Day} Day */

/**
 * @typedef {object} Scene
 * @property {RunningBrowser} ringfence
 * @property {import("../lib/server.js").Sites} sites
 * @property {Telling} telling
 * @property {Hour} hour the rule, and when it begins and ends
 * @property {(name: string, page: Page) => Page} keep a tab that later steps come back to
 * @property {(name: string) => Page} tab
 * @property {() => Promise<void>} close
 */

export const goal = "Portfolio";
export const step = "Write the intro";
export const draft = "Dear Ana, the numbers for October are";

const minute = 60_000;
/** @type {Day[]} */
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const windows = { chromium: ["--window-size=1280,800"], firefox: ["--width=1280", "--height=800"] };

/**
 * @param {BrowserUnderTest} browser
 * @param {{ pictures?: string, write?: (line: string) => void }} [wanted] the directory in `dist/story` for
 *   the pictures, and what becomes of the words
 * @returns {Promise<Scene>}
 */
export async function setScene({ name, launch }, { pictures = name, write = () => undefined } = {}) {
  const sites = await serveSites();
  sites.add("mail.localhost", mail);
  sites.add("chat.localhost", chat);
  // In Firefox a page that scrolls would keep a stripe of a picture free for its scroll bar.
  const ringfence = await launch({ args: windows[name], prefs: { "ui.useOverlayScrollbars": 1 } });
  try {
    const hour = await hourOf(ringfence);
    const telling = await beginTelling(path.join(dist, "story", pictures), ringfence.clock.now, write);
    /** @type {Map<string, Page>} */
    const tabs = new Map();
    return {
      ringfence,
      sites,
      telling,
      hour,
      keep(tab, page) {
        tabs.set(tab, page);
        return page;
      },
      tab(wanted) {
        const page = tabs.get(wanted);
        if (!page) throw new Error(`No step has opened the tab "${wanted}" yet.`);
        return page;
      },
      async close() {
        await ringfence.close();
        await sites.close();
      },
    };
  } catch (error) {
    await ringfence.close();
    await sites.close();
    throw error;
  }
}

/**
 * The next evening from six to seven, forty minutes before it; where nobody moves the clock, the five
 * minutes after the next one.
 * @param {RunningBrowser} ringfence
 * @returns {Promise<Hour>}
 */
async function hourOf(ringfence) {
  const { clock, passTo } = ringfence;
  if (!clock.isMovable) return ruleForSoon(ringfence, { minutes: 5, ahead: minute, goal });
  const evening = new Date(clock.now());
  // A minute earlier, so that none is lost to what this takes.
  evening.setHours(17, 19, 0, 0);
  if (evening.getTime() <= clock.now()) evening.setDate(evening.getDate() + 1);
  await passTo(evening.getTime());
  return ruleForSoon(ringfence, { minutes: 60, ahead: 40 * minute, goal });
}

/**
 * The rule as somebody plans a week: the same hour every other day.
 * @param {Hour} hour
 */
export function ruleOf({ rule, start }) {
  const on = [0, 2, 4].flatMap((later) => days[(new Date(start).getDay() + later) % days.length] ?? []);
  return { ...rule, schedule: rule.schedule.map((part) => ({ ...part, days: on })) };
}

/**
 * Lets time pass as it does for a browser that is awake: while time is protected the core looks at the
 * clock every minute. Of one that was asleep the log would tell.
 * @param {Scene} scene
 * @param {number} at
 */
export async function pass({ ringfence, hour }, at) {
  await ringfence.passTo(Math.min(at, hour.start - 1000));
  while (ringfence.clock.now() < at) {
    await ringfence.passTo(Math.min(ringfence.clock.now() + minute, at));
    // Whatever it is asked, it looks at the clock first.
    await ringfence.send({ type: "view", page: { type: "popup" } });
  }
}

/**
 * What a person reads on a page of ours, in one line.
 * @param {Page | import("puppeteer-core").Frame} part
 */
export async function wordsOf(part) {
  const text = await part.evaluate(() => document.body.innerText);
  return text.split(/\s*\n\s*/).filter(Boolean).join(" · ");
}

/** @param {Scene} scene */
export async function openPopup({ ringfence }) {
  const popup = await ringfence.openPage("popup.html");
  await popup.waitForSelector(".popup-state");
  return popup;
}
