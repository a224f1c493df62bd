// What helps one to read: the answer first, contents that follow, footnotes in place, the way back,
// citations that are copied, and what others show where a link is pasted.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DESKTOP, PAGES, PHONE, checkAccessible, inSight, program, shoot, visit } from "./visit.mjs";

test("a footnote leads to its text and back, without a script", () =>
  visit(PAGES.document, { javaScriptEnabled: false }, async (page) => {
    await page.locator("article sup.note a").first().click();
    assert.equal(new URL(page.url()).hash, "#fn1");
    await page.locator("#fn1 a.back").first().click();
    assert.equal(new URL(page.url()).hash, "#fnref1");
  }));

test("a link to a place that is not there says so", () =>
  visit(`${PAGES.document}#s0.77`, {}, async (page) => {
    const said = page.locator("#place-unknown");
    await said.waitFor();
    await page.evaluate(() => (location.hash = document.querySelector("article h2").id));
    await said.waitFor({ state: "hidden" });
  }));

test("a footnote opens in place and closes again", () =>
  visit(PAGES.document, { viewport: PHONE, bypassCSP: true }, async (page) => {
    const mark = page.locator("article sup.note a").first();
    const note = page.locator(".note-here");
    const said = await page.locator("#fn1 .said").innerText();
    await mark.click();
    assert.equal(await note.innerText(), said);
    assert.equal(await mark.getAttribute("aria-expanded"), "true");
    assert.equal(new URL(page.url()).hash, "");
    await checkAccessible(page, "a footnote in place");
    await shoot(page, "footnote-phone");
    await page.keyboard.press("Escape");
    assert.equal(await note.count(), 0);
    await mark.click();
    await page.locator("article h2").first().click();
    assert.equal(await note.count(), 0);
  }));

for (const [device, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  for (const question of ["Wer leitet das CFIUS?", "Wozu diente SEMATECH?", "Who chairs the committee on foreign investment?"]) {
    test(`the sentence that answers stands above the fold, ${device}: ${question}`, () =>
      visit(`/ask?q=${encodeURIComponent(question)}`, { viewport }, async (page) => {
        assert.ok(await inSight(page, page.locator(".cited strong").first()), question);
        const field = await page.locator("#q").boundingBox();
        const button = await page.locator("form.ask button").boundingBox();
        assert.ok(Math.abs(field.y - button.y) < 4, "the form takes one line");
        assert.equal(await page.locator("#q").inputValue(), question);
        await shoot(page, `answer-${device}`);
      }));
  }

  test(`suggestions stand beside the button, ${device}`, () =>
    visit("/", { viewport }, async (page) => {
      await page.locator("#q").pressSequentially("Exportkontrollen");
      await page.locator("#q-suggestions").getByRole("option").first().waitFor();
      const list = await page.getByRole("listbox").boundingBox();
      const button = await page.locator("form.ask button").boundingBox();
      const isBelow = list.y >= button.y + button.height;
      const isBeside = list.x + list.width <= button.x;
      assert.ok(isBelow || isBeside, `${JSON.stringify(list)} covers ${JSON.stringify(button)}`);
      await shoot(page, `suggestions-${device}`);
    }));

  test(`the contents follow the reader and stay in reach, ${device}`, () =>
    visit(PAGES.document, { viewport, bypassCSP: true }, async (page) => {
      const current = page.locator('.contents [aria-current="location"]');
      for (const place of ["s3.2", "s5", "s2.1"]) {
        await page.evaluate((id) => document.getElementById(id).scrollIntoView(), place);
        await page.waitForFunction(
          (id) => document.querySelector('.contents [aria-current="location"]')?.hash === `#${id}`,
          place,
        );
        assert.equal(await current.count(), 1);
      }
      const summary = page.locator(".beside summary").last();
      if (device === "phone") {
        assert.ok(await inSight(page, summary), "the contents can be opened from anywhere");
        assert.match(await summary.innerText(), /2\.1/);
        await summary.click();
        await checkAccessible(page, "open contents");
        await shoot(page, "contents-phone");
      }
      await page.locator('.contents a[href="#s4"]').click();
      await page.waitForFunction(() => document.querySelector("[aria-current]")?.hash === "#s4");
      const heading = await page.locator("#s4").boundingBox();
      const bar = await page.locator(".beside").boundingBox();
      const isFree = device === "desktop" || heading.y >= bar.y + bar.height;
      assert.ok(isFree && heading.y < viewport.height, "the heading is not behind the bar");
    }));

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "with" : "without";
    test(`a place leads back to the answer, ${device}, ${how} a script`, () =>
      visit(PAGES.answer, { viewport, javaScriptEnabled }, async (page) => {
        const quoted = await page.locator(".cited strong").first().innerText();
        await page.locator(".cited a.place").first().click();
        await page.waitForURL(/\/d\//);
        const back = page.locator("a.back-to-answer");
        assert.ok(await inSight(page, back), "the way back is in sight");
        await shoot(page, `place-${device}`);
        await back.click();
        await page.waitForURL(/\/ask/);
        assert.equal(await page.locator(".cited strong").first().innerText(), quoted);
      }));
  }
}

test("a citation is copied with its link", () =>
  visit(PAGES.answer, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    const quoted = (await page.locator(".cited strong").first().innerText()).trim();
    const citation = page.locator(".cited .copy").first();
    await citation.locator("summary").click();
    await citation.getByText("Copied.").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied.includes(quoted), copied);
    const link = copied.trim().split("\n").at(-1);
    assert.ok(link.startsWith(`${program.address}/d/`) && !link.includes("asked"), link);
    await page.goto(link);
    assert.equal((await page.locator("mark.answer").allInnerTexts()).join("").trim(), quoted);
  }));

test("a citation can be copied by hand, without a script", () =>
  visit(PAGES.answer, { javaScriptEnabled: false }, async (page) => {
    const citation = page.locator(".cited .copy").first();
    await citation.locator("summary").click();
    const text = await citation.locator("textarea").inputValue();
    assert.match(text, /http:\/\/127\.0\.0\.1:\d+\/d\/[^\s]+$/);
  }));

test("a pasted link says document, place and quote", () =>
  visit(PAGES.answer, { javaScriptEnabled: false }, async (page) => {
    const quoted = (await page.locator(".cited strong").first().innerText()).trim();
    const locator = (await page.locator(".cited a.place").first().innerText()).trim();
    await page.locator(".cited a.place").first().click();
    const said = (name) => page.locator(`meta[property="og:${name}"]`).getAttribute("content");
    assert.ok((await said("title")).endsWith(locator), await said("title"));
    assert.ok((await said("description")).includes(quoted), await said("description"));
    assert.match(await said("url"), /quote=/);
  }));

test("an example on the first page leads to an answer", () =>
  visit("/", { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator(".examples a").count(), 3);
    await page.locator(".examples a").first().click();
    assert.ok((await page.locator(".cited").count()) > 0);
  }));

test("a table wider than the window says so", () =>
  visit("/", { viewport: PHONE }, async (page) => {
    const links = await page.locator(".documents h3 a").all();
    await links[0].click();
    for (const table of await page.locator(".scrolls").all()) {
      const isWide = await table.evaluate((element) => element.scrollWidth > element.clientWidth + 1);
      assert.equal(await table.locator("xpath=following-sibling::p[1]").isVisible(), isWide);
    }
  }));
