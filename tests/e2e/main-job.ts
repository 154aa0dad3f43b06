import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { DemoAccount } from "../../scripts/demo.ts";
import { issueAndHandOver } from "./at-the-desk.ts";
import { chooseTill, printStoreQr, receiptNumber, takePaper } from "./at-the-till.ts";
import { auditBooks } from "./audit-books.ts";
import { DESK, TABLET, type TestContext } from "./harness.ts";
import { charge, payByPhone, register } from "./on-the-phone.ts";
import { type Account, demoAccount, signIn, yen } from "./people.ts";

/**
 * The product's main job with pages and a camera only, from an empty state folder: issue → print → the counter takes a
 * part → the wallet charges the rest → the wallet pays → the counter's screen shows it → the figures add up → the CSV
 * holds exactly these rows → the books hold. The SMS code is read from the dev inbox.
 */
export const name = "main-job";
export const limitMs = 8 * 60_000;

const FACE = 3_000;
const PAPER_PRICE = 1_800;
const APP_PRICE = 480;
const REST = FACE - PAPER_PRICE;
const STORE = "喫茶 みなと";

export async function run(ctx: TestContext): Promise<void> {
  const demo = (key: string): DemoAccount => {
    const found = ctx.demo?.accounts.find((one) => one.key === key);
    assert.ok(found, `the demo has an account ${key}`);
    return found;
  };
  const account = (key: string): Account => demoAccount(ctx, key);
  const desk = await ctx.device("desk", { viewport: DESK });
  await signIn(ctx, desk.page, "/admin/", account("issuer-desk"));
  const [sheet = ""] = await issueAndHandOver(ctx, desk, { reference: "SG-0417", guests: 1 });

  const till = await ctx.device("till", { viewport: TABLET });
  await signIn(ctx, till.page, "/counter/", account("clerk"));
  await chooseTill(till, STORE);
  const poster = await printStoreQr(ctx, till, STORE);
  const paperReceipt = await takePaper(ctx, till, sheet, PAPER_PRICE);

  const phone = await ctx.device("phone");
  await register(ctx, phone.page, demo("resident").signIn);
  await charge(ctx, phone, sheet, REST);

  await till.page.goto(`${ctx.url}/counter/`);
  await till.page.getByText("つながっています").waitFor();
  const appReceipt = await payByPhone(ctx, phone, poster, { store: STORE, amountYen: APP_PRICE });
  await seenAtTill(till.page, appReceipt);
  ctx.log(
    `paid ${yen(PAPER_PRICE)} on paper (${paperReceipt}) and ${yen(APP_PRICE)} by phone (${appReceipt})`,
  );

  const office = await ctx.device("office", { viewport: DESK });
  await signIn(ctx, office.page, "/admin/", account("secretariat-admin"));
  await figuresAddUp(office.page);
  await report(ctx, office.page, [paperReceipt, appReceipt]);

  const verdict = await auditBooks(ctx.stateDir);
  assert.equal(verdict.holds, true, `the books hold: ${JSON.stringify(verdict.firstBreak)}`);
  assert.equal(verdict.firstBreak, null);
}

/** The payment by phone, as the till shows it by itself. */
async function seenAtTill(page: Page, receipt: string): Promise<void> {
  await page.getByText("いま届きました").waitFor();
  assert.equal(await receiptNumber(page), receipt, "payer and shop see the same number");
}

/* ---------- The secretariat ---------- */

async function figuresAddUp(page: Page): Promise<void> {
  const used = PAPER_PRICE + APP_PRICE;
  const [issued, spent, live] = [FACE, used, FACE - used].map((amount) => amount.toLocaleString("ja-JP"));
  const identity = `発行 ${issued} − 取消 0 ＝ 使用 ${spent} ＋ 失効 0 ＋ 流通中 ${live}`;
  await page.getByText(identity).waitFor({ timeout: 30_000 });
  await page.getByText("合っています").first().waitFor();
}

/** The CSV holds exactly the rows of this story. */
async function report(ctx: TestContext, page: Page, receipts: readonly string[]): Promise<void> {
  await page.getByRole("link", { name: "帳票・CSV" }).click();
  await page.getByRole("link", { name: "取引の一覧" }).click();
  await page.getByRole("button", { name: "ファイルを作る" }).click();
  const link = page.getByRole("link", { name: "ダウンロード" }).first();
  await link.waitFor({ timeout: 60_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const file = join(ctx.workDir, "transactions.csv");
  await download.saveAs(file);
  const text = readFileSync(file, "utf8");
  assert.ok(text.startsWith("\uFEFF"), "UTF-8 with a byte order mark");
  const [head, ...rows] = text
    .slice(1)
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
  const column = (row: readonly string[], title: string) => row[head?.indexOf(title) ?? -1];
  const story = rows.map((row) =>
    ["種別", "媒体", "金額", "受付番号", "店舗"].map((title) => column(row, title)),
  );
  const [paperReceipt, appReceipt] = receipts;
  assert.deepEqual(story, [
    ["決済", "紙", String(PAPER_PRICE), paperReceipt, STORE],
    ["チャージ", "紙", String(REST), "", ""],
    ["決済", "アプリ", String(APP_PRICE), appReceipt, STORE],
  ]);
}
