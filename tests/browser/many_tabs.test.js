// @ts-check
// Sixty tabs of work, all open when the time begins.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { host } from "./gallery/serve.js";
import { openGallery } from "./gallery/visit.js";
import { browsers } from "./harness/index.js";
import { until } from "./lib/until.js";

const count = 60;

describe("sixty tabs", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(`${name}: all are covered and open again, none is moved, and only the one in front has a panel`, async (t) => {
      const { ringfence, sites } = await openGallery(t, launch);
      const own = await ringfence.openPage("options.html");
      const look = () =>
        own.evaluate(async (address) => {
          const tabs = await chrome.tabs.query({ url: `${address}*` });
          const seen = await Promise.all(
            tabs.map(({ id = -1 }) =>
              chrome.scripting.executeScript({
                target: { tabId: id },
                func: () => ({
                  veiled: getComputedStyle(document.body).visibility === "hidden",
                  panels: document.documentElement.children.length - 2,
                  front: document.visibilityState === "visible",
                  born: performance.timeOrigin,
                  text: document.querySelector("textarea")?.value,
                }),
              }),
            ),
          );
          return seen.map(([frame]) => /** @type {any} */ (frame?.result));
        }, sites.url(host).replace(/:\d+\/$/, "/"));
      await own.evaluate(
        async (url, many) => {
          for (let index = 0; index < many; index += 1) await chrome.tabs.create({ url: `${url}?${index}`, active: false });
        },
        sites.url(host, "/many-tabs"),
        count,
      );
      const before = await until("all are there", look, (tabs) => tabs.length === count && tabs.every(({ text }) => text !== undefined));
      assert.ok(before.every(({ veiled, panels }) => !veiled && panels === 0));
      await own.evaluate(async () => {
        const [first] = await chrome.tabs.query({ title: "many-tabs" });
        await chrome.tabs.update(first?.id ?? -1, { active: true });
      });

      await ringfence.send({ type: "start_focus", minutes: 60 });
      const covered = await until("all are covered", look, (tabs) => tabs.every(({ veiled }) => veiled));
      assert.deepEqual(covered.map(({ panels }) => panels), covered.map(({ front }) => (front ? 1 : 0)));
      assert.equal(covered.filter(({ front }) => front).length, 1);

      await ringfence.send({ type: "end_focus" });
      const after = await until("all are open again", look, (tabs) => tabs.every(({ veiled, panels }) => !veiled && panels === 0));
      assert.deepEqual(after.map(({ born }) => born), before.map(({ born }) => born));
      assert.equal(sites.receivedBy(host).filter(({ kind }) => kind === "document").length, count);
    });
  }
});
