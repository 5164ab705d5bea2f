// @ts-check
// A covered tab is quiet: no sound, nothing new in the tab strip, no notification. Afterwards the page
// has all of it as it left it, and what the person did to a tab's sound stays done.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { untilStands } from "./lib/hidden.js";
import { fighter, iconWays, notifier, radio, reader, redIcon, strictIcon, titleWays, worker } from "./lib/noisy.js";
import { allowSites, ruleForAnotherDay, ruleForNow, saveRule } from "./lib/rules.js";
import { serveSites } from "./lib/server.js";
import { allowNotifications, muteByHand, tabInStrip, watchStrip } from "./lib/strip.js";
import { stateOf, watch } from "./lib/tabs.js";
import { until } from "./lib/until.js";

/** @typedef {import("puppeteer-core").Page} Page */

const dimmed = "dimmed.localhost";
/** What each covered site is. @type {Record<string, string>} */
const pages = {
  "radio.localhost": radio,
  "muted.localhost": radio,
  "unmuted.localhost": radio,
  "fighter.localhost": fighter,
  "notes.localhost": notifier,
  "reader.localhost": reader,
  "strict.localhost": strictIcon,
  ...Object.fromEntries(titleWays.map(({ html }, index) => [`title${index}.localhost`, html])),
  ...Object.fromEntries(iconWays.map(({ html }, index) => [`icon${index}.localhost`, html])),
};
/** Ours is a picture of pixels; those of the test's pages are drawings. */
const isCalm = (/** @type {string} */ icon) => icon.startsWith("data:image/x-icon");
const soundOn = {
  args: ["--autoplay-policy=no-user-gesture-required"],
  prefs: { "alerts.useSystemBackend": false, "media.autoplay.default": 0, "media.autoplay.blocking_policy": 0 },
};

