// @ts-check
// As much of a browser as the background talks to. It outlives the worker, as a browser does; a test
// can make any call fail or hang, and looks at what came of it.

import { readFile } from "node:fs/promises";
import path from "node:path";

import { IDBFactory } from "fake-indexeddb";

import { extension, packageDirectory } from "../tools/paths.mjs";
import { FakeTab } from "./fake_tab.js";

const words = JSON.parse(await readFile(path.join(extension, "_locales", "en", "messages.json"), "utf8"));
export const id = "ringfence";
export const origin = `chrome-extension://${id}`;

/** Listeners of one event of the browser. */
class FakeEvent {
  /** @type {Set<(...values: any[]) => unknown>} */
  listeners = new Set();
  addListener = (/** @type {any} */ listener) => void this.listeners.add(listener);
  removeListener = (/** @type {any} */ listener) => void this.listeners.delete(listener);
  emit = (/** @type {any[]} */ ...values) => [...this.listeners].map((listener) => listener(...values));
}

/** One of the stores, which copies what goes in and out. */
class FakeStore {
  /** @type {Record<string, any>} */
  kept = {};
  get(/** @type {string | string[] | null} */ keys) {
    const names = keys === null ? Object.keys(this.kept) : [keys].flat();
    return structuredClone(Object.fromEntries(names.filter((name) => name in this.kept).map((name) => [name, this.kept[name]])));
  }
  set(/** @type {Record<string, unknown>} */ values) {
    Object.assign(this.kept, structuredClone(values));
  }
  remove(/** @type {string | string[]} */ keys) {
    for (const key of [keys].flat()) delete this.kept[key];
  }
}

export class FakeBrowser {
  local = new FakeStore();
  session = new FakeStore();
  indexedDB = new IDBFactory();
  /** @type {FakeTab[]} */
  tabs = [];
  origins = ["*://*.work.example/*"];
  /** @type {Map<number, any>} */
  rules = new Map();
  /** Rules of the session. @type {any[]} */
  sessionRules = [];
  /** @type {Map<string, any>} */
  scripts = new Map();
  /** Chrome has two backgrounds; Firefox has one, and the person may let it into private windows. @type {"chrome" | "chrome, private" | "firefox" | "firefox, allowed"} */
  kind = "chrome";
  /** @type {Map<string, any>} */
  alarms = new Map();
  badge = "";
  title = "";
  /** @type {string[]} */
  opened = [];
  /** Whether the person has allowed notifications. */
  mayNotify = false;
  /** What is told, by name. @type {Map<string, any>} */
  notices = new Map();
  /** Every call, by name, in order. @type {string[]} */
  calls = [];
  /** What goes wrong: a call's name, and what it does instead. @type {Map<string, (...values: any[]) => unknown>} */
  troubles = new Map();
  /** @type {Record<string, FakeEvent>} */
  events = {};

  /** A new worker: the listeners of the last are gone. */
  newWorker() {
    this.events = {};
  }

  /** @param {string} url */
  addTab(url) {
    const tab = new FakeTab(url);
    this.tabs.push(tab);
    return tab;
  }

  /** @param {string} name */
  event(name) {
    return (this.events[name] ??= new FakeEvent());
  }

  /**
   * Sends a message to the background and waits for its answer.
   * @param {unknown} message
   * @param {object} [sender] a page of ours, if not said
   * @returns {Promise<any>}
   */
  send(message, sender = { id, url: `${origin}/popup.html`, frameId: 0 }) {
    return new Promise((resolve) => this.event("runtime.onMessage").emit(structuredClone(message), sender, resolve));
  }

  /** @param {number} tab */
  tabOf(tab) {
    const found = this.tabs.find((other) => other.id === tab);
    if (!found) throw new Error(`No tab with id: ${tab}.`);
    return found;
  }

