// @ts-check
// Who may say what to the background, seen from where a stranger would try it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { ruleForAnotherDay } from "./lib/rules.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";

const focus = { type: "start_focus", minutes: 25 };
const everything = { scope: { type: "everything" }, minutes: 5, reason: "habit" };

/** What no page of ours ever says. */
const malformed = [
  ...[null, 1, "start_focus", true, [], [focus], {}],
  ...[{ type: "unheard_of" }, { type: "constructor" }, { type: null }, { type: ["end_focus"] }],
  ...[{ type: "start_focus" }, { type: "start_focus", minutes: "25" }, { type: "start_focus", minutes: -1 }],
  ...[{ type: "start_focus", minutes: 1.5 }, { ...focus, also: "this" }, { type: "save_rule", rule: null }],
  ...[{ type: "save_rule", rule: { ...ruleForAnotherDay(), mode: "blink" } }, { type: "delete_rule", id: 2 ** 40 }],
  ...[{ type: "request_override", draft: { ...everything, scope: { type: "site" } } }, { type: "view", page: { type: "nowhere" } }],
];

/** What others say to the background, from a page of ours. */
const notOurs = [
  ...[{ type: "booted" }, { type: "installed" }, { type: "alarm_fired", name: "change" }, { type: "looked" }, { type: "access_changed" }],
  ...[{ type: "log_written", through: 99 }, { type: "log_failed" }, { type: "network_rules_refused", sites: ["mail.localhost"] }, { type: "posture_failed" }],
  ...[{ type: "log_read", rows: [], more: false }, { type: "panel_opened" }, { type: "go_back_pressed" }],
];

/** What a page of ours says, from elsewhere. */
const ours = [
  ...[focus, { type: "end_focus" }, { type: "view", page: { type: "options" } }, { type: "request_override", draft: everything }],
  ...[{ type: "delete_rule", id: 1 }, { type: "save_rule", rule: ruleForAnotherDay() }, { type: "show_me" }],
  ...[{ type: "cover_opened", url: "http://mail.localhost/", attempt: true }],
];

