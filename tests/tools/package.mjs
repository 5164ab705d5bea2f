// @ts-check
// Store-ready zips of what `build` made. The same source gives the same bytes; the hash says so.

import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";

import { main } from "./command.mjs";
import { version } from "./manifest.mjs";
import { browsers, dist, packageDirectory, root } from "./paths.mjs";
import { zipDirectory } from "./zip.mjs";

await main(async () => {
  for (const browser of browsers) {
    const zip = await zipDirectory(packageDirectory(browser));
    const file = path.join(dist, `ringfence-${browser}-${version()}.zip`);
    await writeFile(file, zip);
    process.stdout.write(`${createHash("sha256").update(zip).digest("hex")}  ${path.relative(root, file)}\n`);
  }
});
