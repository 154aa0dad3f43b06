import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import {
  freshPhone,
  issueCodes,
  newestSmsCode,
  signInResident,
  staffClient,
  storeQrPath,
} from "../demo-people.ts";
import { auditBooks } from "./audit-books.ts";
import type { TestContext } from "./harness.ts";
import { addAuthenticator } from "./virtual-authenticator.ts";

/**
 * PSK: a resident registers a finger on the phone, signs out, and comes back by it alone; a strange finger opens nothing;
 * payments above an amount ask for the finger, and turning it down leaves everything as it was; after a while another code
 * is asked before a second device is registered; a removed one opens nothing any more.
 */
export const name = "passkeys";

const SIGN_IN = "指紋・顔でログインする";
const ADD = "この電話を登録する";
const HOUR_MS = 3_600_000;

const STORE = "喫茶 みなと";
const FACE = 3_000;

export async function run(ctx: TestContext): Promise<void> {
  const phone = await ctx.device("phone");
  // The browser's own line about replies that say no.
  phone.allow(/Failed to load resource/);
  const number = freshPhone();
  const resident = await signInResident(phone.context, ctx.url, number);
  assert.ok(ctx.demo, "the demo data is there");
  const [code = ""] = await issueCodes(await staffClient(ctx.url, ctx.demo, "issuer-desk"), 1, FACE);
  await resident.charge(code);
  const till = await storeQrPath(await staffClient(ctx.url, ctx.demo, "clerk"), STORE);
  const place = ctx.url + till.replace(/^\/s/, "/wallet/pay");
  const { page } = phone;
  const finger = await addAuthenticator(page);

  await openPage(ctx, page);
  await finger.ownerTouches(false);
  await page.getByRole("button", { name: ADD }).click();
  await page.getByText("とちゅうで終わりました").waitFor();
  await finger.ownerTouches(true);
  await page.getByRole("button", { name: ADD }).click();
  await page.getByText("Chrome / Android").or(page.getByText("Chrome / Linux")).first().waitFor();
  ctx.log("PSK-2: registered with a finger, not with a stranger's");

  await page.getByRole("button", { name: "名前をつける" }).click();
  await page.getByRole("dialog").getByLabel("名前").fill("わたしの電話");
  await page.getByRole("dialog").getByRole("button", { name: "保存する" }).click();
  await page.getByText("わたしの電話", { exact: true }).waitFor();

  await signOut(ctx, page);
  await finger.ownerTouches(false);
  await page.getByRole("button", { name: SIGN_IN }).click();
  await page.getByText("とちゅうで終わりました").waitFor();
  await finger.ownerTouches(true);
  await page.getByRole("button", { name: SIGN_IN }).click();
  await page.getByRole("link", { name: "設定" }).waitFor();
  const me = await (await page.request.get(`${ctx.url}/api/residents/me`)).json();
  assert.equal(me.phoneEnd, number.replaceAll("-", "").slice(-4), "the same person is there");
  ctx.log("PSK-4: signed in by finger, no number typed");

  await openPage(ctx, page);
  await chooseLimit(page, "1,000円を超えるお支払いで確かめる");
  await askToPay(page, place, 1_000);
  await page.getByRole("button", { name: "1,000円を支払う" }).click();
  await page.getByText("この画面をお店の方にお見せください").waitFor();
  await askToPay(page, place, 1_001);
  const pay = page.getByRole("button", { name: "指紋・顔で確かめて、1,001円を支払う" });
  await finger.ownerTouches(false);
  await pay.click();
  await page.getByText("まだ支払っていません", { exact: true }).waitFor();
  assert.equal(await spendable(ctx, page), 2_000, "turned down, nothing moved");
  await finger.ownerTouches(true);
  await pay.click();
  await page.getByText("この画面をお店の方にお見せください").waitFor();
  assert.equal(await spendable(ctx, page), 999, "confirmed, it was paid once");
  ctx.log("PSK-6: above the limit with the finger only; turned down, the amount still stands there");

  await openPage(ctx, page);
  await finger.ownerTouches(false);
  await chooseLimit(page, "確かめない", "とちゅうで終わりました");
  await finger.ownerTouches(true);
  await page.getByRole("dialog").getByRole("button", { name: "保存する" }).click();
  await page.getByText("いまは、指紋・顔の確認なしで支払えます").waitFor();
  ctx.log("PSK-6: taken away with the finger only");

  // An hour later the sign-in is old; the phone is lost, a new reader is there.
  await ctx.restart({ clockOffsetMs: HOUR_MS });
  await finger.remove();
  const second = await addAuthenticator(page);
  await openPage(ctx, page);
  await page.getByRole("button", { name: ADD }).click();
  await page.getByRole("button", { name: "番号を送る" }).click();
  await page.getByText("6けたの番号を入れてください").waitFor();
  await page.getByRole("textbox").pressSequentially(await newestSmsCode(ctx.url, number));
  await page.getByRole("button", { name: ADD }).click();
  const items = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "消す" }) });
  await items.nth(1).waitFor();
  ctx.log("PSK-3: a second one after a fresh code");

  await items.nth(1).getByRole("button", { name: "消す" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "消す" }).click();
  await items.nth(1).waitFor({ state: "detached" });
  await signOut(ctx, page);
  await page.getByRole("button", { name: SIGN_IN }).click();
  await page.getByText("指紋・顔で確かめられませんでした").waitFor();
  await second.remove();
  ctx.log("PSK-5: a removed one opens nothing");
  const verdict = await auditBooks(ctx.stateDir);
  assert.equal(verdict.holds, true, JSON.stringify(verdict.firstBreak));
}

async function chooseLimit(page: Page, words: string, then = "保存しました"): Promise<void> {
  await page.getByRole("button", { name: /^(金額を決める|変える)$/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("いつ確かめますか").selectOption(words);
  await dialog.getByRole("button", { name: "保存する" }).click();
  await page.getByText(then).first().waitFor();
}

async function askToPay(page: Page, place: string, amountYen: number): Promise<void> {
  await page.goto(place);
  for (const digit of String(amountYen)) await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("button", { name: "確認へ進む" }).click();
}

async function spendable(ctx: TestContext, page: Page): Promise<number> {
  const { wallets } = await (await page.request.get(`${ctx.url}/api/wallets`)).json();
  return wallets[0].spendableYen as number;
}

async function openPage(ctx: TestContext, page: Page): Promise<void> {
  await page.goto(`${ctx.url}/wallet/settings`);
  await page.getByRole("link", { name: "指紋・顔でログイン" }).click();
  await page.getByText("登録した電話やパソコン").waitFor();
}

async function signOut(ctx: TestContext, page: Page): Promise<void> {
  await page.goto(`${ctx.url}/wallet/settings`);
  await page.getByRole("button", { name: "ログアウト" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "ログアウト" }).click();
  await page.getByRole("button", { name: SIGN_IN }).waitFor();
}
