import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { freshOperation, issueCodes, signInResident, staffClient, storeQrPath } from "../demo-people.ts";
import { openTill, readerScan } from "./at-the-till.ts";
import { type Device, pdfToPictures, printPage, TABLET, type TestContext } from "./harness.ts";

/** What happens at a till besides the main job: readers, double taps, lost replies, reloads, breaks of the feed. */
export const name = "till-odd-ways";

const STORE = "喫茶 みなと";
const FACE = 3_000;
const BY_HAND_MS = 130;
/** A4 at 150 dpi. */
const A4_PX = { width: 1_240, height: 1_754 };

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "there is demo data");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const codes = await issueCodes(desk, 6, FACE);
  const till = await ctx.device("till", { viewport: TABLET });
  till.allow(/status of (401|404|409)|ERR_CONNECTION_RESET|ERR_INTERNET_DISCONNECTED|WebSocket/);
  await openTill(ctx, till.page, STORE);

  await readerAnywhere(ctx, till.page, codes[0] ?? "");
  await wrongDigit(till.page, codes[1] ?? "");
  await reloadAndDoubleTap(till.page, codes[1] ?? "");
  await lostReply(till.page, codes[2] ?? "");
  await neverArrived(till.page, codes[3] ?? "");
  await voided(till.page, codes[4] ?? "");
  await noCodeKept(till.page, codes);
  await brokenFeed(ctx, till, codes[5] ?? "");
  await onePage(ctx, till.page);
}

const onConfirm = (page: Page) => page.getByRole("heading", { name: "金額をたしかめる" }).waitFor();
const price = (page: Page, yen: number) => page.keyboard.type(String(yen), { delay: BY_HAND_MS });
const takeButton = (page: Page) => page.getByRole("button", { name: /を受け取る$/ });
const next = async (page: Page) => {
  await page.getByRole("button", { name: "次のお客様へ" }).click();
  await page.getByRole("heading", { name: "クーポンを読み取る" }).waitFor();
};
const left = (page: Page, yen: string) =>
  page
    .locator("dd", { hasText: `${yen}円` })
    .first()
    .waitFor();

/** S12: a hand-held reader works on the home screen, and a second coupon takes the first one's place. */
async function readerAnywhere(ctx: TestContext, page: Page, code: string): Promise<void> {
  await page.goto(`${ctx.url}/counter/`);
  await page.getByText("自動で届きます").waitFor();
  await readerScan(page, code);
  await onConfirm(page);
  await left(page, "3,000");
  await page.goBack();
  await page.getByText("きょうの合言葉").waitFor();
}

/** CPN-1: a wrong digit is said on the device; nobody is asked. */
async function wrongDigit(page: Page, code: string): Promise<void> {
  let asked = 0;
  const count = () => {
    asked += 1;
  };
  await page.route("**/api/counter/inspect", async (route) => {
    count();
    await route.continue();
  });
  const wrong = `${code.slice(0, 7)}${(Number(code[7]) + 1) % 10}${code.slice(8)}`;
  await readerScan(page, wrong);
  await page.getByText("番号のどこかがちがいます").first().waitFor();
  assert.equal(asked, 0, "the check digits are judged on the device");
  await page.unroute("**/api/counter/inspect");
}

/** A reload keeps the coupon; two taps in one moment send one payment (OPR-1); going back doesn't pay again. */
async function reloadAndDoubleTap(page: Page, code: string): Promise<void> {
  await readerScan(page, code);
  await onConfirm(page);
  await page.reload();
  await onConfirm(page);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/counter/payments"))
      sent.push((request.postDataJSON() as { operationId: string }).operationId);
  });
  await price(page, 1_200);
  await takeButton(page).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await page.getByRole("heading", { name: "受け取りました" }).waitFor();
  assert.equal(sent.length, 1, "one payment was sent");
  await page.reload();
  await page.getByText("1,800円").first().waitFor();
  // It returns by itself, and back leads to no second payment.
  await page.getByRole("heading", { name: "クーポンを読み取る" }).waitFor({ timeout: 15_000 });
  await page.goBack();
  await page.waitForTimeout(300);
  assert.equal(sent.length, 1, "going back sends nothing");
  assert.equal(await takeButton(page).count(), 0, "there is nothing to press again");
}

