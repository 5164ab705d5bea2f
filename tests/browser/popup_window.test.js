// @ts-check
// A window without a toolbar, as installed web apps and sites' popups have: the way back has no room
// in it, and opens in a browser window.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { goBack } from "./lib/keyboard.js";
import { nextPage, panelOf } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";

describe("a window without a toolbar", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(`${name}: the way back opens in a browser window, and leads back to it`, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch);
      const own = await ringfence.openPage("options.html");
      const url = sites.url("mail.localhost", "/app");
      const mail = await nextPage(ringfence, () => own.evaluate((address) => chrome.windows.create({ url: address, type: "popup" }), url));
      await until("the app is there", () => mail.evaluate(() => document.title), (title) => title === "Mail");
      await ringfence.send({ type: "start_focus", minutes: 30 });
      await untilStands("it is covered", mail, "veil");

      await mail.bringToFront();
      const panel = await panelOf(ringfence, mail);
      const button = await until("the panel has its button", () => panel.$("#panel:not([hidden]) #back"));
      const back = await nextPage(ringfence, async () => button?.click());
      await back.waitForSelector("input[name=why]");
      const kinds = await own.evaluate(async () => {
        const windows = await chrome.windows.getAll({ populate: true });
        return windows.flatMap(({ type, tabs = [] }) => tabs.flatMap(({ url: place }) => (place?.includes("cover.html?return=") ? type : [])));
      });
      assert.deepEqual(kinds, ["normal"]);
      await back.bringToFront();
      await goBack(back, { reason: 1, minutes: 0 });
      await untilStands("the app is open", mail, "page");
    });
  }
});
