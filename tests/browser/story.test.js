// @ts-check
// The main story, as `./build.sh run` tells it where there is no display.

import { describe, test } from "node:test";

import { browsers } from "./harness/index.js";
import { setScene } from "./story/scene.js";
import { steps, tell } from "./story/tell.js";

describe("the main story", { concurrency: true }, () => {
  for (const browser of browsers) {
    test(browser.name, async (t) => {
      const scene = await setScene(browser, { pictures: `test-${browser.name}` });
      t.after(scene.close);
      let goesOn = true;
      for (const step of steps) {
        // What comes after a step that failed would only wait in vain.
        if (!goesOn) break;
        goesOn = false;
        await t.test(step.title, async () => {
          await tell(scene, step);
          goesOn = true;
        });
      }
    });
  }
});
