import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { type Device, pdfToPictures, printPage, type TestContext } from "./harness.ts";
import { demoAccount, signIn, yen } from "./people.ts";

/** Signs a clerk of the demo in and opens the first till of a store; a device that knows its till is there already. */
export async function openTill(ctx: TestContext, page: Page, store: string, clerk = "clerk"): Promise<void> {
  await signIn(ctx, page, "/counter/", demoAccount(ctx, clerk));
  const choose = page.getByRole("button", { name: new RegExp(`${store}.*1番レジ`) });
  const live = page.getByText("自動で届きます");
  await choose.or(live).first().waitFor();
  if (await choose.isVisible()) await choose.click();
  await live.waitFor();
}

/** As a hand-held reader types: all keys in one go, whatever else the machine is busy with. */
export async function readerScan(page: Page, code: string): Promise<void> {
  await page.locator("#app > *").first().waitFor();
  await page.evaluate((digits) => {
    const press = (key: string, keyCode: string) =>
      document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key, code: keyCode, bubbles: true, cancelable: true }),
      );
    for (const digit of digits) press(digit, `Digit${digit}`);
    press("Enter", "Enter");
  }, code);
}

/** Chooses a till of a store where the app asks for one. */
export async function chooseTill({ page }: Device, store: string): Promise<void> {
  await page.getByRole("button", { name: `${store} 1番レジ`, exact: true }).click();
  await page.getByText("クーポンを読み取る").waitFor();
}

/** Moves the device to a till of another store. */
export async function changeStore(ctx: TestContext, till: Device, store: string): Promise<void> {
  await till.page.goto(`${ctx.url}/counter/`);
  await till.page.getByRole("link", { name: "設定" }).first().click();
  await till.page.getByRole("link", { name: "レジを変える" }).click();
  await chooseTill(till, store);
}

/** The store QR sheet, printed: the wallet's camera will read it from the picture. */
export async function printStoreQr(ctx: TestContext, till: Device, store: string): Promise<string> {
  await till.page.getByRole("link", { name: "お店のQR" }).click();
  await till.page.locator(".page--a4").first().waitFor();
  const pdf = await printPage(till.page, join(ctx.workDir, `${till.name}-${store}.pdf`));
  const [poster] = await pdfToPictures(pdf, ctx.workDir);
  assert.ok(poster, "the poster prints");
  return poster;
}

/** Holds a printed sheet before the till's camera. */
export async function scanSheet(ctx: TestContext, till: Device, sheet: string): Promise<void> {
  await till.camera.show(sheet, { tiltDegrees: 4 });
  await till.page.goto(`${ctx.url}/counter/`);
  await till.page.getByRole("link", { name: /クーポンを読み取る/ }).click();
}

/** The counter reads the printed sheet by camera and takes a part of it. Returns the receipt number. */
export async function takePaper(
  ctx: TestContext,
  till: Device,
  sheet: string,
  amountYen: number,
): Promise<string> {
  const { page } = till;
  await scanSheet(ctx, till, sheet);
  await page.getByRole("heading", { name: "金額をたしかめる" }).waitFor({ timeout: 30_000 });
  for (const digit of String(amountYen)) await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("button", { name: `${yen(amountYen)}を受け取る` }).click();
  await page.getByRole("heading", { name: "受け取りました" }).waitFor();
  return receiptNumber(page);
}

/** The receipt number on a screen, at the till as in the wallet. */
export async function receiptNumber(page: Page): Promise<string> {
  const label = await page.locator(".digits").first().getAttribute("aria-label");
  const digits = label?.replace(/\D/g, "") ?? "";
  assert.match(digits, /^\d{4}$/, `a receipt number of four digits, not "${label}"`);
  return digits;
}
