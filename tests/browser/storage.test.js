// @ts-check
// What was stored does not load: it is kept aside, the person is told, and work goes on.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { browsers } from "./harness/index.js";
import { allowSites, ruleForAnotherDay, saveRule } from "./lib/rules.js";
import { until } from "./lib/until.js";
import { sentence } from "./lib/words.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */

const slots = ["state.0", "state.1", "state.2"];
const garbage = (/** @type {string} */ place) => `{"version":1,"generation":99,"garbage":"${place}"`;

describe("stored state that does not load", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    it(`${name}: is kept aside, and the person is told`, async (t) => {
      const ringfence = await launch();
      t.after(() => ringfence.close());
      await saveRule(ringfence, ruleForAnotherDay({ goal: "Before" }));
      await allowSites(ringfence);

      await t.test("with the newest slots broken, the one before is in use", async () => {
        const newest = await newestSlot(ringfence);
        await damage(ringfence, [newest], true);
        assert.ok((await asideOf(ringfence)).includes(garbage(newest)), "the text is kept");
        await assertTold(ringfence, "health_recovered");
      });

      await t.test("with everything broken, Ringfence starts empty and works on", async () => {
        await damage(ringfence, slots, true);
        const aside = await asideOf(ringfence);
        for (const place of [...slots, "mirror"]) assert.ok(aside.includes(garbage(place)), `${place} is kept`);
        await assertTold(ringfence, "health_set_aside");
        await saveRule(ringfence, ruleForAnotherDay({ goal: "After" }));
        await ringfence.killWorker();
        const { view } = await ringfence.send({ type: "view", page: { type: "options" } });
        assert.deepEqual(view.rules.map((/** @type {any} */ rule) => rule.draft.goal), ["After"]);
        assert.deepEqual(view.health.filter((/** @type {any} */ line) => line.type === "set_aside"), [], "told once");
      });
    });
  }
});

/**
 * The slot that the last save went to: the one that a further save does not leave as it was.
 * @param {RunningBrowser} ringfence
 */
async function newestSlot(ringfence) {
  const page = await ringfence.openPage("options.html");
  const stored = () => page.evaluate((keys) => chrome.storage.local.get(keys), slots);
  const before = await stored();
  await saveRule(ringfence, ruleForAnotherDay({ goal: "Newest" }));
  const after = await stored();
  await page.close();
  const changed = slots.filter((key) => before[key] !== after[key]);
  assert.equal(changed.length, 1, "one save writes one slot");
  return String(changed[0]);
}

/**
 * Writes what cannot be read, and ends the background, so that it is what the next boot finds.
 * @param {RunningBrowser} ringfence
 * @param {string[]} keys
 * @param {boolean} mirror whether the mirror is damaged as well
 */
async function damage(ringfence, keys, mirror) {
  const page = await ringfence.openPage("options.html");
  await page.evaluate(
    async (items, text) => {
      await chrome.storage.local.set(items);
      if (text === null) return;
      await new Promise((resolve, reject) => {
        const opening = indexedDB.open("ringfence");
        opening.onerror = reject;
        opening.onsuccess = () => {
          const transaction = opening.result.transaction("mirror", "readwrite");
          transaction.objectStore("mirror").put(text, "state");
          transaction.oncomplete = resolve;
          transaction.onabort = reject;
        };
      });
    },
    Object.fromEntries(keys.map((key) => [key, garbage(key)])),
    mirror ? garbage("mirror") : null,
  );
  await ringfence.killWorker();
  await ringfence.send({ type: "view", page: { type: "popup" } });
  await page.close();
}

/**
 * Every text that was kept aside.
 * @param {RunningBrowser} ringfence
 * @returns {Promise<unknown[]>}
 */
async function asideOf(ringfence) {
  const page = await ringfence.openPage("options.html");
  const kept = await page.evaluate(async () =>
    Object.entries(await chrome.storage.local.get(null)).flatMap(([key, text]) => (key.startsWith("aside.") ? [text] : [])),
  );
  await page.close();
  return kept;
}

/**
 * The popup says it, and stops saying it once the person has read it.
 * @param {RunningBrowser} ringfence
 * @param {"health_recovered" | "health_set_aside"} name
 */
async function assertTold(ringfence, name) {
  const popup = await ringfence.openPage("popup.html");
  await popup.waitForSelector(".health .notice");
  assert.equal(await popup.$eval(".health .grow", ({ textContent }) => textContent), sentence(name));
  await popup.locator(".health .btn").click();
  await until("the notice is gone", async () => (await popup.$(".health .notice")) === null);
  await popup.close();
}
