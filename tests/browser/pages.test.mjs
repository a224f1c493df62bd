// The pages in a real browser: without a script, in the dark, on a phone, on paper, by keyboard, and
// as an accessibility checker sees them.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import "./reading.mjs";
import { DESKTOP, NARROW, PAGES, checkAccessible, checkNoSideways, shoot, shots, visit } from "./visit.mjs";

for (const [name, path] of Object.entries(PAGES)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${name} is accessible, ${colorScheme}`, () =>
      visit(path, { colorScheme, bypassCSP: true }, async (page) => {
        await checkAccessible(page, name);
        await shoot(page, `${name}-${colorScheme}`);
      }));
  }

  test(`${name} keeps to its policy and fits a phone`, () =>
    visit(path, { viewport: NARROW }, async (page) => {
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

test("suggestions are chosen by keyboard", () =>
  visit("/", {}, async (page) => {
    const field = page.locator("#q");
    const chosen = () => field.getAttribute("aria-activedescendant");
    await field.focus();
    await page.keyboard.type("Exportkontrollen");
    await page.locator("#q-suggestions").getByRole("option").first().waitFor();
    assert.equal(await field.getAttribute("aria-expanded"), "true");
    await shoot(page, "suggestions");
    assert.equal(await chosen(), null);
    await page.keyboard.press("ArrowDown");
    assert.equal(await chosen(), "q-suggestions-0");
    await page.keyboard.press("ArrowUp");
    const last = (await page.locator("#q-suggestions").getByRole("option").count()) - 1;
    assert.equal(await chosen(), `q-suggestions-${last}`);
    assert.equal(await page.locator("#q-suggestions").getByRole("option", { selected: true }).count(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await field.getAttribute("aria-expanded"), "false");
    assert.equal(await field.inputValue(), "Exportkontrollen");
    await page.keyboard.type(" ");
    await page.locator("#q-suggestions").getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/d\/technologiepolitik-usa-japan.*#s/);
    const anchor = new URL(page.url()).hash.slice(1);
    assert.ok(await page.evaluate((id) => document.getElementById(id) !== null, anchor));
  }));

test("suggestions are accessible while they are open", () =>
  visit("/", { bypassCSP: true }, async (page) => {
    await page.locator("#q").focus();
    await page.keyboard.type("Exportkontrollen");
    await page.locator("#q-suggestions").getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await checkAccessible(page, "suggestions");
  }));

test("enter without a choice asks what was typed", () =>
  visit("/", {}, async (page) => {
    await page.locator("#q").focus();
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
