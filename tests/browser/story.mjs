// @ts-check
// The main story, in a real browser without a display: a rule starts, tabs are covered, an override is
// granted and ends, the stretch ends. `node tests/browser/story.mjs [chrome|firefox]`

import path from "node:path";

import { main } from "../tools/command.mjs";
import { dist } from "../tools/paths.mjs";
import { browsers } from "./harness/index.js";
import { goBack } from "./lib/keyboard.js";
import { pictureOf } from "./lib/pixels.js";
import { allowSites, ruleForAnotherDay, ruleForSoon, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { colors } from "./lib/sites.js";
import { panelOf, placeOf, untilCoverPage } from "./lib/tabs.js";
import { beginTelling } from "./lib/telling.js";
import { until } from "./lib/until.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("./lib/server.js").Sites} Sites */
/** @typedef {import("./lib/telling.js").Telling} Telling */

const goal = "Finish chapter four";
const draft = "Dear Ana, the numbers are";
const windows = { chromium: ["--window-size=1280,800"], firefox: ["--width=1280", "--height=800"] };

await main(async () => {
  const name = process.argv[2] === "firefox" ? "firefox" : "chromium";
  const browser = browsers.find((candidate) => candidate.name === name);
  if (!browser) throw new Error(`There is no ${name}.`);
  const sites = await serveSites();
  const ringfence = await browser.launch({ args: windows[name] });
  try {
    const telling = await beginTelling(path.join(dist, "story"));
    await tell(ringfence, sites, telling);
    telling.say("The story is told.");
  } finally {
    await ringfence.close();
    await sites.close();
  }
});

/**
 * @param {RunningBrowser} ringfence
 * @param {Sites} sites
 * @param {Telling} telling
 */
async function tell(ringfence, sites, { say, saw, sure, show }) {
  const url = (/** @type {string} */ place) => sites.url("mail.localhost", place);
  const requests = () => sites.receivedBy("mail.localhost").length;

  say("Work is open: a mail with half a draft, a chat.");
  const rule = await saveRule(ringfence, ruleForAnotherDay({ goal }));
  await allowSites(ringfence);
  const chat = await ringfence.newTab(sites.url("chat.localhost"));
  const mail = await ringfence.newTab(url("/"));
  await mail.click("#draft");
  await mail.keyboard.type(draft);
  await show(mail, "work");

  const soon = await ruleForSoon(ringfence, { minutes: 2, goal });
  await saveRule(ringfence, { ...soon.rule, id: rule });
  say(`The rule “${goal}” covers mail and chat from ${clock(soon.start)} to ${clock(soon.end)}. Nobody presses anything.`);
  // Whoever was still typing would get a minute: the person reads the chat.
  await chat.bringToFront();
  await untilGone(chat, colors.chat, 65_000);
  sure("the stretch began by its own alarm", Date.now() >= soon.start);

  say("The open tabs are covered, and stay where they were.");
  await mail.bringToFront();
  const panel = await panelOf(ringfence, mail);
  const words = await until("the panel speaks", () => panel.evaluate(() => document.body.innerText), (text) => text.includes(goal));
  saw(`the panel says: ${oneLine(words)}`);
  sure("no pixel of the mail or of the chat", (await seen(mail, colors.mail)) + (await seen(chat, colors.chat)) === 0);
  await mail.bringToFront();
  await show(mail, "covered-tab");

  say("A new tab goes to the mail.");
  const before = requests();
  const wanted = url("/thread/7?from=list#last");
  const page = await ringfence.newTab(wanted);
  await untilCoverPage(ringfence, page, wanted);
  saw(`the cover page says: ${oneLine(await page.evaluate(() => document.body.innerText))}`);
  sure("0 requests have reached the mail", requests() === before);
  await show(page, "cover-page");

  say("Someone waits for an answer: back to the mail, on purpose, for 5 minutes at most.");
  await page.click(".cover-foot button");
  await page.waitForSelector("input[name=why]");
  await show(page, "going-back");
  await goBack(page, { reason: 2, minutes: 0 });
  await until("the mail opens", () => placeOf(page), (place) => place === wanted);
  saw("the mail opens at the address that was wanted");
  await until("the open tab is uncovered", () => pictureOf(mail), (picture) => picture.count(colors.mail) > 0);
  saw("the tab with the draft is open as well");
  sure("no pixel of the chat", (await seen(chat, colors.chat)) === 0);
  await show(page, "open-for-a-while");

  say("The popup says how long, and has the way home: “I’m back”.");
  const popup = await ringfence.openPage("popup.html");
  await popup.setViewport({ width: 360, height: 480 });
  await popup.waitForSelector(".popup-override");
  saw(`the popup says: ${oneLine(await popup.evaluate(() => document.body.innerText))}`);
  await show(popup, "popup");
  await popup.click(".popup-override button");
  await untilGone(mail, colors.mail);
  await untilGone(page, colors.mail);
  saw("both tabs of the mail are covered again");
  await popup.close();

  say(`The cover page waits for ${clock(soon.end)}.`);
  const watched = await ringfence.newTab(wanted);
  await untilCoverPage(ringfence, watched, wanted);
  await until("the end is shown", () => watched.$("button.first"), Boolean, soon.end - Date.now());
  saw(`it says: ${oneLine(await watched.evaluate(() => document.body.innerText))}`);
  sure("not before its time", Date.now() >= soon.end);
  await show(watched, "end");
  await watched.click("button.first");
  await until("the tab goes on", () => placeOf(watched), (place) => place === wanted);
  saw("it goes on to the address that was wanted");

  say("Everything is as it was.");
  await mail.bringToFront();
  await until("the mail is seen", () => pictureOf(mail), (picture) => picture.count(colors.mail) > 0);
  const kept = await mail.$eval("#draft", (field) => /** @type {HTMLTextAreaElement} */ (field).value);
  sure(`the draft: “${kept}”`, kept === draft);
  await show(mail, "as-it-was");

  say("The log has it.");
  const log = await ringfence.openPage("options.html#log");
  await log.waitForSelector(".log-day li");
  const lines = await log.$$eval(".log-day li", (items) =>
    items.map((item) => [...item.children].map(({ textContent }) => textContent).join("  ")).reverse(),
  );
  for (const line of lines) saw(oneLine(line));
  await show(log, "log");
}

/**
 * How many pixels of a color a tab shows when it is in front.
 * @param {Page} page
 * @param {import("./lib/pixels.js").Color} color
 */
async function seen(page, color) {
  await page.bringToFront();
  return (await pictureOf(page)).count(color);
}

/**
 * @param {Page} page
 * @param {import("./lib/pixels.js").Color} color
 * @param {number} [patience]
 */
async function untilGone(page, color, patience) {
  await until("nothing of the page is seen", () => pictureOf(page), (picture) => picture.count(color) === 0, patience);
}

/** @param {number} at */
function clock(at) {
  return new Date(at).toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" });
}

/** @param {string} text */
function oneLine(text) {
  return text.split(/\s*\n\s*/).filter(Boolean).join(" · ");
}
