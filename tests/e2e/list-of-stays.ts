import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { DESK, pdfToPictures, printPage, type TestContext } from "./harness.ts";
import { demoAccount, signIn } from "./people.ts";

/**
 * A desk issues for a list of stays (ISS-7, ISS-8): each row is named before anything happens, the good ones are issued with a
 * progress bar, printed in the order of the file, printed again from where a printer jammed, and handed over together (ISS-12); the
 * same list again issues nothing more. Then the list, the day and the
 * reservation number all lead to what was issued (ISS-4 to ISS-6).
 */
export const name = "list-of-stays";
export const people = ["サトウ イチロウ", "スズキ ジロウ"];

const STAYS = 12;

export async function run(ctx: TestContext): Promise<void> {
  const desk = await ctx.device("desk", { viewport: DESK });
  // The fund's refusal to the second tab (ISS-3).
  desk.allow(/status of 409/);
  const { page } = desk;
  await signIn(ctx, page, "/admin/", demoAccount(ctx, "issuer-desk"));
  await page.getByRole("link", { name: "CSVから発行" }).click();
  const file = join(ctx.workDir, "stays.csv");
  writeFileSync(file, csvOf([...goodRows(), "SG-900,サトウ イチロウ,0人,1", "sg-1,スズキ ジロウ,2,1"]));
  await send(page, file);

  await count(page, "発行できる", STAYS);
  await count(page, "直すところあり", 1);
  await count(page, "重なり", 1);
  await page.getByText(/1から200までの数で書いてください/).waitFor();
  await page.getByRole("button", { name: `${STAYS * 2}枚を発行する` }).click();
  await page.getByText(`${STAYS}件の予約に、${STAYS * 2}枚`).waitFor({ timeout: 90_000 });
  await page.getByRole("link", { name: "まとめて印刷する" }).click();
  await page.locator(".page").first().waitFor();
  const codes = await page.locator(".code20").allTextContents();
  assert.equal(new Set(codes).size, STAYS * 2, "a code of its own on each sheet");
  assert.equal(
    await page.getByRole("article", { name: "予約の仕切り" }).count(),
    STAYS,
    "a slip for each stay",
  );
  await page.getByRole("button", { name: "A4 4面" }).click();
  await page.locator(".page--a4-four").first().waitFor();
  const pages = await pdfToPictures(await printPage(page, join(ctx.workDir, "list.pdf")), ctx.workDir, 40);
  assert.equal(pages.length, (STAYS * 3) / 4);
  ctx.log(`${STAYS} stays issued and printed on ${pages.length} pages`);
  await jammed(page, codes);
  await handOverTogether(page);
  ctx.log("a jammed run went on at its sheet, and the stays were handed over together");

  await page.getByRole("link", { name: "CSVから発行" }).first().click();
  await send(page, file);
  await count(page, "前にも発行した予約", STAYS);
  await page.getByText("同じファイルから、前にも発行しています").waitFor();
  await page.getByText("発行できる行がありません。").waitFor();

  await page.getByRole("link", { name: "発行の一覧" }).click();
  await page.getByRole("button", { name: "きょう" }).click();
  await page
    .getByRole("cell", { name: `${STAYS * 2}枚` })
    .first()
    .waitFor();
  await page.getByLabel("発行をさがす").fill("SG-7");
  await page.getByRole("button", { name: "さがす" }).click();
  await page.getByRole("list", { name: "見つかった発行" }).getByRole("link", { name: "SG-7" }).click();
  await page.getByText("お渡し済みです").first().waitFor();

  await twoTabs(ctx, desk.page);
}

