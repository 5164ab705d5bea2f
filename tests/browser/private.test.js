// @ts-check
// Private windows: left alone until the person lets us in; then the same hours hold there, what is
// opened there is open there alone, and nothing of it is written down.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { goBack, tabTo } from "./lib/keyboard.js";
import { readLog } from "./lib/log.js";
import { assertLooksWell } from "./lib/looks.js";
import { filesHolding, letIn, privateWindow, windowToFront } from "./lib/private.js";
import { placeOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

/** A word that stands nowhere but in the address of a page in a private window. */
const secret = "zwetschgenkuchen";

describe("private windows", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch);
      const mail = await ringfence.newTab(sites.url("mail.localhost"));
      await ringfence.send({ type: "start_focus", minutes: 60 });
      await untilStands("mail is covered", mail, "veil");

      const hidden = await privateWindow(ringfence, sites.url("mail.localhost", `/${secret}`));
      await t.test("without leave they are left alone, and About says how to change that", async () => {
        await until("the page is there", () => hidden.evaluate(() => document.title), (title) => title === "Mail");
        await untilStands("it is open", hidden, "page");
        assert.ok((await aboutText(ringfence)).includes(sentence(name === "firefox" ? "about_private_firefox" : "about_private_chrome")));
      });

      await letIn(ringfence);
      await t.test("once we are let in, an open page is covered", async () => {
        await untilStands("the private page is covered", hidden, "veil");
        assert.ok((await aboutText(ringfence)).includes(sentence("about_private")));
      });

      const news = await privateWindow(ringfence, sites.url("news.localhost"));
      await t.test("a navigation leads to our cover page before a byte reaches the site", async () => {
        const before = sites.receivedBy("mail.localhost").length;
        await go(news, sites.url("mail.localhost", `/${secret}?again`));
        await untilCoverPage(ringfence, news, sites.url("mail.localhost", `/${secret}?again`));
        assert.equal(sites.receivedBy("mail.localhost").length, before);
      });

      const onDisk = await storedBy(ringfence);
      await t.test("what is opened there is open there, in every private tab, and nowhere else", async () => {
        await windowToFront(ringfence, news);
        await tabTo(news, ".cover-foot button");
        await news.keyboard.press("Enter");
        await news.waitForSelector("input[name=why]");
        await goBack(news, { reason: 1, minutes: 1 });
        await until("the address opens", () => placeOf(news), (place) => place === sites.url("mail.localhost", `/${secret}?again`));
        await untilStands("the other private tab is open too", hidden, "page");
        await go(hidden, sites.url("mail.localhost", `/${secret}?third`));
        await until("and goes on", () => placeOf(hidden), (place) => place.endsWith("third"));
        await untilStands("in the other windows mail is covered", mail, "veil");
        const normal = await ringfence.newTab(sites.url("mail.localhost", "/normal"));
        await untilCoverPage(ringfence, normal, sites.url("mail.localhost", "/normal"));
      });

      await t.test("the popup there says that nothing is written down, and ends what was opened", async () => {
        const popup = await privateWindow(ringfence, `${ringfence.extensionOrigin}/popup.html`);
        await until("its line is there", () => popup.evaluate(() => document.body.innerText), (text) => text.includes(sentence("health_private")));
        await assertLooksWell(ringfence, popup, "popup-private");
        await popup.locator(".popup-override button").click();
        await untilStands("it is covered again", hidden, "veil");
      });

      await t.test("what would stay is refused there", async () => {
        const options = await privateWindow(ringfence, `${ringfence.extensionOrigin}/options.html`);
        const reply = await options.evaluate(() => chrome.runtime.sendMessage({ type: "start_focus", minutes: 5, private: true }));
        assert.deepEqual(reply.faults.map((/** @type {any} */ fault) => fault.kind), ["private_window"]);
        await options.close();
      });

      await t.test("a worker that ends on the way forgets nothing and writes nothing", async () => {
        await ringfence.killWorker();
        await go(news, sites.url("chat.localhost", `/${secret}`));
        await untilCoverPage(ringfence, news, sites.url("chat.localhost", `/${secret}`));
        await untilStands("mail is covered there", hidden, "veil");
      });

      await t.test("nothing of it is in our stores, in the log, or in any file of the profile", async () => {
        assert.deepEqual((await readLog(ringfence)).filter(({ entry }) => entry.type.startsWith("override")), []);
        const after = await storedBy(ringfence);
        assert.equal(after.includes(secret), false);
        assert.deepEqual(grants(after), grants(onDisk));
        await ringfence.send({ type: "end_focus" });
        await untilStands("and at the end it is open", hidden, "page");
        assert.deepEqual(await filesHolding(profileOf(ringfence), [secret]), []);
      });
    });
  }
});

/** @param {Page} page @param {string} url */
async function go(page, url) {
  await page.evaluate((address) => void (location.href = address), url);
}

/** What About says. @param {RunningBrowser} ringfence */
async function aboutText(ringfence) {
  const about = await ringfence.openPage("options.html#about");
  const text = await until("About has looked", () => about.evaluate(() => document.body.innerText), (it) => it.includes(sentence("about_notify_not")));
  await about.close();
  return text;
}

/** All that we keep over the browser's end. @param {RunningBrowser} ringfence */
async function storedBy(ringfence) {
  const page = await ringfence.openPage("options.html");
  const stored = await page.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null)));
  await page.close();
  return stored;
}

/** @param {string} stored */
function grants(stored) {
  return [...stored.matchAll(/"grants":\[[^\]]*\]/g)].map(([text]) => text);
}

/** Where a browser keeps what it writes. @param {RunningBrowser} ringfence */
function profileOf({ browser }) {
  const words = browser.process()?.spawnargs ?? [];
  const place = words.findIndex((word) => word === "--profile" || word === "-profile");
  const profile = place < 0 ? words.find((word) => word.startsWith("--user-data-dir="))?.split("=")[1] : words[place + 1];
  if (!profile) throw new Error("The browser's profile is not known.");
  return profile;
}
