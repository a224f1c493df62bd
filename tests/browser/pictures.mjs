// Pictures of a real answer, light and dark, for the README: the built program is asked, and what a
// browser shows is kept. `npm run pictures -- "A question?" FOLDER`; both may be left out.

import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { startBrowser, startProgram } from "./program.mjs";

const [question = "Who chairs CFIUS?", folder] = process.argv.slice(2);
const pictures = folder ? resolve(folder) : fileURLToPath(new URL("../../docs/pictures/", import.meta.url));

/** Wide enough for a line of the answer, and no wider; sharp enough, and a file of less than 150 kB. */
const WINDOW = { width: 860, height: 690 };

await mkdir(pictures, { recursive: true });
const program = await startProgram();
const browser = await startBrowser();
try {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({
      viewport: WINDOW,
      deviceScaleFactor: 1.25,
      locale: "en-GB",
      colorScheme,
    });
    const page = await context.newPage();
    await page.goto(`${program.address}/ask?q=${encodeURIComponent(question)}`);
    const answer = await page.locator(".cited strong").first().innerText();
    const path = join(pictures, `answer-${colorScheme}.png`);
    await page.screenshot({ path });
    console.log(`${path}: ${answer}`);
    await context.close();
  }
} finally {
  await browser.close();
  await program.stop();
}
