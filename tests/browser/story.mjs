// @ts-check
// The main story, told by a real browser without a display: what happens at each step, what was seen,
// and pictures in dist/story. `node tests/browser/story.mjs [chrome|firefox]`

import { main } from "../tools/command.mjs";
import { browsers } from "./harness/index.js";
import { setScene } from "./story/scene.js";
import { steps, tell } from "./story/tell.js";

await main(async () => {
  const name = process.argv[2] === "firefox" ? "firefox" : "chromium";
  const browser = browsers.find((candidate) => candidate.name === name);
  if (!browser) throw new Error(`There is no ${name}.`);
  const scene = await setScene(browser, { write: (line) => process.stdout.write(`${line}\n`) });
  try {
    for (const step of steps) await tell(scene, step);
    scene.telling.say("The story is told.");
  } finally {
    await scene.close();
  }
});
