import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { callsOf, freshOperation, issueSheets, signInResident, staffClient } from "../demo-people.ts";
import { openTill, readerScan } from "./at-the-till.ts";
import { type Device, TABLET, type TestContext } from "./harness.ts";

/**
 * What can't be used is refused with its own words, at the till and in the wallet, and nothing moves (PAY-3, CPN-5):
 * cancelled, frozen, charged, not handed over, and, weeks later, expired. Pictures of each lie in the work folder.
 */
export const name = "refused";

const STORE = "喫茶 みなと";
const FACE = 3_000;
const PHONE_NUMBER = "090-3333-7777";
const LATER_MS = 60 * 24 * 60 * 60_000;

type Case = readonly [what: string, code: string, atTill: string, inWallet: string];

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "there is demo data");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const secretariat = await staffClient(ctx.url, ctx.demo, "secretariat-admin");
  const handedOver = await issueSheets(desk, 4, FACE, true);
  const [cancelled, frozen, charged, expired] = handedOver.sheets;
  const waiting = (await issueSheets(desk, 1, FACE, false)).sheets[0];
  assert.ok(cancelled && frozen && charged && expired && waiting);
  const { rows } = await desk.done<{ rows: { couponId: string; idTail: string }[] }>(
    "GET",
    `issues/${handedOver.issueId}/coupons`,
  );
  const tailOf = (couponId: string) => rows.find((row) => row.couponId === couponId)?.idTail ?? "";
  await desk.done("POST", `coupons/${cancelled.couponId}/cancel`, {
    operationId: freshOperation(tailOf(cancelled.couponId)),
    reason: "人数のまちがい",
  });
  await secretariat.done("POST", "freezes", {
    kind: "coupon",
    couponId: frozen.couponId,
    operationId: freshOperation(tailOf(frozen.couponId)),
    frozen: true,
    reason: "調査のため",
  });

  const phone = await ctx.device("phone");
  phone.allow(/status of (401|404|409|422)/);
  const resident = await signInResident(phone.context, ctx.url, PHONE_NUMBER);
  await resident.charge(charged.code);
  const till = await ctx.device("till", { viewport: TABLET });
  till.allow(/status of (401|404|409|422)|WebSocket|ERR_CONNECTION/);
  await openTill(ctx, till.page, STORE);
  const cases: readonly Case[] = [
    ["cancelled", cancelled.code, "取り消されています", "使え|見つかりません"],
    ["frozen", frozen.code, "利用を止めています", "利用を止めています"],
    ["charged", charged.code, "チャージ済み", "チャージ済み"],
    ["not handed over", waiting.code, "お渡しの手続きがされていない", "お渡しの手続きがされていない"],
  ];
  for (const one of cases) await refusedEverywhere(ctx, till, phone, one);

  await ctx.restart({ clockOffsetMs: LATER_MS });
  await phone.context.clearCookies();
  await signInResident(phone.context, ctx.url, PHONE_NUMBER);
  await till.context.clearCookies();
  await openTill(ctx, till.page, STORE);
  await refusedEverywhere(ctx, till, phone, [
    "expired",
    expired.code,
    "期限が過ぎています",
    "期限が過ぎています",
  ]);

  const wallets = await callsOf(phone.context, ctx.url).done<{ wallets: { spendableYen: number }[] }>(
    "GET",
    "wallets",
  );
  assert.equal(
    wallets.wallets.reduce((sum, wallet) => sum + wallet.spendableYen, 0),
    0,
    "the one charge has expired too",
  );
}

async function refusedEverywhere(ctx: TestContext, till: Device, phone: Device, one: Case): Promise<void> {
  const [what, code, atTill, inWallet] = one;
  await till.page.goto(`${ctx.url}/counter/`);
  await till.page.getByText("きょうの合言葉").waitFor();
  await readerScan(till.page, code);
  await till.page.getByText(new RegExp(atTill)).first().waitFor();
  assert.equal(
    await till.page.getByRole("button", { name: /を受け取る$/ }).count(),
    0,
    `${what}: nothing to press`,
  );
  await picture(ctx, till.page, `till ${what}`);

  const { page } = phone;
  await page.goto(`${ctx.url}/wallet/scan`);
  await page.getByRole("button", { name: "番号で入れる" }).click();
  await page.getByRole("heading", { name: "番号で入れる" }).waitFor();
  await page.keyboard.type(code, { delay: 130 });
  await page.getByRole("button", { name: "進む" }).click();
  await page.getByText(new RegExp(inWallet)).first().waitFor();
  assert.equal(
    await page.getByRole("button", { name: /をチャージする$/ }).count(),
    0,
    `${what}: nothing to press`,
  );
  await picture(ctx, page, `wallet ${what}`);
  await page.goto(`${ctx.url}/c/${code}`);
  await page.getByRole("heading", { name: "紙クーポンの残高" }).waitFor();
  await page.waitForLoadState("networkidle");
  await picture(ctx, page, `anyone ${what}`);
  ctx.log(`${what}: refused at the till and in the wallet`);
}

async function picture(ctx: TestContext, page: Page, title: string): Promise<void> {
  await page.screenshot({
    path: join(process.env.PICTURES ?? ctx.workDir, `${title.replaceAll(" ", "-")}.png`),
  });
}