describe("a covered tab is quiet", { concurrency: true }, () => {
  for (const { name, launch } of browsers) {
    test(name, async (t) => {
      const sites = await serveSites();
      t.after(sites.close);
      for (const [host, html] of Object.entries({ ...pages, [dimmed]: notifier })) sites.add(host, html);
      for (const host of ["notes.localhost", dimmed]) sites.addFile(host, "/worker.js", "text/javascript", worker);
      sites.addFile("strict.localhost", "/icon.svg", "image/svg+xml", redIcon);
      const ringfence = await launch(name === "chromium" ? { args: soundOn.args } : { prefs: soundOn.prefs });
      t.after(ringfence.close);
      await saveRule(ringfence, ruleForAnotherDay({ sites: Object.keys(pages) }));
      await saveRule(ringfence, ruleForNow(ringfence, { mode: "dim", sites: [dimmed] }));
      await allowSites(ringfence);

      const own = await ringfence.openPage("options.html");
      const strip = await watchStrip(own);
      const url = (/** @type {string} */ host) => sites.url(host);
      const inStrip = (/** @type {string} */ host) => tabInStrip(own, url(host));
      /** @type {Map<string, Page>} */
      const tabs = new Map();
      for (const host of [...Object.keys(pages), dimmed]) {
        if (host === "notes.localhost" || host === dimmed) await allowNotifications(ringfence, url(host));
        tabs.set(host, await ringfence.newTab(url(host)));
      }
      const tab = (/** @type {string} */ host) => /** @type {Page} */ (tabs.get(host));
      const notes = tab("notes.localhost");

      await t.test("a dimmed one is not: it is heard, named, and may notify", async () => {
        assert.equal(await reachedBy(tab(dimmed)), 1);
        const { title, muted } = await inStrip(dimmed);
        assert.deepEqual([title, muted], ["Notes", false]);
      });

      await muteByHand(ringfence, url("muted.localhost"), true);
      await until("the person has muted it", () => inStrip("muted.localhost"), ({ muted, by }) => muted && by === "user");
      await rememberWorld(notes);
      const rightsBefore = await rightsOf(notes);
      const [radioBefore, iconBefore] = [await stateOf(tab("radio.localhost")), await stateOf(tab("icon3.localhost"))];
      const happened = [...tabs.values()].map(watch);

      await ringfence.send({ type: "start_focus", minutes: 60 });
      for (const [host, page] of tabs) await untilStands(`${host} is covered`, page, "veil");

      await t.test("it is muted, by us; what the person had muted stays theirs", async () => {
        await until("the page that plays is muted", () => inStrip("radio.localhost"), ({ muted, by }) => muted && by === "extension");
        assert.equal((await inStrip("muted.localhost")).by, "user");
      });

      await t.test("what the person unmutes stays unmuted, also when the background dies", async () => {
        await unmuteByHand();
        await ringfence.killWorker();
        await ringfence.send({ type: "view", page: { type: "popup" } });
        await ringfence.send({ type: "start_focus", minutes: 90 });
        assert.equal((await inStrip("unmuted.localhost")).muted, false);
        assert.equal((await inStrip("radio.localhost")).muted, true);
      });

      for (const [index, way] of titleWays.entries()) {
        const host = `title${index}.localhost`;
        await t.test(`its title tells nothing to one who sets it ${way.name}`, async () => {
          await until("the tab has the site's name", () => inStrip(host), ({ title }) => title === host);
          await strip.begin();
          await untilTold(tab(host), 2);
          const { title, told } = await tab(host).evaluate(() => ({ title: document.title, told: /** @type {any} */ (window).told }));
          assert.equal(title, way.title(told), "the page reads what it has set");
          await until("the tab has the site's name", () => inStrip(host), (seen) => seen.title === host);
          // Those who write into ours, or take it out, are put right after the fact.
          if (index < 4) assert.deepEqual((await strip.titles(url(host))).filter((seen) => seen !== host), []);
        });
      }

      await t.test("at no time does it read another title than its own", async () => {
        await until("the tab has the site's name", () => inStrip("reader.localhost"), ({ title }) => title === "reader.localhost");
        const read = await tab("reader.localhost").evaluate(() => /** @type {any} */ (window).read);
        assert.deepEqual([...new Set(read)], ["Inbox"]);
      });

      await t.test("a page that fights for its title gets it, after a few rounds", async () => {
        const rounds = await tab("fighter.localhost").evaluate(() => /** @type {any} */ (window).told);
        assert.ok(rounds > 0 && rounds <= 12, `${rounds} rounds`);
        await until("its title is there", () => inStrip("fighter.localhost"), ({ title }) => title === "Mine");
      });

      for (const [index, way] of iconWays.entries()) {
        const host = `icon${index}.localhost`;
        await t.test(`its icon tells nothing to one who sets it ${way.name}`, async () => {
          await until("the tab has a calm icon", () => inStrip(host), ({ icon }) => isCalm(icon));
          await strip.begin();
          await untilTold(tab(host), 3);
          assert.deepEqual((await strip.icons(url(host))).filter((icon) => !isCalm(icon)), []);
          assert.equal(isCalm((await inStrip(host)).icon), true);
        });
      }

      if (name === "chromium") {
        await t.test("its icon tells nothing where the page's policy forbids pictures like ours", async () => {
          await until("the icon is calm", () => inStrip("strict.localhost"), ({ icon }) => isCalm(icon));
        });
      }

      await t.test("its notifications do not appear, and the page does not notice", async () => {
        const before = await notes.evaluate(() => /** @type {any} */ (window).reached);
        const raised = await notes.evaluate(() => /** @type {any} */ (window).raise());
        assert.deepEqual(raised, { isOne: true, said: ["Ana", "Are you there?", "ana", 7] });
        await until("it hears of its own", () => notes.evaluate(() => /** @type {any} */ (window).heard), (heard) => heard.length > 1);
        await notes.evaluate(() => /** @type {any} */ (window).note.close());
        const heard = () => notes.evaluate(() => /** @type {any} */ (window).heard);
        assert.deepEqual(await until("it is closed", heard, (kinds) => kinds.length > 2), ["show", "onshow", "close"]);
        await notes.evaluate(() => /** @type {any} */ (window).raiseInFrame());
        assert.equal(await notes.evaluate(() => /** @type {any} */ (window).reached), before);
        assert.deepEqual(await shownBy(notes), []);
        assert.equal(await reachedBy(tab(dimmed)), 1, "nor those of a page that was dimmed before");
      });

      await t.test("the page may still ask what it may do", async () => {
        assert.deepEqual(await rightsOf(notes), rightsBefore);
      });

      await ringfence.send({ type: "end_focus" });
      for (const [host, page] of tabs) if (host !== dimmed) await untilStands(`${host} is open`, page, "page");

      await t.test("afterwards it is heard; what the person did stays done", async () => {
        await until("the page that plays is heard", () => inStrip("radio.localhost"), ({ muted }) => !muted);
        assert.deepEqual(await inStrip("muted.localhost").then(({ muted, by }) => [muted, by]), [true, "user"]);
        assert.equal((await inStrip("unmuted.localhost")).muted, false);
      });

      await t.test("afterwards the tab says what the page has set last", async () => {
        for (const [index, way] of titleWays.entries()) {
          const host = `title${index}.localhost`;
          const look = async () => [(await inStrip(host)).title, await tab(host).evaluate(() => /** @type {any} */ (window).told)];
          await until(`its own title is there: ${way.name}`, look, ([title, told]) => [told, told - 1].some((at) => title === way.title(at)));
          assert.equal(await tab(host).evaluate(() => document.getElementsByTagName("title").length), 1, way.name);
        }
        for (const [index, way] of iconWays.entries()) {
          await until(`its own icon is there: ${way.name}`, () => inStrip(`icon${index}.localhost`), ({ icon }) => icon.startsWith("data:image/svg+xml"));
        }
      });

      await t.test("afterwards its notifications appear", async () => {
        const before = await notes.evaluate(() => /** @type {any} */ (window).reached);
        assert.equal(await reachedBy(notes), before + 1);
        assert.deepEqual(await shownBy(notes), ["Ben"]);
        assert.equal(await reachedBy(tab(dimmed)), 2, "as do those of a page that is dimmed again");
      });

      await t.test("nothing of us is left in any page, and its world is as it was", async () => {
        for (const [host, page] of tabs) assert.equal(await page.evaluate(() => document.querySelector("[data-ringfence]")), null, host);
        assert.deepEqual(await changesIn(notes), []);
        assert.deepEqual(await rightsOf(notes), rightsBefore);
        assert.deepEqual([await stateOf(tab("radio.localhost")), await stateOf(tab("icon3.localhost"))], [radioBefore, iconBefore]);
        assert.deepEqual(happened, [...tabs].map(() => ({ navigations: 0, dialogs: 0 })));
      });

      /** Chromium's driver has no hand for a tab that an extension has muted: the console of a page of ours is one. */
      async function unmuteByHand() {
        const host = "unmuted.localhost";
        await until("it is muted", () => inStrip(host), ({ muted }) => muted);
        if (name === "firefox") await muteByHand(ringfence, url(host), false);
        else {
          await own.evaluate(async (wanted) => {
            const found = (await chrome.tabs.query({})).find((it) => it.url === wanted);
            await chrome.tabs.update(found?.id ?? -1, { muted: false });
          }, url(host));
        }
        await until("it is unmuted", () => inStrip(host), ({ muted }) => !muted);
      }
    });
  }
});

