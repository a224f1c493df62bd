// Pages as they are printed, in a real browser: where they open, and the small pictures of those nearby.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { paper } from "./paper.mjs";
import { startProgram } from "./program.mjs";
import { DESKTOP, NARROW, PHONE, checkAccessible, checkNoSideways, inSight, shoot, visitOf } from "./visit.mjs";

const QUESTION = "/ask?q=What+does+a+berth+cost%3F";
const ANSWER = "A berth costs ten crowns a day.";

let folder;
let harbour;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "fundstelle-harbour-"));
  const filler = (of) => Array.from({ length: 26 }, (_, row) => `Line ${row + 1} of page ${of} says little.`);
  const pages = Array.from({ length: 14 }, (_, at) => filler(at + 1));
  pages[5].push("", ANSWER);
  await writeFile(join(folder, "rules.pdf"), paper(pages, 2), "latin1");
  harbour = await startProgram({ FUNDSTELLE_CORPUS__FOLDER: folder });
});

after(async () => {
  await harbour?.stop();
  await rm(folder, { recursive: true, force: true });
});

const visit = (path, options, look) => visitOf(harbour.address, path, options, look);

for (const [name, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "with" : "without";
    test(`a page opens where the quote is marked, on a ${name} ${how} a script`, () =>
      visit(QUESTION, { viewport, javaScriptEnabled }, async (page) => {
        await page.getByRole("link", { name: "Show page" }).first().click();
        await page.waitForLoadState("networkidle");
        assert.match(page.url(), /\?page=4&.*#mark$/);
        assert.ok(await inSight(page, page.locator("#mark")), "the mark is in sight");
        const [mark, sheet] = await Promise.all(
          ["#mark", ".sheet img"].map((of) => page.locator(of).boundingBox()),
        );
        // Row 28 of the page: its baseline is 720 points below the upper edge of 842.
        const middle = (mark.y + mark.height / 2 - sheet.y) / sheet.height;
        assert.ok(Math.abs(middle - 716 / 842) < 0.01, `the mark is at ${middle} of the page`);
        await checkNoSideways(page, "the page");
        await shoot(page, `printed-${name}-${how}-script`);
      }));
  }
}

test("the pages nearby are small pictures, reached by keyboard", () =>
  visit("/d/rules?page=6", { bypassCSP: true }, async (page) => {
    const links = page.locator(".nearby a");
    assert.equal(await links.count(), 11);
    const current = page.locator(".nearby [aria-current=page]");
    assert.equal(await current.innerText(), "page 6");
    const isLoaded = () => [...document.querySelectorAll(".nearby img")].every((image) => image.naturalWidth > 50);
    await page.waitForFunction(isLoaded);
    await checkAccessible(page, "the page with those nearby");
    await links.last().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/page=11/);
    assert.equal(await page.locator(".nearby [aria-current=page]").innerText(), "page 11");
  }));

test("on a narrow screen only the nearest pages are shown, and nothing is wider than the screen", () =>
  visit("/d/rules?page=6", { viewport: NARROW, javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator(".nearby a:visible").count(), 5);
    await checkNoSideways(page, "the page with those nearby");
    await shoot(page, "printed-narrow", true);
  }));
