// @ts-check
// `node tier.mjs TALLY FILE...` runs test files as `node --test` does, one for each core at a time. What
// each test came to is written to TALLY.

import { createWriteStream } from "node:fs";
import { availableParallelism } from "node:os";
import { finished } from "node:stream/promises";
import { run } from "node:test";
import { spec } from "node:test/reporters";

import tally from "./tally.mjs";

const [lines = "", ...files] = process.argv.slice(2);
const events = run({ files, concurrency: availableParallelism() });
events.on("test:fail", ({ todo }) => {
  if (todo === undefined || todo === false) process.exitCode = 1;
});
events.compose(new spec()).pipe(process.stdout);
await finished(events.compose(tally).pipe(createWriteStream(lines)));
