import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { DemoAccount } from "../../scripts/demo.ts";
import { acceptOnPage } from "../demo-people.ts";
import { auditBooks } from "./audit-books.ts";
import { DESK, type Device, pdfToPictures, printPage, TABLET, type TestContext, until } from "./harness.ts";

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
const yen = (amount: number) => `${amount.toLocaleString("ja-JP")}円`;

export async function run(ctx: TestContext): Promise<void> {
  const account = (key: string): DemoAccount => {
    const found = ctx.demo?.accounts.find((one) => one.key === key);
    assert.ok(found, `the demo has an account ${key}`);
    return found;
  };
  const desk = await ctx.device("desk", { viewport: DESK });
  const sheet = await issue(ctx, desk, account("issuer-desk"));

  const till = await ctx.device("till", { viewport: TABLET });
  await openTill(ctx, till, account("clerk"));
  const poster = await storeSheet(ctx, till);
  const paperReceipt = await takePaper(ctx, till, sheet);

  const phone = await ctx.device("phone");
  await register(ctx, phone.page, account("resident").signIn);
  await charge(ctx, phone, sheet);

  await till.page.goto(`${ctx.url}/counter/`);
  await till.page.getByText("つながっています").waitFor();
  const appReceipt = await payByPhone(ctx, phone, poster);
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

/* ---------- The front desk ---------- */

async function signIn(ctx: TestContext, page: Page, app: string, account: DemoAccount): Promise<void> {
  await page.goto(`${ctx.url}${app}`);
  await page.locator('input[autocomplete="username"]').fill(account.signIn);
  await page.locator('input[autocomplete="current-password"]').fill(account.password ?? "");
  await page.getByRole("button", { name: "サインイン" }).click();
}

/** One guest to print preview is two inputs and one button (S9): counted here. Returns the printed sheet as a picture. */
async function issue(ctx: TestContext, desk: Device, who: DemoAccount): Promise<string> {
  const { page } = desk;
  await signIn(ctx, page, "/admin/", who);
  await page.getByRole("heading", { name: "クーポンの発行" }).waitFor();
  let inputs = 0;
  const enter = async (label: string, value: string) => {
    inputs += 1;
    await page.getByLabel(label).fill(value);
  };
  await enter("予約番号", "SG-0417");
  await enter("人数", "1");
  assert.ok(inputs <= 2, "at most two inputs");
  await page.getByRole("button", { name: "1枚を発行して印刷" }).click();
  await page.locator(".page--a6").first().waitFor();
  const pdf = await printPage(page, join(ctx.workDir, "sheet.pdf"));
  const pictures = await pdfToPictures(pdf, ctx.workDir);
  assert.equal(pictures.length, 1, "one coupon prints as one page");
  await page.getByRole("button", { name: "お渡ししました" }).click();
  await page.getByText("お渡し済み").first().waitFor();
  return pictures[0] as string;
}

/* ---------- The till ---------- */

async function openTill(ctx: TestContext, till: Device, who: DemoAccount): Promise<void> {
  await signIn(ctx, till.page, "/counter/", who);
  await till.page.getByRole("button", { name: new RegExp(`${STORE}.*1番レジ`) }).click();
  await till.page.getByText("クーポンを読み取る").waitFor();
}

/** The store QR sheet, printed: the wallet's camera will read it from the picture. */
async function storeSheet(ctx: TestContext, till: Device): Promise<string> {
  await till.page.getByRole("link", { name: "お店のQR" }).click();
  await till.page.locator(".page--a4").first().waitFor();
  const pdf = await printPage(till.page, join(ctx.workDir, "poster.pdf"));
  const [poster] = await pdfToPictures(pdf, ctx.workDir);
  assert.ok(poster, "the poster prints");
  return poster;
}

/** The counter reads the printed sheet by camera and takes a part of it. Returns the receipt number. */
async function takePaper(ctx: TestContext, till: Device, sheet: string): Promise<string> {
  const { page } = till;
  await till.camera.show(sheet, { tiltDegrees: 4 });
  await page.goto(`${ctx.url}/counter/`);
  await page.getByRole("link", { name: /クーポンを読み取る/ }).click();
  await page.getByRole("heading", { name: "金額をたしかめる" }).waitFor({ timeout: 30_000 });
  for (const digit of String(PAPER_PRICE))
    await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("button", { name: `${yen(PAPER_PRICE)}を受け取る` }).click();
  await page.getByRole("heading", { name: "受け取りました" }).waitFor();
  return receiptNumber(page);
}

async function receiptNumber(page: Page): Promise<string> {
  const label = await page.locator(".digits").first().getAttribute("aria-label");
  const digits = label?.replace(/\D/g, "") ?? "";
  assert.match(digits, /^\d{4}$/, `a receipt number of four digits, not "${label}"`);
  return digits;
}

async function seenAtTill(page: Page, receipt: string): Promise<void> {
  await page.getByText("いま届きました").waitFor();
  assert.equal(await receiptNumber(page), receipt, "payer and shop see the same number");
}

/* ---------- The wallet ---------- */

async function register(ctx: TestContext, page: Page, phone: string): Promise<void> {
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByLabel("電話番号").fill(phone);
  await page.getByRole("button", { name: "番号を送る" }).click();
  const code = await until("an SMS in the dev inbox", async () => {
    const inbox = await page.request.get(`${ctx.url}/dev/inbox.json`);
    return /\b(\d{6})\b/.exec(await inbox.text())?.[1];
  });
  await page.getByText("6けたの番号を入れてください").waitFor();
  await page.getByRole("textbox").pressSequentially(code);
  await page.getByRole("button", { name: "ログインする" }).click();
  await acceptOnPage(page);
  await page.getByText("QRを読み取る").first().waitFor();
}

async function charge(ctx: TestContext, phone: Device, sheet: string): Promise<void> {
  const { page } = phone;
  await phone.camera.show(sheet, { tiltDegrees: -5 });
  await page.goto(`${ctx.url}/wallet/`);
  await page
    .getByRole("link", { name: /QRを読み取る/ })
    .first()
    .click();
  // RES-5: the first time a Pay of this region is used.
  await page.getByRole("heading", { name: "しおさいPayをはじめる" }).waitFor({ timeout: 30_000 });
  await acceptOnPage(page);
  await page.getByRole("button", { name: `${yen(REST)}をチャージする` }).click();
  await page.getByText("チャージが終わりました").waitFor();
}

async function payByPhone(ctx: TestContext, phone: Device, poster: string): Promise<string> {
  const { page } = phone;
  await phone.camera.show(poster, { tiltDegrees: 3 });
  await page.goto(`${ctx.url}/wallet/`);
  await page
    .getByRole("link", { name: /QRを読み取る/ })
    .first()
    .click();
  await page.getByText(STORE).first().waitFor({ timeout: 30_000 });
  for (const digit of String(APP_PRICE)) await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("button", { name: "確認へ進む" }).click();
  await page.getByText(STORE).first().waitFor();
  await page.getByRole("button", { name: `${yen(APP_PRICE)}を支払う` }).click();
  await page.getByText("この画面をお店の方にお見せください").waitFor();
  return receiptNumber(page);
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
  await page.getByRole("button", { name: "CSVを作る" }).click();
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
