// @ts-check
// Pages that want to be noticed: by sound, by what the tab strip shows, by notifications.

/** @param {string} head @param {string} script */
const page = (head, script) => `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}</head><body><h1>Work</h1><script>${script}</script></body></html>`;

/** A second of a tone, over and over. */
export const radio = page("<title>Radio</title>", "").replace("<h1>", `<audio loop autoplay src="${tone()}"></audio><h1>`);

function tone() {
  const samples = Buffer.from(Array.from({ length: 8000 }, (_none, at) => 128 + Math.round(80 * Math.sin((at * 440 * 2 * Math.PI) / 8000))));
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  for (const [at, value] of [[16, 16], [24, 8000], [28, 8000], [40, samples.length]]) head.writeUInt32LE(Number(value), Number(at));
  for (const [at, value] of [[20, 1], [22, 1], [32, 1], [34, 8]]) head.writeUInt16LE(Number(value), Number(at));
  head.write("data", 36);
  return `data:audio/wav;base64,${Buffer.concat([head, samples]).toString("base64")}`;
}

/** Every way changes something four times a second, and counts it as `window.told`. */
const flip = (/** @type {string} */ way) => `
  window.told = 0;
  ${way.includes("function tell") ? "" : "const tell = () => undefined;"}
  ${way}
  setInterval(() => tell(window.told += 1), 250);
`;
const icon = (/** @type {string} */ color) =>
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='9' height='9' fill='${color}'/></svg>`;

/**
 * Ways to set a title, each with what the page's own title is once it has told `told` times.
 * @type {{ name: string, html: string, title: (told: number) => string }[]}
 */
export const titleWays = [
  {
    name: "by document.title",
    html: page("<title>Inbox</title>", flip("function tell(n) { document.title = '(' + n + ') Inbox'; }")),
    title: (told) => `(${told}) Inbox`,
  },
  {
    name: "by document.title in a page that had none",
    html: page("", flip("function tell(n) { document.title = '(' + n + ') Inbox'; }")),
    title: (told) => `(${told}) Inbox`,
  },
  {
    name: "by what it reads there",
    html: page("<title>Inbox</title>", flip("function tell() { document.title = document.title.startsWith('* ') ? document.title.slice(2) : '* ' + document.title; }")),
    title: (told) => (told % 2 ? "* Inbox" : "Inbox"),
  },
  {
    name: "by a text that it holds on to",
    html: page("<title>Inbox</title>", flip("const { firstChild } = document.querySelector('title'); function tell(n) { firstChild.data = '(' + n + ') Inbox'; }")),
    title: (told) => `(${told}) Inbox`,
  },
  {
    name: "by the text of the first title",
    html: page("<title>Inbox</title>", flip("function tell(n) { document.querySelector('title').textContent = '(' + n + ') Inbox'; }")),
    title: (told) => `(${told}) Inbox`,
  },
  {
    name: "by another title in its place",
    html: page(
      "<title>Inbox</title>",
      flip("function tell(n) { const title = document.createElement('title'); title.textContent = '(' + n + ') Inbox'; document.querySelector('title').replaceWith(title); }"),
    ),
    title: (told) => `(${told}) Inbox`,
  },
  {
    name: "by taking out the first and adding one",
    html: page(
      "<title>Inbox</title>",
      flip("function tell(n) { document.querySelector('title')?.remove(); const title = document.createElement('title'); title.textContent = '(' + n + ') Inbox'; document.head.append(title); }"),
    ),
    title: (told) => `(${told}) Inbox`,
  },
  {
    name: "in a page without a head",
    html: page(
      "",
      flip("document.head.remove(); function tell(n) { const title = document.querySelector('title') ?? document.documentElement.appendChild(document.createElement('title')); title.textContent = '(' + n + ') Inbox'; }"),
    ),
    title: (told) => `(${told}) Inbox`,
  },
];

/** Its policy lets it show pictures of its own server only: by no way may ours be looked at by itself. */
export const strictIcon = page(
  `<meta http-equiv="content-security-policy" content="img-src 'self'; script-src 'unsafe-inline'"><title>Strict</title><link rel="icon" href="/icon.svg">`,
  "",
);

/** Puts its own title first whenever it is not, and counts how often it did. */
export const fighter = page(
  "<title>Mine</title>",
  `
  window.told = 0;
  const title = document.querySelector("title");
  new MutationObserver(() => {
    if (document.querySelector("title") === title) return;
    window.told += 1;
    document.head.prepend(title);
  }).observe(document.head, { childList: true, subtree: true });
