// @ts-check
// The end of the hour and what it leaves: the close-out, the tabs as they were, the parked line, the log.

import { isDeepStrictEqual } from "node:util";

import { tabTo } from "../lib/keyboard.js";
import { readLog, story } from "../lib/log.js";
import { untilSeen } from "../lib/seen.js";
import { colors } from "../lib/sites.js";
import { placeOf, untilCoverPage } from "../lib/tabs.js";
import { timeOfDay } from "../lib/telling.js";
import { until } from "../lib/until.js";
import { parked, wanted } from "./during.js";
import { draft, openPopup, pass, wordsOf } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */

/** What an hour like this one leaves in the log, the oldest first. */
const entries = [
  ...["rule_changed: added", "occurrence_started", "pull: mail.localhost", "note_parked"],
  ...["override_granted", "override_ended: back", "pull: mail.localhost", "occurrence_ended", "closed_out"],
];

/** @param {Scene} scene */
export async function theHourEnds(scene) {
  const { ringfence, telling, hour, keep } = scene;
  const page = keep("cover", await ringfence.newTab(wanted(scene)));
  await untilCoverPage(ringfence, page, wanted(scene));
  await pass(scene, hour.end - 1000);
  await until("the cover page asks what came of it", () => page.$(".close-out"));
  const now = ringfence.clock.now();
  telling.sure(`not early: it is ${timeOfDay(now)}`, now >= hour.end);
  telling.saw(`the cover page in front: ${await wordsOf(page)}`);
  await telling.show(page, "close-out");
}

/** @param {Scene} scene */
export async function theCloseOut(scene) {
  const { ringfence, telling, tab } = scene;
  const page = tab("cover");
  await page.bringToFront();
  await tabTo(page, "#next-step");
  const next = await page.$eval("#next-step", (field) => /** @type {HTMLInputElement} */ (field).value);
  telling.saw(`what comes next stands there already: “${next}”`);
  await page.keyboard.press("Enter");
  await until("it is answered", () => page.$(".close-out"), (form) => !form);
  telling.saw(`done: ${await wordsOf(page)}`);
  await page.click(".cover-end .btn");
  await until("the tab goes on", () => placeOf(page), (place) => place === wanted(scene));
  telling.saw("the tab goes on to the address that was wanted");
  const { view } = await ringfence.send({ type: "view", page: { type: "options" } });
  const steps = view.goals[0].draft.steps.map((/** @type {any} */ one) => `${one.text} (${one.done ? "done" : "to do"})`);
  telling.saw(`the goal’s steps: ${steps.join(", ")}`);
}

/** @param {Scene} scene */
export async function asItWas({ telling, tab }) {
  const mail = tab("mail");
  await untilSeen(mail, colors.mail);
  await untilSeen(tab("chat"), colors.chat);
  await mail.bringToFront();
  const before = { draft, caret: draft.length, focused: "draft" };
  const state = () =>
    mail.evaluate(() => {
      const field = /** @type {HTMLTextAreaElement} */ (document.querySelector("#draft"));
      return { draft: field.value, caret: field.selectionStart, focused: document.activeElement?.id };
    });
  const after = await until("the mail is as it was left", state, (now) => isDeepStrictEqual(now, before));
  telling.saw(`the draft, with the caret at its end: “${after.draft}”`);
  await telling.show(mail, "as-it-was");
}

/** @param {Scene} scene */
export async function whatWasParked(scene) {
  const { telling } = scene;
  const popup = await openPopup(scene);
  const texts = () => popup.$$eval(".notes bdi", (found) => found.map((it) => it.textContent));
  const lines = await until("the line is back", texts, ({ length }) => length === 1);
  telling.saw(`the popup: ${await wordsOf(popup)}`);
  telling.sure(`the line that was parked: “${lines[0]}”`, lines[0] === parked);
  await telling.showPopup(popup, "popup-after");
  await popup.close();
}

/** @param {Scene} scene */
export async function theLog({ ringfence, telling }) {
  const rows = story(await readLog(ringfence));
  const log = await ringfence.openPage("options.html#log");
  const items = () =>
    log.$$eval(".log-day li", (found) => found.map((item) => [...item.children].map(({ textContent }) => textContent).join("  ")).reverse());
  for (const line of await until("every entry is shown", items, ({ length }) => length === rows.length)) telling.saw(line);
  telling.sure(`that is all: ${rows.join(", ")}`, isDeepStrictEqual(rows, entries));
  await telling.show(log, "log");
}
