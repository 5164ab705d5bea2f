// @ts-check
// The browser's own prompt for access, read and answered as it stands on the screen: declined, the
// rule is kept and says what it needs; allowed later, it is used at once. Firefox draws its prompt in
// a window that a program may look into; Chromium's is drawn by the system.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands, welcomePage } from "./lib/hidden.js";
import { tabTo } from "./lib/keyboard.js";
import { serveSites } from "./lib/server.js";
import { until } from "./lib/until.js";
import { counted, sentence } from "./lib/words.js";

/** @typedef {import("./harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("puppeteer-core").Page} Page */

const firefox = browsers.filter(({ name }) => name === "firefox");

describe("the browser's own prompt", { concurrency: true }, () => {
  for (const { name, launch } of firefox) {
    it(`${name}: declined, the rule is kept; allowed by the popup's button, it is used at once`, async (t) => {
      const sites = await serveSites();
      t.after(() => sites.close());
      const ringfence = await launch({ prefs: { "extensions.webextOptionalPermissionPrompts": true } });
      t.after(() => ringfence.close());
      const mail = await ringfence.newTab(sites.url("mail.localhost"));
      const welcome = await welcomePage(ringfence);
      await welcome.bringToFront();
      await welcome.waitForSelector(".protect .btn");
      for (let chip = await chosenGroup(welcome); chip; chip = await chosenGroup(welcome)) await chip.click();
      await tabTo(welcome, "#own");
      for (const site of ["mail.localhost", "chat.localhost"]) {
        await welcome.keyboard.type(site);
        await welcome.keyboard.press("Enter");
      }
      await tabTo(welcome, ".protect .btn");
      await welcome.keyboard.press("Enter");

      const asked = await until("the prompt is there", () => promptOf(ringfence), (text) => text !== "");
      assert.match(asked, /Ringfence/);
      for (const site of ["mail.localhost", "chat.localhost"]) assert.ok(asked.includes(site), asked);
      await answer(ringfence, "secondary");
      await until("the rule is kept", () => rulesOf(ringfence), (rules) => rules.length === 1);
      assert.deepEqual((await rulesOf(ringfence))[0].needs_access, ["chat.localhost", "mail.localhost"]);
      await ringfence.send({ type: "start_focus", minutes: 30 });
      await untilStands("without access the page stays open", mail, "page");

      const popup = await ringfence.openPage("popup.html");
      await popup.waitForSelector(".health .btn");
      const line = () => popup.$$eval(".health .grow", (lines) => lines.map(({ textContent }) => textContent));
      assert.deepEqual(await line(), [counted("health_needs_access", 2)]);
      assert.equal(await popup.$eval(".health .btn", ({ textContent }) => textContent), sentence("health_allow"));
      await popup.bringToFront();
      await popup.locator(".health .btn").click();
      await until("it is asked again", () => promptOf(ringfence), (text) => text !== "");
      await answer(ringfence, "primary");
      await mail.bringToFront();
      await untilStands("what is allowed is used at once", mail, "veil");
      assert.deepEqual((await rulesOf(ringfence))[0].needs_access, []);
    });
  }
});

/** @param {Page} welcome */
function chosenGroup(welcome) {
  return welcome.$(".steps .chips:not(details .chips) input:checked");
}

/** What the prompt says; nothing while there is none. @param {RunningBrowser} ringfence @returns {Promise<string>} */
function promptOf(ringfence) {
  return ringfence.privileged(`(() => {
    const { panel } = PopupNotifications;
    return panel.state === "open" ? [panel.textContent, ...[...panel.querySelectorAll("*")].map((part) => part.getAttribute("value") ?? part.label ?? "")].join(" ") : "";
  })()`);
}

/** @param {RunningBrowser} ringfence @param {"primary" | "secondary"} which allow or decline */
async function answer(ringfence, which) {
  const part = which === "primary" ? "button" : "secondaryButton";
  await ringfence.privileged(`void PopupNotifications.panel.querySelector("popupnotification").${part}.click()`);
  await until("the prompt is gone", () => promptOf(ringfence), (text) => text === "");
}

/** @param {RunningBrowser} ringfence */
async function rulesOf(ringfence) {
  return (await ringfence.send({ type: "view", page: { type: "options" } })).view.rules;
}
