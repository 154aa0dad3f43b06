import assert from "node:assert/strict";
import { join } from "node:path";
import { beginCounting, countedInputs, countInputs } from "./counted-inputs.ts";
import { DESK, pdfToPictures, printPage, type TestContext } from "./harness.ts";
import { demoAccount, signIn } from "./people.ts";

/**
 * A group of 40 in one go (S9): one form, one button, 40 sheets on ten A4 pages, each with a code of its own. From the
 * empty form to the print dialogue with at most six inputs, counted in the page (ISS-1).
 */
export const name = "group-of-forty";

const GUESTS = 40;
const SHEETS_PER_PAGE = 4;
const MOST_INPUTS = 6;

export async function run(ctx: TestContext): Promise<void> {
  const { page } = await ctx.device("desk", { viewport: DESK });
  await countInputs(page);
  await signIn(ctx, page, "/admin/", demoAccount(ctx, "issuer-desk"));
  await page.getByLabel("予約番号").waitFor();
  await beginCounting(page);
  await page.getByLabel("予約番号").click();
  await page.keyboard.type("SG-0040");
  await page.getByLabel("人数").click();
  await page.keyboard.type(String(GUESTS));
  await page.getByRole("button", { name: `${GUESTS}枚を発行して印刷` }).click();
  await page.locator(".page").first().waitFor();
  await page.getByRole("button", { name: "A4 4面" }).click();
  await page.locator(".page--a4-four").first().waitFor();
  await page.getByRole("button", { name: "印刷する" }).click();

  const { taps, fields, prints } = await countedInputs(page);
  ctx.log(`${taps.length + fields.length} inputs: ${[...fields, ...taps].join(" → ")}`);
  assert.equal(prints, 1, "the print dialogue opened");
  assert.equal(fields.length, 2, "both fields were counted");
  assert.ok(taps.length >= 2, "the buttons were counted");
  assert.ok(taps.length + fields.length <= MOST_INPUTS, `at most ${MOST_INPUTS} inputs`);

  const codes = await page.locator(".code20").allTextContents();
  assert.equal(new Set(codes).size, GUESTS, "40 codes, all different");
  const pages = await pdfToPictures(await printPage(page, join(ctx.workDir, "forty.pdf")), ctx.workDir, 40);
  assert.equal(pages.length, GUESTS / SHEETS_PER_PAGE);
  await page.getByRole("button", { name: "お渡ししました" }).click();
  await page.getByText("お渡し済みです").first().waitFor();
}
