// @ts-check
// The tab strip as the browser shows it, asked from one of our own pages, and the hand of the person
// that mutes a tab there.

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */
/** @typedef {{ title: string, icon: string, muted: boolean, by: string }} Tab by whom it was muted or unmuted last, if anyone has */

/**
 * What stands in the strip for a tab.
 * @param {Page} own one of our own pages
 * @param {string} url
 * @returns {Promise<Tab>}
 */
export function tabInStrip(own, url) {
  return own.evaluate(async (wanted) => {
    const tab = (await chrome.tabs.query({})).find((it) => it.url === wanted);
    const { muted = false, reason = "" } = tab?.mutedInfo ?? {};
    return { title: tab?.title ?? "", icon: tab?.favIconUrl ?? "", muted, by: reason };
  }, url);
}

/**
 * Writes down every title and icon that the browser shows for any tab, however short.
 * @param {Page} own one of our own pages, which stays open
 * @returns {Promise<{ begin: () => Promise<void>, titles: (url: string) => Promise<string[]>, icons: (url: string) => Promise<string[]> }>} `begin` forgets what was seen before
 */
export async function watchStrip(own) {
  await own.evaluate(() => {
    /** @type {{ url: string, title?: string, icon?: string }[]} */
    const seen = [];
    Object.assign(window, { seen });
    chrome.tabs.onUpdated.addListener((_id, { title, favIconUrl }, { url = "" }) => void seen.push({ url, title, icon: favIconUrl }));
  });
  const seenOf = (/** @type {string} */ url, /** @type {"title" | "icon"} */ part) =>
    own.evaluate(
      (wanted, name) =>
        /** @type {any} */ (window).seen.filter((/** @type {any} */ it) => it.url === wanted && it[name]).map((/** @type {any} */ it) => it[name]),
      url,
      part,
    );
  return {
    begin: () => own.evaluate(() => void /** @type {any} */ (window).seen.splice(0)),
    titles: (url) => seenOf(url, "title"),
    icons: (url) => seenOf(url, "icon"),
  };
}

/**
 * Mutes or unmutes as the person does in the tab's own menu: in Chromium "Mute site", which is a setting
 * of the site.
 * @param {RunningBrowser} ringfence
 * @param {string} url
 * @param {boolean} muted
 */
export async function muteByHand(ringfence, url, muted) {
  if (ringfence.name === "firefox") {
    return ringfence.privileged(
      `void gBrowser.tabs.find((tab) => tab.linkedBrowser.currentURI.spec === ${JSON.stringify(url)} && tab.muted !== ${muted})?.toggleMuteAudio()`,
    );
  }
  const settings = await ringfence.browser.newPage();
  await settings.goto("chrome://settings/content/sound");
  await settings.evaluate(
    (origin, setting) => /** @type {any} */ (chrome).send("setOriginPermissions", [origin, "sound", setting]),
    new URL(url).origin,
    muted ? "block" : "allow",
  );
  await settings.close();
}

/**
 * Lets a site notify, as the person does in the browser's prompt.
 * @param {RunningBrowser} ringfence
 * @param {string} url
 */
export async function allowNotifications(ringfence, url) {
  const { origin } = new URL(url);
  if (ringfence.name === "chromium") return ringfence.browser.defaultBrowserContext().overridePermissions(origin, ["notifications"]);
  await ringfence.privileged(`(() => {
    const principal = Services.scriptSecurityManager.createContentPrincipalFromOrigin(${JSON.stringify(origin)});
    Services.perms.addFromPrincipal(principal, "desktop-notification", Services.perms.ALLOW_ACTION);
  })()`);
}