/** @param {Page} page @param {number} times */
async function untilTold(page, times) {
  const told = () => page.evaluate(() => /** @type {any} */ (window).told);
  const before = await told();
  await until(`it has told ${times} times more`, told, (now) => now >= before + times);
}

/**
 * Raises one of each kind, and says how many have come as far as the browser's constructor so far.
 * @param {Page} page
 * @returns {Promise<number>}
 */
async function reachedBy(page) {
  await page.evaluate(() => /** @type {any} */ (window).raise());
  return page.evaluate(() => /** @type {any} */ (window).reached);
}

/**
 * What its service worker's registration shows to the person.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
function shownBy(page) {
  return page.evaluate(async () => {
    const shown = await (await /** @type {any} */ (window).registered).getNotifications();
    return shown.map((/** @type {Notification} */ { title }) => title);
  });
}

/**
 * What the page may do, as it is told itself.
 * @param {Page} page
 */
function rightsOf(page) {
  return page.evaluate(async () => {
    const { pushManager } = await /** @type {any} */ (window).registered;
    return {
      permission: Notification.permission,
      queried: (await navigator.permissions.query({ name: "notifications" })).state,
      asked: await Notification.requestPermission(),
      push: await pushManager.permissionState({ userVisibleOnly: true }).catch(String),
      subscription: await pushManager.getSubscription(),
      most: /** @type {any} */ (Notification).maxActions,
    };
  });
}

/**
 * Keeps every property of what a page's script could find changed, with what it holds.
 * @param {Page} page
 */
async function rememberWorld(page) {
  await page.evaluate(() => {
    const look = () => {
      const objects = { window, document, Document: Document.prototype, Notification, shown: Notification.prototype };
      const more = { registration: ServiceWorkerRegistration.prototype, target: EventTarget.prototype, link: HTMLLinkElement.prototype };
      return new Map(
        Object.entries({ ...objects, ...more }).flatMap(([name, object]) =>
          Reflect.ownKeys(object).map((key) => [`${name}.${String(key)}`, Reflect.getOwnPropertyDescriptor(object, key)]),
        ),
      );
    };
    Object.assign(window, { look, before: undefined });
    Object.assign(window, { before: look() });
  });
}

/**
 * What is otherwise than it was then.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
function changesIn(page) {
  return page.evaluate(() => {
    const { look, before } = /** @type {any} */ (window);
    const now = look();
    // What the test itself writes there.
    const counted = ["window.before", "window.reached", "window.note"];
    return [...new Set([...before.keys(), ...now.keys()])].filter((key) => {
      const [one, other] = [before.get(key), now.get(key)];
      if (counted.includes(key)) return false;
      if (!one || !other) return true;
      return ["value", "get", "set", "writable", "enumerable", "configurable"].some((part) => !Object.is(one[part], other[part]));
    });
  });
}
