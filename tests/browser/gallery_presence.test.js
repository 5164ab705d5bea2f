// @ts-check
// Pages that watch where the focus is and whether somebody is there. To each of them it is as if the
// person had gone to another tab: nothing is given up, acknowledged or fought over, and they come back.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { host } from "./gallery/serve.js";
import { colorIn, focusedPanel, openGallery } from "./gallery/visit.js";
import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { until } from "./lib/until.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./gallery/visit.js").Gallery} Gallery */
/** @typedef {{ active: string, inner: string | null, here: boolean, state: string, hidden: boolean }} Answers */
/** @typedef {Answers & { type: string, target: string, related: string | null }} Heard */

/**
 * A page of the gallery in front, with the focus in one of its fields and a text in it.
 * @param {Gallery} gallery
 * @param {string} name the page's file
 * @param {string} field the field's id
 */
async function openAndWrite({ ringfence, sites }, name, field) {
  const page = await ringfence.newTab(sites.url(host, `/${name}`));
  await page.bringToFront();
  const isThere = () => page.evaluate((id) => document.getElementById(id) !== null, field);
  await until("the field is there", isThere);
  await page.focus(`#${field}`);
  await page.keyboard.type("Dear Ana");
  return page;
}

/**
 * @param {Gallery} gallery
 * @param {Page} page
 * @param {() => Promise<void>} [meanwhile]
 */
async function coverAndUncover({ ringfence }, page, meanwhile) {
  await ringfence.send({ type: "start_focus", minutes: 60 });
  try {
    await untilStands("it is covered", page, "veil");
    const panel = await focusedPanel(ringfence, page);
    await page.keyboard.type("gone");
    assert.equal(await colorIn(page), 0, "nothing of the page is seen");
    await meanwhile?.();
    assert.ok(await panel.evaluate(() => document.hasFocus()), "the panel has the focus still");
  } finally {
    await ringfence.send({ type: "end_focus" });
  }
  await untilStands("it is open again", page, "page");
}

/**
 * @param {Page} page
 * @param {string} id
 */
async function untilGoesOn(page, id) {
  await until("the field has the focus again", () => page.evaluate(() => document.activeElement?.id), (focused) => focused === id);
  await until("the page has the focus", () => page.evaluate(() => document.hasFocus()));
  await page.keyboard.type(", the numbers");
  const text = await page.$eval(`#${id}`, (field) => /** @type {HTMLInputElement} */ (field).value);
  assert.equal(text, "Dear Ana, the numbers");
}

const dialogs = [
  ["holds-focus", "a modal dialog of a component library"],
  ["traps-focus", "a form whose focus a library traps"],
  ["takes-focus-back", "a dialog that takes the focus back at once and by the clock"],
];

/** @param {Page} page */
const answersOf = (page) => page.evaluate(() => /** @type {Answers} */ (/** @type {any} */ (window).answers()));
/** @param {Page} page */
const recordOf = (page) => page.evaluate(() => /** @type {Heard[]} */ (/** @type {any} */ (window).record.splice(0)));

/**
 * A look at another tab, and back.
 * @param {import("./harness/running.js").RunningBrowser} ringfence
 * @param {Page} page
 * @returns {Promise<Answers>} what the page is answered meanwhile
 */
async function look(ringfence, page) {
  const other = await ringfence.newTab("about:blank");
  await other.bringToFront();
  const isAway = () => page.evaluate(() => Reflect.get(Document.prototype, "hidden", document));
  await until("another tab is in front", isAway);
  const answers = await answersOf(page);
  await page.bringToFront();
  await until("it is in front", isAway, (hidden) => !hidden);
  await other.close();
  return answers;
}

/**
 * What was heard, and what had the focus then. In which order the browser tells of focus and of sight is its own affair.
 * @param {Heard[]} record
 */
const inAnyOrder = (record) => record.map(({ type, target, related, active, inner }) => JSON.stringify({ type, target, related, active, inner })).sort();

describe("the gallery: pages that watch whether somebody is there", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const gallery = await openGallery(t, launch);
      const { ringfence } = gallery;

      for (const [file = "", what] of dialogs) {
        await t.test(`${what}: it answers still, and its text is there afterwards`, async () => {
          const page = await openAndWrite(gallery, file, "in-dialog");
          await coverAndUncover(gallery, page);
          await untilGoesOn(page, "in-dialog");
          await page.close();
        });
      }

      await t.test("an editor that closes when its focus goes elsewhere in the page: it stays open", async () => {
        const page = await openAndWrite(gallery, "closes-on-blur", "in-place");
        await coverAndUncover(gallery, page);
        await untilGoesOn(page, "in-place");
        await page.close();
      });

      await t.test("messages that come meanwhile are not marked as read, and are once the person is back", async () => {
        const page = await openAndWrite(gallery, "marks-as-read", "draft");
        const acknowledged = () => page.evaluate(() => /** @type {any} */ (window).acknowledged.length);
        const sighted = () => page.evaluate(() => /** @type {any} */ (window).sighted.length);
        const receive = () => page.evaluate(() => /** @type {any} */ (window).receive());
        await receive();
        await until("the first is marked, which is seen", acknowledged, (count) => count === 1);
        await coverAndUncover(gallery, page, async () => {
          for (let count = 0; count < 12; count += 1) await receive();
          await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))));
          assert.deepEqual([await acknowledged(), await sighted()], [1, 1]);
        });
        await until("all are marked", acknowledged, (count) => count === 13);
        await page.close();
      });

      for (const field of ["draft", "inner"]) {
        await t.test(`what a page with the focus in its ${field} hears and is answered is what it is of a look at another tab`, async () => {
          const page = await gallery.ringfence.newTab(gallery.sites.url(host, "/records-presence"));
          await page.bringToFront();
          await page.evaluate((id) => (document.getElementById(id) ?? document.getElementById("host")?.shadowRoot?.getElementById(id))?.focus(), field);
          const here = await until("the page has the focus", () => answersOf(page), (answers) => answers.here);
          await recordOf(page);

          const away = await look(ringfence, page);
          await until("it is back", () => answersOf(page), (answers) => answers.here && !answers.hidden);
          const ofALook = await recordOf(page);
          assert.equal(away.hidden, true);

          await coverAndUncover(gallery, page, async () => {
            assert.deepEqual(await answersOf(page), away);
            const before = await recordOf(page);
            await look(ringfence, page);
            await focusedPanel(ringfence, page);
            const heard = await recordOf(page);
            // What drives Firefox from outside waits in the page for that event.
            assert.deepEqual(name === "firefox" ? heard.filter(({ type }) => type !== "visibilitychange") : heard, []);
            assert.deepEqual(await answersOf(page), away);
            await page.evaluate((record) => void /** @type {any} */ (window).record.push(...record), before);
          });
          assert.deepEqual(await until("it is back", () => answersOf(page), (answers) => answers.here && !answers.hidden), here);
          assert.deepEqual(inAnyOrder(await recordOf(page)), inAnyOrder(ofALook));
          await page.close();
        });
      }
    });
  }
});
