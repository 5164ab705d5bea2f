// @ts-check
// The background dies whenever it likes; nobody may see a difference. The same minutes are lived
// through with a background that is ended before each kind of event, and with one that is not.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { browsers } from "./harness/index.js";
import { giveAccessBack, withdrawAccess } from "./lib/access.js";
import { untilStands } from "./lib/hidden.js";
import { readLog, story } from "./lib/log.js";
import { allowSites, ruleForSoon, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("./lib/server.js").Sites} Sites */

const minute = 60_000;
/**
 * Firefox's event page also stops by itself a second after each event. (Sooner than it boots, it
 * would never have listened to anyone.)
 */
const impatient = { "extensions.background.idle.timeout": 1000 };

describe("whenever the background dies", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    it(`${name}: alarms, messages, navigations, tabs and access are answered as if it had lived`, async (t) => {
      const ringfence = await launch({ prefs: impatient });
      t.after(() => ringfence.close());
      await liveThrough(t, ringfence, () => ringfence.killWorker());
    });
  }

  it("chromium: the same minutes with a background that lives", async (t) => {
    const chromium = browsers.find(({ name }) => name === "chromium");
    assert.ok(chromium);
    const ringfence = await chromium.launch();
    t.after(() => ringfence.close());
    await liveThrough(t, ringfence, () => Promise.resolve());
  });
});

/**
 * Two minutes of protected time with one of everything that wakes the background. Nothing here asks
 * it anything unless it says so: the tabs and the browser's own lists show what it did.
 * @param {import("node:test").TestContext} t
 * @param {RunningBrowser} ringfence
 * @param {() => Promise<void>} before done before each event
 */
async function liveThrough(t, ringfence, before) {
  const sites = await serveSites();
  t.after(() => sites.close());
  const { rule, start, end } = await ruleForSoon(ringfence, { minutes: 2, ahead: 2 * minute });
  await saveRule(ringfence, rule);
  await allowSites(ringfence);
  const mail = await ringfence.newTab(sites.url("mail.localhost", "/open"));
  const chat = await ringfence.newTab(sites.url("chat.localhost", "/open"));
  const news = await ringfence.newTab(sites.url("news.localhost"));
  const console = await ringfence.openPage("options.html");

  await ringfence.passTo(start - 3000);
  await before();
  await untilStands("the alarm of the beginning covers mail", mail, "veil");
  await untilStands("the alarm of the beginning covers chat", chat, "veil");

  await before();
  const grantedAt = ringfence.clock.now();
  const granted = await ringfence.send({
    type: "request_override",
    draft: { scope: { type: "site", pattern: "chat.localhost" }, minutes: 1, reason: "unblock" },
  });
  assert.equal(granted.type, "made", "a message: an override for a minute");
  await untilStands("chat is open", chat, "page");

  await before();
  const next = sites.url("mail.localhost", "/next?q=1#here");
  await untilCoverPage(ringfence, await ringfence.newTab(next), next);

  await before();
  await send(news, sites);
  await untilStands("the answer to the form is veiled", news, "veil");

  await loseEverything(console);
  await before();
  await mail.bringToFront();
  await until("a switch of tabs brings rules, script and alarms back", () => listsOf(console), isWhole);

  await before();
  await withdrawAccess(ringfence);
  await until("without access no rule is left", () => listsOf(console), ({ rules, scripts }) => rules + scripts === 0);
  await giveAccessBack(ringfence, before);
  await until("with access given back everything stands again", () => listsOf(console), isWhole);
  await untilStands("mail is covered again", mail, "veil");

  await ringfence.passTo(grantedAt + minute - 3000);
  await before();
  await untilStands("the alarm of the override's end covers chat again", chat, "veil");

  await ringfence.passTo(end - 3000);
  await before();
  await untilStands("the alarm of the end opens mail", mail, "page");
  await untilStands("the alarm of the end opens chat", chat, "page");
  await until("nothing is left behind", () => listsOf(console), ({ rules, scripts }) => rules + scripts === 0);

  assert.deepEqual(
    sites.receivedBy("mail.localhost").map(({ method, path, body }) => [method, path, body]),
    [
      ["GET", "/open", ""],
      ["POST", "/sent?by=form", "text=See+you+at+six"],
    ],
    "only the page that was open and the form that was sent reached the site",
  );
  assert.deepEqual(story(await readLog(ringfence)), [
    ...["rule_changed: added", "occurrence_started", "override_granted", "pull: mail.localhost"],
    ...["override_ended: expired", "occurrence_ended"],
  ]);
}

/**
 * Sends a form to the covered site.
 * @param {import("puppeteer-core").Page} news
 * @param {Sites} sites
 */
async function send(news, sites) {
  await news.evaluate(() => /** @type {HTMLFormElement} */ (document.querySelector("#send")).submit());
  await until("the form has arrived", () => sites.receivedBy("mail.localhost").some(({ method }) => method === "POST"));
}

/**
 * What a crash or another extension could take from us behind our back.
 * @param {import("puppeteer-core").Page} console
 */
async function loseEverything(console) {
  await console.evaluate(async () => {
    const rules = await chrome.declarativeNetRequest.getDynamicRules();
    await chrome.declarativeNetRequest.updateDynamicRules({ removeRuleIds: rules.map(({ id }) => id) });
    await chrome.scripting.unregisterContentScripts();
    await chrome.alarms.clearAll();
  });
}

/**
 * The browser's own lists, which do not wake the background.
 * @param {import("puppeteer-core").Page} console
 */
function listsOf(console) {
  return console.evaluate(async () => ({
    rules: (await chrome.declarativeNetRequest.getDynamicRules()).length,
    scripts: (await chrome.scripting.getRegisteredContentScripts()).length,
    alarms: (await chrome.alarms.getAll()).map(({ name }) => name).sort(),
  }));
}

/** @param {{ rules: number, scripts: number, alarms: string[] }} lists */
function isWhole({ rules, scripts, alarms }) {
  return rules > 0 && scripts === 2 && alarms.join() === "change,heartbeat";
}
