import type { Page } from "playwright-core";
import type { TestContext } from "./harness.ts";

/** What somebody signs in with. */
export interface Account {
  readonly loginId: string;
  readonly password: string;
}

export const yen = (amount: number): string => `${amount.toLocaleString("ja-JP")}円`;

/** Signs in at an app's own door: `/admin/` or `/counter/`. */
export async function signIn(ctx: TestContext, page: Page, app: string, account: Account): Promise<void> {
  await page.goto(`${ctx.url}${app}`);
  await page.locator('input[autocomplete="username"]').fill(account.loginId);
  await page.locator('input[autocomplete="current-password"]').fill(account.password);
  await page.getByRole("button", { name: "サインイン" }).click();
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
  return { loginId: given.loginId, password };
}
