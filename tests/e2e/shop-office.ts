/**
 * A head office that issues and sells, with two stores (S16, S17): it switches from its desk to its shops without signing in
 * again, and sees what its stores took, to the yen, on the screen and in files, and has the QRs of its tills.
 */
import { strict as assert } from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { run as runProgram } from "../../scripts/steps.ts";
import { unzipped } from "../../workers/reports/unzip.testing.ts";
import { DESK, type TestContext, until } from "./harness.ts";
import { readTable } from "./month/csv.ts";
import { paidBooks, paidCoupon, type SmallRegion, signInOn } from "./small-region.ts";

export const name = "shop-office";
export const unseeded = true;
export const limitMs = 8 * 60_000;

const FACE = 3_000;
const TAKEN = { first: 1_250, second: 400 };

export async function run(ctx: TestContext): Promise<void> {
  const region = await paidBooks(ctx.server, FACE);
  await secondStore(region);
  const office = await ctx.device("office", { viewport: DESK });
  await signInOn(office.context, ctx.url, "house");
  const { page } = office;
  await page.goto(`${ctx.url}/admin/`);
  await page.getByRole("link", { name: "発行の一覧" }).waitFor();
  await page.getByLabel("担当の切りかえ").selectOption({ label: "宿と店（加盟店）" });
  await page.getByRole("heading", { name: "売上", level: 1 }).waitFor();
  await sales(ctx, page);
  await storeQrs(ctx, page);
}

/** A store in another town, with a payment that D1 knows. */
async function secondStore(region: SmallRegion): Promise<void> {
  const { secretariat, house, houseId } = region;
  const { storeId } = await secretariat.done<{ storeId: string }>("POST", "stores", {
    organisationId: houseId,
    name: "山の茶屋",
    kana: "ヤマノチャヤ",
    address: "試験市2-1",
    municipality: "990019",
    industry: "M76",
    accepts: "mpm+cpm",
  });
  const { tills } = await secretariat.done<{ tills: readonly { tillId: string }[] }>(
    "POST",
    `stores/${storeId}/tills`,
    {},
  );
  await paidCoupon({ ...region, house, storeId, tillId: tills[0]?.tillId ?? "" }, FACE, [TAKEN.second]);
  await until("the other store's payment to be projected", async () => {
    const path = `programmes/${region.programmeId}/figures`;
    const { paidYen } = await secretariat.done<{ paidYen: number }>("GET", path);
    return paidYen === TAKEN.first + TAKEN.second;
  });
}

/** All of both stores, one store, every store beside the other, and the same as files (SAL-1 to SAL-3). */
async function sales(ctx: TestContext, page: Page): Promise<void> {
  const total = page.getByRole("row").filter({ hasText: "合計" });
  await total.getByText("1,650").first().waitFor();
  await page.getByRole("img", { name: "棒グラフ" }).waitFor();
  await page.getByLabel("まとめ方").selectOption("store");
  await page.getByRole("row").filter({ hasText: "港の売店" }).getByText("1,250").first().waitFor();
  await page.getByRole("row").filter({ hasText: "山の茶屋" }).getByText("400").first().waitFor();
  const files = {
    utf8: await download(ctx, page, "CSV（UTF-8"),
    sjis: await download(ctx, page, "CSV（Shift_JIS"),
  };
  const text = files.utf8.toString("utf8");
  assert.equal(new TextDecoder("shift_jis", { fatal: true }).decode(files.sjis), text.replace("\uFEFF", ""));
  const rows = readTable(text);
  assert.deepEqual(
    rows.map((row) => [row.get("店舗"), row.get("紙の利用件数"), row.get("差引額")]),
    [
      ["山の茶屋", "1", "400"],
      ["港の売店", "2", "1250"],
    ],
  );
  await page.getByLabel("お店", { exact: true }).selectOption({ label: "山の茶屋" });
  await total.getByText("400").first().waitFor();
  await page.goBack();
  await total.getByText("1,650").first().waitFor();
  ctx.log("sales of two stores agree on the screen and in both files");
}

/** Sheets of both stores, one after the other and all at once; a QR that is replaced is another one (SHP-1 to SHP-4). */
async function storeQrs(ctx: TestContext, page: Page): Promise<void> {
  await page.getByRole("link", { name: "お店のQR" }).click();
  const row = page.getByRole("row").filter({ hasText: "港の売店" });
  await row.getByText("替えたことはありません").waitFor();
  const before = await sheetText(ctx, await download(ctx, page, "港の売店 レジ1 のQRを受け取る"));
  for (const said of ["試験Pay", "港の売店", "試験市", "-01-1"]) assert.ok(before.includes(said), said);

  await row.getByRole("button", { name: "QRを替える" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("3日のあいだ使える").check();
  await dialog.getByRole("button", { name: "QRを替える" }).click();
  await dialog.getByText("理由を書いてください").waitFor();
  await dialog.getByLabel("理由").fill("シールがはがれた");
  await dialog.getByRole("button", { name: "QRを替える" }).click();
  await row.getByText("まで使えます").waitFor();
  const after = await sheetText(ctx, await download(ctx, page, "港の売店 レジ1 のQRを受け取る"));
  assert.ok(after.includes("-01-2"));

  const [zip] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "すべてまとめて受け取る" }).click(),
  ]);
  const path = join(ctx.workDir, "all.zip");
  await zip.saveAs(path);
  const files = unzipped(readFileSync(path));
  assert.deepEqual([...files.keys()], ["001-港の売店-1.pdf", "002-山の茶屋-1.pdf"]);
  assert.ok((await sheetText(ctx, files.get("002-山の茶屋-1.pdf") as Uint8Array)).includes("山の茶屋"));
  await page.getByText("2枚を受け取りました").waitFor();
  ctx.log("sheets of both stores say what they should, and a replaced QR has another number");
}

/** What a sheet says, as a reader of PDFs finds it. */
async function sheetText(ctx: TestContext, pdf: Uint8Array): Promise<string> {
  const path = join(ctx.workDir, "sheet.pdf");
  writeFileSync(path, pdf);
  const { code, output } = await runProgram("pdftotext", ["-layout", path, "-"]);
  assert.equal(code, 0);
  return output;
}

async function download(ctx: TestContext, page: Page, link: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: link }).click(),
  ]);
  const path = join(ctx.workDir, file.suggestedFilename());
  await file.saveAs(path);
  return readFileSync(path);
}
