// The pages in a real browser: without a script, in the dark, on a phone, on paper, by keyboard, and
// as an accessibility checker sees them. Screenshots go to the folder that SCREENSHOTS names.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startBrowser, startProgram } from "./program.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const PAGES = {
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

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

let program;
let browser;
let shots;

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
async function visit(path, options, look) {
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
    if (!url.startsWith(program.address) && !url.startsWith("data:")) {
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
    await page.goto(program.address + path);
    const result = await look(page);
    assert.deepEqual(faults, [], path);
    return result;
  } finally {
    await context.close();
  }
}

async function shoot(page, name, fullPage = false) {
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage });
}

async function checkNoSideways(page, name) {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= window, `${name} is ${content} wide in a window of ${window}`);
}

for (const [name, path] of Object.entries(PAGES)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${name} is accessible, ${colorScheme}`, () =>
      visit(path, { colorScheme, bypassCSP: true }, async (page) => {
        await page.evaluate(AXE);
        const found = await page.evaluate(() => window.axe.run(document));
        const said = found.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join("\n")}`,
        );
        assert.deepEqual(said, [], name);
        assert.ok(found.passes.length > 15, "the checker has looked at the page");
        await shoot(page, `${name}-${colorScheme}`);
      }));
  }

  test(`${name} keeps to its policy and fits a phone`, () =>
    visit(path, { viewport: PHONE }, async (page) => {
      await checkNoSideways(page, name);
      await shoot(page, `${name}-phone`);
    }));

  test(`${name} works without a script`, () =>
    visit(path, { javaScriptEnabled: false }, async (page) => {
      assert.ok((await page.locator("main h1").innerText()).length > 0);
      await checkNoSideways(page, name);
    }));
}

test("the policy is in force, and a breach of it is seen", () =>
  assert.rejects(
    visit("/", {}, (page) =>
      page.evaluate(() => {
        const style = document.createElement("style");
        style.textContent = "body { color: red }";
        document.head.append(style);
      }),
    ),
    /Content Security Policy/,
  ));

test("dark is dark, and light is light", async () => {
  const ground = (page) =>
    page.evaluate(() => {
      const numbers = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
      return numbers.slice(0, 3).reduce((sum, number) => sum + number) / 3;
    });
  assert.ok((await visit("/", { colorScheme: "dark" }, ground)) < 60);
  assert.ok((await visit("/", { colorScheme: "light" }, ground)) > 220);
});

test("a question is asked and its place opened, without a script", () =>
  visit("/", { javaScriptEnabled: false }, async (page) => {
    await page.fill("input[name=q]", "Wer leitet das CFIUS?");
    await page.click("form.ask button");
    const answer = await page.locator(".cited strong").first().innerText();
    await page.locator(".cited a.place").first().click();
    const marked = await page.locator("mark.answer").allInnerTexts();
    const folded = (text) => text.replace(/\s+/g, " ").trim();
    assert.equal(folded(marked.join("")), folded(answer));
    const top = await page.locator("mark.answer").first().boundingBox();
    assert.ok(top.y >= 0 && top.y < DESKTOP.height, "the place is in sight");
    await shoot(page, "quote-marked");
  }));

test("a footnote leads to its text and back", () =>
  visit(PAGES.document, { javaScriptEnabled: false }, async (page) => {
    await page.locator("article sup.note a").first().click();
    assert.equal(new URL(page.url()).hash, "#fn1");
    await page.locator("#fn1 a.back").first().click();
    assert.equal(new URL(page.url()).hash, "#fnref1");
  }));

test("suggestions are chosen by keyboard", () =>
  visit("/", {}, async (page) => {
    const field = page.getByRole("combobox");
    const chosen = () => field.getAttribute("aria-activedescendant");
    await field.focus();
    await page.keyboard.type("Exportkontrollen");
    await page.getByRole("option").first().waitFor();
    assert.equal(await field.getAttribute("aria-expanded"), "true");
    await shoot(page, "suggestions");
    assert.equal(await chosen(), null);
    await page.keyboard.press("ArrowDown");
    assert.equal(await chosen(), "q-suggestions-0");
    await page.keyboard.press("ArrowUp");
    const last = (await page.getByRole("option").count()) - 1;
    assert.equal(await chosen(), `q-suggestions-${last}`);
    assert.equal(await page.getByRole("option", { selected: true }).count(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await field.getAttribute("aria-expanded"), "false");
    assert.equal(await field.inputValue(), "Exportkontrollen");
    await page.keyboard.type(" ");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/d\/technologiepolitik-usa-japan.*#s/);
    const anchor = new URL(page.url()).hash.slice(1);
    assert.ok(await page.evaluate((id) => document.getElementById(id) !== null, anchor));
  }));

test("suggestions are accessible while they are open", () =>
  visit("/", { bypassCSP: true }, async (page) => {
    await page.getByRole("combobox").focus();
    await page.keyboard.type("Exportkontrollen");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.evaluate(AXE);
    const found = await page.evaluate(() => window.axe.run(document));
    assert.deepEqual(found.violations.map((violation) => violation.id), []);
  }));

test("enter without a choice asks what was typed", () =>
  visit("/", {}, async (page) => {
    await page.getByRole("combobox").focus();
    await page.keyboard.type("Wozu diente SEMATECH?");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/ask\?q=Wozu/);
  }));

test("the first stop of the tab key skips to the content", () =>
  visit(PAGES.document, {}, async (page) => {
    await page.keyboard.press("Tab");
    const link = page.locator(".skip");
    assert.ok(await link.evaluate((element) => element === document.activeElement));
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).hash, "#content");
  }));

test("on paper the text stands alone", () =>
  visit(PAGES.document, { viewport: { width: 794, height: 1123 } }, async (page) => {
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("form.ask").isVisible(), false);
    assert.equal(await page.locator("article").isVisible(), true);
    await page.pdf({ path: join(shots, "document.pdf"), format: "A4" });
    await shoot(page, "document-print");
  }));

test("German is spoken where it is wanted", () =>
  visit("/", { locale: "de-DE" }, async (page) => {
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
    await page.getByRole("link", { name: "English" }).click();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
  }));
