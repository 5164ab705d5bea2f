// @ts-check
// One local server that plays every site of the tests and keeps what it was asked.

import { createServer } from "node:http";
import { text } from "node:stream/consumers";

import { sites } from "./sites.js";

/**
 * @typedef {object} Received
 * @property {string} host without the port
 * @property {string} method
 * @property {string} path with its query
 * @property {string} body
 * @property {string} kind `document` for a navigation, as the browser says in `Sec-Fetch-Dest`
 */

/**
 * @typedef {object} Answer
 * @property {string | Buffer} body
 * @property {Record<string, string>} [headers] those besides, or in place of, the usual ones
 */

/** What a host has at a path; nothing where it has no such page. @typedef {(path: string) => Promise<Answer | undefined>} Host */

/**
 * @typedef {object} Sites
 * @property {(host: string, path?: string) => string} url an address at one of the sites
 * @property {() => Received[]} received all requests so far, in order; a copy
 * @property {(host: string) => Received[]} receivedBy the same, of one site
 * @property {(host: string, html: string | Host) => void} add a further site, which answers with this page, or by path
 * @property {(host: string, path: string, type: string, body: string) => void} addFile what a site answers to this one path
 * @property {() => Promise<void>} close
 */

/**
 * `*.localhost` leads here in both browsers; the `Host` header says which site is meant.
 * @returns {Promise<Sites>}
 */
export async function serveSites() {
  /** @type {Received[]} */
  const received = [];
  /** @type {Record<string, string | Host>} */
  const hosts = { ...sites };
  /** By host and path. @type {Map<string, { type: string, body: string }>} */
  const files = new Map();

  const server = createServer(async (request, response) => {
    const host = (request.headers.host ?? "").replace(/:\d+$/, "");
    const body = await text(request);
    received.push({ host, method: request.method ?? "", path: request.url ?? "", body, kind: String(request.headers["sec-fetch-dest"]) });
    const file = files.get(`${host}${request.url}`);
    const known = hosts[host];
    const answer = typeof known === "function" ? await known(request.url ?? "") : known !== undefined && { body: known };
    if (file !== undefined) {
      response.writeHead(200, { "content-type": file.type, "cache-control": "no-cache" }).end(file.body);
    } else if (!answer) {
      response.writeHead(404, { "content-type": "text/plain" }).end("No such site.");
    } else {
      // A page kept by the browser's own cache would reach the person without asking us.
      response.writeHead(200, { "content-type": "text/html", "cache-control": "no-cache", ...answer.headers }).end(answer.body);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The sites have no port.");
  const { port } = address;

  return {
    url: (host, path = "/") => `http://${host}:${port}${path}`,
    received: () => [...received],
    receivedBy: (host) => received.filter((request) => request.host === host),
    add(host, html) {
      hosts[host] = html;
    },
    addFile: (host, path, type, answer) => void files.set(host + path, { type, body: answer }),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
