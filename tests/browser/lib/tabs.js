// @ts-check
// What a person has before them in a tab, and what happens to it.

import { until } from "./until.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../harness/running.js").RunningBrowser} RunningBrowser */

/**
 * Where the tab is. The driver's own word may lag behind when our cover page takes its place.
 * @param {Page} page
 * @returns {Promise<string>}
 */
export function placeOf(page) {
  return page.evaluate(() => location.href);
}

/**
 * Waits until our cover page stands in the tab, ready, for this address.
 * @param {RunningBrowser} ringfence
 * @param {Page} page
 * @param {string} url
 */
export async function untilCoverPage(ringfence, page, url) {
  await until(`our cover page stands for ${url}`, () => placeOf(page), (place) => place === coverOf(ringfence, url));
  await page.waitForSelector(".cover h1");
}

/**
 * @param {RunningBrowser} ringfence
 * @param {string} url
 */
export function coverOf(ringfence, url) {
  return `${ringfence.extensionOrigin}/cover.html#${url}`;
}

/**
 * Whether the tab is closed. Firefox's driver does not hear of a tab that closes itself, and says so
 * only when it asks it something.
 * @param {Page} page
 * @returns {Promise<boolean>}
 */
export async function isClosed(page) {
  if (page.isClosed()) return true;
  try {
    await placeOf(page);
    return false;
  } catch (error) {
    return page.isClosed() || /no such frame/.test(String(error));
  }
}

/**
 * The tab that comes of what is done.
 * @param {RunningBrowser} ringfence
 * @param {() => Promise<unknown>} act
 * @returns {Promise<Page>}
 */
export async function nextPage({ browser }, act) {
  const known = new Set(await browser.pages());
  await act();
  const page = await until(
    "a tab has opened",
    async () => (await browser.pages()).find((candidate) => !known.has(candidate)),
  );
  if (!page) throw new Error("No tab has opened.");
  return page;
}

/**
 * Leaves a page by its own means, once the page has answered: what is asked of a page that goes is lost
 * with it.
 * @param {Page} page
 * @param {() => void} act runs in the page
 */
export async function leave(page, act) {
  await page.evaluate(`setTimeout(${act})`);
}

/**
 * A window of its own, so that two tabs are in front at once.
 * @param {RunningBrowser} ringfence
 * @param {string} url
 * @returns {Promise<Page>}
 */
export async function newWindow(ringfence, url) {
  const own = await ringfence.openPage("options.html");
  const page = await nextPage(ringfence, () => own.evaluate((address) => chrome.windows.create({ url: address }), url));
  await own.close();
  return page;
}

/**
 * Counts what must not happen to a tab. Dialogs are taken, so that a test goes on.
 * @param {Page} page
 */
export function watch(page) {
  const happened = { navigations: 0, dialogs: 0 };
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) happened.navigations += 1;
  });
  page.on("dialog", (dialog) => {
    happened.dialogs += 1;
    void dialog.accept();
  });
  return happened;
}

/**
 * Everything about a page that must be as the person left it.
 * @param {Page} page
 */
export function stateOf(page) {
  return page.evaluate(() => {
    const selection = getSelection();
    const fields = [...document.querySelectorAll("textarea,input")].flatMap((field) =>
      field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement
        ? [{ id: field.id, value: field.value, from: field.selectionStart, to: field.selectionEnd, top: field.scrollTop }]
        : [],
    );
    return {
      fields,
      selected: String(selection),
      range: [selection?.anchorNode?.nodeName, selection?.anchorOffset, selection?.focusNode?.nodeName, selection?.focusOffset],
      focused: document.activeElement?.id,
      scrolled: [scrollX, scrollY],
      html: new XMLSerializer().serializeToString(document),
      sheets: document.adoptedStyleSheets.length,
      born: performance.timeOrigin,
    };
  });
}

/**
 * The computed style of every element of a page, one text each.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export function stylesOf(page) {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("body,body *")].flatMap((element) =>
      ["", "::before", "::after"].map((part) => {
        const style = getComputedStyle(element, part);
        return `${element.localName}${part} ${[...style].map((name) => style.getPropertyValue(name)).join()}`;
      }),
    ),
  );
}

/**
 * Which kinds of input have reached the page's own handlers.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export function heardBy(page) {
  return page.evaluate(() => /** @type {any} */ (window).heard);
}

/**
 * The panel over a tab. Firefox's driver does not say where a frame is: all are asked themselves, at once,
 * since Chromium's may have lost one that never answers.
 * @param {RunningBrowser} ringfence
 * @param {Page} page
 */
export async function panelOf(ringfence, page) {
  const address = `${ringfence.extensionOrigin}/panel.html`;
  const ifPanel = async (/** @type {import("puppeteer-core").Frame} */ frame) => {
    if ((await frame.evaluate(() => location.href)) !== address) throw new Error("This frame is another.");
    return frame;
  };
  const within = () => page.frames().filter((frame) => frame !== page.mainFrame());
  const panel = await until("the panel stands over the tab", () => Promise.any(within().map(ifPanel)));
  return panel;
}
