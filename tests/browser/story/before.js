// @ts-check
// The story until its hour: what is open, what the hour is for, and the word ten minutes before.

import { dateIn } from "../lib/dates.js";
import { allowSites, saveRule } from "../lib/rules.js";
import { timeOfDay } from "../lib/telling.js";
import { until } from "../lib/until.js";
import { sentence } from "../lib/words.js";
import { draft, goal, openPopup, ruleOf, step, wordsOf } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */

/** @param {Scene} scene */
export async function workIsOpen({ ringfence, sites, telling, keep }) {
  const chat = keep("chat", await ringfence.newTab(sites.url("chat.localhost")));
  const mail = keep("mail", await ringfence.newTab(sites.url("mail.localhost")));
  await mail.click("#draft");
  await mail.keyboard.type(draft);
  telling.saw(`a chat, “${await chat.title()}”, and a mail with half a draft: “${draft}”`);
  await telling.show(mail, "work");
}

/** @param {Scene} scene */
export async function anHourIsSet({ ringfence, telling, hour }) {
  await ringfence.send({
    type: "save_goal",
    goal: { title: goal, deadline: dateIn(19, hour.start), beyond: true, steps: [{ text: step }, { text: "Draw the chart" }, { text: "Ask Ben to read it" }] },
  });
  await saveRule(ringfence, ruleOf(hour));
  await allowSites(ringfence);
  const page = await ringfence.openPage("options.html#week");
  await page.waitForSelector(".rule");
  // The evening is below the fold.
  await page.$eval(".week-wrap", (week) => week.scrollIntoView());
  telling.saw(`the hour: “${goal}”, from ${timeOfDay(hour.start)} to ${timeOfDay(hour.end)}, covers ${hour.rule.sites?.join(" and ")}`);
  await telling.show(page, "week");
  await page.close();
  const goals = await ringfence.openPage("options.html#goals");
  await goals.waitForSelector(".goal");
  telling.saw(`the goal’s next step: “${step}”`);
  await telling.show(goals, "goal");
  await goals.close();
}

/** @param {Scene} scene */
export async function theWordBefore(scene) {
  const { telling, tab } = scene;
  const popup = await openPopup(scene);
  const field = await until("the popup asks what will be done first", () => popup.$("#step"));
  telling.saw(`the popup: ${await wordsOf(popup)}`);
  const first = await popup.$eval("#step", (input) => /** @type {HTMLInputElement} */ (input).value);
  telling.sure(`it proposes the next step: “${first}”`, first === step);
  await telling.showPopup(popup, "popup-before");
  await field?.press("Enter");
  await until("the step is kept", () => popup.$eval("#step-said", (line) => line.textContent), (text) => text === sentence("nudge_step_kept"));
  telling.saw(`after Enter: ${sentence("nudge_step_kept")}`);
  await popup.close();
  // Whoever is still typing in a tab when the hour begins would get a minute: the person reads the chat.
  await tab("chat").bringToFront();
}
