// @ts-check
// The hour itself: tabs covered where they stand, the cover page, a line that is parked, going back on
// purpose and coming back.

import { untilStands } from "../lib/hidden.js";
import { goBack, tabTo } from "../lib/keyboard.js";
import { pixelsSeen, untilGone, untilSeen } from "../lib/seen.js";
import { colors } from "../lib/sites.js";
import { panelOf, placeOf, untilCoverPage } from "../lib/tabs.js";
import { timeOfDay } from "../lib/telling.js";
import { until } from "../lib/until.js";
import { openPopup, pass, step, wordsOf } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */

export const parked = "Ask Ana which month she means";

/** What is wanted of the mail in the hour. @param {Scene} scene */
export const wanted = ({ sites }) => sites.url("mail.localhost", "/thread/7?from=list#last");

/** @param {Scene} scene */
export async function theHourBegins(scene) {
  const { ringfence, telling, hour, tab } = scene;
  await pass(scene, hour.start - 1000);
  await untilStands("the chat in front is covered", tab("chat"), "veil");
  await untilStands("the mail behind it is covered", tab("mail"), "veil");
  const now = ringfence.clock.now();
  telling.sure(`nobody pressed anything, and it did not begin early: it is ${timeOfDay(now)}`, now >= hour.start);
  const pixels = (await pixelsSeen(tab("chat"), colors.chat)) + (await pixelsSeen(tab("mail"), colors.mail));
  telling.sure(`${pixels} pixels of the mail or the chat are seen`, pixels === 0);
}

/** @param {Scene} scene */
export async function thePanelSpeaks({ ringfence, telling, tab }) {
  const mail = tab("mail");
  await mail.bringToFront();
  const panel = await panelOf(ringfence, mail);
  await until("the panel says the step", () => wordsOf(panel), (words) => words.includes(step));
  telling.saw(`the panel over the mail: ${await wordsOf(panel)}`);
  await telling.show(mail, "covered-tab");
}

/** @param {Scene} scene */
export async function aNewTab(scene) {
  const { ringfence, sites, telling, keep } = scene;
  const requests = () => sites.receivedBy("mail.localhost").length;
  const before = requests();
  const page = keep("cover", await ringfence.newTab(wanted(scene)));
  await untilCoverPage(ringfence, page, wanted(scene));
  telling.saw(`the cover page: ${await wordsOf(page)}`);
  telling.sure(`${requests() - before} requests have reached the mail`, requests() === before);
  await telling.show(page, "cover-page");
}

/** @param {Scene} scene */
export async function aLineIsParked({ telling, tab }) {
  const page = tab("cover");
  await tabTo(page, "#park");
  await page.keyboard.type(parked);
  await page.keyboard.press("Enter");
  const hint = await until("it is counted", () => page.$eval("#park-hint", (line) => line.textContent ?? ""), (text) => text.startsWith("1 "));
  telling.saw(`“${parked}”: ${hint}`);
  await telling.show(page, "parked");
}

/** @param {Scene} scene */
export async function goingBack(scene) {
  const { telling, tab } = scene;
  const [page, mail] = [tab("cover"), tab("mail")];
  await page.bringToFront();
  await page.click(".cover-foot button");
  await page.waitForSelector("input[name=why]");
  // The third reason: to unblock someone.
  await tabTo(page, "input[name=why]");
  await page.keyboard.press(" ");
  for (let reason = 0; reason < 2; reason += 1) await page.keyboard.press("ArrowDown");
  await page.type("#puller", "Ana");
  telling.saw(`it asks: ${await page.$eval("h1", (heading) => heading.textContent)}`);
  const terms = await page.$$eval(".back-grid li", (found) => found.map(({ textContent }) => textContent));
  telling.saw(`what it comes to: ${terms.join(" ")}`);
  await telling.show(page, "going-back");
  await goBack(page, { reason: 0, minutes: 0 });
  await until("the mail opens", () => placeOf(page), (place) => place === wanted(scene));
  await untilSeen(page, colors.mail);
  telling.saw("the mail opens at the address that was wanted");
  await telling.show(page, "open-for-a-while");
  await untilSeen(mail, colors.mail);
  telling.saw("the tab with the draft is open as well");
  telling.sure("no pixel of the chat is seen", (await pixelsSeen(tab("chat"), colors.chat)) === 0);
  await mail.bringToFront();
}

/** @param {Scene} scene */
export async function backAgain(scene) {
  const { telling, tab } = scene;
  const popup = await openPopup(scene);
  await popup.waitForSelector(".popup-override");
  telling.saw(`the popup: ${await wordsOf(popup)}`);
  await telling.showPopup(popup, "popup-away");
  await popup.click(".popup-override button");
  await untilGone(tab("mail"), colors.mail);
  await untilGone(tab("cover"), colors.mail);
  telling.saw("both tabs of the mail are covered again");
  await popup.close();
}
