import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { StaffMe } from "../../schema/api/staff.ts";
import { codeAt } from "../../scripts/seed/second-factor.ts";
import { type TestContext, until } from "./harness.ts";

/** What somebody signs in with. */
export interface Account {
  readonly loginId: string;
  readonly password: string;
  /** Of its authenticator app, where it has one. */
  readonly appSecret?: string | undefined;
}

/** What a demo account signs in with. */
export function demoAccount(ctx: TestContext, key: string): Account {
  const found = ctx.demo?.accounts.find((one) => one.key === key);
  assert.ok(found, `the demo has an account ${key}`);
  return { loginId: found.signIn, password: found.password ?? "", appSecret: found.appSecret };
}

const STEP_MS = 30_000;
/** Within so long an app shows another code. */
const NEXT_CODE_MS = 40_000;

export const yen = (amount: number): string => `${amount.toLocaleString("ja-JP")}円`;

/** Signs in at an app's own door: `/admin/` or `/counter/`. */
export async function signIn(ctx: TestContext, page: Page, app: string, account: Account): Promise<void> {
  await page.goto(`${ctx.url}${app}`);
  await page.locator('input[autocomplete="username"]').fill(account.loginId);
  await page.locator('input[autocomplete="current-password"]').fill(account.password);
  await page.getByRole("button", { name: "サインイン" }).click();
  if (account.appSecret !== undefined) await typeCode(ctx, page, account.appSecret);
}

/** The system's clock. */
async function systemNow(ctx: TestContext): Promise<number> {
  return ((await (await fetch(`${ctx.url}/api/health`)).json()) as { nowMs: number }).nowMs;
}

/** The code of the app; where that one is used up already, the next, as soon as there is one. */
async function typeCode(ctx: TestContext, page: Page, secret: string): Promise<void> {
  let typed = "";
  await until(
    "a code that is not used up",
    async () => {
      const code = codeAt(secret, (await systemNow(ctx)) + STEP_MS);
      if (code === typed) return false;
      typed = code;
      await page.getByLabel("確認コード").fill(code);
      const answered = page.waitForResponse((reply) => reply.url().endsWith("/api/staff/factor"));
      await page.getByRole("button", { name: "サインイン" }).click();
      return (await answered).ok();
    },
    NEXT_CODE_MS,
  );
}

/** Sets the app up on the page that asks for it, keeps the codes on paper, and goes on. */
export async function setUpApp(
  ctx: TestContext,
  page: Page,
): Promise<{ readonly appSecret: string; readonly paper: readonly string[] }> {
  await page.getByText("QRコードを読みとれないとき").click();
  const spelt = await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4}){7}$/).textContent();
  const appSecret = (spelt ?? "").replaceAll(" ", "");
  // Of the step before, so that the next sign-in needs no waiting.
  await page.getByLabel("確認コード").fill(codeAt(appSecret, (await systemNow(ctx)) - STEP_MS));
  await page.getByRole("button", { name: "登録する" }).click();
  await page.getByText("この予備のコードは、いまだけ表示します").waitFor();
  const paper = await page.getByText(/^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/).allTextContents();
  await page.getByLabel("印刷したか、紙に書きました").check();
  await page.getByRole("button", { name: "次へ" }).click();
  return { appSecret, paper };
}

/** The first sign-in with what was handed over: nothing opens before it is changed (ORG-6). Returns the account as it is then. */
export async function firstSignIn(
  ctx: TestContext,
  page: Page,
  app: string,
  given: Account,
  password: string,
): Promise<Account> {
  await signIn(ctx, page, app, given);
  await page.getByLabel("いまのパスワード").fill(given.password);
  for (const field of await page.locator('input[autocomplete="new-password"]').all())
    await field.fill(password);
  await page.getByRole("button", { name: /^(変更する|決定する)$/ }).click();
  await page.getByLabel("いまのパスワード").waitFor({ state: "detached" });
  const me = (await (await page.request.get(`${ctx.url}/api/staff/me`)).json()) as StaffMe;
  if (me.factors.step !== "set-up") return { loginId: given.loginId, password };
  const { appSecret } = await setUpApp(ctx, page);
  return { loginId: given.loginId, password, appSecret };
}
