import assert from "node:assert/strict";
import { join } from "node:path";
import { freshPhone, issueCodes, signInResident, staffClient } from "../demo-people.ts";
import { openTill, readerScan, receiptNumber } from "./at-the-till.ts";
import { TABLET, type TestContext } from "./harness.ts";
import { shownCode } from "./on-the-phone.ts";

/**
 * B5, COD-1 to COD-3: a phone shows a code, the till's camera reads it off the screen, takes a part of the price, and the phone
 * shows that it was paid; the used code is over, the next one pays by a reader and, unscanned, by hand.
 */
export const name = "payment-code";

const STORE = "喫茶 みなと";

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "there is demo data");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const [sheet = ""] = await issueCodes(desk, 1, 3_000);
  const phone = await ctx.device("phone");
  phone.allow(/status of 401/);
  const resident = await signInResident(phone.context, ctx.url, freshPhone());
  await resident.charge(sheet);

  const till = await ctx.device("till", { viewport: TABLET });
  till.allow(/status of (401|409)/);
  await openTill(ctx, till.page, STORE);

  await phone.page.goto(`${ctx.url}/wallet/`);
  await phone.page.getByRole("link", { name: "コードを見せる" }).click();
  const first = await shownCode(phone.page);
  const picture = join(ctx.workDir, "phone.png");
  await phone.page.screenshot({ path: picture });
  await till.camera.show(picture, { tiltDegrees: 3 });
  await till.page.getByRole("link", { name: /クーポンを読み取る/ }).click();
  await till.page.getByRole("heading", { name: "金額をたしかめる" }).waitFor({ timeout: 30_000 });
  await till.page.getByText("アプリのコード").waitFor();
  // The guest takes the phone back: what the camera sees next has no code in it.
  await till.page.screenshot({ path: picture });
  await till.camera.show(picture);
  const receipt = await taken(till.page, 1_280);
  await phone.page.getByRole("heading", { name: "お支払いが終わりました" }).waitFor();
  assert.equal(await receiptNumber(phone.page), receipt, "till and phone say the same number");
  ctx.log(`read off the screen: 1,280 yen, receipt ${receipt} on both`);

  await readerScan(till.page, first);
  await till.page.getByText("このコードは、もう使えません").waitFor();
  ctx.log("the used code is over");

  await phone.page.getByRole("button", { name: "確認が済んだので閉じる" }).click();
  await phone.page.goto(`${ctx.url}/wallet/`);
  await phone.page.getByRole("link", { name: "コードを見せる" }).click();
  await readerScan(till.page, await shownCode(phone.page));
  await till.page.getByRole("heading", { name: "金額をたしかめる" }).waitFor();
  await taken(till.page, 720);
  await phone.page.getByRole("heading", { name: "お支払いが終わりました" }).waitFor();
  ctx.log("by a hand-held reader: 720 yen");

  await phone.page.goto(`${ctx.url}/wallet/`);
  await phone.page.getByText("1,000").first().waitFor();
  await phone.page.getByRole("link", { name: "コードを見せる" }).click();
  const last = await shownCode(phone.page);
  await phone.page
    .getByRole("link", { name: "もどる" })
    .or(phone.page.getByRole("button", { name: "もどる" }))
    .click();
  await phone.page.getByText("期限ごとの残高").waitFor();
  await readerScan(till.page, last);
  await till.page.getByText("このコードは、もう使えません").waitFor();
  ctx.log("a code that was put away is over");
}

type Page = Parameters<typeof readerScan>[0];

async function taken(page: Page, amountYen: number): Promise<string> {
  await page.keyboard.type(String(amountYen), { delay: 130 });
  await page.getByRole("button", { name: /を受け取る$/ }).click();
  await page.getByRole("heading", { name: "受け取りました" }).waitFor();
  return receiptNumber(page);
}
