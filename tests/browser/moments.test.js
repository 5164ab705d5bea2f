// @ts-check
// What a stretch finds when it begins, by its own alarm: a call goes on, a sentence is finished, and a
// dimmed page asks once whether one is here on purpose.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { standing, untilStands } from "./lib/hidden.js";
import { lineIn, touch } from "./lib/line.js";
import { readLog } from "./lib/log.js";
import { assertLooksWell, keepPictures } from "./lib/looks.js";
import { allowSites, ruleForAnotherDay, ruleForSoon, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { newWindow, placeOf, watch } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

const host = "meet.localhost";
const meeting = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Meeting</title><link rel="icon" href="data:,">
<body style="background: rgb(90 0 160); color: #fff"><h1>Meeting</h1>
<script>
  window.talk = async () => {
    const context = window.context = new AudioContext();
    const voice = new OscillatorNode(context, { frequency: 220 });
    voice.connect(new GainNode(context, { gain: 0.05 })).connect(context.destination);
    voice.start();
    await context.resume();
  };
</script>`;
/** A letter is written in a frame of the mail page, as many editors have it. */
const compose = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Compose</title><link rel="icon" href="data:,">
<body><h1>Compose</h1><iframe src="/letter" title="Letter" width="420" height="160"></iframe>`;
const letter = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Letter</title><textarea id="draft" aria-label="Letter"></textarea>`;

describe("what a stretch finds when it begins", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const sites = await serveSites();
      t.after(sites.close);
      sites.add(host, meeting);
      sites.addFile("mail.localhost", "/compose", "text/html", compose);
      sites.addFile("mail.localhost", "/letter", "text/html", letter);
      const ringfence = await launch({ args: name === "chromium" ? ["--autoplay-policy=no-user-gesture-required"] : [] });
      t.after(ringfence.close);
      const meetings = { id: "meetings", name: "Meetings", sites: [host] };
      const covering = await saveRule(ringfence, ruleForAnotherDay({ sites: ["mail.localhost"], groups: ["meetings"] }), [meetings]);
      const dimming = await saveRule(ringfence, ruleForAnotherDay({ mode: "dim", sites: ["wiki.localhost"] }));
      await allowSites(ringfence);
      const own = await ringfence.openPage("options.html");
      const call = await ringfence.newTab(sites.url(host, "/room"));
      const wiki = await ringfence.newTab(sites.url("wiki.localhost"));
      const quiet = await ringfence.newTab(sites.url(host, "/waiting"));
      const mail = await ringfence.newTab(sites.url("mail.localhost", "/compose"));
      await call.bringToFront();
      await talk(ringfence, call);
      await until("the browser tells of the call", () => own.evaluate(callsHeard), (calls) => calls.length === 1);

      const soon = await ruleForSoon(ringfence, { minutes: 5, ahead: 15_000 });
      await saveRule(ringfence, { ...soon.rule, id: covering, sites: ["mail.localhost"], groups: ["meetings"] });
      await saveRule(ringfence, { ...soon.rule, id: dimming, mode: "dim", sites: ["wiki.localhost"] });
      await mail.bringToFront();
      await mail.evaluate(() => frames[0]?.document.getElementById("draft")?.focus());
      await mail.keyboard.type("Dear Ana");
      const happened = [call, mail].map(watch);
      const covered = async () => {
        await touch(ringfence);
        return standing(quiet);
      };
      await ringfence.passTo(soon.start - 1000);
      await mail.bringToFront();
      await until("the meeting in which nobody talks is covered", covered, (seen) => seen === "veil");

      await t.test("a call that is heard goes on, and is not muted", async () => {
        assert.equal(await standing(call), "page");
        assert.deepEqual(await own.evaluate(callsHeard), [{ muted: false }]);
      });

      await t.test("who is typing goes on, and may send", async () => {
        await until("the line is there", () => lineIn(mail));
        assert.equal(await standing(mail), "page");
        await mail.keyboard.type(", the numbers");
        assert.equal(await letterIn(mail), "Dear Ana, the numbers");
        await keepPictures(ringfence, mail, "line-typing");
        await mail.evaluate(() => history.pushState({}, "", "/sent"));
        assert.equal(await standing(mail), "page");
      });

      await t.test("the popup names both, and “Cover now” covers the call", async () => {
        const popup = await newWindow(ringfence, `${ringfence.extensionOrigin}/popup.html`);
        await until("both are there", () => popup.$$(".grace button"), (buttons) => buttons.length === 2);
        await assertLooksWell(ringfence, popup, "popup-graces");
        await keepPictures(ringfence, call, "line-call");
        await popup.bringToFront();
        await popup.evaluate((site) => {
          const part = [...document.querySelectorAll(".grace")].find((it) => it.textContent?.includes(site));
          part?.querySelector("button")?.focus();
        }, host);
        await popup.keyboard.press("Enter");
        await untilStands("the call is covered", call, "veil");
        await popup.close();
      });

      await t.test("after its minute the mail is covered, with all that was written", async () => {
        await ringfence.passTo(soon.start + 57_000);
        await untilStands("the mail is covered", mail, "veil");
        assert.equal(await letterIn(mail), "Dear Ana, the numbers");
        await until("the line is gone", () => lineIn(mail), (isThere) => !isThere);
        assert.equal(await placeOf(mail), sites.url("mail.localhost", "/sent"));
        assert.deepEqual(happened.map(({ dialogs }) => dialogs), [0, 0]);
      });

      await t.test("the first press in a dimmed page asks, does nothing else, and is a pull; the next is the page's", async () => {
        await wiki.bringToFront();
        const presses = () => wiki.evaluate(() => /** @type {any} */ (window).heard.filter((/** @type {string} */ kind) => kind === "click").length);
        await wiki.evaluate(() => document.querySelector("h1")?.addEventListener("click", () => document.body.append("pressed ")));
        await wiki.click("h1");
        await until("it is asked", () => lineIn(wiki));
        assert.equal(await wiki.evaluate(() => document.body.textContent?.includes("pressed")), false);
        await keepPictures(ringfence, wiki, "line-purpose");
        await wiki.click("h1");
        assert.equal(await wiki.evaluate(() => document.body.textContent?.split("pressed").length), 2);
        assert.ok((await presses()) >= 1);
        await until("it is in the log", () => readLog(ringfence), (rows) => rows.filter(({ entry }) => entry.type === "pull").length === 1);
      });

      await t.test("the log tells of the call", async () => {
        const rows = await readLog(ringfence);
        const granted = rows.flatMap(({ entry }) => (entry.type === "override_granted" ? [entry] : []));
        assert.deepEqual(granted.map(({ reason, sites: opened }) => [reason, opened]), [["call", [host]]]);
        const log = await ringfence.openPage("options.html#log");
        await until("in words", () => log.evaluate(() => document.body.textContent ?? ""), (text) => text.includes(sentence("entry_call", host)));
      });
    });
  }
});

/** @param {Page} page */
function letterIn(page) {
  return page.evaluate(() => /** @type {HTMLTextAreaElement | null | undefined} */ (frames[0]?.document.getElementById("draft"))?.value);
}

/**
 * Begins a call: in Chromium with a voice; in Firefox, which is silent where there is no device to
 * hear it by, the browser says that the page has the microphone, as it does after its own prompt.
 * @param {RunningBrowser} ringfence
 * @param {Page} page in front
 */
async function talk(ringfence, page) {
  if (ringfence.name === "chromium") return page.evaluate(() => /** @type {any} */ (window).talk());
  const sharing = { webRTC: { sharing: "microphone", microphone: 1 } };
  await ringfence.privileged(`void gBrowser.updateBrowserSharing(gBrowser.selectedBrowser, ${JSON.stringify(sharing)})`);
}

/** Runs in a page of ours: the tabs in which the browser tells of a call. */
async function callsHeard() {
  const tabs = /** @type {(chrome.tabs.Tab & { sharingState?: { microphone?: boolean } })[]} */ (await chrome.tabs.query({}));
  return tabs.flatMap(({ audible, sharingState, mutedInfo }) => (audible || sharingState?.microphone ? [{ muted: mutedInfo?.muted }] : []));
}