  /** The object that stands for `chrome`. */
  get chrome() {
    const call = (/** @type {string} */ name, /** @type {(...values: any[]) => unknown} */ work) => {
      return async (/** @type {any[]} */ ...values) => {
        this.calls.push(name);
        return (this.troubles.get(name) ?? work)(...values);
      };
    };
    const store = (/** @type {string} */ name, /** @type {FakeStore} */ kept) => ({
      get: call(`storage.${name}.get`, (keys) => kept.get(keys)),
      set: call(`storage.${name}.set`, (values) => kept.set(values)),
      remove: call(`storage.${name}.remove`, (keys) => kept.remove(keys)),
    });
    const events = (/** @type {string} */ area, /** @type {string[]} */ names) =>
      Object.fromEntries(names.map((name) => [name, this.event(`${area}.${name}`)]));
    return {
      runtime: {
        id,
        getURL: (/** @type {string} */ name) => `${origin}/${name}`,
        getManifest: () => (this.kind.startsWith("chrome") ? { incognito: "split" } : {}),
        ...events("runtime", ["onInstalled", "onStartup", "onUpdateAvailable", "onMessage"]),
      },
      extension: {
        inIncognitoContext: this.kind === "chrome, private",
        isAllowedIncognitoAccess: call("extension.isAllowedIncognitoAccess", () => this.kind !== "firefox"),
      },
      i18n: {
        getMessage: (/** @type {string} */ name, /** @type {string[]} */ parts = []) => sentence(name, parts),
        getUILanguage: () => "en-US",
      },
      storage: {
        local: { ...store("local", this.local), ...events("storage.local", ["onChanged"]) },
        session: store("session", this.session),
      },
      permissions: {
        getAll: call("permissions.getAll", () => ({ origins: [...this.origins], permissions: [] })),
        contains: call("permissions.contains", ({ permissions }) => permissions.every(() => this.mayNotify)),
        ...events("permissions", ["onAdded", "onRemoved"]),
      },
      // Without the permission there is no such API.
      ...(this.mayNotify ? { notifications: this.notifications(call, events) } : {}),
      idle: { queryState: call("idle.queryState", () => "active"), ...events("idle", ["onStateChanged"]) },
      alarms: {
        getAll: call("alarms.getAll", () => [...this.alarms.values()]),
        create: call("alarms.create", (name, { when, periodInMinutes }) =>
          this.alarms.set(name, { name, scheduledTime: when, ...(periodInMinutes ? { periodInMinutes } : {}) }),
        ),
        clear: call("alarms.clear", (name) => this.alarms.delete(name)),
        ...events("alarms", ["onAlarm"]),
      },
      action: {
        getBadgeText: call("action.getBadgeText", () => this.badge),
        setBadgeText: call("action.setBadgeText", ({ text }) => (this.badge = text)),
        getTitle: call("action.getTitle", () => this.title),
        setTitle: call("action.setTitle", ({ title }) => (this.title = title)),
        setBadgeBackgroundColor: call("action.setBadgeBackgroundColor", () => undefined),
        openPopup: call("action.openPopup", () => undefined),
        setBadgeTextColor: call("action.setBadgeTextColor", () => undefined),
      },
      tabs: {
        query: call("tabs.query", ({ url = [""] }) =>
          this.tabs.map((tab) => tab.seenWith(this.origins)).filter((tab) => url.some((/** @type {string} */ pattern) => isWithin(tab.url ?? "", pattern))),
        ),
        get: call("tabs.get", (tab) => this.tabOf(tab).seenWith(this.origins)),
        create: call("tabs.create", ({ url }) => void this.opened.push(url)),
        update: call("tabs.update", (tab, { muted }) => {
          const found = this.tabOf(tab);
          if (muted !== undefined && muted !== found.mutedInfo.muted) found.mutedInfo = { muted, reason: "extension", extensionId: id };
          return found.seenWith(this.origins);
        }),
        sendMessage: call("tabs.sendMessage", (tab, command) => this.tabOf(tab).take(command)),
        ...events("tabs", ["onActivated", "onUpdated", "onReplaced", "onRemoved"]),
      },
      windows: {
        create: call("windows.create", ({ url }) => void this.opened.push(...[url].flat())),
        update: call("windows.update", () => undefined),
        getAll: call("windows.getAll", () => [{ id: 1, type: "normal", incognito: false }]),
        getLastFocused: call("windows.getLastFocused", () => ({ id: 1, focused: true })),
        ...events("windows", ["onFocusChanged"]),
      },
      scripting: {
        insertCSS: call("scripting.insertCSS", ({ target, css }) => void this.tabOf(target.tabId).sheets.push(css)),
        removeCSS: call("scripting.removeCSS", ({ target, css }) => this.tabOf(target.tabId).removeSheet(css)),
        executeScript: call("scripting.executeScript", ({ target, files, args }) => {
          const tab = this.tabOf(target.tabId);
          if (files) return tab.put(files);
          if (!args) return [{ result: tab.isTyping }];
          tab.quietUntil = args[0];
        }),
        getRegisteredContentScripts: call("scripting.getRegisteredContentScripts", () => [...this.scripts.values()]),
        registerContentScripts: call("scripting.registerContentScripts", (scripts) => this.keepScripts(scripts)),
        updateContentScripts: call("scripting.updateContentScripts", (scripts) => this.keepScripts(scripts)),
        unregisterContentScripts: call("scripting.unregisterContentScripts", ({ ids }) =>
          ids.forEach((/** @type {string} */ script) => this.scripts.delete(script)),
        ),
      },
      declarativeNetRequest: {
        getDynamicRules: call("dnr.getDynamicRules", () => structuredClone([...this.rules.values()])),
        updateDynamicRules: call("dnr.updateDynamicRules", (change) => this.changeRules(change)),
        getSessionRules: call("dnr.getSessionRules", () => structuredClone(this.sessionRules)),
        updateSessionRules: call("dnr.updateSessionRules", ({ removeRuleIds = [], addRules = [] }) => {
          const kept = this.sessionRules.filter((rule) => !removeRuleIds.includes(rule.id));
          this.sessionRules = [...kept, ...structuredClone(addRules)];
        }),
      },
    };
  }

