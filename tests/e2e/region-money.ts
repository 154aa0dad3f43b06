import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { yen } from "./people.ts";
import { go } from "./region-office.ts";

/** Money through the fund's screens, and the figures that must add up. */

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

/** Amount and note, then the same once more to confirm. */
async function enter(page: Page, amountYen: number, note: string, verb: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("金額").fill(String(amountYen));
  await dialog.getByLabel("書類の番号や理由").fill(note);
  await dialog.getByRole("button", { name: "確認へ" }).click();
  await dialog.getByRole("button", { name: `${yen(amountYen)}を${verb}する` }).click();
}

/** A deposit waits for a colleague, who finds it by the note on her own screen (APR-1). */
export async function deposit(page: Page, colleague: Page, amountYen: number): Promise<void> {
  await press(page, "入金を記録する");
  await enter(page, amountYen, "納入通知 第1号", "入金");
  await page.getByText("入金の記録は、承認待ちです。").waitFor();
  await press(page, "とじる");
  await colleague.reload();
  await colleague.getByRole("link", { name: "承認の画面を開く" }).click();
  const proposal = colleague.getByRole("article", { name: "入金の記録" });
  await proposal.getByText("納入通知 第1号").waitFor();
  await proposal.getByRole("button", { name: "承認する" }).click();
  await colleague.getByRole("dialog").getByRole("button", { name: "承認する" }).click();
  await colleague.getByText("入金の記録を承認し、実行しました。").waitFor();
  await page.reload();
  await page.getByText("入金と合っています").waitFor();
}

export async function allot(page: Page, issuer: string, amountYen: number): Promise<void> {
  await page.getByRole("link", { name: "配分", exact: true }).click();
  await press(page, `${issuer}の配分を変える`);
  await enter(page, amountYen, "配分通知 第1号", "配分");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** The statement of what isn't allotted: the deposit came in, the allotment went out, and the book agrees. */
export async function statementShows(page: Page, depositYen: number, allotYen: number): Promise<void> {
  await page.getByRole("link", { name: "明細", exact: true }).click();
  const row = (what: string) => page.getByRole("row", { name: new RegExp(what) });
  await row(`入金.*納入通知 第1号.*${yen(depositYen)}`).waitFor();
  await row(`配分.*配分通知 第1号.*${yen(allotYen)}.*${yen(depositYen - allotYen)}`).waitFor();
  await page.getByText("帳簿の残高と合っています").waitFor({ timeout: 30_000 });
}

export interface Used {
  readonly issuedYen: number;
  readonly paperYen: number;
  readonly appYen: number;
}

/** The secretariat's screen of figures: every identity holds, by the screen's own words and by these figures. */
export async function figuresAddUp(
  page: Page,
  programme: string,
  { issuedYen, paperYen, appYen }: Used,
): Promise<void> {
  await go(page, "概況");
  // By its role: the page before, which may still stand for a moment, has a way back of that name.
  await page.getByRole("combobox", { name: "事業", exact: true }).selectOption({ label: programme });
  const used = paperYen + appYen;
  const n = (amount: number) => amount.toLocaleString("ja-JP");
  await page
    .getByText(`発行 ${n(issuedYen)} − 取消 0 ＝ 使用 ${n(used)} ＋ 失効 0 ＋ 流通中 ${n(issuedYen - used)}`)
    .waitFor({ timeout: 30_000 });
  await page.getByText(`紙 ${n(paperYen)} ＋ アプリ ${n(appYen)} ＝ 使用 ${n(used)}`).waitFor();
  assert.equal(await page.getByText("合いません").count(), 0, "nothing is said not to add up");
}
