// @ts-check
// One visit to a page of the gallery: written in, covered while it is in front, watched for as long
// as it fights, uncovered, and looked at again. What must hold for every page is asserted here.

import assert from "node:assert/strict";

import { untilStands } from "../lib/hidden.js";
import { pictureOf } from "../lib/pixels.js";
import { ruleForAnotherDay } from "../lib/rules.js";
import { panelOf, stateOf, watch } from "../lib/tabs.js";
import { until } from "../lib/until.js";
import { browserWithRule } from "../lib/with_rule.js";
import { answer, color, host, otherHost } from "./serve.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("node:test").TestContext} TestContext */
/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */

/**
 * @typedef {object} Gallery
 * @property {RunningBrowser} ringfence
 * @property {import("../lib/server.js").Sites} sites
 */

/**
 * A page that fights counts its rounds as `window.rounds`, from `window.start()` on if it has one.
 * @typedef {object} Visit
 * @property {string} name the page's file
 * @property {string} sees what the person sees, as the test's title
 * @property {number} [rounds] how often it fights while it is covered; none: it is still, and must be as it was to the letter
 * @property {true} [redraws] it makes itself anew when it fights, and so gives up its place by itself
 * @property {(page: Page, gallery: Gallery) => Promise<void>} [before] once it is written in
 * @property {(page: Page) => Promise<void>} [meanwhile] in the very moment of covering
 * @property {(page: Page, gallery: Gallery) => Promise<void>} [covered] once it is covered
 * @property {(page: Page, gallery: Gallery) => Promise<void>} [after] once it is uncovered
 */

/**
 * A browser with the gallery's sites in a rule of another day.
 * @param {TestContext} t
 * @param {import("../harness/index.js").BrowserUnderTest["launch"]} launch
 * @returns {Promise<Gallery>}
 */
export async function openGallery(t, launch) {
  const { sites, ringfence } = await browserWithRule(t, launch, ruleForAnotherDay({ sites: [host] }));
  for (const one of [host, otherHost]) sites.add(one, answer);
  return { ringfence, sites };
}

/**
 * @param {Gallery} gallery
 * @param {Visit} visit
 */
export async function pay(gallery, { name, rounds = 0, redraws, before, meanwhile, covered, after }) {
  const { ringfence, sites } = gallery;
  const page = await ringfence.newTab(sites.url(host, `/${name}`));
  await write(page);
  await before?.(page, gallery);
  assert.ok((await colorIn(page)) > 0, "the page was seen before");
  const was = await stateOf(page);
  const happened = watch(page);
  const documents = () => sites.receivedBy(host).filter(({ kind }) => kind === "document").length;
  const asked = documents();

  await meanwhile?.(page);
  await ringfence.send({ type: "start_focus", minutes: 60 });
  try {
    await stayCovered(page, name, rounds);
    await covered?.(page, gallery);
  } finally {
    await ringfence.send({ type: "end_focus" });
  }
  await untilStands(`${name} is open again`, page, "page");
  await until("the page is seen again", () => colorIn(page), (count) => count > 0);
  // The veil goes first; what had the focus can take it only then.
  if (rounds === 0) await until("the focus is where it was", () => stateOf(page), ({ focused }) => focused === was.focused);
  const is = await stateOf(page);
  if (rounds === 0) assert.deepEqual(is, was);
  else if (redraws) assert.deepEqual(textsOf(is), textsOf(was));
  else assert.deepEqual(placesOf(is), placesOf(was));
  // The veil's sheet goes first, and what stands by in the page a moment later.
  await until("nothing of ours is left", () => leftBehind(page), (left) => left.length === 0);
  await after?.(page, gallery);
  // To Firefox's driver a document that is written anew is a navigation; the server was not asked.
  if (!redraws) assert.equal(happened.navigations, 0);
  assert.equal(happened.dialogs, 0);
  assert.equal(documents(), asked);
  await page.close();
}

/**
 * @param {Page} page
 * @param {string} name
 * @param {number} rounds
 */
async function stayCovered(page, name, rounds) {
  await untilStands(`${name} is covered`, page, "veil");
  const fought = () => page.evaluate(() => /** @type {any} */ (window).rounds ?? 0);
  const end = (await fought()) + rounds;
  await page.evaluate(() => void (/** @type {any} */ (window).start?.()));
  do assert.equal(await colorIn(page), 0, "nothing of the page is seen");
  while ((await fought()) < end);
}

/**
 * How many pixels of a tab have the gallery's color.
 * @param {Page} page
 */
export async function colorIn(page) {
  return (await pictureOf(page)).count(color);
}

/**
 * The panel, once it has the focus.
 * @param {RunningBrowser} ringfence
 * @param {Page} page
 */
export async function focusedPanel(ringfence, page) {
  const panel = await panelOf(ringfence, page);
  await until("the panel has the focus", () => panel.evaluate(() => document.hasFocus()));
  return panel;
}

/**
 * A draft with a part of it selected, and a place in the page.
 * @param {Page} page
 */
export async function write(page) {
  await page.bringToFront();
  await page.click("#reply");
  await page.keyboard.type("On Monday");
  // By the focus, not by a press: after a press Firefox keeps a place in the reply beside the one in
  // the draft, which it gives up whenever a script moves the focus.
  await page.focus("#draft");
  await page.keyboard.type("Dear Ana, the numbers");
  await page.keyboard.down("Shift");
  for (let letters = 0; letters < 7; letters += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.up("Shift");
  await page.evaluate(() => scrollTo(0, 60));
}

/**
 * What a page must keep that is never still: the texts, what is selected in them, and the place.
 * @param {Awaited<ReturnType<typeof stateOf>>} state
 */
function placesOf({ fields, scrolled, born }) {
  return { fields, scrolled, born };
}

/** @param {Awaited<ReturnType<typeof stateOf>>} state */
function textsOf({ fields, born }) {
  return { texts: fields.map(({ id, value }) => ({ id, value })), born };
}

/**
 * Whatever stands in the document that only we can have put there.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
function leftBehind(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    const foreign = [...root.children].filter((child) => child !== document.head && child !== document.body);
    const attributes = [...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames());
    return [...foreign.map((child) => child.localName), ...attributes.filter((attribute) => attribute.includes("ringfence"))];
  });
}