`,
);

/** Keeps what it reads as its title whenever something changes beside it. */
export const reader = page(
  "<title>Inbox</title>",
  `
  window.read = [];
  new MutationObserver(() => window.read.push(document.title)).observe(document.head, { childList: true });
`,
);

/** Ways to carry a badge in the icon. @type {{ name: string, html: string }[]} */
export const iconWays = [
  {
    name: "by the address of its icon",
    html: page(`<title>Badge</title><link rel="icon" href="${icon("red")}">`, flip(`function tell(n) { document.querySelector("link").href = "${icon("COLOR")}".replace("COLOR", "rgb(" + n % 256 + ",0,0)"); }`)),
  },
  {
    name: "by another icon in its place",
    html: page(
      `<title>Badge</title><link rel="shortcut icon" sizes="32x32" href="${icon("red")}">`,
      flip(`function tell(n) {
        for (const link of document.querySelectorAll("link[rel~=icon]")) link.remove();
        const link = document.createElement("link");
        link.rel = "icon";
        link.href = "${icon("COLOR")}".replace("COLOR", "rgb(" + n % 256 + ",0,0)");
        document.head.append(link);
      }`),
    ),
  },
  {
    name: "by an icon where there was none",
    html: page(
      "<title>Badge</title>",
      flip(`function tell(n) {
        const link = document.querySelector("link[rel~=icon]") ?? document.head.appendChild(document.createElement("link"));
        link.rel = "icon";
        link.href = "${icon("COLOR")}".replace("COLOR", "rgb(" + n % 256 + ",0,0)");
      }`),
    ),
  },
  { name: "once and for all", html: page(`<title>Badge</title><link rel="icon" href="${icon("red")}">`, flip("")) },
];

/** Counts how many notifications come as far as the browser's own constructor, in the page or in a frame of it. */
const counting = `
  const browsers = window.Notification;
  window.Notification = class Notification extends browsers {
    constructor(...given) {
      super(...given);
      top.reached += 1;
    }
  };
`;

/**
 * Raises notifications when `raise()` is called, by the constructor and by its service worker's
 * registration; `reached` counts those that came as far as the browser, and `heard` names the events
 * that the page got of its own. `raiseInFrame()` does so in a frame that is new.
 */
export const notifier = page(
  "<title>Notes</title>",
  `
  window.reached = 0;
  window.heard = [];
  ${counting}
  window.registered = navigator.serviceWorker.register("/worker.js").then(() => navigator.serviceWorker.ready);
  window.raise = async () => {
    const note = new Notification("Ana", { body: "Are you there?", tag: "ana", data: { thread: 7 } });
    for (const type of ["show", "close", "error"]) note.addEventListener(type, () => window.heard.push(type));
    note.onshow = () => window.heard.push("onshow");
    window.note = note;
    await (await window.registered).showNotification("Ben", { tag: "ben" });
    return {
      isOne: note instanceof Notification && note instanceof browsers && note instanceof EventTarget,
      said: [note.title, note.body, note.tag, note.data.thread],
    };
  };
  window.raiseInFrame = () => {
    const frame = document.createElement("iframe");
    frame.srcdoc = ${JSON.stringify(`<script>${counting}</script>`).replaceAll("</script>", "<\\/script>")};
    return new Promise((resolve) => {
      frame.onload = () => {
        new frame.contentWindow.Notification("Cleo");
        resolve();
      };
      document.body.append(frame);
    }).then(() => frame.remove());
  };
`,
);

export const redIcon = icon("red").replace("data:image/svg+xml,", "");

/** The notifier's own service worker, which does nothing. */
export const worker = `addEventListener("fetch", () => undefined);`;
