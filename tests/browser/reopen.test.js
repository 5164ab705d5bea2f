// @ts-check
// Our cover pages go when we do, and with them tabs of the person's: they are offered again.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { startAnew } from "./lib/anew.js";
import { tabFor } from "./lib/hidden.js";
import { readLog } from "./lib/log.js";
import { assertLooksWell } from "./lib/looks.js";
import { placeOf, untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";
import { counted } from "./lib/words.js";

describe("cover pages that were closed with us", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(`${name}: they are offered once, come back for the same addresses, are no pulls, and go on at the end`, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch);
      await ringfence.send({ type: "start_focus", minutes: 60 });
      const urls = [sites.url("mail.localhost", "/thread/7?a=1#last"), sites.url("chat.localhost", "/room")];
      for (const url of urls) await untilCoverPage(ringfence, await ringfence.newTab(url), url);
      const pulls = async () => (await readLog(ringfence)).filter(({ entry }) => entry.type === "pull").length;
      assert.equal(await pulls(), 2);

      await startAnew(ringfence);
      const popup = await until("we are there again", () => ringfence.openPage("popup.html"));
      await popup.waitForSelector(".health .btn");
      const lines = () => popup.$$eval(".health .grow, .health .btn:not(.bare)", (parts) => parts.map(({ textContent }) => textContent));
      assert.deepEqual(await lines(), [counted("health_covers_lost", 2), counted("health_reopen", 2)]);
      await assertLooksWell(ringfence, popup, "popup-reopen");
      await popup.bringToFront();
      await popup.focus(".health .btn:not(.bare)");
      await popup.keyboard.press("Enter");
      for (const url of urls) {
        const page = await tabFor(ringfence, `/cover.html?again#${url}`);
        await page.waitForSelector(".cover h1");
      }
      await until("the line is gone", lines, (all) => all.length === 0);
      assert.equal(await pulls(), 2, "nobody went there");

      const [mail] = [await tabFor(ringfence, `/cover.html?again#${urls[0]}`)];
      await mail.bringToFront();
      await ringfence.send({ type: "end_focus" });
      await mail.bringToFront();
      await until("it goes on", () => placeOf(mail), (place) => place === urls[0]);
    });
  }
});
