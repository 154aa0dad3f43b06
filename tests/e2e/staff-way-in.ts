import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { CreatedStaff, StaffMe } from "../../schema/api/staff.ts";
import { staffClient } from "../demo-people.ts";
import { DESK, PHONE, type TestContext, until } from "./harness.ts";
import { setUpApp, signIn } from "./people.ts";

/**
 * How somebody new of the secretariat gets in (ACC-4, FAC-1 to FAC-3, STF-1): a link in a mail, a password, an app set up; signed
 * out, in again with the app on one device and with a code on paper on another, which says so; and out again from elsewhere.
 */
export const name = "staff-way-in";

const MAIL = "keiri@office.example";
const PASSWORD = "みなとの灯台と白いかもめ 12";
const LOGIN = "shiomi-new-accountant";

export async function run(ctx: TestContext): Promise<void> {
  const desk = await ctx.device("desk", { viewport: DESK });
  await desk.page.goto(await invited(ctx));
  await desk.page.getByText("経理 新").first().waitFor();
  await desk.page.locator('input[autocomplete="new-password"]').fill(PASSWORD);
  await desk.page.getByRole("button", { name: "決めてサインインする" }).click();

  // Nothing opens before the app is set up, whatever address is asked for.
  await desk.page.getByRole("heading", { name: "認証アプリを登録する" }).waitFor();
  await desk.page.goto(`${ctx.url}/admin/closings`);
  const { appSecret, paper } = await setUpApp(ctx, desk.page);
  assert.equal(paper.length, 10, "ten codes on paper");
  await desk.page.getByRole("link", { name: "精算" }).waitFor();
  // What the screen still asks for would be refused once nobody is signed in.
  await desk.page.waitForLoadState("networkidle");

  await desk.page.getByRole("button", { name: "サインアウト" }).click();
  await signIn(ctx, desk.page, "/admin/", { loginId: LOGIN, password: PASSWORD, appSecret });
  await desk.page.getByRole("link", { name: "精算" }).waitFor();
  ctx.log("in by invitation, and again with the app");

  const phone = await ctx.device("phone", { viewport: PHONE });
  await signIn(ctx, phone.page, "/admin/", { loginId: LOGIN, password: PASSWORD });
  await typePaper(phone.page, paper[3] ?? "");
  await phone.page.getByText("予備のコードが使われました").waitFor();
  assert.equal((await meOf(phone.page, ctx)).factors.recovery.left, 9);

  // The desk sees the telephone and signs it out: its next request is nobody's.
  phone.allow(/401/);
  await desk.page.goto(`${ctx.url}/admin/me`);
  const there = desk.page.getByRole("listitem").filter({ hasNotText: "この端末" });
  await there
    .filter({ has: desk.page.getByRole("button", { name: "サインアウトさせる" }) })
    .first()
    .waitFor();
  await desk.page.getByRole("button", { name: "ほかの場所をすべてサインアウト" }).click();
  await desk.page.getByText("サインアウトさせました").waitFor();
  await phone.page.reload();
  await phone.page.getByRole("heading", { name: "サインイン" }).waitFor();
  ctx.log("in with a code on paper, and out from elsewhere");
}

/** Invites somebody; the link of the mail. */
async function invited(ctx: TestContext): Promise<string> {
  assert.ok(ctx.demo, "the demo is there");
  const admin = await staffClient(ctx.url, ctx.demo, "secretariat-admin");
  const me = await admin.done<StaffMe>("GET", "staff/me");
  await admin.done<CreatedStaff>("POST", "staff", {
    name: "経理 新",
    loginId: LOGIN,
    email: MAIL,
    memberships: [{ organisationId: me.memberships[0]?.organisationId, role: "secretariat-accountant" }],
  });
  return until("the invitation's mail", async () => {
    const reply = await fetch(`${ctx.url}/dev/inbox.json?to=${encodeURIComponent(MAIL)}`);
    const { messages } = (await reply.json()) as { messages: { text: string }[] };
    return /https?:\S+#[A-Za-z0-9_-]{43}/.exec(messages[0]?.text ?? "")?.[0];
  });
}

async function typePaper(page: Page, code: string): Promise<void> {
  await page.getByRole("button", { name: "予備のコードを使う" }).click();
  await page.getByLabel("予備のコード").fill(code.toUpperCase());
  await page.getByRole("button", { name: "サインイン" }).click();
}

async function meOf(page: Page, ctx: TestContext): Promise<StaffMe> {
  return (await page.request.get(`${ctx.url}/api/staff/me`)).json();
}
