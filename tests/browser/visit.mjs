// A visit to a page in a real browser, as strict as a visitor may be. Screenshots go to the folder that
// SCREENSHOTS names.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";

import { startBrowser, startProgram } from "./program.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const PAGES = {
  home: "/",
  document: "/d/technologiepolitik-usa-japan",
  answer: "/ask?q=Who+chairs+the+committee+on+foreign+investment%3F",
  refusal: "/ask?q=Who+composed+the+opera+Turandot%3F",
  place: "/ask?q=%C2%A7+3.2",
  verify: `/verify?quote=${encodeURIComponent(
    "CFIUS prüft Übernahmen und Beteiligungen und gibt Empfehlungen ab, auf deren Grundlage der Präsident Käufe in empfindlichen Branchen verbieten kann.",
  )}`,
  missing: "/d/technologiepolitik",
};

/** What pages must work under, whatever stands in front of them. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 664 };
export const NARROW = { width: 360, height: 740 };

export let program;
let browser;
export let shots;

before(async () => {
  shots = process.env.SCREENSHOTS ?? (await mkdtemp(join(tmpdir(), "fundstelle-screenshots-")));
  await mkdir(shots, { recursive: true });
  program = await startProgram();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await program?.stop();
  console.log(`screenshots: ${shots}`);
});

/** Opens a page, does something with it, and fails on everything that a visitor must not meet: a
 * request to another host, an error in the console, something that the security policy stopped. */
export function visit(path, options, look) {
  return visitOf(program.address, path, options, look);
}

/** The same for another program that serves. */
export async function visitOf(address, path, options, look) {
  const context = await browser.newContext({ viewport: DESKTOP, locale: "en-GB", ...options });
  const faults = [];
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`error: ${error}`));
  page.on("console", (message) => {
    // That the page itself is not found is said there too.
    const isStatus = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isStatus) {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith("data:")) {
      faults.push(`request: ${url}`);
    }
  });
  page.on("response", (response) => {
    const isPage = response.request().isNavigationRequest();
    if (!isPage && response.status() >= 400) {
      faults.push(`${response.status()}: ${response.url()}`);
    }
  });
  await page.route("**/*", async (route) => {
    if (!route.request().isNavigationRequest()) {
      return route.continue();
    }
    const response = await route.fetch({ maxRedirects: 0 });
    const headers = { "content-security-policy": POLICY, ...response.headers() };
    return route.fulfill({ response, headers });
  });
  try {
    await page.goto(address + path);
    const result = await look(page);
    assert.deepEqual(faults, [], path);
    return result;
  } finally {
    await context.close();
  }
}

/** Runs the accessibility checker over a page. */
export async function checkAccessible(page, name) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => window.axe.run(document));
  const said = found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join("\n")}`,
  );
  assert.deepEqual(said, [], name);
  assert.ok(found.passes.length > 15, "the checker has looked at the page");
}

/** Where an element stands, and whether all of it is in the window. */
export async function inSight(page, locator) {
  const box = await locator.boundingBox();
  const { width, height } = page.viewportSize();
  return box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
}

export async function shoot(page, name, fullPage = false) {
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage });
}

export async function checkNoSideways(page, name) {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= window, `${name} is ${content} wide in a window of ${window}`);
}
