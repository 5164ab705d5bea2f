// @ts-check
// The update server that a policy names: it offers one packed extension to Chromium.

import { createServer } from "node:http";

/** @typedef {import("./crx.js").PackedExtension} PackedExtension */

/**
 * @returns {Promise<{ url: string, offer: (packed: PackedExtension) => void, close: () => Promise<void> }>}
 */
export async function serveUpdates() {
  /** @type {PackedExtension | undefined} */
  let offered;
  const server = createServer((request, response) => {
    if (!offered) {
      response.writeHead(404).end();
    } else if (request.url === "/ringfence.crx") {
      response.writeHead(200, { "content-type": "application/x-chrome-extension" }).end(offered.crx);
    } else {
      response.writeHead(200, { "content-type": "application/xml" }).end(updateManifest(offered));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The update server has no port.");
  const origin = `http://127.0.0.1:${address.port}`;

  /** @param {PackedExtension} packed */
  function updateManifest({ id, version }) {
    return `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${id}"><updatecheck codebase="${origin}/ringfence.crx" version="${version}"/></app>
</gupdate>`;
  }

  return {
    url: `${origin}/updates.xml`,
    offer(packed) {
      offered = packed;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
