// @ts-check
// A page that Chromium has prepared out of sight, before the time began, and that is shown in it: no
// request is made then that network rules could see.

import assert from "node:assert/strict";
import { test } from "node:test";

import { host } from "./gallery/serve.js";
import { colorIn, openGallery } from "./gallery/visit.js";
import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { until } from "./lib/until.js";

for (const { name, launch } of browsers.filter((browser) => browser.name === "chromium")) {
  test(`${name}: a page that was prepared out of sight is covered once it is shown`, async (t) => {
    const { ringfence, sites } = await openGallery(t, launch);
    const page = await ringfence.newTab(sites.url(host, "/prerenders"));
    const prepared = () => sites.receivedBy(host).filter(({ path }) => path === "/many-tabs").length;
    await until("the other page is prepared", prepared, (count) => count === 1);
    await ringfence.send({ type: "start_focus", minutes: 60 });
    await untilStands("the first page is covered", page, "veil");
    await page.evaluate(() => location.assign("/many-tabs"));
    await until("the other page is shown", () => page.evaluate(() => location.pathname), (path) => path === "/many-tabs");
    const shownLater = await page.evaluate(() => /** @type {any} */ (performance.getEntriesByType("navigation")[0]).activationStart > 0);
    assert.ok(shownLater, "it is the one that was prepared");
    await untilStands("it is covered", page, "veil");
    assert.equal(await colorIn(page), 0);
    assert.equal(prepared(), 1, "the site was not asked again");
    await ringfence.send({ type: "end_focus" });
    await untilStands("it is open again", page, "page");
  });
}
