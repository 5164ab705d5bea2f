// @ts-check
// Draws the PNG icons from `extension/icons/icon.svg`. Run by hand when the drawing changes
// (`node tests/tools/icons.mjs`); the results are committed, so that a build needs no browser.

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import puppeteer from "puppeteer-core";

import { requireBrowser } from "../browser/harness/executable.js";
import { main } from "./command.mjs";
import { extension } from "./paths.mjs";

const sizes = [16, 32, 48, 128];

await main(async () => {
  const icons = path.join(extension, "icons");
  const drawing = await readFile(path.join(icons, "icon.svg"), "utf8");
  const browser = await puppeteer.launch({
    executablePath: requireBrowser("chrome"),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage();
    for (const size of sizes) {
      await page.setViewport({ width: size, height: size });
      await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${drawing}`);
      await writeFile(path.join(icons, `icon-${size}.png`), await page.screenshot({ omitBackground: true }));
    }
  } finally {
    await browser.close();
  }
});
