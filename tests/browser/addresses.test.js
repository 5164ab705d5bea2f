// @ts-check
// Addresses in every spelling, by real requests: what the core says of one, what the network layer does
// and what arrives at the server are the same. And frames, which are nobody's business.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { ruleForAnotherDay } from "./lib/rules.js";
import { untilCoverPage } from "./lib/tabs.js";
import { until } from "./lib/until.js";
import { browserWithRule } from "./lib/with_rule.js";

const sites = [
  ...["App.Localhost.", "127.0.0.1/v4", "[::1]/v6", "bücher.localhost", "*.below.localhost", "www.short.localhost/x", "my_wiki.localhost"],
  ...["port.localhost:8080", "ports.localhost:80/p", "codes.localhost/a%2fb", "codes.localhost/ü", "key.localhost?user=1", "mail.localhost"],
];

/** `PORT` is the server's; `[::1]` and port 8080 are nobody's, and need not be there to be covered. */
const covered = [
  ...["http://APP.localhost:PORT/", "http://deep.sub.app.localhost:PORT/", "http://me:secret@app.localhost:PORT/z", "http://app.localhost:8080/"],
  ...["http://127.0.0.1:PORT/v4/x", "http://0x7f.1:PORT/v4", "http://[::1]:PORT/v6/x", "http://[0:0::1]:PORT/v6", "http://my_wiki.localhost:PORT/"],
  ...["http://bücher.localhost:PORT/", "http://one.below.localhost:PORT/", "http://short.localhost:PORT/x", "http://www.short.localhost:PORT//x/?a#b"],
  ...["http://port.localhost:8080/", "http://ports.localhost/p", "http://codes.localhost:PORT/a%2Fb/c", "http://codes.localhost:PORT/a%2fb", "http://codes.localhost:PORT/%c3%bc"],
  ...["http://key.localhost:PORT/any?a=2&user=1&b"],
];
const open = [
  ...["http://notapp.localhost:PORT/", "http://127.0.0.1:PORT/v40", "http://below.localhost:PORT/", "http://short.localhost:PORT/X"],
  ...["http://port.localhost:PORT/", "http://ports.localhost:PORT/p", "http://codes.localhost:PORT/a/b", "http://key.localhost:PORT/?user=12", "http://key.localhost:PORT/?superuser=1"],
];

describe("addresses in every spelling", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const overlay = name === "chromium" ? { overlay: { host_permissions: ["*://*/*"] } } : {};
      const { sites: server, ringfence } = await browserWithRule(t, () => launch(overlay), ruleForAnotherDay({ sites }));
      const { port } = new URL(server.url("app.localhost"));
      const spelled = (/** @type {string} */ address) => new URL(address.replace("PORT", port)).href;
      for (const address of [...open, "http://app.localhost."]) server.add(new URL(spelled(address)).hostname, "<!doctype html><title>Open</title><link rel=icon href=data:,><h1>Open</h1>");
      await ringfence.send({ type: "start_focus", minutes: 60 });
      const says = async (/** @type {string} */ url) => (await ringfence.send({ type: "view", page: { type: "try", url } })).view.now.type;

      await t.test("what is covered leads to our page, and not one request arrives", async () => {
        const before = server.received().length;
        for (const address of covered) {
          const url = spelled(address);
          assert.equal(await says(url), "veiled", url);
          const page = await ringfence.newTab(url);
          await untilCoverPage(ringfence, page, url);
          await page.close();
        }
        assert.deepEqual(server.received().slice(before), []);
      });

      await t.test("what is open arrives, and is not covered once it is there", async () => {
        for (const address of open) {
          const url = spelled(address);
          assert.equal(await says(url), "open", url);
          const before = server.received().length;
          const page = await ringfence.newTab(url);
          await untilStands(`${url} is open`, page, "page");
          assert.deepEqual(server.received().slice(before).map(({ kind }) => kind), ["document"], url);
          await page.close();
        }
      });

      await t.test("a dot after the host says nothing in Chromium; Firefox gives no access to such a host", async () => {
        const url = spelled("http://app.localhost.:PORT/");
        assert.equal(await says(url), "veiled");
        const page = await ringfence.newTab(url);
        if (name === "chromium") await untilCoverPage(ringfence, page, url);
        else await untilStands("it is open", page, "page");
      });

      await t.test("a covered site in another site's frame is let be", async () => {
        const framed = server.url("mail.localhost", "/in-a-frame");
        server.add("host.localhost", `<!doctype html><title>Host</title><link rel=icon href=data:,><iframe src="${framed}"></iframe>`);
        const page = await ringfence.newTab(server.url("host.localhost"));
        await until("the frame has arrived", () => server.receivedBy("mail.localhost").map(({ path, kind }) => `${path} ${kind}`), (all) => all.includes("/in-a-frame iframe"));
        await untilStands("the page around it is open", page, "page");
        const frame = await until("the frame is there", () => page.frames().find((one) => one.url() === framed));
        const seen = () => frame?.evaluate(() => [document.title, getComputedStyle(document.body).visibility, document.adoptedStyleSheets.length]);
        await until("it is seen", seen, (it) => JSON.stringify(it) === JSON.stringify(["Mail", "visible", 0]));
        const alone = await ringfence.newTab(framed);
        await untilCoverPage(ringfence, alone, framed);
      });
    });
  }
});
