// @ts-check
// The work in the story: a mail with its list, and a chat. Each wears its color, by which a picture shows
// whether anything of it is seen.

import { colors } from "../lib/sites.js";

const style = (/** @type {readonly number[]} */ color) => `
  * { box-sizing: border-box; }
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff; }
  header { padding: 14px 28px; font-size: 20px; font-weight: 600; color: #fff; background: rgb(${color.join(" ")}); }
  main { display: grid; grid-template-columns: 340px 1fr; height: calc(100vh - 58px); }
  ul { margin: 0; padding: 0; list-style: none; border-right: 1px solid #ddd; }
  li { padding: 14px 28px; border-bottom: 1px solid #eee; }
  li small { display: block; color: #666; }
  li:first-child { border-left: 6px solid rgb(${color.join(" ")}); padding-left: 22px; }
  section { padding: 24px 32px; }
  textarea, input { width: 100%; padding: 12px; font: inherit; border: 1px solid #bbb; border-radius: 6px; }
  textarea { height: 240px; resize: none; }
  p { margin: 0 0 12px; }
`;

const page = (/** @type {string} */ title, /** @type {readonly number[]} */ color, /** @type {string} */ body) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style(color)}</style>
<header>${title}</header>
${body}
`;

const row = (/** @type {string} */ who, /** @type {string} */ what) => `<li>${who}<small>${what}</small></li>`;

const mails = `<ul>${row("Ana", "The numbers for October")}${row("Build", "main is green again")}${row("Travel", "Your ticket")}${row("Ben", "Review by Friday?")}</ul>`;

/** It asks before it goes, as mail programs do while a draft is half written. */
const writing = page(
  "Mail",
  colors.mail,
  `<main>${mails}
    <section><p>To: Ana</p><p>Subject: The numbers for October</p><textarea id="draft" aria-label="Draft"></textarea></section>
  </main>
  <script>
    const isHalfWritten = () => document.getElementById("draft").value !== "";
    addEventListener("beforeunload", (event) => { if (isHalfWritten()) event.preventDefault(); });
  </script>`,
);

const thread = page(
  "Mail",
  colors.mail,
  `<main>${mails}
    <section><p><b>The numbers for October</b></p><p>Ana, 6:21 PM</p><p>Hello, I cannot go on without the numbers. The first page is enough for now.</p><p>Ana</p></section>
  </main>`,
);

/** @param {string} path */
export const mail = (path) => Promise.resolve({ body: path.startsWith("/thread/") ? thread : writing });

export const chat = page(
  "Chat",
  colors.chat,
  `<main>
    <ul>${row("Team", "Ana is writing")}${row("Releases", "Monday at ten")}${row("Lunch", "Soup again")}</ul>
    <section><p><b>Ana</b> Are you there?</p><p><b>Ben</b> Only a small question.</p><input aria-label="Message"></section>
  </main>`,
);
