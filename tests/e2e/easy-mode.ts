import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { en as easyEn } from "../../wallet-pwa/easy/en.ts";
import { ja as easyJa } from "../../wallet-pwa/easy/ja.ts";
import { en as walletEn } from "../../wallet-pwa/i18n/en.ts";
import { ja as walletJa } from "../../wallet-pwa/i18n/ja.ts";
import { freshPhone, issueCodes, signInResident, staffClient, storeQrPath } from "../demo-people.ts";
import { ANDROID, type Device, PHONE, type TestContext } from "./harness.ts";
import { holdQr } from "./on-the-phone.ts";

/**
 * EAS-1 to EAS-3: the easy mode is switched on and off where it is seen, has three huge actions that each work, keeps the call
 * centre's number without a network, and stays on this device. In Japanese on an iPhone's size, in English on an Android's.
 */
export const name = "easy-mode";

const STORE = "喫茶 みなと";
const LEAST_TARGET_PX = 59.5;

const WAYS = [
  { locale: "ja-JP", viewport: PHONE, easy: easyJa, wallet: walletJa, amount: "3,000円", left: "2,800円" },
  {
    locale: "en-US",
    viewport: ANDROID,
    easy: easyEn,
    wallet: walletEn,
    amount: "3,000 yen",
    left: "2,800 yen",
  },
] as const;
type Way = (typeof WAYS)[number];

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const codes = await issueCodes(desk, WAYS.length, 3_000);
  const till = await storeQrPath(await staffClient(ctx.url, ctx.demo, "clerk"), STORE);
  for (const [i, way] of WAYS.entries()) {
    const phone = await ctx.device(`phone-${i}`, way);
    phone.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
    const resident = await signInResident(phone.context, ctx.url, freshPhone());
    await resident.charge(codes[i] ?? "");
    await switchedOn(ctx, phone.page, way);
    await actions(phone.page, way);
    await code(phone.page, way);
    await money(phone.page, way);
    await paying(ctx, phone, way, till);
    await withoutNetwork(ctx, phone, way);
    await switchedOff(ctx, phone.page, way);
    ctx.log(`${way.locale}, ${way.viewport.width} × ${way.viewport.height}: three actions, both switches`);
  }
}

/** EAS-1: seen without scrolling, kept over a reload. */
async function switchedOn(ctx: TestContext, page: Page, { easy, wallet }: Way): Promise<void> {
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText(wallet.earliestExpiry).waitFor();
  const on = page.getByRole("button", { name: easy.toEasy });
  assert.ok(await inSight(page, on), "the switch is in sight on the usual home");
  await on.click();
  await page.getByRole("navigation", { name: easy.actions }).waitFor();
  await page.reload();
  await page.getByRole("navigation", { name: easy.actions }).waitFor();
}

/** EAS-2, EAS-3: three of them, large, with the number to ring in sight. */
async function actions(page: Page, { easy, amount }: Way): Promise<void> {
  const acts = page.getByRole("navigation", { name: easy.actions }).getByRole("link");
  await page.getByText(amount).first().waitFor();
  assert.equal(await acts.count(), 3);
  for (const act of await acts.all()) assert.ok(((await act.boundingBox())?.height ?? 0) >= 88, "huge");
  const call = page.getByRole("link", { name: "0990-000-000" });
  assert.equal(await call.getAttribute("href"), "tel:0990000000");
  assert.ok(await inSight(page, call), "the number is in sight");
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "20px");
  const low = await page.locator("a, button").evaluateAll(
    (all, least) =>
      all
        .filter((one) => {
          const { height } = one.getBoundingClientRect();
          return height > 0 && height < least;
        })
        .map((one) => one.textContent),
    LEAST_TARGET_PX,
  );
  assert.deepEqual(low, [], "no target is lower than 60 px");
}

async function code(page: Page, { easy }: Way): Promise<void> {
  await page.getByRole("link", { name: easy.code }).click();
  await page.getByRole("timer").waitFor();
  await home(page, easy);
}

async function money(page: Page, { easy, wallet, amount }: Way): Promise<void> {
  await page.getByRole("link", { name: easy.money }).click();
  await page.getByRole("heading", { name: easy.money }).waitFor();
  await page.getByText(amount).first().waitFor();
  await page.getByRole("link", { name: wallet.kindCharge }).waitFor();
  assert.equal(await page.getByRole("button", { name: wallet.reversals }).count(), 0, "nothing to filter by");
  assert.equal(await page.locator(".tabbar").count(), 0, "no tabs");
  await home(page, easy);
}

async function paying(ctx: TestContext, phone: Device, { easy, wallet, left }: Way, till: string) {
  const { page } = phone;
  await holdQr(ctx, phone, `https://example.jp${till}`);
  await page.getByRole("link", { name: easy.pay }).click();
  await page.locator(".key").first().waitFor({ timeout: 30_000 });
  await page.keyboard.type("200");
  await page.getByRole("button", { name: wallet.toConfirm }).click();
  await page.getByText(wallet.confirmText).waitFor();
  await page.locator("footer .btn--face").click();
  await page.getByRole("heading", { name: wallet.paidTitle }).waitFor();
  await page.getByRole("button", { name: wallet.closeChecked }).click();
  await page.getByText(left).first().waitFor();
}

/** B14: the number is there when nothing else is. */
async function withoutNetwork(ctx: TestContext, { page, context }: Device, { easy, wallet, left }: Way) {
  await page.goto(`${ctx.url}/wallet/`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await page.reload();
  await page.getByText(wallet.offlinePaying).waitFor();
  await page.getByText(left).waitFor();
  await page.getByRole("link", { name: "0990-000-000" }).waitFor();
  await context.setOffline(false);
  await page.getByText(wallet.offlinePaying).waitFor({ state: "detached", timeout: 40_000 });
  await page.getByRole("navigation", { name: easy.actions }).waitFor();
}

async function switchedOff(ctx: TestContext, page: Page, { easy, wallet }: Way): Promise<void> {
  const off = page.getByRole("button", { name: easy.toStandard });
  assert.ok(await inSight(page, off), "the way back is in sight");
  await off.click();
  await page.getByText(wallet.earliestExpiry).waitFor();
  await page.goto(`${ctx.url}/wallet/settings`);
  await page.getByRole("button", { name: easy.easy, exact: true }).click();
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByRole("navigation", { name: easy.actions }).waitFor();
  await page.goto(`${ctx.url}/wallet/settings`);
  await page.getByRole("button", { name: easy.standard, exact: true }).click();
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText(wallet.earliestExpiry).waitFor();
}

async function home(page: Page, easy: Way["easy"]): Promise<void> {
  await page.locator(".topbar .btn--icon").first().click();
  await page.getByRole("navigation", { name: easy.actions }).waitFor();
}

async function inSight(page: Page, what: ReturnType<Page["locator"]>): Promise<boolean> {
  await what.waitFor();
  const box = await what.boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= (page.viewportSize()?.height ?? 0);
}
