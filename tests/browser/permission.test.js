// @ts-check
// Access to sites: asked for in the welcome page's one press, withdrawn in the middle, given back,
// and never given at all.

import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";

import { browsers, launchChromium } from "./harness/index.js";
import { giveAccessBack, withdrawAccess } from "./lib/access.js";
import { untilStands, welcomePage } from "./lib/hidden.js";
import { ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { tabTo } from "./lib/keyboard.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("puppeteer-core").Page} Page */

const origin = "*://*.mail.localhost/*";
const packageOfChrome = path.resolve(import.meta.dirname, "../../dist/chrome");

describe("access to sites", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    it(`${name}: asked for once by the welcome page, missed when withdrawn, used at once when back`, async (t) => {
      const sites = await serveSites();
      t.after(() => sites.close());
      const ringfence = await launch();
      t.after(() => ringfence.close());
      const mail = await ringfence.newTab(sites.url("mail.localhost"));

      const welcome = await welcomePage(ringfence);
      await welcome.bringToFront();
      await fillIn(welcome);
      await tabTo(welcome, ".protect .btn");
      await welcome.keyboard.press("Enter");
      await until("the rule is saved", () => rulesOf(ringfence), (rules) => rules.length === 1);
      await until("its site is accessible", () => rulesOf(ringfence), ([rule]) => rule.needs_access.length === 0);
      if (name === "firefox") assert.deepEqual(await heldBy(welcome), [origin], "for this site and no other");

      await welcome.bringToFront();
      await welcome.locator(".steps .row .btn").click();
      await untilStands('"Show me" covers the open tab', mail, "veil");
      await untilStands("and gives it back after 20 seconds", mail, "page");

      await ringfence.send({ type: "start_focus", minutes: 30 });
      await untilStands("mail is covered", mail, "veil");
      await withdrawAccess(ringfence);
      await untilStands("what we may not touch any more is as it was", mail, "page");
      await assertAsksForAccess(ringfence);
      await giveAccessBack(ringfence);
      await untilStands("access that is given back is used at once", mail, "veil");
    });
  }

  it("chromium: without access a rule is kept, and the popup asks for what is missing", async (t) => {
    const sites = await serveSites();
    t.after(() => sites.close());
    const ringfence = await launchChromium({ dist: packageOfChrome, overlay: { host_permissions: [] } });
    t.after(() => ringfence.close());
    await saveRule(ringfence, ruleForAnotherDay({ sites: ["mail.localhost"] }));
    assert.deepEqual((await rulesOf(ringfence))[0].needs_access, ["mail.localhost"]);
    await assertAsksForAccess(ringfence);
    await ringfence.send({ type: "start_focus", minutes: 30 });
    await untilStands("the page stays open", await ringfence.newTab(sites.url("mail.localhost")), "page");
  });
});

/**
 * By keyboard: no group, one site of one's own, a goal.
 * @param {Page} welcome
 */
async function fillIn(welcome) {
  await welcome.waitForSelector(".protect .btn");
  const chosen = (await welcome.$$(".steps .chips:not(details .chips) input:checked")).length;
  for (let group = 0; group < chosen; group += 1) {
    await tabTo(welcome, ".steps .chips:not(details .chips) input:checked");
    await welcome.keyboard.press(" ");
  }
  await tabTo(welcome, "#own");
  await welcome.keyboard.type("mail.localhost");
  await welcome.keyboard.press("Enter");
  await tabTo(welcome, "#goal");
  await welcome.keyboard.type("Finish chapter four");
}

/**
 * The popup and the options page say so, in one sentence with one button.
 * @param {RunningBrowser} ringfence
 */
async function assertAsksForAccess(ringfence) {
  for (const name of ["popup.html", "options.html"]) {
    const page = await ringfence.openPage(name);
    await page.waitForSelector(".health .btn");
    assert.deepEqual(
      await page.$$eval(".health .grow, .health .btn", (parts) => parts.map(({ textContent }) => textContent)),
      [sentence("health_needs_access_one", "1"), sentence("health_allow")],
      name,
    );
    await page.close();
  }
}

/** @param {RunningBrowser} ringfence */
async function rulesOf(ringfence) {
  return (await ringfence.send({ type: "view", page: { type: "options" } })).view.rules;
}

/** @param {Page} page one of ours */
function heldBy(page) {
  return page.evaluate(async () => (await chrome.permissions.getAll()).origins);
}
