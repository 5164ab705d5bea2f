// @ts-check
// What a covered tab is called is the rule's choice, made in its form: the site's name, or until when.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { tabTo } from "./lib/keyboard.js";
import { ruleForNow, saveRule } from "./lib/rules.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";

describe("the title of a covered tab", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(`${name}: by the keyboard it is until when, also while it is covered`, async (t) => {
      const { sites, ringfence, id } = await browserWithRule(t, launch);
      const mail = await ringfence.newTab(sites.url("mail.localhost"));
      const options = await ringfence.openPage("options.html");
      await options.bringToFront();
      const title = () => options.evaluate(async () => (await chrome.tabs.query({ url: "*://mail.localhost/*" }))[0]?.title);
      const draft = async () => {
        const { view } = await ringfence.send({ type: "view", page: { type: "options" } });
        return view.rules.find((/** @type {{ id: number }} */ rule) => rule.id === id).draft;
      };
      assert.equal((await draft()).tab_title, "site");

      await saveRule(ringfence, { ...ruleForNow(ringfence), id });
      await untilStands("it is covered", mail, "veil");
      await until("it is called by its site", title, (text) => text === "mail.localhost");

      await options.waitForSelector(".rule-card button, .block");
      await options.click(".block");
      await options.waitForSelector(".exact-form");
      await tabTo(options, "input[name=tab-title]");
      await options.keyboard.press("ArrowRight");
      await tabTo(options, ".exact-form [type=submit]");
      await options.keyboard.press("Enter");
      await until("it is saved", draft, ({ tab_title: chosen }) => chosen === "until");
      assert.deepEqual((await draft()).sites, ["mail.localhost", "chat.localhost"], "and nothing else is changed");

      await until("it is called until when", title, (text) => /^Protected until /.test(text ?? ""));
      await ringfence.send({ type: "delete_rule", id });
      await untilStands("it is open again", mail, "page");
      await until("it has its own title back", title, (text) => text === "Mail");
    });
  }
});
