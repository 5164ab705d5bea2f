// @ts-check
// The extension started anew while the browser runs, as its own switch, an update by hand or the
// browser after a failure does it.

/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */

/** @param {RunningBrowser} ringfence */
export async function startAnew(ringfence) {
  const { host } = new URL(ringfence.extensionOrigin);
  if (ringfence.name === "firefox") {
    await ringfence.privileged(`(async () => {
      const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
      await (await AddonManager.getAddonByID(WebExtensionPolicy.getByHostname(${JSON.stringify(host)}).id)).reload();
    })()`);
    return;
  }
  const settings = await ringfence.browser.newPage();
  await settings.goto("chrome://extensions");
  await settings.evaluate(async (id) => {
    const { developerPrivate } = /** @type {any} */ (chrome);
    // Without it an unpacked extension that is started anew is switched off.
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await developerPrivate.reload(id, { failQuietly: true });
  }, host);
  await settings.close();
}
