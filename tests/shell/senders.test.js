// @ts-check
// Who may send what: decided by where the sender stands, never by what it says of itself.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browserWithRule, contentOf } from "./background.js";
import { id, origin } from "./fake_browser.js";

const popup = { type: "view", page: { type: "popup" } };
const tab = { id: 1, incognito: false };
const site = "https://mail.work.example/inbox";

/** Whom the shell lets in as one of our own pages. */
const ours = {
  "the popup": { id, url: `${origin}/popup.html`, frameId: 0 },
  "a page of ours in a tab": { id, url: `${origin}/options.html#week`, frameId: 0, tab },
  "a page of ours that says nothing of frames": { id, url: `${origin}/welcome.html` },
};

/** To whom the shell does not listen at all. */
const strangers = {
  "another extension": { id: "other", url: "chrome-extension://other/popup.html", frameId: 0 },
  "another extension with our address": { id: "other", url: `${origin}/popup.html`, frameId: 0 },
  "a page of ours in a frame of a site": { id, url: `${origin}/cover.html#${site}`, frameId: 7, tab },
  "a page whose address begins like ours": { id, url: `${origin}.evil.example/popup.html`, frameId: 0 },
  "a frame of a site": { id, url: site, frameId: 7, tab },
  "a site without a tab": { id, url: site, frameId: 0 },
  "a local file": { id, url: "file:///home/popup.html", frameId: 0, tab },
  "a page that is prerendered": { id, url: site, frameId: 0, tab, documentLifecycle: "prerender" },
  "our panel outside of a tab": { id, url: `${origin}/panel.html`, frameId: 7 },
  "nobody": {},
};

for (const [who, sender] of Object.entries(ours)) {
  test(`${who} gets a view`, async () => {
    const browser = await browserWithRule();
    assert.equal((await browser.send(popup, sender)).type, "view");
  });
}

for (const [who, sender] of Object.entries(strangers)) {
  test(`${who} gets an error, and the core does not hear of it`, async () => {
    const browser = await browserWithRule();
    const before = browser.calls.length;
    for (const message of [popup, { type: "page_shown", url: site }, { type: "panel_opened" }, { type: "end_focus" }]) {
      assert.deepEqual(await browser.send(message, sender), { type: "error", message: "This sender may not send anything." });
    }
    assert.equal(browser.calls.length, before);
  });
}

test("a work page learns mode and end, can lead to the way back, and can ask for nothing else", async () => {
  const browser = await browserWithRule();
  const work = browser.addTab(site);
  await browser.send({ type: "start_focus", minutes: 25 });
  const { verdict, ...rest } = await browser.send({ type: "page_shown", url: site }, contentOf(work));
  assert.deepEqual(rest, { type: "verdict" });
  assert.deepEqual(Object.keys(verdict).sort(), ["mode", "type", "until"]);
  for (const message of [popup, { type: "end_focus" }, { type: "panel_opened" }, { type: "typing_found", tab: work.id }]) {
    assert.equal((await browser.send(message, contentOf(work))).type, "error", message.type);
  }
  assert.deepEqual(await browser.send({ type: "go_back_pressed" }, contentOf(work)), { type: "done" });
  assert.deepEqual(browser.opened, [`${origin}/cover.html?return=${work.id}#${site}`]);
});

test("the panel gets its view only over a veiled tab, and opens the way back beside it", async () => {
  const browser = await browserWithRule();
  const work = browser.addTab(site);
  const panel = { id, url: `${origin}/panel.html`, frameId: 3, tab: { id: work.id, incognito: false } };
  assert.equal((await browser.send({ type: "panel_opened" }, panel)).view.protected ?? null, null);
  await browser.send({ type: "start_focus", minutes: 25 });
  assert.equal((await browser.send({ type: "panel_opened" }, panel)).view.protected.until > Date.now(), true);
  await browser.send({ type: "go_back_pressed" }, panel);
  assert.deepEqual(browser.opened, [`${origin}/cover.html?return=${work.id}#${site}`]);
  assert.equal((await browser.send({ type: "end_focus" }, panel)).type, "error");
});
