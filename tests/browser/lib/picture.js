// @ts-check
// A picture of what a person has before them.

/** @typedef {import("puppeteer-core").Page} Page */

/**
 * A picture of a tab as it is now, a PNG. Only of one that is in front: headless Chromium answers every
 * second request for a picture of another one, and nobody sees it.
 * @param {Page} page
 * @returns {Promise<Buffer>}
 */
export async function takePicture(page) {
  // By the prototype: a covered page is told by the document itself that nobody sees it.
  const isSeen = await page.evaluate(() => !Reflect.get(Document.prototype, "hidden", document));
  if (!isSeen) throw new Error("A picture of a tab that is not in front was asked for.");
  return Buffer.from(await page.screenshot({ captureBeyondViewport: false }));
}

/**
 * Brings what moves to its end: colors between two themes are nobody's fault. Nobody may wait for it,
 * as what stands in closed details does not go on in Firefox.
 * @param {Page | import("puppeteer-core").Frame} part
 */
export async function settle(part) {
  await part.evaluate(async () => {
    const finite = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    for (const animation of finite) animation.finish();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
