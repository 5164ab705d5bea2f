// @ts-check
// A tab with one document, as far as veils go: the sheets in it, and whether our script stands by.

let lastId = 0;

export class FakeTab {
  id = (lastId += 1);
  discarded = false;
  incognito = false;
  /** Whether it is the one in front of its window. */
  active = false;
  audible = false;
  /** Whether someone is typing in it. */
  isTyping = false;
  /** What is said at its foot. @type {object | null} */
  line = null;
  /** @type {{ muted: boolean, reason?: string, extensionId?: string }} */
  mutedInfo = { muted: false };
  /** Until when the page's own world was told to be quiet; 0 once it may speak again. */
  quietUntil = 0;
  /** @type {string[]} */
  sheets = [];
  /** Whether the script that veils stands by. */
  hasScript = false;
  /** Whether the one that listens for moves does. */
  hasMoves = false;
  /** Whether the one that says a line does. */
  hasLine = false;
  /** Whether the one that asks at the first press of a dimmed page does. */
  hasDim = false;
  /** What the content script was told last. @type {string[]} */
  told = [];

  /** @param {string} url */
  constructor(url) {
    this.url = url;
  }

  /** Another document: nothing of the last one is there. @param {string} url */
  goTo(url) {
    this.url = url;
    this.sheets = [];
    this.quietUntil = 0;
    this.hasScript = false;
    this.hasMoves = false;
    this.hasLine = false;
    this.hasDim = false;
    this.told = [];
  }

  /**
   * The tab as `tabs.query` shows it: its address only where we have access.
   * @param {string[]} origins
   */
  seenWith(origins) {
    const host = new URL(this.url).hostname;
    const isOpen = origins.some((origin) => host.endsWith(origin.replace(/^.*\*\.|\/\*$/g, "")));
    return {
      ...{ id: this.id, index: 0, windowId: 1, discarded: this.discarded, incognito: this.incognito },
      ...{ active: this.active, audible: this.audible },
      mutedInfo: { ...this.mutedInfo },
      ...(isOpen ? { url: this.url, lastAccessed: 1.5 } : {}),
    };
  }

  /** As the person does it in the tab strip. @param {boolean} muted */
  muteByHand(muted) {
    this.mutedInfo = { muted, reason: "user" };
  }

  /** @param {string[]} files */
  put(files) {
    this.hasScript ||= files.includes("content/covered.js");
    this.hasMoves ||= this.hasScript || files.includes("content/moves.js");
    this.hasLine ||= files.includes("content/line.js");
    this.hasDim ||= files.includes("content/dim.js");
  }

  /** @param {{ command: string, line?: object | null, veil?: { mode: string } }} message */
  take({ command, line = null, veil }) {
    const isNamed = this.hasScript || this.hasMoves;
    const isHeard = { line: this.hasLine, rest: isNamed, present: isNamed }[command] ?? this.hasScript;
    if (!isHeard) throw new Error("Could not establish connection. Receiving end does not exist.");
    this.told.push(command);
    // Who only listens for moves has nothing to say to it, nor who is to dim and cannot.
    if (command === "present" && !this.hasScript) return undefined;
    if (veil?.mode === "dim" && !this.hasDim) return undefined;
    if (command === "line") this.line = line;
    return command === "prepare" ? { type: "ready", stands: false } : { type: "done" };
  }

  /** One of those that are equal, as Chromium does it. @param {string} css */
  removeSheet(css) {
    const place = this.sheets.indexOf(css);
    if (place >= 0) this.sheets.splice(place, 1);
  }

  get isVeiled() {
    return this.sheets.length > 0;
  }
}
