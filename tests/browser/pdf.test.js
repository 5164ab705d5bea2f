// @ts-check
// A PDF. Chromium's viewer stands in a page that is the site's: it is covered. Firefox's is a page of
// the browser's own, into which nobody may: its tab is kept quiet, and the popup says so.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { pictureOf } from "./lib/pixels.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";
import { sentence } from "./lib/words.js";

/** One page, the lower third of it in a red that nothing else on the screen has. */
const red = /** @type {const} */ ([255, 0, 0]);
const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R>>endobj
4 0 obj<</Length 27>>stream
1 0 0 rg 0 0 300 100 re f  
endstream endobj
trailer<</Root 1 0 R>>
`;

describe("a PDF of a covered site", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const { sites, ringfence } = await browserWithRule(t, launch);
      sites.addFile("mail.localhost", "/list.pdf", "application/pdf", pdf);
      const page = await ringfence.newTab(sites.url("mail.localhost", "/list.pdf"));
      const isRed = async () => (await pictureOf(page)).count(red) > 0;
      await until("the PDF is drawn", isRed);
      const own = await ringfence.openPage("options.html");
      await ringfence.send({ type: "start_focus", minutes: 60 });
      const muted = () => own.evaluate(async () => (await chrome.tabs.query({ url: "*://mail.localhost/*" })).map(({ mutedInfo }) => mutedInfo?.muted));
      await until("its tab is quiet", muted, ([isMuted]) => isMuted === true);
      const popup = await ringfence.openPage("popup.html");
      const says = () => popup.evaluate(() => [...document.querySelectorAll(".health .grow")].map(({ textContent }) => textContent));
      const line = sentence("health_not_covered", "mail.localhost");
      await page.bringToFront();
      if (name === "firefox") {
        await until("the popup says that it cannot be covered", says, (lines) => lines.includes(line));
        assert.equal(await isRed(), true, "as it says");
      } else {
        await until("it is covered", isRed, (seen) => !seen);
        assert.deepEqual(await says(), []);
      }
      await ringfence.send({ type: "end_focus" });
      await page.bringToFront();
      await until("it is there again", isRed);
      await until("and heard", muted, ([isMuted]) => isMuted === false);
      await until("nothing is said of it", says, (lines) => lines.length === 0);
    });
  }
});
