// @ts-check
// The main story, step by step: what a person is told at each, and what happens.

import { asItWas, theCloseOut, theHourEnds, theLog, whatWasParked } from "./after.js";
import { anHourIsSet, theWordBefore, workIsOpen } from "./before.js";
import { aLineIsParked, aNewTab, backAgain, goingBack, theHourBegins, thePanelSpeaks } from "./during.js";
import { pass } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */

const minute = 60_000;

/**
 * @typedef {object} Step
 * @property {string} title what a person is told
 * @property {(scene: Scene) => Promise<void>} play
 * @property {(scene: Scene) => number} [from] the instant until which time passes before
 */

/** An instant within the hour, by minutes of sixty. @param {number} share */
const minuteOf = (share) => (/** @type {Scene} */ { hour: { start, end } }) => start + (share / 60) * (end - start);

/** @type {Step[]} */
export const steps = [
  { title: "Work is open: a chat, and a mail with half a draft.", play: workIsOpen },
  { title: "An hour is set aside: a goal with its next step, and what to keep out.", play: anHourIsSet },
  { title: "Ten minutes before, the popup asks what will be done first.", play: theWordBefore, from: ({ hour }) => hour.start - 10 * minute },
  { title: "The hour begins by itself: open tabs are covered where they stand.", play: theHourBegins, from: ({ hour }) => hour.start - 3000 },
  { title: "The panel over a covered tab says what the hour is for.", play: thePanelSpeaks },
  { title: "A new tab to the mail gets the cover page.", play: aNewTab, from: minuteOf(12) },
  { title: "What came to mind is parked for later.", play: aLineIsParked },
  { title: "Someone waits for an answer: back to the mail, on purpose, for 5 minutes.", play: goingBack, from: minuteOf(24) },
  { title: "“I’m back”: the popup covers the mail again.", play: backAgain, from: minuteOf(27) },
  { title: "The hour ends: the cover page in front asks what came of it.", play: theHourEnds, from: minuteOf(59) },
  { title: "The close-out is answered, and the tab goes on.", play: theCloseOut },
  { title: "Everything is as it was.", play: asItWas },
  { title: "The parked line is back, in the popup.", play: whatWasParked },
  { title: "The log tells it all.", play: theLog },
];

/**
 * @param {Scene} scene
 * @param {Step} step
 */
export async function tell(scene, { title, play, from }) {
  if (from) await pass(scene, from(scene));
  scene.telling.say(title);
  await play(scene);
}
