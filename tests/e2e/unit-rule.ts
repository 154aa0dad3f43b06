/**
 * A programme that is spent in steps of 500 (S2, MON-2): of a price of 1,280 the till takes 1,000 and says that 280 are to be
 * taken in cash, off paper and off a wallet's code; receipts, what is left, and today's list say what was taken, never the price.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { StorePayment } from "../../schema/api/counter.ts";
import { freshPhone, issueCodes, signInResident, staffClient } from "../demo-people.ts";
import { openTill, readerScan, receiptNumber } from "./at-the-till.ts";
import { TABLET, type TestContext, until } from "./harness.ts";
import { shownCode } from "./on-the-phone.ts";

export const name = "unit-rule";

const STORE = "山並食堂 杉谷店";
const FACE = 2_000;
const PRICE = 1_280;
const PART = "1,000ポイント";
const CASH = "280円";

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "there is demo data");
  const desk = await staffClient(ctx.url, ctx.demo, "yamanami-issuer-desk");
  const [paper = "", forPhone = ""] = await issueCodes(desk, 2, FACE);
  const phone = await ctx.device("phone");
  phone.allow(/status of 401/);
  const resident = await signInResident(phone.context, ctx.url, freshPhone());
  await resident.charge(forPhone);
  const till = await ctx.device("till", { viewport: TABLET });
  till.allow(/status of 401/);
  const { page } = till;
  await openTill(ctx, page, STORE, "yamanami-clerk");

  await readerScan(page, paper);
  await belowOneStep(page);
  const first = await takenInPart(page);
  await page.getByText("残り").first().waitFor();
  await page.getByRole("button", { name: "次のお客様へ" }).click();
  ctx.log(`paper: ${PART} and ${CASH} in cash, receipt ${first}`);

  await phone.page.goto(`${ctx.url}/wallet/`);
  await phone.page.getByRole("link", { name: "コードを見せる" }).click();
  await readerScan(page, await shownCode(phone.page));
  await page.getByRole("heading", { name: "金額をたしかめる" }).waitFor();
  const second = await takenInPart(page);
  await phone.page.getByRole("heading", { name: "お支払いが終わりました" }).waitFor();
  assert.equal(await receiptNumber(phone.page), second);
  await phone.page.getByText(PART).first().waitFor();
  ctx.log(`a wallet's code: ${PART} and ${CASH} in cash, receipt ${second} on both`);

  await page.getByRole("button", { name: "次のお客様へ" }).click();
  await page.getByRole("heading", { name: "クーポンを読み取る" }).waitFor();
  await page.goto(`${ctx.url}/counter/payments`);
  const rows = page.getByRole("listitem").filter({ hasText: PART });
  await until("both payments on today's list", async () => (await rows.count()) === 2);
  const texts = (await rows.allTextContents()).join(" ");
  for (const receipt of [first, second])
    assert.ok(texts.replace(/\s/g, "").includes(receipt), `${receipt} in ${texts}`);
  assert.ok(!texts.includes("1,280") && !texts.includes(CASH), "what was paid in cash is no payment of ours");

  const clerk = await staffClient(ctx.url, ctx.demo, "yamanami-clerk");
  const { rows: stores } = await clerk.done<{ rows: readonly { storeId: string; name: string }[] }>(
    "GET",
    "counter/stores?limit=100",
  );
  const storeId = stores.find((one) => one.name === STORE)?.storeId;
  const { rows: taken } = await clerk.done<{ rows: readonly StorePayment[] }>(
    "GET",
    `counter/payments?storeId=${storeId}`,
  );
  assert.deepEqual(
    taken.map(({ receiptNumber: number, amountYen }) => [number, amountYen]).sort(),
    [
      [first, 1_000],
      [second, 1_000],
    ].sort(),
  );
  ctx.log("today's list has both, with what was taken");
}

/** Less than one step can't be taken at all, and the till says so. */
async function belowOneStep(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "金額をたしかめる" }).waitFor();
  await page.keyboard.type("499", { delay: 130 });
  await page.getByRole("alert").filter({ hasText: "500ポイント" }).waitFor();
  for (const _ of "499") await page.keyboard.press("Backspace", { delay: 130 });
}

/** Types the price, reads the two parts, and takes the coupon's. Returns the receipt number. */
async function takenInPart(page: Page): Promise<string> {
  await page.keyboard.type(String(PRICE), { delay: 130 });
  const note = page.getByRole("alert").filter({ hasText: "500ポイントに満たない分は現金などで" });
  await note.getByText(CASH).waitFor();
  await page.getByRole("button", { name: `${PART}を受け取る` }).click();
  await page.getByRole("heading", { name: "受け取りました" }).waitFor();
  await page.getByText("現金などでお受け取りください").waitFor();
  const main = page.getByRole("main");
  await main.getByText(CASH).first().waitFor();
  // Taken and left are the same: half of what was there.
  await until("what was taken and what is left", async () => (await main.getByText(PART).count()) >= 2);
  return receiptNumber(page);
}
