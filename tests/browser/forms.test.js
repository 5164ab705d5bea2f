// @ts-check
// Wrong input: every fault stands at its field in one sentence, nothing is saved, nothing is lost.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { browsers } from "./harness/index.js";
import { welcomePage } from "./lib/hidden.js";
import { readLog } from "./lib/log.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";
import { saidOfWrongSites, wrongSites } from "./lib/wrong_sites.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("puppeteer-core").Page} Page */

describe("a form with faults", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    it(`${name}: says each at its field, saves nothing, keeps what was typed`, async (t) => {
      const ringfence = await launch();
      t.after(() => ringfence.close());
      await welcomePage(ringfence);

      await t.test("the rule's form", async () => {
        const page = await ringfence.openPage("options.html");
        await page.locator("#new-rule").click();
        await page.locator("#goal").fill("Finish chapter four");
        await page.locator("#from-0-0").fill("18:00");
        await page.locator("#to-0-0").fill("18:00");
        await page.locator("#own-sites").fill(wrongSites.join("\n"));
        await page.locator(".exact-form [type=submit]").click();
        await page.waitForSelector(".wrong-line");
        assert.deepEqual(await faultsOf(page), {
          "days-wrong-0": [sentence("fault_no_days")],
          "stretch-wrong-0-0": [sentence("fault_stretch_empty")],
          "own-sites-wrong": saidOfWrongSites,
        });
        await until("the first field with a fault has the focus", () =>
          page.evaluate(() => document.activeElement === document.querySelector("[aria-invalid=true]")),
        );
        assert.deepEqual(await typedInto(page, "#goal", "#from-0-0", "#to-0-0", "#own-sites"), [
          ...["Finish chapter four", "18:00", "18:00"],
          wrongSites.join("\n"),
        ]);

        await setText(page, "#own-sites", Array.from({ length: 100_000 }, (_, line) => `host${line}.example`).join("\n"));
        await page.locator(".exact-form [type=submit]").click();
        const tooMany = async () => (await faultsOf(page))["sites-wrong"];
        await until("100,000 lines are one fault", tooMany, (said) => String(said) === sentence("fault_too_many_sites"));
        assert.equal((await typedInto(page, "#own-sites"))[0]?.split("\n").length, 100_000);

        await setText(page, "#own-sites", "");
        await page.locator(".exact-form [type=submit]").click();
        const asked = async () => (await faultsOf(page))["sites-wrong"];
        await until("sites are asked for", asked, (said) => String(said) === sentence("fault_no_sites"));
        assert.equal((await faultsOf(page))["own-sites-wrong"], undefined, "what is mended is no fault any more");
        await assertNothingSaved(ringfence);

        await page.bringToFront();
        await page.locator(".seven label:nth-child(2)").click();
        await page.locator("#to-0-0").fill("20:00");
        await page.locator("#own-sites").fill("mail.localhost");
        await page.locator(".exact-form [type=submit]").click();
        await until("a rule without faults is saved", () => rulesOf(ringfence), (rules) => rules.length === 1);
        assert.deepEqual((await rulesOf(ringfence))[0].draft.sites, ["mail.localhost"]);
        await ringfence.send({ type: "delete_rule", id: 1 });
        await page.close();
      });

      await t.test("the welcome page", async () => {
        const before = (await readLog(ringfence)).length;
        const page = await ringfence.openPage("welcome.html");
        await page.waitForSelector(".protect .btn");
        for (const chip of await page.$$(".steps .chips:not(details .chips) input:checked")) await chip.click();
        await page.locator("#goal").fill("x".repeat(201));
        await page.locator(".protect .btn").click();
        await page.waitForSelector(".wrong-line");
        assert.deepEqual(await faultsOf(page), {
          "sites-wrong": [sentence("fault_no_sites")],
          "goal-wrong": [sentence("fault_goal_too_long")],
        });
        assert.deepEqual(await typedInto(page, "#goal"), ["x".repeat(201)]);
        assert.deepEqual(await rulesOf(ringfence), []);
        assert.equal((await readLog(ringfence)).length, before);
      });
    });
  }
});

/**
 * The sentences under each field that has any.
 * @param {Page} page
 * @returns {Promise<Record<string, string[]>>}
 */
function faultsOf(page) {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll("[id*=wrong]")].flatMap(({ id, children }) =>
        children.length > 0 ? [[id, [...children].map(({ textContent }) => textContent ?? "")]] : [],
      ),
    ),
  );
}

/**
 * All at once: Chromium takes minutes to delete 100,000 lines by a key. The browser has laid them out
 * when this is done; until then it would take no press.
 * @param {Page} page
 * @param {string} selector
 * @param {string} text
 */
async function setText(page, selector, text) {
  await page.$eval(
    selector,
    (field, wanted) => {
      /** @type {HTMLTextAreaElement} */ (field).value = wanted;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    },
    text,
  );
}

/**
 * @param {Page} page
 * @param {string[]} fields
 */
function typedInto(page, ...fields) {
  return Promise.all(fields.map((field) => page.$eval(field, (element) => /** @type {HTMLInputElement} */ (element).value)));
}

/** @param {RunningBrowser} ringfence */
async function rulesOf(ringfence) {
  return (await ringfence.send({ type: "view", page: { type: "options" } })).view.rules;
}

/** @param {RunningBrowser} ringfence */
async function assertNothingSaved(ringfence) {
  assert.deepEqual(await rulesOf(ringfence), []);
  assert.deepEqual(await readLog(ringfence), []);
}