/** The printer stopped after the sixteenth sheet: the run goes on with the seventeenth, with the slip of its stay. */
async function jammed(page: Page, codes: readonly string[]): Promise<void> {
  const field = page.getByLabel("何枚目から印刷しますか");
  await field.fill("0");
  await page.getByRole("button", { name: "ここから印刷しなおす" }).click();
  await page.getByText(`1から${STAYS * 2}までの数を入れてください`).waitFor();
  await field.fill("18");
  await page.getByRole("button", { name: "ここから印刷しなおす" }).click();
  await page.getByText(`${STAYS * 2}枚のうち18〜${STAYS * 2}枚目`).waitFor();
  const rest = await page.locator(".code20").allTextContents();
  assert.deepEqual(rest, codes.slice(17), "the same sheets as before, in the same order");
  const slip = page.getByRole("article", { name: "予約の仕切り" }).first();
  await slip.getByText("SG-9", { exact: true }).waitFor();
  await slip.getByText(`${STAYS * 2}枚のうち 18〜18枚目`).waitFor();
}

/** First a range of rows, then the rest; each row says when and by whom. */
async function handOverTogether(page: Page): Promise<void> {
  await page.getByRole("link", { name: "CSVから発行" }).last().click();
  await page.getByText(`まだお渡ししていない予約は${STAYS}件`).waitFor();
  await page.getByLabel("何行目から").fill("5");
  await page.getByLabel("何行目まで").fill("3");
  await page.getByText("小さい順に入れてください").first().waitFor();
  await page.getByLabel("何行目から").fill("2");
  await confirmHandOver(page);
  await page.getByText("2件をお渡し済みにしました。").waitFor();
  await page.getByText(`お渡し済みは2件、まだお渡ししていない予約は${STAYS - 2}件`).waitFor();
  await page.getByLabel("何行目から").fill("");
  await page.getByLabel("何行目まで").fill("");
  await confirmHandOver(page);
  await page.getByText(`お渡し済みは${STAYS}件、まだお渡ししていない予約は0件`).waitFor();
  await page.getByLabel("表示").selectOption({ label: "発行した" });
  await page
    .getByRole("cell", { name: /お渡し済み.*さん$/ })
    .first()
    .waitFor();
}

async function confirmHandOver(page: Page): Promise<void> {
  await page.getByRole("button", { name: "まとめてお渡し済みにする" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "お渡し済みにする" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

const goodRows = () => Array.from({ length: STAYS }, (_, i) => `SG-${i + 1},,2名,1`);
const csvOf = (rows: readonly string[]) => ["予約番号,代表者,人数,泊数", ...rows, ""].join("\r\n");

async function send(page: Page, file: string): Promise<void> {
  await page.getByLabel("CSVファイル").setInputFiles(file);
  await page.getByRole("button", { name: "この一覧を確かめる" }).click();
  await page.getByRole("heading", { name: "確かめた結果" }).waitFor();
}

/** A figure of the check's result. */
async function count(page: Page, title: string, rows: number): Promise<void> {
  const term = page.getByRole("term").filter({ hasText: new RegExp(`^${title}$`) });
  await page.locator("dl > div").filter({ has: term }).getByText(`${rows}件`, { exact: true }).waitFor();
}

/** Two tabs with the same reservation: one issues, the other is told so and asks for a reason (ISS-3). */
async function twoTabs(ctx: TestContext, first: Page): Promise<void> {
  const second = await first.context().newPage();
  for (const tab of [first, second]) {
    await tab.goto(`${ctx.url}/admin/issue`);
    await tab.getByLabel("予約番号").fill("TAB-1");
    await tab.getByText("まだ発行していません").waitFor();
  }
  await first.getByRole("button", { name: "1枚を発行して印刷" }).click();
  await first.locator(".page--a6, .page--a4-four").first().waitFor();
  await second.getByRole("button", { name: "1枚を発行して印刷" }).click();
  await second.getByText("すでに発行しています").first().waitFor();
  const reason = second.getByLabel("もう一度発行する理由");
  await reason.selectOption({ label: "お客さまが増えた" });
  await second.getByRole("button", { name: "1枚を発行して印刷" }).click();
  await second.locator(".page--a6, .page--a4-four").first().waitFor();
  ctx.log("of two tabs one issued; the other needed a reason");
}
