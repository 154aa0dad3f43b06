import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { auditBooks } from "./audit-books.ts";
import { DESK, type TestContext, until } from "./harness.ts";
import { demoAccount, signIn } from "./people.ts";

/**
 * Two people at two desks (B9): one proposes a deposit and withdraws it, proposes it anew, and can't approve it; the other
 * sees it on her screen, refuses one and approves one. The money is there once, and both names are in the list.
 */
export const name = "four-eyes";

const AMOUNT = "1,200,000";

export async function run(ctx: TestContext): Promise<void> {
  const [first, second] = await Promise.all(
    ["secretariat-admin", "secretariat-second"].map(async (key) => {
      const device = await ctx.device(key, { viewport: DESK });
      // A code that the demo data was made with is refused; the next one is taken.
      device.allow(/409/);
      await signIn(ctx, device.page, "/admin/", demoAccount(ctx, key));
      await device.page.getByRole("link", { name: "承認", exact: true }).waitFor();
      return device.page;
    }),
  );
  assert.ok(first && second);
  const before = await cash(first, ctx);

  await propose(first, ctx);
  await first.getByRole("link", { name: "承認の画面へ" }).click();
  const own = first.getByRole("article", { name: "入金の記録" });
  await own.getByText("あなたの申請です").waitFor();
  assert.equal(await own.getByRole("button", { name: "承認する" }).count(), 0, "nobody approves their own");
  await own.getByRole("button", { name: "取り下げる" }).click();
  await answer(first, "取り下げる", "金額のまちがい");
  await first.getByText("承認を待っているものはありません").waitFor();

  await propose(first, ctx);
  await decide(second, ctx, "承認しない", "証書の番号がちがいます");
  await propose(first, ctx);
  await decide(second, ctx, "承認する");
  await second.getByText("承認し、実行しました").waitFor();

  const ended = second.getByRole("table", { name: "これまでの申請" });
  for (const state of ["取り下げ", "承認しない", "実行済み"])
    await ended.getByText(state, { exact: true }).first().waitFor();
  assert.equal(await cash(first, ctx), before + 1_200_000, "it moved once");
  const verdict = await auditBooks(ctx.stateDir);
  assert.equal(verdict.holds, true, JSON.stringify(verdict.firstBreak));
}

/** The fund's cash as the screen's API says it. */
async function cash(page: Page, ctx: TestContext): Promise<number> {
  const me = await (await page.request.get(`${ctx.url}/api/staff/me`)).json();
  const id = me.programmes[0].programmeId as string;
  return (await (await page.request.get(`${ctx.url}/api/programmes/${id}/fund`)).json()).cashYen as number;
}

async function propose(page: Page, ctx: TestContext): Promise<void> {
  await page.goto(`${ctx.url}/admin/fund`);
  await page.getByRole("button", { name: "入金を記録する" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("金額").fill(AMOUNT);
  await dialog.getByLabel("書類の番号や理由").fill("第2回交付 潮観第201号");
  await dialog.getByRole("button", { name: "確認へ" }).click();
  await dialog.getByRole("button", { name: /を入金する/ }).click();
  await dialog.getByText("承認待ちです").waitFor();
}

async function decide(page: Page, ctx: TestContext, how: string, reason?: string): Promise<void> {
  await until("the banner that tells of a proposal", async () => {
    await page.goto(`${ctx.url}/admin/figures`);
    const link = page.getByRole("link", { name: "承認の画面を開く" });
    await link.waitFor({ timeout: 3_000 }).catch(() => undefined);
    return (await link.count()) > 0;
  });
  await page.getByRole("link", { name: "承認の画面を開く" }).click();
  await page.getByRole("article", { name: "入金の記録" }).getByRole("button", { name: how }).click();
  await answer(page, how, reason);
}

async function answer(page: Page, how: string, reason?: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  if (reason !== undefined) await dialog.getByLabel("理由").fill(reason);
  await dialog.getByRole("button", { name: how, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}
