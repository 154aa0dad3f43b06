import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { freshPhone, newestSmsCode, signInResident } from "../demo-people.ts";
import type { TestContext } from "./harness.ts";
import { addAuthenticator } from "./virtual-authenticator.ts";

/**
 * PSK: a resident registers a finger on the phone, signs out, and comes back by it alone; a strange finger opens nothing;
 * after a while another code is asked before a second device is registered; a removed one opens nothing any more.
 */
export const name = "passkeys";

const SIGN_IN = "指紋・顔でログインする";
const ADD = "この電話を登録する";
const HOUR_MS = 3_600_000;

export async function run(ctx: TestContext): Promise<void> {
  const phone = await ctx.device("phone");
  // The browser's own line about replies that say no.
  phone.allow(/Failed to load resource/);
  const number = freshPhone();
  await signInResident(phone.context, ctx.url, number);
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
