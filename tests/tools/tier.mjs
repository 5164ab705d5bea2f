// @ts-check
// `node tier.mjs TALLY SIDE_BY_SIDE FILE...` runs test files as `node --test` does, so many at once, and
// begins them in the order in which they are named (`node --test` sorts). What each test came to is
// written to TALLY.

import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { run } from "node:test";
import { spec } from "node:test/reporters";

import tally from "./tally.mjs";

const [lines = "", sideBySide = "", ...files] = process.argv.slice(2);
const events = run({ files, concurrency: Number(sideBySide) });
events.on("test:fail", ({ todo }) => {
  if (todo === undefined || todo === false) process.exitCode = 1;
});
events.compose(new spec()).pipe(process.stdout);
await finished(events.compose(tally).pipe(createWriteStream(lines)));
