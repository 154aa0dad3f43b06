/**
 * The secretariat's live dashboard (S18): a payment at the till appears on the open page by itself, in the last payments, the
 * hours, the places and the stores; the period stands in the address and survives a reload; the report it leads to says the
 * same of the same days (DSH-1, DSH-3, DSH-4).
 */
import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { DESK, type TestContext } from "./harness.ts";
import { paidBooks, paidCoupon, signInOn } from "./small-region.ts";

export const name = "dashboard";
export const unseeded = true;
export const limitMs = 5 * 60_000;

const FACE = 3_000;
const STORE = "港の売店";

export async function run(ctx: TestContext): Promise<void> {
  const region = await paidBooks(ctx.server, FACE);
  const today = businessDate(Date.now());
  const office = await ctx.device("office", { viewport: DESK });
  await signInOn(office.context, ctx.url, "secretariat");
  const { page } = office;
  await page.goto(`${ctx.url}/admin/figures?period=today`);
  await share(page, "お店ごとの使用", STORE, "1,250円");
  await page.getByText("自動で届きます").waitFor();

  await paidCoupon(region, FACE, [430]);
  await latest(page, STORE, "430円").waitFor();
  await page.getByText("＝ 使用 1,680 ＋").waitFor();
  for (const [card, name] of [
    ["お店ごとの使用", STORE],
    ["市町村ごとの使用", "試験市"],
    ["業種ごとの使用", "卸売業、小売業"],
    ["紙とアプリ", "紙クーポン"],
  ] as const)
    await share(page, card, name, "1,680円");
  assert.equal(await page.getByText("0901").count(), 0, "nobody's number is on it");
  ctx.log("a payment appeared by itself, by every way it is told");

  await hours(page);
  await page.getByRole("button", { name: "日を選ぶ" }).click();
  await page.getByLabel("はじめの日").fill(addDays(today, -3));
  await page.getByLabel("終わりの日").fill(addDays(today, -1));
  await page.waitForURL((url) => url.searchParams.get("to") === addDays(today, -1));
  await page.getByText("まだ使われていません。").first().waitFor();
  await page.reload();
  assert.equal(await page.getByLabel("はじめの日").inputValue(), addDays(today, -3));
  await page.getByRole("button", { name: "7日間" }).click();
  await share(page, "お店ごとの使用", STORE, "1,680円");
  await cardOf(page, "お店ごとの使用").getByRole("link", { name: "帳票で見る" }).click();
  await page.waitForURL(/\/reports\/stores\?/);
  const row = page.getByRole("row").filter({ hasText: STORE });
  await page.getByRole("img", { name: "差引額の棒グラフ" }).waitFor();
  await row.getByText("1,680").first().waitFor();
  assert.equal(new URL(page.url()).searchParams.get("from"), addDays(today, -6));
  ctx.log("the period stands in the address, and the report of the same days says the same");
}

const cardOf = (page: Page, title: string) =>
  page.locator("section.card").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

/** Waits until a card's row says so. */
function share(page: Page, card: string, name: string, amount: string): Promise<void> {
  return cardOf(page, card)
    .getByRole("row")
    .filter({ hasText: name })
    .getByText(amount)
    .waitFor({ timeout: 60_000 });
}

const latest = (page: Page, store: string, amount: string) =>
  cardOf(page, "いまの動き").getByRole("listitem").filter({ hasText: store }).filter({ hasText: amount });

/** The hours as a table add up to what was used today. */
async function hours(page: Page): Promise<void> {
  const card = cardOf(page, "時間ごとの使用");
  await card.getByText("数字で見る").click();
  const cells = await card.locator("tbody tr td:nth-child(2)").allInnerTexts();
  const yen = cells.map((text) => Number(text.replace(/\D/g, "")));
  assert.deepEqual([cells.length, yen.reduce((sum, each) => sum + each, 0)], [24, 1_680]);
}
