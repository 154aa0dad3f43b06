import assert from "node:assert/strict";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import QRCode from "qrcode-svg";
import { acceptOnPage } from "../demo-people.ts";
import { receiptNumber } from "./at-the-till.ts";
import { type Device, type TestContext, until } from "./harness.ts";
import { yen } from "./people.ts";

/** Registers a phone; the SMS is read from the dev inbox. */
export async function register(ctx: TestContext, page: Page, phone: string): Promise<void> {
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
  await acceptWhereAsked(page, page.getByText("QRを読み取る").first());
}

/** Goes on to what is `next`, over the texts that are asked to be accepted where a region has published any (RES-5). */
async function acceptWhereAsked(page: Page, next: Locator): Promise<void> {
  const asked = page.getByLabel("すべて読み、同意します");
  await asked.or(next).first().waitFor({ timeout: 30_000 });
  if (await asked.isVisible()) await acceptOnPage(page);
  await next.waitFor();
}

/** Holds a printed page before the wallet's camera. */
export async function scanWith(ctx: TestContext, phone: Device, picture: string): Promise<void> {
  await phone.camera.show(picture, { tiltDegrees: -4 });
  await phone.page.goto(`${ctx.url}/wallet/`);
  await phone.page
    .getByRole("link", { name: /QRを読み取る/ })
    .first()
    .click();
}

/** Holds a QR with this text before a phone's camera. */
export async function holdQr(ctx: TestContext, phone: Device, text: string): Promise<void> {
  const paper = await phone.context.newPage();
  await paper.setContent(new QRCode({ content: text, padding: 4, width: 600, height: 600, ecl: "M" }).svg());
  const picture = join(ctx.workDir, "qr.png");
  await paper.locator("svg").screenshot({ path: picture });
  await paper.close();
  await phone.camera.show(picture, { tiltDegrees: 4 });
}

/** Charges what is left of a sheet into the wallet. */
export async function charge(ctx: TestContext, phone: Device, sheet: string, restYen: number): Promise<void> {
  await scanWith(ctx, phone, sheet);
  const confirm = phone.page.getByRole("button", { name: `${yen(restYen)}をチャージする` });
  await acceptWhereAsked(phone.page, confirm);
  await confirm.click();
  await phone.page.getByText("チャージが終わりました").waitFor();
}

/** Pays at a printed store QR. Returns the receipt number. */
export async function payByPhone(
  ctx: TestContext,
  phone: Device,
  poster: string,
  to: { readonly store: string; readonly amountYen: number },
): Promise<string> {
  const { page } = phone;
  await scanWith(ctx, phone, poster);
  await page.getByText(to.store).first().waitFor({ timeout: 30_000 });
  for (const digit of String(to.amountYen))
    await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("button", { name: "確認へ進む" }).click();
  await page.getByText(to.store).first().waitFor();
  await page.getByRole("button", { name: `${yen(to.amountYen)}を支払う` }).click();
  await page.getByText("この画面をお店の方にお見せください").waitFor();
  return receiptNumber(page);
}

/** The code that the wallet shows to be scanned. */
export async function shownCode(page: Page): Promise<string> {
  await page.getByText("新しいコードまで").waitFor();
  const groups = await page
    .locator("[role=img]")
    .filter({ hasText: /^\d{24}$/ })
    .textContent();
  assert.match(groups ?? "", /^\d{24}$/);
  return groups ?? "";
}
