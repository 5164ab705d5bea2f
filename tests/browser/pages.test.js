// @ts-check
// Every page of ours in every state that it has: in both themes, at twice the size, and read by axe.
// What the pictures show is kept in dist/screens for people to look at.

import { describe, it } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { paste } from "./lib/keyboard.js";
import { assertLooksWell } from "./lib/looks.js";
import { allowSites, ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { panelOf, untilCoverPage } from "./lib/tabs.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("puppeteer-core").Page} Page */

const day = 24 * 60 * 60_000;

describe("every page, light and dark, at 100 % and at 200 %", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    it(`${name}: reads well for everyone and scrolls nowhere sideways`, async (t) => {
      const sites = await serveSites();
      t.after(() => sites.close());
      const ringfence = await launch();
      t.after(() => ringfence.close());
      /** @type {(path: string, face: string, selector: string, prepare?: (page: Page) => Promise<unknown>) => Promise<void>} */
      const look = async (path, face, selector, prepare) => {
        const page = await ringfence.openPage(path);
        await page.waitForSelector(selector);
        await prepare?.(page);
        await assertLooksWell(ringfence, page, face);
        await page.close();
      };

      await look("popup.html", "popup-empty", ".popup-state .btn.first");
      await look("welcome.html", "welcome", ".protect .btn");
      await look("welcome.html", "welcome-faults", ".protect .btn", showWelcomeFaults);
      await look("options.html", "options-week-empty", ".none-yet .btn");
      await look("options.html#log", "options-log-empty", ".none-yet h2");
      await look("options.html#exceptions", "options-exceptions-empty", "#new-exception");
      await look("options.html#exceptions", "options-exceptions-form", "#new-exception", openExceptionForm);
      await look("options.html#settings", "options-settings", ".lead-chips");
      await look("options.html#about", "options-about", ".about li");
      await look("options.html#sites", "options-sites-empty", "#new-group");
      await look("options.html#sites", "options-sites-found", "#new-group", lookForAnApp);
      await look("options.html", "options-form", ".none-yet .btn", openForm);
      await look("options.html", "options-form-faults", ".none-yet .btn", showFormFaults);

      const mailGroup = { id: "mail", name: "Mail", sites: ["mail.google.com", "!mail.google.com/chat"] };
      const named = { sites: ["mail.localhost", "chat.localhost", "wiki.example"], groups: ["mail"] };
      await saveRule(ringfence, ruleForAnotherDay(named), [mailGroup]);
      await look("popup.html", "popup-needs-access", ".health .btn");
      await look("options.html", "options-week-needs-access", ".rule .tag");
      await look("options.html#sites", "options-sites", ".group .allow", tryAnAddress);
      await look("options.html#sites", "options-sites-form", ".group .allow", openGroupForm);
      await ringfence.send({ type: "delete_rule", id: 1 });
      await saveRule(ringfence, ruleForAnotherDay());
      await saveRule(ringfence, ruleForAnotherDay({ goal: "", mode: "dim", sites: ["mail.localhost/search"] }));
      await allowSites(ringfence);
      await look("popup.html", "popup-free", ".trio .btn");
      await look("options.html", "options-week", ".rule h2 button", (page) => page.click(".rule h2 button"));
      await look("options.html", "options-week-chosen", ".week", chooseBlock);
      await look("welcome.html", "welcome-again", ".already");

      const date = (/** @type {number} */ days) => new Date(Date.now() + days * day).toISOString().slice(0, 10);
      const exception = { id: 0, kind: "on_call", from: date(0), until: date(4), groups: [], reason: null };
      await ringfence.send({ type: "save_exception", exception });
      await look("options.html", "options-week-exception", ".except");
      await look("options.html#exceptions", "options-exceptions", ".rule");

      const mail = await ringfence.newTab(sites.url("mail.localhost"));
      await ringfence.send({ type: "start_focus", minutes: 50 });
      await untilStands("mail is veiled", mail, "veil");
      await mail.bringToFront();
      const panel = await panelOf(ringfence, mail);
      await panel.waitForSelector("#panel:not([hidden])");
      await assertLooksWell(ringfence, mail, "panel", panel);
      await mail.close();
      await look("popup.html", "popup-protected", ".popup-part .btn");
      const url = sites.url("chat.localhost", "/thread/7");
      const cover = await ringfence.newTab(url);
      await untilCoverPage(ringfence, cover, url);
      await assertLooksWell(ringfence, cover, "cover");
      await cover.click(".cover-foot .btn");
      await cover.waitForSelector(".hold");
      await assertLooksWell(ringfence, cover, "cover-going-back");
      await cover.focus(".hold");
      await cover.keyboard.press("Enter");
      await cover.waitForSelector("#why-wrong .wrong-line");
      await assertLooksWell(ringfence, cover, "cover-going-back-faults");
      await cover.close();

      await ringfence.send({ type: "request_override", draft: { scope: { type: "everything" }, minutes: 10, reason: "promise" } });
      await look("popup.html", "popup-away", ".popup-override .btn");
      await look("options.html#log", "options-log", ".log-day li");
    });
  }
});

/** @param {Page} page */
async function showWelcomeFaults(page) {
  for (const chip of await page.$$(".steps li:nth-child(2) .chip:not(details .chip) input:checked")) await chip.click();
  await page.type("#own", "http://");
  await page.type("#goal", "x".repeat(201));
  await page.click(".protect .btn");
  await page.waitForSelector(".wrong-line");
}

/** The rule stands three days from now, perhaps in the next week. @param {Page} page */
async function chooseBlock(page) {
  const isThisWeek = await page.$$eval(".block", (blocks) => blocks.length > 0);
  if (!isThisWeek) await turnToTheNextWeek(page);
  await page.waitForSelector(".block");
  await page.click(".block");
  await page.waitForSelector(".exact-form");
}

/** @param {Page} page */
async function turnToTheNextWeek(page) {
  await page.click(".turn .btn:last-child");
  await page.waitForSelector(".week .day:not(.today)");
}

/** @param {Page} page */
async function openExceptionForm(page) {
  await page.click("#new-exception");
  await page.waitForSelector(".exact-form");
}

/** @param {Page} page */
async function lookForAnApp(page) {
  await page.type("#find", "git");
  await page.waitForSelector(".presets mark");
}

/** With the apps of a preset to choose from. @param {Page} page */
async function tryAnAddress(page) {
  await page.type("#try-url", "mail.google.com/chat/u/0");
  await page.waitForSelector(".trail .wins");
  await page.click(".presets li:nth-child(3) [aria-expanded]");
  await page.waitForSelector(".chooser");
}

/** With a fault, and with lines of a paste that were not read. @param {Page} page */
async function openGroupForm(page) {
  await page.click(".group footer .btn");
  await page.waitForSelector("#group-name");
  await page.type(".site-row:first-of-type input", " x");
  await page.click(".group-form [type=submit]");
  await page.waitForSelector(".site-row .wrong-line");
  await paste(page, ".site-row:has(> [hidden]) input", "jira.example\nco.uk\nchrome://settings");
  await page.waitForSelector(".left-over .wrong-line");
}

/** @param {Page} page */
async function openForm(page) {
  await page.click(".none-yet .btn");
  await page.waitForSelector(".exact-form");
}

/** @param {Page} page */
async function showFormFaults(page) {
  await openForm(page);
  await page.type("#own-sites", "http://\nmy wiki.example\nchrome://settings\n*");
  await page.click(".exact-form [type=submit]");
  await page.waitForSelector(".wrong-line");
}
