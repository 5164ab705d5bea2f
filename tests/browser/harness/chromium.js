// @ts-check
// Chromium with Ringfence in it: loaded unpacked for one start, or installed for many.

import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import puppeteer from "puppeteer-core";

import { newClock } from "../clock/clock.js";
import { newSigningKey, packExtension } from "./crx.js";
import { requireBrowser } from "./executable.js";
import { copyPackage, temporaryDirectory, testSites } from "./package.js";
import { orEnded, runningBrowser, startLimit } from "./running.js";
import { serveUpdates } from "./updates.js";

/** @typedef {import("./running.js").Start} Start */
/** @typedef {import("./running.js").RunningBrowser} RunningBrowser */
/** @typedef {import("./running.js").Installation} Installation */

const flags = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-component-update", "--disable-sync"],
];

/**
 * One start with the unpacked package. A profile that is started twice this way sees a fresh
 * installation each time; `installInChromium` is for restarts.
 * @param {Start & { dist: string }} start
 * @returns {Promise<RunningBrowser>}
 */
export async function launchChromium({ dist, overlay = {}, ...start }) {
  const directory = await copyPackage(dist, { ...testSites, ...overlay });
  const clock = await newClock();
  const browser = await puppeteer.launch({
    executablePath: requireBrowser("chrome"),
    timeout: startLimit,
    headless: start.headless ?? true,
    pipe: true,
    enableExtensions: true,
    defaultViewport: null,
    userDataDir: await temporaryDirectory("chromium"),
    args: [...flags, ...(start.args ?? [])],
    env: { ...process.env, ...start.env, ...clock.environment },
    ignoreDefaultArgs: ["--disable-back-forward-cache", "--mute-audio"],
  });
  return orEnded(browser, async () => running(browser, await browser.installExtension(directory), clock));
}

/**
 * Installs the package by policy, as an administrator would, in a profile of its own: a restart is
 * then a restart, also after SIGKILL. The policy is seen by this browser alone: it runs in its own
 * mount namespace, with our directory in place of the machine's policies.
 * @param {{ dist: string, overlay?: Record<string, unknown> }} wanted
 * @returns {Promise<Installation>}
 */
export async function installInChromium({ dist, overlay = testSites }) {
  const home = await temporaryDirectory("chromium");
  const clock = await newClock();
  const profile = path.join(home, "profile");
  const key = newSigningKey();
  const updates = await serveUpdates();
  const directory = await copyPackage(dist, { ...overlay, update_url: updates.url });
  const packed = await packExtension(directory, key);
  updates.offer(packed);
  const program = await writeLauncher(home, { [packed.id]: { installation_mode: "normal_installed", update_url: updates.url } });

  /** @param {Start} start */
  const launch = ({ args = [], headless = true, env = {} }) =>
    puppeteer.launch({
      executablePath: program,
      timeout: startLimit,
      headless,
      pipe: true,
      enableExtensions: true,
      defaultViewport: null,
      userDataDir: profile,
      args: [...flags, ...args],
      env: { ...process.env, ...env, ...clock.environment },
      // The first start fetches the extension; a restart keeps what the last run left.
      ignoreDefaultArgs: ["--disable-back-forward-cache", "--disable-background-networking"],
    });

  // Chromium writes its preferences every ten seconds and when it quits. A browser killed sooner
  // would not know that it has the extension, so the installation is one whole run of its own.
  const first = await launch({});
  await orEnded(first, () => untilLoaded(first, packed.id));
  await first.close();

  return {
    name: "chromium",
    profile,
    clock,
    async start(start = {}) {
      const browser = await launch(start);
      return orEnded(browser, async () => {
        await untilLoaded(browser, packed.id);
        return running(browser, packed.id, clock);
      });
    },

    remove: () => updates.close(),
  };
}

/**
 * The driver is there before the extensions of the profile are: until then their pages are blocked.
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} id
 */
async function untilLoaded(browser, id) {
  await browser.waitForTarget((target) => target.url().startsWith(originOf(id)), { timeout: startLimit });
}

/**
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} id
 * @param {import("../clock/clock.js").Clock} clock
 */
function running(browser, id, clock) {
  const extensionOrigin = originOf(id);

  return runningBrowser({
    name: "chromium",
    browser,
    extensionOrigin,
    clock,

    async newTab(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    },

    // Asked until it is done: a worker that was just starting has been seen to outlive one request.
    async killWorker() {
      const session = await browser.target().createCDPSession();
      const workers = async () => {
        const { targetInfos } = await session.send("Target.getTargets");
        return targetInfos.filter(({ type, url }) => type === "service_worker" && url.startsWith(extensionOrigin));
      };
      const doomed = (await workers()).map(({ targetId }) => targetId);
      for (const targetId of doomed) {
        while ((await workers()).some((worker) => worker.targetId === targetId)) {
          await session.send("Target.closeTarget", { targetId }).catch(unlessGone);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
      await session.detach();
    },

    async privileged() {
      throw new Error("Chromium has no privileged window to ask.");
    },
  });
}

/**
 * A target may end between being seen and being closed.
 * @param {Error} error
 */
function unlessGone(error) {
  if (!error.message.includes("No target with given id")) throw error;
}

/** @param {string} id */
function originOf(id) {
  return `chrome-extension://${id}`;
}

/**
 * A program that starts Chromium where our policies stand in place of the machine's.
 * @param {string} home
 * @param {Record<string, object>} extensions the policy `ExtensionSettings`
 * @returns {Promise<string>}
 */
async function writeLauncher(home, extensions) {
  const chromium = requireBrowser("chrome");
  const policies = path.join(home, "policies");
  const machine = path.basename(chromium).startsWith("google-chrome") ? "/etc/opt/chrome" : "/etc/chromium";
  await mkdir(path.join(policies, "policies", "managed"), { recursive: true });
  await writeFile(
    path.join(policies, "policies", "managed", "ringfence.json"),
    // 1: developer tools are allowed for extensions that a policy installed; else no worker is seen.
    JSON.stringify({ DeveloperToolsAvailability: 1, ExtensionSettings: extensions }),
  );
  const launcher = path.join(home, "chromium");
  const namespace = process.getuid?.() === 0 ? "--mount" : "--mount --map-root-user";
  await writeFile(
    launcher,
    `#!/bin/sh
exec unshare ${namespace} sh -c 'mkdir -p ${machine} && mount --bind ${policies} ${machine} && exec ${chromium} "$@"' sh "$@"
`,
  );
  await chmod(launcher, 0o755);
  return launcher;
}