/** OPR-5: the reply is lost after the system took it: the till says that it is paid, and nothing is taken twice. */
async function lostReply(page: Page, code: string): Promise<void> {
  await page.route("**/api/counter/payments", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await readerScan(page, code);
  await onConfirm(page);
  await price(page, 1_000);
  await takeButton(page).click();
  await page.getByRole("heading", { name: "お支払いは済んでいます" }).waitFor();
  await page.unroute("**/api/counter/payments");
  await next(page);
  await readerScan(page, code);
  await onConfirm(page);
  await left(page, "2,000");
}

/** OPR-5: the request never arrived: the till says that nothing was paid, and a new tap is a new operation. */
async function neverArrived(page: Page, code: string): Promise<void> {
  const tried: string[] = [];
  await page.route("**/api/counter/payments", async (route) => {
    tried.push((route.request().postDataJSON() as { operationId: string }).operationId);
    if (tried.length === 1) await route.abort("connectionreset");
    else await route.continue();
  });
  await readerScan(page, code);
  await onConfirm(page);
  await page.waitForFunction((end) => document.body.textContent?.includes(end), `終わり ${code.slice(-4)}`);
  await price(page, 900);
  await takeButton(page).click();
  await page.getByText("お支払いは済んでいません").waitFor();
  await takeButton(page).click();
  await page.getByRole("heading", { name: "受け取りました" }).waitFor();
  assert.equal(new Set(tried).size, 2, "a new tap is a new id");
  await page.unroute("**/api/counter/payments");
  await next(page);
}

/** REV-1: a void puts the whole payment back, and the list says so. */
async function voided(page: Page, code: string): Promise<void> {
  await readerScan(page, code);
  await onConfirm(page);
  await price(page, 3_000);
  await takeButton(page).click();
  await page.getByRole("button", { name: "取り消す" }).click();
  await page.getByRole("button", { name: "3,000円を取り消す" }).click();
  await page.getByRole("heading", { name: "取り消しました" }).waitFor();
  await next(page);
  await readerScan(page, code);
  await onConfirm(page);
  await left(page, "3,000");
}

/** OPR-7: no code is in any storage of the browser. */
async function noCodeKept(page: Page, codes: readonly string[]): Promise<void> {
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  for (const code of codes) assert.equal(stored.includes(code), false, "a code is stored");
}

/** FED-1: what came while the line was broken is there once after it, by itself. */
async function brokenFeed(ctx: TestContext, till: Device, code: string): Promise<void> {
  assert.ok(ctx.demo);
  const { page } = till;
  const clerk = await staffClient(ctx.url, ctx.demo, "clerk");
  const path = await storeQrPath(clerk, STORE);
  const phone = await ctx.device("phone");
  const resident = await signInResident(phone.context, ctx.url, "09012345670");
  await resident.charge(code);
  const [, , storeId = "", rest = ""] = path.split("/");
  const [tillId = "", signature = ""] = rest.split(".");
  const qr = { storeId, tillId, signature };
  const found = await resident.done<{
    pays: { pay: { programmeId: string }; idTail: string; verdict: { ok: boolean } }[];
  }>("POST", "payments/inspect", qr);
  const one = found.pays.find((each) => each.verdict.ok);
  assert.ok(one, "the resident has a Pay for this store");
  const pay = (amountYen: number) =>
    resident.done("POST", "payments", {
      ...qr,
      operationId: freshOperation(one.idTail),
      programmeId: one.pay.programmeId,
      amountYen,
    });

  await page.goto(`${ctx.url}/counter/`);
  await page.getByText("自動で届きます").waitFor();
  await pay(111);
  await page.getByText("いま届きました").waitFor();
  await page.getByText("111円").first().waitFor();
  await till.context.setOffline(true);
  await page.getByText("つながっていません").first().waitFor();
  await pay(222);
  await till.context.setOffline(false);
  await page.getByText("222円").first().waitFor({ timeout: 45_000 });
  assert.equal(await page.locator("li", { hasText: "222円" }).count(), 1, "once");
  assert.equal(await page.locator("li", { hasText: "111円" }).count(), 1, "once");
}

/** The store QR sheet is exactly one page of A4. */
async function onePage(ctx: TestContext, page: Page): Promise<void> {
  await page.goto(`${ctx.url}/counter/qr`);
  await page.locator(".page--a4").waitFor();
  const pdf = await printPage(page, join(ctx.workDir, "poster.pdf"));
  const pictures = await pdfToPictures(pdf, ctx.workDir);
  assert.equal(pictures.length, 1, "one page");
  const png = readFileSync(pictures[0] ?? "");
  // Width and height stand at byte 16 of a PNG.
  assert.ok(Math.abs(png.readUInt32BE(16) - A4_PX.width) <= 2, "as wide as A4");
  assert.ok(Math.abs(png.readUInt32BE(20) - A4_PX.height) <= 2, "as high as A4");
}
