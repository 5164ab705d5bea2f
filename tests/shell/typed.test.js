// @ts-check
// What is being typed and was put aside: forgotten once the core has taken it, and only then.

import assert from "node:assert/strict";
import { test } from "node:test";

import { browserWithRule } from "./background.js";
import { id, origin } from "./fake_browser.js";

const key = "typed.park";
/** @param {string} text */
const typed = (text) => ({ key, about: "", text, count: 3, page: "0.5" });

test("a line that is parked is put aside no more; one that is refused, or was written since, stays", async () => {
  const browser = await browserWithRule();
  browser.session.kept[key] = typed("Ask Ana");
  assert.equal((await browser.send({ type: "park", text: "Ask Ana and B", url: "" })).type, "made");
  assert.deepEqual(browser.session.kept[key], typed("Ask Ana"), "another line was parked");
  assert.equal((await browser.send({ type: "park", text: "Ask Ana", url: "" })).type, "made");
  assert.equal(key in browser.session.kept, false);

  const long = "x".repeat(501);
  browser.session.kept[key] = typed(long);
  assert.equal((await browser.send({ type: "park", text: long, url: "" })).type, "refused");
  assert.deepEqual(browser.session.kept[key], typed(long));
});

test("a name that is deleted everywhere is not left in what was being typed", async () => {
  const browser = await browserWithRule();
  browser.session.kept["typed.puller"] = { ...typed("Ben"), key: "typed.puller" };
  await browser.send({ type: "forget_puller", puller: "Ben" });
  assert.equal("typed.puller" in browser.session.kept, false);
});

test("the panel's line is put aside and given back by the background; of a private window nothing is", async () => {
  const browser = await browserWithRule();
  const panel = (/** @type {boolean} */ incognito) => ({ id, url: `${origin}/panel.html`, frameId: 1, tab: { id: 7, incognito } });
  await browser.send({ type: "put_aside", aside: typed("Half a") }, panel(false));
  assert.deepEqual(await browser.send({ type: "recall" }, panel(false)), typed("Half a"));
  const reply = await browser.send({ type: "put_aside", aside: typed("Hidden") }, panel(true));
  assert.equal(reply.type, "error");
  assert.deepEqual(browser.session.kept[key], typed("Half a"));
});
