import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { IssueCoupon } from "../../schema/api/issues.ts";
import {
  freshOperation,
  freshPhone,
  issueCodes,
  issueSheets,
  payAtTill,
  signInResident,
  staffClient,
  storeQrPath,
} from "../demo-people.ts";
import { openTill, readerScan } from "./at-the-till.ts";
import { pdfToPictures, printPage, TABLET, type TestContext, until } from "./harness.ts";

/**
 * One sale paid with three coupons, the second of which is dead (CTR-1): one list tells what each paid and why one did not, also
 * after a reload, and is gone with the next guest. Each payment is read aloud, one by phone too (CTR-2), and the slip prints on
 * either roll (CTR-3).
 */
export const name = "one-sale";

const STORE = "喫茶 みなと";
const FACE = 3_000;
const DOTS_PER_MM = 150 / 25.4;

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const { issueId, sheets } = await issueSheets(desk, 3, FACE, true);
  const { rows } = await desk.done<{ rows: readonly IssueCoupon[] }>("GET", `issues/${issueId}/coupons`);
  const dead = rows[1];
  assert.ok(dead);
  await desk.done("POST", `coupons/${dead.couponId}/cancel`, {
    operationId: freshOperation(dead.idTail),
    reason: "ためし",
  });
  const till = await ctx.device("till", { viewport: TABLET });
  till.allow(/status of (401|404|409)/);
  const { page } = till;
  await listenToSpeech(page);
  await openTill(ctx, page, STORE);

  await scan(page, sheets[0]?.code);
  await page.keyboard.type("5000", { delay: 130 });
  await page.getByRole("button", { name: "3,000円を受け取る" }).click();
  await page.getByRole("heading", { name: "受け取りました" }).waitFor();
  await heard(page, ["3,000円"]);
  await page.getByRole("button", { name: "2,000円を別のクーポンで" }).click();
  await page.getByRole("heading", { name: "クーポンを読み取る" }).waitFor();

  await readerScan(page, sheets[1]?.code ?? "");
  await page.getByText("お金は動いていません。").waitFor();
  await lines(page, [/3,000円を受け取りました/, /取り消/]);
  await page.getByRole("button", { name: "次のクーポンを読み取る" }).click();
  await page.reload();
  await lines(page, [/3,000円を受け取りました/, /取り消/]);

  await scan(page, sheets[2]?.code);
  await page.getByRole("button", { name: "2,000円を受け取る" }).click();
  await page.getByRole("heading", { name: "受け取りました" }).waitFor();
  await lines(page, [/3,000円を受け取りました/, /取り消/, /2,000円を受け取りました/]);
  await page.locator("section", { hasText: "まだお支払いのない分" }).getByText("0円").first().waitFor();
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  for (const { code } of sheets) assert.ok(!kept.includes(code), "no code is kept on the device (OPR-7)");

  await heard(page, ["3,000円", "2,000円"]);
  const wide = await slipWidthMm(ctx, page, "wide");
  await page.getByRole("button", { name: "次のお客様へ" }).click();
  await page.getByRole("heading", { name: "クーポンを読み取る" }).waitFor();
  assert.equal(await page.getByRole("region", { name: "このお会計" }).count(), 0, "the list ended");

  const phone = await ctx.device("phone");
  const resident = await signInResident(phone.context, ctx.url, freshPhone());
  const [forPhone = ""] = await issueCodes(desk, 1, FACE);
  await resident.charge(forPhone);
  await page.goto(`${ctx.url}/counter/`);
  await page.getByText("自動で届きます").waitFor();
  await payAtTill(resident, await storeQrPath(await staffClient(ctx.url, ctx.demo, "clerk"), STORE), 640);
  await page.getByText("いま届きました").waitFor();
  await heard(page, ["3,000円", "2,000円", "640円"]);

  await page.getByRole("link", { name: "設定" }).first().click();
  await page.getByRole("button", { name: "58mm（細い紙）" }).click();
  await page.goto(`${ctx.url}/counter/`);
  await page.getByRole("link", { name: /640円/ }).first().click();
  await page.getByRole("button", { name: "控えを印刷" }).waitFor();
  const narrow = await slipWidthMm(ctx, page, "narrow");
  ctx.log(`slips of ${wide} and ${narrow} mm`);
  assert.deepEqual([wide, narrow], [80, 58]);
}

async function scan(page: Page, code: string | undefined): Promise<void> {
  await readerScan(page, code ?? "");
  await page.getByRole("heading", { name: "金額をたしかめる" }).waitFor();
}

/** What the list of the sale says, line by line. */
async function lines(page: Page, wanted: readonly RegExp[]): Promise<void> {
  const items = page.getByRole("region", { name: "このお会計" }).getByRole("listitem");
  await until("the sale's lines", async () => (await items.count()) === wanted.length);
  const texts = await items.allTextContents();
  for (const [i, text] of texts.entries()) assert.match(text, wanted[i] as RegExp);
}

/** Notes what the page would have the browser say aloud; a machine without a voice says nothing. */
async function listenToSpeech(page: Page): Promise<void> {
  await page.addInitScript(() => {
    speechSynthesis.speak = (words) => {
      const said = JSON.parse(localStorage.getItem("test-said") ?? "[]");
      localStorage.setItem("test-said", JSON.stringify([...said, words.text]));
    };
  });
}

/** Waits until so much was read aloud, and nothing else. */
async function heard(page: Page, wanted: readonly string[]): Promise<void> {
  const said = await until("the amounts to be read aloud", async () => {
    const all = await page.evaluate(() => JSON.parse(localStorage.getItem("test-said") ?? "[]") as string[]);
    return all.length >= wanted.length && all;
  });
  assert.deepEqual(said, wanted);
}

/** Prints the slip on the screen and measures the paper. */
async function slipWidthMm(ctx: TestContext, page: Page, roll: string): Promise<number> {
  const pdf = await printPage(page, join(ctx.workDir, `slip-${roll}.pdf`));
  const pictures = await pdfToPictures(pdf, ctx.workDir);
  assert.equal(pictures.length, 1, "one slip, one page");
  const png = readFileSync(pictures[0] as string);
  return Math.round(png.readUInt32BE(16) / DOTS_PER_MM);
}
