// @ts-check
// Every way to a covered site while time is protected, and the way on at its end.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { pixelsSeen } from "./lib/seen.js";
import { colors } from "./lib/sites.js";
import { coverOf, leave, newWindow, nextPage, placeOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";

/** @typedef {import("puppeteer-core").Page} Page */

const minute = 60_000;

describe("going to a covered site", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch);

      const url = (/** @type {string} */ path) => sites.url("mail.localhost", path);
      const reached = () => sites.receivedBy("mail.localhost");
      const navigations = () => reached().filter(({ kind }) => kind === "document");

      const open = await ringfence.newTab(url("/open?now=1#here"));
      const left = await ringfence.newTab(url("/left"));
      await left.goto(sites.url("news.localhost"));
      const before = reached();
      assert.deepEqual(before.map(({ path }) => path), ["/open?now=1", "/left"]);
      await ringfence.send({ type: "start_focus", minutes: 60 });

      /** The tabs where our cover page stands, and for what. @type {[Page, string][]} */
      const stopped = [];

      await t.test("the address bar leads to the cover page", async () => {
        const page = await ringfence.newTab(url("/typed?q=%C3%A9#a=b"));
        await untilCoverPage(ringfence, page, url("/typed?q=%C3%A9#a=b"));
        stopped.push([page, url("/typed?q=%C3%A9#a=b")]);
      });

      for (const [what, press, path] of [
        ["a link", "#link", "/thread/7?from=news#last"],
        ["a script's location.assign", "#assign", "/assigned?a=1&b=%20x#part/2"],
        ["a form that asks", "#search button", "/search?q=two+words"],
      ]) {
        await t.test(`${what} leads to the cover page`, async () => {
          const page = await ringfence.newTab(sites.url("news.localhost"));
          await page.click(press ?? "");
          await untilCoverPage(ringfence, page, url(path ?? ""));
          stopped.push([page, url(path ?? "")]);
        });
      }

      await t.test("a tab that a page opens shows the cover page", async () => {
        const news = await ringfence.newTab(sites.url("news.localhost"));
        const page = await nextPage(ringfence, () => news.click("#open"));
        await untilCoverPage(ringfence, page, url("/opened?by=news#top"));
        stopped.push([page, url("/opened?by=news#top")]);
      });

      await t.test("a reload of a covered tab leads to the cover page", async () => {
        await open.bringToFront();
        await leave(open, () => location.reload());
        await untilCoverPage(ringfence, open, url("/open?now=1#here"));
        stopped.push([open, url("/open?now=1#here")]);
      });

      await t.test("not one request has reached the site", () => {
        assert.deepEqual(reached(), before);
      });

      await t.test("the way back in a tab's history shows nothing of the site", async () => {
        await left.bringToFront();
        await leave(left, () => history.back());
        // Firefox keeps the page as it was: then no navigation is there to be stopped, and it is veiled.
        await until("the tab is there again", () => placeOf(left), (place) => [url("/left"), coverOf(ringfence, url("/left"))].includes(place));
        await until("nothing of the mail is seen", () => mailAndNewsSeen(left), (count) => count === 0);
        // The icon of a page that is brought back is Firefox's own affair.
        assert.deepEqual(navigations(), before);
      });

      await t.test("what the person has just sent arrives, and its answer is covered", async () => {
        const page = await ringfence.newTab(sites.url("news.localhost"));
        await page.click("#send button");
        await until("the answer is there", () => placeOf(page), (place) => place === url("/sent?by=form"));
        await until("nothing of the answer is seen", () => mailAndNewsSeen(page), (count) => count === 0);
        const sent = navigations().slice(before.length).map(({ method, path, body }) => [method, path, body]);
        assert.deepEqual(sent, [["POST", "/sent?by=form", "text=See+you+at+six"]]);
      });

      await ringfence.send({ type: "end_focus" });

      await t.test("afterwards each tab goes on to its own address when it is seen", async () => {
        assert.equal(stopped.length, 6);
        for (const [page, address] of stopped) {
          await page.bringToFront();
          await until("the tab has gone on", () => placeOf(page), (place) => place === address);
        }
      });

      await t.test("the end of the time is shown first, where someone looks", async () => {
        const end = ringfence.clock.now() + minute;
        await ringfence.send({ type: "start_focus", minutes: 1 });
        const hidden = await ringfence.newTab(url("/hidden#1"));
        const watched = await ringfence.newTab(url("/watched#2"));
        const other = await newWindow(ringfence, url("/pressed?a=1#3"));
        for (const [page, path] of /** @type {const} */ ([[hidden, "/hidden#1"], [watched, "/watched#2"], [other, "/pressed?a=1#3"]])) {
          await untilCoverPage(ringfence, page, url(path));
        }
        await ringfence.passTo(end - 1000);
        await watched.bringToFront();
        await until("the end is shown", () => other.$eval("button.first", (button) => button.textContent), (label) => label?.includes("Continue to mail.localhost") ?? false);
        await until("the end is shown", () => watched.$eval("button.first", (button) => button.textContent), Boolean);
        assert.equal(await placeOf(watched), coverOf(ringfence, url("/watched#2")));
        assert.equal(await placeOf(hidden), coverOf(ringfence, url("/hidden#1")));

        await other.click("button.first");
        await until("the pressed one has gone on", () => placeOf(other), (place) => place === url("/pressed?a=1#3"));
        assert.equal(await placeOf(watched), coverOf(ringfence, url("/watched#2")), "in front it waits to be pressed");
        assert.equal(await placeOf(hidden), coverOf(ringfence, url("/hidden#1")), "nobody has seen it yet");
        await hidden.bringToFront();
        await until("the hidden one goes on when it is seen", () => placeOf(hidden), (place) => place === url("/hidden#1"));
      });
    });
  }
});

/** @param {import("puppeteer-core").Page} page */
async function mailAndNewsSeen(page) {
  return (await pixelsSeen(page, colors.mail)) + (await pixelsSeen(page, colors.news));
}
