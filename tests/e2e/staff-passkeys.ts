import assert from "node:assert/strict";
import type { CreatedStaff, StaffMe } from "../../schema/api/staff.ts";
import { staffClient } from "../demo-people.ts";
import { DESK, type TestContext } from "./harness.ts";
import { addAuthenticator } from "./virtual-authenticator.ts";

/**
 * PSK-8, PSK-9: a new accountant of the secretariat sets up a passkey in place of an app and keeps the codes on paper; signs in
 * by it alone, and as the second step after the password; names it, and finds that the last factor stays.
 */
export const name = "staff-passkeys";

const LOGIN = "accountant-with-a-key";
const OWN = "a password of their own";

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const admin = await staffClient(ctx.url, ctx.demo, "secretariat-admin");
  const me = await admin.done<StaffMe>("GET", "staff/me");
  const { firstPassword } = await admin.done<CreatedStaff>("POST", "staff", {
    name: "経理 はじめ",
    loginId: LOGIN,
    memberships: [{ organisationId: me.memberships[0]?.organisationId, role: "secretariat-accountant" }],
  });
  const desk = await ctx.device("desk", { viewport: DESK });
  // The browser's own lines about replies that say no, and about a feed whose session has ended.
  desk.allow(/Failed to load resource|WebSocket connection/);
  const { page } = desk;
  const finger = await addAuthenticator(page);
  const signIn = async (password: string) => {
    await page.goto(`${ctx.url}/admin/`);
    await page.locator('input[autocomplete="username"]').fill(LOGIN);
    await page.locator('input[autocomplete="current-password"]').fill(password);
    await page.getByRole("button", { name: "サインイン", exact: true }).click();
  };
  const inside = page
    .getByRole("link", { name: "資金", exact: true })
    .or(page.getByText("経理 はじめ"))
    .first();
  const signOut = async () => {
    await page.request.delete(`${ctx.url}/api/staff/session`, { headers: { origin: ctx.url } });
    await page.goto(`${ctx.url}/admin/`);
    await page.getByRole("button", { name: "パスキーを使う" }).waitFor();
  };

  await signIn(firstPassword ?? "");
  await page.getByLabel("いまのパスワード").fill(firstPassword ?? "");
  await page.getByLabel("新しいパスワード").fill(OWN);
  await page.getByRole("button", { name: "変更する" }).click();
  await page.getByRole("button", { name: "パスキーを作る" }).click();
  await page.getByText("この予備のコードは、いまだけ表示します").waitFor();
  const paper = page.getByText(/^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/);
  assert.equal(await paper.count(), 10);
  await page.getByLabel("印刷したか、紙に書きました").check();
  await page.getByRole("button", { name: "次へ" }).click();
  await inside.waitFor();
  ctx.log("PSK-9: a passkey in place of an app, with codes on paper");

  await signOut();
  await finger.ownerTouches(false);
  await page.getByRole("button", { name: "パスキーを使う" }).click();
  await page.getByText("とちゅうで終わりました").waitFor();
  await finger.ownerTouches(true);
  await page.getByRole("button", { name: "パスキーを使う" }).click();
  await inside.waitFor();
  ctx.log("PSK-8: signed in by the passkey alone");

  await signOut();
  await signIn(OWN);
  await page.getByRole("button", { name: "パスキーで確かめる" }).click();
  await inside.waitFor();
  ctx.log("PSK-8: the second step after the password");

  await page.goto(`${ctx.url}/admin/me`);
  const own = page.getByRole("region", { name: "パスキー" });
  await own.getByRole("button", { name: "名前をつける" }).click();
  await page.getByRole("dialog").getByLabel("名前").fill("事務室のパソコン");
  await page.getByRole("dialog").getByRole("button", { name: "保存する" }).click();
  await own.getByText("事務室のパソコン", { exact: true }).waitFor();
  await own.getByRole("button", { name: "消す" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "消す" }).click();
  await page.getByRole("dialog").getByRole("alert").waitFor();
  ctx.log("PSK-9: named; the last factor of a secretariat stays");
}