describe("messages from whoever sends them", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch);
      const own = await ringfence.openPage("options.html");
      await ringfence.send({ type: "start_focus", minutes: 60 });

      /** Everything that is kept, but for when it was looked at last: that is written every minute. */
      const kept = async () => {
        const { view } = await ringfence.send({ type: "view", page: { type: "log", before: 0, limit: 500 } });
        const storage = await own.evaluate(() => chrome.storage.local.get(null));
        const isState = (/** @type {string} */ key) => key.startsWith("state.");
        const others = Object.entries(storage).filter(([key]) => !isState(key));
        const state = newest(Object.keys(storage).filter(isState).map((key) => String(storage[key])));
        return { state, others, log: view };
      };
      const before = await kept();
      assert.equal(before.state.rules.length, 1, "there is a state to be touched");

      await t.test("malformed messages are answered with an error", async () => {
        for (const message of malformed) {
          const reply = await own.evaluate((sent) => chrome.runtime.sendMessage(sent), message);
          assert.equal(reply?.type, "error", `${JSON.stringify(message)}: ${JSON.stringify(reply)}`);
        }
        assert.deepEqual(await kept(), before);
      });

      await t.test("a page of ours cannot speak for the browser or for another page", async () => {
        for (const message of [...notOurs, { type: "page_shown", url: sites.url("mail.localhost") }]) {
          const reply = await own.evaluate((sent) => chrome.runtime.sendMessage(sent), message);
          assert.equal(reply?.type, "error", JSON.stringify(message));
        }
        assert.deepEqual(await kept(), before);
      });

      await t.test("a content script gets mode and end, may lead to the way back, and gets an error for all else", async () => {
        const answer = await ringfence.newTab(sites.url("news.localhost"));
        await answer.click("#send button");
        const url = sites.url("mail.localhost", "/sent?by=form");
        await until("the answer is there", () => answer.evaluate(() => location.href), (place) => place === url);
        const messages = [...malformed, ...notOurs.filter(({ type }) => type !== "go_back_pressed"), ...ours];
        const replies = await own.evaluate(sendFromContentScript, url, [{ type: "page_shown", url }, ...messages]);
        const [verdict, ...others] = replies;
        assert.deepEqual(Object.keys(verdict).sort(), ["type", "verdict"]);
        assert.deepEqual(Object.keys(verdict.verdict).sort(), ["mode", "type", "until"]);
        others.forEach((reply, index) => assert.equal(reply?.type, "error", JSON.stringify(messages[index])));
        assert.deepEqual(await kept(), before);

        // The page itself, in its own world, has nobody to talk to.
        const reached = await answer.evaluate(async (origin, sent) => {
          const { browser, chrome: here } = /** @type {any} */ (globalThis);
          const send = (browser ?? here)?.runtime?.sendMessage;
          return send ? Promise.resolve(send(new URL(origin).host, sent)).catch(() => "refused") : "nobody";
        }, ringfence.extensionOrigin, focus);
        assert.ok(["nobody", "refused"].includes(reached), String(reached));
        assert.deepEqual(await kept(), before);
      });

      await t.test("a stranger's page that frames ours gets empty frames that can do nothing", async () => {
        const target = sites.url("mail.localhost");
        // A page each: of two such frames in one the driver now and then never hears of the second.
        for (const page of ["cover", "panel"]) {
          const address = `${ringfence.extensionOrigin}/${page}.html#${target}`;
          const host = `evil-${page}.localhost`;
          sites.add(host, `<iframe src="${address}" width="600" height="400"></iframe>`);
          const evil = await ringfence.newTab(sites.url(host));
          const frame = await until(`${address} stands in the page`, async () => {
            for (const candidate of evil.frames()) {
              const place = await candidate.evaluate(() => document.readyState === "complete" && location.href);
              if (place === address) return candidate;
            }
            return null;
          });
          for (const message of [...ours, ...notOurs.filter(({ type }) => type !== "panel_opened" && type !== "go_back_pressed")]) {
            const reply = await frame?.evaluate((sent) => chrome.runtime.sendMessage(sent), message);
            assert.equal(reply?.type, "error", `${address}: ${JSON.stringify(message)}`);
          }
          // After its own questions have been answered, as they were asked before ours.
          assert.equal(await frame?.evaluate(() => document.body.innerText.trim()), "", address);
        }
        assert.deepEqual(await kept(), before);
      });
    });
  }
});

/**
 * Runs in a page of ours: puts a function where our content script is, and gives what it was answered.
 * @param {string} url
 * @param {unknown[]} messages
 * @returns {Promise<any[]>}
 */
async function sendFromContentScript(url, messages) {
  const [tab] = (await chrome.tabs.query({})).filter((candidate) => candidate.url === url);
  if (tab?.id === undefined) throw new Error(`${url} is in no tab.`);
  const [injected] = await chrome.scripting.executeScript({
    target: { tabId: tab.id },
    args: [messages],
    func: async (/** @type {unknown[]} */ sent) => {
      const replies = [];
      for (const message of sent) replies.push(await chrome.runtime.sendMessage(message));
      return replies;
    },
  });
  return /** @type {any[]} */ (injected?.result);
}

/**
 * The state of the highest generation, without its last look.
 * @param {string[]} texts as they stand in their slots: a head `ringfence <version> <generation> <checksum>`, then JSON
 */
function newest(texts) {
  const states = texts.filter(Boolean).map((text) => {
    const [head = "", body = ""] = text.split("\n");
    return { generation: Number(head.split(" ")[2]), body };
  });
  const last = states.reduce((one, other) => (other.generation > one.generation ? other : one));
  const state = JSON.parse(last.body);
  delete state.seen;
  return state;
}
