// @ts-check
// A mail program that works without a network: its worker answers for its page by itself.

const worker = /** @type {any} */ (globalThis);
const text = `<!doctype html>
<html lang="en">
<title>From the worker</title>
<style>body { background: rgb(180 0 255) }</style>
<h1>From the worker</h1>
<textarea id="draft"></textarea>
</html>`;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  if (!event.request.url.endsWith("/served-by-its-worker")) return;
  event.respondWith(new Response(text, { headers: { "content-type": "text/html" } }));
});
