// @ts-check
// Going back to work on purpose, for a while, and coming back from it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { goBack, tabTo } from "./lib/keyboard.js";
import { lineIn, touch } from "./lib/line.js";
import { keepPictures } from "./lib/looks.js";
import { pixelsSeen, untilGone, untilSeen } from "./lib/seen.js";
import { colors } from "./lib/sites.js";
import { coverOf, isClosed, nextPage, panelOf, placeOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";

describe("going back on purpose", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch);

      const url = (/** @type {string} */ path) => sites.url("mail.localhost", path);
      const mail = await ringfence.newTab(url("/first"));
      const other = await ringfence.newTab(url("/second"));
      const chat = await ringfence.newTab(sites.url("chat.localhost"));
      await ringfence.send({ type: "start_focus", minutes: 60 });
      const chatCover = await ringfence.newTab(sites.url("chat.localhost", "/room"));
      const waiting = await ringfence.newTab(url("/waiting?a=1#b"));
      const page = await ringfence.newTab(url("/wanted?a=1#b"));
      await untilCoverPage(ringfence, chatCover, sites.url("chat.localhost", "/room"));
      await untilCoverPage(ringfence, waiting, url("/waiting?a=1#b"));
      await untilCoverPage(ringfence, page, url("/wanted?a=1#b"));

      await t.test("the keyboard alone leads from the cover page back to the site", async () => {
        await page.bringToFront();
        await tabTo(page, ".cover-foot button");
        await page.keyboard.press("Enter");
        await page.waitForSelector("input[name=why]");
        await goBack(page, { reason: 1, minutes: 1 });
        await until("the address opens", () => placeOf(page), (place) => place === url("/wanted?a=1#b"));
      });

      await t.test("every tab of the site is open, and only of this site", async () => {
        await untilSeen(mail, colors.mail);
        await untilSeen(other, colors.mail);
        await waiting.bringToFront();
        await until("a waiting tab goes on when it is seen", () => placeOf(waiting), (place) => place === url("/waiting?a=1#b"));
        const fresh = await ringfence.newTab(url("/fresh"));
        assert.equal(await placeOf(fresh), url("/fresh"));
        await untilSeen(fresh, colors.mail);

        assert.equal(await pixelsSeen(chat, colors.chat), 0);
        assert.equal(await placeOf(chatCover), coverOf(ringfence, sites.url("chat.localhost", "/room")));
      });

      // Its end, a minute later, is seen last.
      const grantedAt = ringfence.clock.now();
      const chatGrant = await ringfence.send({
        type: "request_override",
        draft: { scope: { type: "site", pattern: "chat.localhost" }, minutes: 1, reason: "incident" },
      });
      assert.equal(chatGrant.type, "made");
      await untilSeen(chat, colors.chat);

      await t.test("in its last minute a quiet word at the foot of the page tells so", async () => {
        await chat.bringToFront();
        const told = async () => {
          await touch(ringfence);
          return lineIn(chat);
        };
        await until("it is said", told);
        assert.equal(await lineIn(mail), false, "only before the person");
        await keepPictures(ringfence, chat, "line-closing");
      });

      await t.test("“I’m back” covers the site's tabs again", async () => {
        const popup = await ringfence.openPage("popup.html");
        await popup.waitForSelector(".popup-override");
        const overrides = await popup.$$(".popup-override");
        const texts = await Promise.all(overrides.map((part) => part.evaluate((element) => element.textContent ?? "")));
        const mine = texts.findIndex((text) => text.includes("mail.localhost is open until"));
        assert.equal(texts.length, 2);
        assert.match(texts[mine] ?? "", /of 10 min left/);
        await (await overrides[mine]?.$("button"))?.click();
        for (const tab of [mail, other, waiting, page]) await untilGone(tab, colors.mail);
        await untilSeen(chat, colors.chat);
        await popup.close();
      });

      await t.test("the panel's way back opens our page beside the tab, and returns to the tab", async () => {
        await mail.bringToFront();
        const panel = await panelOf(ringfence, mail);
        const button = await until("the panel has its button", () => panel.$("#panel:not([hidden]) #back"));
        const beside = await nextPage(ringfence, async () => button?.click());
        await beside.waitForSelector("input[name=why]");
        const place = new URL(await placeOf(beside));
        assert.match(place.search, /^\?return=\d+$/);
        assert.equal(place.hash, `#${url("/first")}`);
        await goBack(beside, { reason: 2, minutes: 0 });
        await until("the tab is in front again", () => mail.evaluate(() => Reflect.get(Document.prototype, "hidden", document)), (hidden) => !hidden);
        await untilSeen(mail, colors.mail);
        await until("our page has gone", () => isClosed(beside));
      });

      await t.test("when the minute is over, the site's tabs are covered again", async () => {
        await ringfence.passTo(grantedAt + 57_000);
        await untilGone(chat, colors.chat);
        assert.ok(ringfence.clock.now() - grantedAt >= 60_000, "not before its time");
        await untilSeen(mail, colors.mail);
      });

      await t.test("the log has it all", async () => {
        const { view } = await ringfence.send({ type: "view", page: { type: "log", before: 0, limit: 100 } });
        const entries = view.rows.map((/** @type {any} */ row) => row.entry).reverse();
        const pulls = entries.filter((/** @type {any} */ entry) => entry.type === "pull");
        assert.deepEqual(pulls.map((/** @type {any} */ pull) => pull.site), ["chat.localhost", "mail.localhost", "mail.localhost"]);
        assert.deepEqual(
          entries.filter((/** @type {any} */ entry) => entry.type.startsWith("override")).map(short),
          [
            "granted mail.localhost 10 promise",
            "granted chat.localhost 1 incident",
            "ended back",
            "granted mail.localhost 5 unblock",
            "ended expired",
          ],
        );

        const options = await ringfence.openPage("options.html#log");
        await options.waitForSelector(".log-day li");
        const lines = await options.$$eval(".log-day li", (items) => items.map((item) => item.textContent ?? ""));
        assert.equal(lines.length, view.rows.length);
        assert.match(lines[0] ?? "", /The way back closed after 1 min/);
        for (const words of ["Gone back to mail.localhost for 10 min", "Gone back to chat.localhost for 1 min", "Back again after", "chat.localhost pulled"]) {
          assert.ok(lines.some((line) => line.includes(words)), `${words}:\n${lines.join("\n")}`);
        }
      });
    });
  }
});

/** @param {any} entry */
function short(entry) {
  return entry.type === "override_granted"
    ? `granted ${entry.sites.join()} ${entry.minutes} ${entry.reason}`
    : `ended ${entry.how}`;
}
