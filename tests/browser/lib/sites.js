// @ts-check
// The sites that the tests visit: a mail page, a chat page, and one that no rule names.
// Each wears colors that nothing else on the screen has, so that a picture shows whether it is seen.

/** Red, green and blue of what each site paints over most of its page. */
export const colors = {
  mail: /** @type {const} */ ([255, 0, 128]),
  chat: /** @type {const} */ ([0, 200, 80]),
  news: /** @type {const} */ ([0, 120, 255]),
};

/**
 * Writes down what reaches the page's own handlers, as a mail program's shortcuts would get it.
 * `window.heard` is read by the tests.
 */
const ears = `
  window.heard = [];
  window.born = performance.timeOrigin;
  const kinds = ["keydown", "keyup", "beforeinput", "input", "paste", "click", "mousedown", "pointerdown", "wheel", "focusin"];
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
<link rel="icon" href="data:,">
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
  `<p><a id="link" href="/thread/7?from=list#last">Thread 7</a> <a id="up" href="/">Inbox</a></p>
  <textarea id="draft" aria-label="Draft"></textarea>
  <div id="reply" contenteditable aria-label="Reply"></div>
  <form id="search" action="/search"><input name="q" value="budget"><button>Search</button></form>
  <form id="send" action="/sent?by=form" method="post"><input name="text" value="See you at six"><button>Send</button></form>
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

const news = page("News", colors.news, `<p id="text">Nothing happened today.</p><input id="comment" aria-label="Comment">`, "");

/**
 * What a host answers to any path; nothing for a host that the tests do not have.
 * @type {Readonly<Record<string, string>>}
 */
export const sites = { "mail.localhost": mail, "chat.localhost": chat, "news.localhost": news };
