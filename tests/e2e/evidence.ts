import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DESK, pdfToPictures, printPage, type TestContext } from "./harness.ts";
import { signInOn, smallRegion } from "./small-region.ts";

/**
 * A programme that requires evidence and a signed receipt (ISS-9, ISS-10): the desk's button stays closed until a file hangs on
 * the issue, each guest's receipt prints behind the sheets and shows no code, and the secretariat reads the file with the issue.
 */
export const name = "evidence";
export const unseeded = true;
export const people = ["サトウ ハナコ"];

const GUESTS = 3;

export async function run(ctx: TestContext): Promise<void> {
  const region = await smallRegion(
    ctx.server,
    { faceYen: 1_000, depositYen: 1_000_000, allottedYen: 500_000 },
    { evidence: "required", receipt: "required" },
  );
  ctx.log(`programme ${region.programmeId} requires evidence and receipts`);
  const desk = await ctx.device("desk", { viewport: DESK });
  await signInOn(desk.context, ctx.url, "house");
  const { page } = desk;
  await page.goto(`${ctx.url}/admin/issue`);
  await page.getByLabel("予約番号").fill("EV-1");
  await page.getByRole("textbox", { name: "人数" }).fill(String(GUESTS));
  await page.getByRole("button", { name: `${GUESTS}枚を発行して印刷` }).click();
  await page.locator(".page--a6").first().waitFor();

  const printed = await pdfToPictures(await printPage(page, join(ctx.workDir, "sheets.pdf")), ctx.workDir);
  assert.equal(printed.length, GUESTS * 2, "a sheet and a receipt for each guest");
  const receipts = page.getByRole("article", { name: "受領書" });
  assert.equal(await receipts.count(), GUESTS);
  const codes = await page.locator(".code20").allTextContents();
  assert.equal(codes.length, GUESTS, "no receipt shows a code");
  for (const text of await receipts.allTextContents()) {
    assert.match(text, /EV-1/);
    assert.ok(!/\d{12,}/.test(text.replaceAll(/[\s-]/g, "")), "nothing that looks like a code");
  }

  const handOver = page.getByRole("button", { name: "お渡ししました" });
  assert.equal(await handOver.getAttribute("aria-disabled"), "true", "closed without evidence");
  await page.getByText("お渡しの前に、証拠の書類を付けてください").waitFor();
  await page.getByRole("link", { name: "発行の画面へ" }).click();
  await page.getByText("書類（写真かPDF）を1つ以上付けてください").waitFor();
  const file = join(ctx.workDir, "サトウ ハナコ.pdf");
  writeFileSync(file, "%PDF-1.7\nproof of a stay");
  await page.getByLabel("書類を付ける").setInputFiles(file);
  const link = page.getByRole("link", { name: "サトウ ハナコ.pdf" });
  await link.waitFor();
  await page.getByRole("button", { name: "お渡ししました" }).click();
  await page.getByText("お渡し済みです").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "外す" }).count(), 0, "never taken away afterwards");
  const issuePath = new URL(page.url()).pathname;

  const office = await ctx.device("office", { viewport: DESK });
  await signInOn(office.context, ctx.url, "secretariat");
  await office.page.goto(ctx.url + issuePath);
  const [download] = await Promise.all([
    office.page.waitForEvent("download"),
    office.page.getByRole("link", { name: "サトウ ハナコ.pdf" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "サトウ ハナコ.pdf");
  assert.equal(await office.page.getByLabel("書類を付ける").count(), 0, "the office adds nothing");
}