  /**
   * @param {(name: string, work: (...values: any[]) => unknown) => unknown} call
   * @param {(area: string, names: string[]) => object} events
   */
  notifications(call, events) {
    return {
      create: call("notifications.create", (name, notice) => void this.notices.set(name, notice)),
      clear: call("notifications.clear", (name) => this.notices.delete(name)),
      ...events("notifications", ["onClicked", "onButtonClicked"]),
    };
  }

  /** @param {{ id: string }[]} scripts */
  keepScripts(scripts) {
    for (const script of scripts) this.scripts.set(script.id, script);
  }

  /** All or nothing, as the browsers do it. @param {{ removeRuleIds?: number[], addRules?: any[] }} change */
  changeRules({ removeRuleIds = [], addRules = [] }) {
    const next = new Map(this.rules);
    for (const rule of removeRuleIds) next.delete(rule);
    for (const rule of addRules) {
      if (next.has(rule.id)) throw new Error(`Rule ${rule.id} does not have a unique ID.`);
      next.set(rule.id, structuredClone(rule));
    }
    this.rules = next;
  }

  /** The built wasm, as the browser serves it. */
  fetch = async (/** @type {string} */ url) => {
    const file = path.join(packageDirectory("chrome"), new URL(url).pathname);
    return new Response(await readFile(file), { headers: { "content-type": "application/wasm" } });
  };
}

/**
 * @param {string} name
 * @param {string[]} parts
 */
function sentence(name, parts) {
  return (words[name]?.message ?? "").replace(/\$(\d)/g, (/** @type {string} */ _all, /** @type {string} */ place) => parts[Number(place) - 1] ?? "");
}

/**
 * Whether a URL is within a match pattern of a host and its subdomains; all are within an empty one.
 * @param {string} url
 * @param {string} pattern
 */
function isWithin(url, pattern) {
  if (!pattern) return true;
  const host = pattern.replace("*://*.", "").replace("/*", "");
  return URL.canParse(url) && `.${new URL(url).hostname}`.endsWith(`.${host}`);
}
