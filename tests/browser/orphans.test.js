// @ts-check
// Started anew in mid-stretch, as by an update or the extension's own switch: Chromium leaves the
// scripts and the veil of the one before in the page, beside the new ones.

import assert from "node:assert/strict";
import path from "node:path";
import { describe, test } from "node:test";

import { launchChromium } from "./harness/index.js";
import { startAnew } from "./lib/anew.js";
import { standing, untilStands } from "./lib/hidden.js";
import { ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { tabInStrip } from "./lib/strip.js";
import { heardBy, panelOf, stateOf } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

const dist = path.resolve(import.meta.dirname, "../../dist/chrome");

describe("an extension that is started anew in mid-stretch", () => {
  test("chromium: the covered page in front stays covered, answers, opens by an override, and is whole", async (t) => {
    const sites = await serveSites();
    t.after(sites.close);
    const ringfence = await launchChromium({ dist });
    t.after(ringfence.close);
    await saveRule(ringfence, ruleForAnotherDay());
    const mail = await ringfence.newTab(sites.url("mail.localhost"));
    await mail.click("#draft");
    await mail.keyboard.type("Dear Ana");
    const { fields, focused } = await stateOf(mail);
    await ringfence.send({ type: "start_focus", minutes: 60 });
    await mail.bringToFront();
    await untilStands("mail is covered", mail, "veil");
    await untilTitle(ringfence, sites.url("mail.localhost"), "mail.localhost");

    await startAnew(ringfence);
    const reply = await ringfence.send({ type: "view", page: { type: "popup" } });
    assert.equal(reply.type, "view", "the new one runs");
    await mail.bringToFront();
    assert.equal(await standing(mail), "veil");
    const panel = await panelOf(ringfence, mail);
    await until("the new panel has the focus", () => panel.evaluate(() => document.hasFocus()));
    const heard = await heardBy(mail);
    await mail.keyboard.type("gone");
    assert.deepEqual(await heardBy(mail), heard, "no key reached the page");
    await untilTitle(ringfence, sites.url("mail.localhost"), "mail.localhost");

    const draft = { scope: { type: "everything" }, minutes: 10, reason: "incident" };
    assert.equal((await ringfence.send({ type: "request_override", draft })).type, "made");
    await untilStands("the override opens it", mail, "page");
    await untilTitle(ringfence, sites.url("mail.localhost"), "Mail");
    assert.equal(await mail.evaluate(() => document.title), "Mail");
    assert.equal(await mail.evaluate(() => document.querySelector("[data-ringfence]")), null);
    await mail.bringToFront();
    const after = await stateOf(mail);
    assert.deepEqual({ fields: after.fields, focused: after.focused }, { fields, focused });
  });
});

/**
 * Waits until the tab says this, heard and quiet as its page is.
 * @param {RunningBrowser} ringfence
 * @param {string} url
 * @param {string} title
 */
async function untilTitle(ringfence, url, title) {
  const own = await ringfence.openPage("options.html");
  const isQuiet = title !== "Mail";
  await until(`the tab says ${title}`, () => tabInStrip(own, url), (seen) => seen.title === title && seen.muted === isQuiet);
  await own.close();
}
