// @ts-check
// The sites that the tests visit: a mail page, a chat page, a wiki, and one that no rule names.
// Each wears colors that nothing else on the screen has, so that a picture shows whether it is seen.

/** Red, green and blue of what each site paints over most of its page. */
export const colors = {
  mail: /** @type {const} */ ([255, 0, 128]),
  chat: /** @type {const} */ ([0, 200, 80]),
  wiki: /** @type {const} */ ([200, 80, 0]),
  news: /** @type {const} */ ([0, 120, 255]),
};

/**
 * Writes down what reaches the page's own handlers, as a mail program's shortcuts would get it.
 * `window.heard` is read by the tests.
 */
const ears = `
  window.heard = [];
  window.born = performance.timeOrigin;
  const kinds = ["keydown", "keyup", "beforeinput", "input", "paste", "click", "mousedown", "pointerdown", "wheel"];
  for (const kind of kinds) addEventListener(kind, (event) => window.heard.push(kind), true);
`;

/**
 * @param {string} title
 * @param {readonly [number, number, number]} color
 * @param {string} body
 * @param {string} script
 */
const page = (title, color, body, script) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<link rel="icon" href="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>">
<style>
  body { margin: 0; padding: 24px; font: 18px sans-serif; color: #fff; background: rgb(${color.join(" ")}); }
  textarea, [contenteditable] { display: block; width: 420px; height: 90px; margin: 12px 0; padding: 8px; color: #fff; background: none; border: 2px solid #fff; font: inherit; overflow: auto; }
  a { color: #fff; }
</style>
<h1>${title}</h1>
${body}
<script>${ears}${script}</script>
`;

const mail = page(
  "Mail",
  colors.mail,
  `<textarea id="draft" aria-label="Draft"></textarea>
  <div id="reply" contenteditable aria-label="Reply"></div>
  <div style="height: 3000px">Older mail</div>`,
  `
  addEventListener("input", () => {
    addEventListener("beforeunload", (event) => {
      window.asked = true;
      event.preventDefault();
    });
  }, { once: true });
`,
);

const chat = page(
  "Inbox",
  colors.chat,
  `<p>Ana: are you there?</p><input id="say" aria-label="Message">`,
  `
  let unread = 0;
  setInterval(() => {
    unread += 1;
    document.title = unread % 2 ? "(" + unread + ") Inbox" : "Inbox";
  }, 250);
`,
);

const wiki = page("Wiki", colors.wiki, `<p>How we release.</p><input id="find" aria-label="Find">`, "");

/** Every way that leads from a page to another site's. */
const news = page(
  "News",
  colors.news,
  `<p id="text">Nothing happened today.</p><input id="comment" aria-label="Comment">
  <p><a id="link">A link</a> <button id="open">A new tab</button> <button id="assign">A script</button></p>
  <form id="search"><input name="q" value="two words"><button>Search</button></form>
  <form id="send" method="post"><input name="text" value="See you at six"><button>Send</button></form>`,
  `
  const mail = (path) => "//mail.localhost:" + location.port + path;
  document.getElementById("link").href = mail("/thread/7?from=news#last");
  document.getElementById("search").action = mail("/search");
  document.getElementById("send").action = mail("/sent?by=form");
  document.getElementById("open").onclick = () => { window.open(mail("/opened?by=news#top")); };
  document.getElementById("assign").onclick = () => location.assign(mail("/assigned?a=1&b=%20x#part/2"));
`,
);

/**
 * What a host answers to any path; nothing for a host that the tests do not have.
 * @type {Readonly<Record<string, string>>}
 */
export const sites = { "mail.localhost": mail, "chat.localhost": chat, "wiki.localhost": wiki, "news.localhost": news };
