import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { HistoryRow } from "../../schema/api/history.ts";
import type { Wallets } from "../../schema/api/wallets.ts";
import type { SeedClient } from "../../scripts/seed/seed-client.ts";
import { en as consentsEn } from "../../wallet-pwa/consents/en.ts";
import { ja as consentsJa } from "../../wallet-pwa/consents/ja.ts";
import { en as findEn } from "../../wallet-pwa/find/en.ts";
import { ja as findJa } from "../../wallet-pwa/find/ja.ts";
import { en as followsEn } from "../../wallet-pwa/follows/en.ts";
import { ja as followsJa } from "../../wallet-pwa/follows/ja.ts";
import { en as historyEn } from "../../wallet-pwa/history/en.ts";
import { ja as historyJa } from "../../wallet-pwa/history/ja.ts";
import { en as walletEn } from "../../wallet-pwa/i18n/en.ts";
import { ja as walletJa } from "../../wallet-pwa/i18n/ja.ts";
import { en as commonEn } from "../../web/shared/i18n/en.ts";
import { ja as commonJa } from "../../web/shared/i18n/ja.ts";
import {
  freshOperation,
  freshPhone,
  issueCodes,
  type ResidentCalls,
  signInResident,
  staffClient,
  storeQrPath,
} from "../demo-people.ts";
import { ANDROID, PHONE, pdfToPictures, printPage, type TestContext } from "./harness.ts";
import { readTable } from "./month/csv.ts";

/**
 * The rooms of the wallet besides paying: somebody finds the Pay of where they are and adds it (ADD), follows a shop (FOL-1),
 * finds a payment in their history, reads and prints its statement (HIS-1, HIS-2), and takes the history along as a file that
 * agrees with the books to the yen (HIS-3). In Japanese on an iPhone's size, in English on an Android's.
 */
export const name = "wallet-rooms";

const PAY = "しおさいPay";
const OTHER_PAY = "やまなみPay";
const CAFE = "喫茶 みなと";
const FISH = "丸八鮮魚店";

const WAYS = [
  {
    ...{ locale: "ja-JP", viewport: PHONE, typed: "しらさき", kana: "ゆのさわ" },
    ...{
      find: findJa,
      history: historyJa,
      wallet: walletJa,
      follows: followsJa,
      consents: consentsJa,
      common: commonJa,
    },
    headings: { amount: "金額", operation: "操作番号", receipt: "受付番号" },
  },
  {
    ...{ locale: "en-US", viewport: ANDROID, typed: "shirasaki", kana: "Yunosawa" },
    ...{
      find: findEn,
      history: historyEn,
      wallet: walletEn,
      follows: followsEn,
      consents: consentsEn,
      common: commonEn,
    },
    headings: { amount: "Amount", operation: "Operation number", receipt: "Receipt number" },
  },
] as const;
type Way = (typeof WAYS)[number];

interface Room {
  readonly ctx: TestContext;
  readonly page: Page;
  readonly way: Way;
  readonly resident: ResidentCalls;
}

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const clerk = await staffClient(ctx.url, ctx.demo, "clerk");
  const codes = await issueCodes(desk, WAYS.length * 2, 3_000);
  for (const [i, way] of WAYS.entries()) {
    const phone = await ctx.device(`phone-${i}`, way);
    const resident = await signInResident(phone.context, ctx.url, freshPhone());
    const room: Room = { ctx, page: phone.page, way, resident };
    await findsAndAdds(room);
    for (const code of codes.slice(i * 2, i * 2 + 2)) await resident.charge(code);
    const paid = await pays(room, clerk);
    await follows(room);
    await narrows(room);
    await readsStatement(room, paid);
    await takesFile(room);
    ctx.log(
      `${way.locale}, ${way.viewport.width} × ${way.viewport.height}: found, followed, read, taken along`,
    );
  }
}

/** ADD-1 to ADD-3: from an empty wallet by the name of a town; what is nowhere says what to try. */
async function findsAndAdds({ ctx, page, way }: Room): Promise<void> {
  const { find, wallet, consents } = way;
  const pay = (name: string): Locator => page.getByRole("link", { name: new RegExp(name) });
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByRole("link", { name: wallet.choosePay }).click();
  const search = page.getByLabel(find.search);
  await pay(OTHER_PAY).waitFor();
  await search.fill("どこにもない");
  await page.getByText(find.notFound({ text: "どこにもない" })).waitFor();
  await page.getByText(find.tryRegion).waitFor();
  await page.getByRole("button", { name: find.showAll }).click();
  await pay(OTHER_PAY).waitFor();
  await search.fill(way.kana);
  await pay(PAY).waitFor({ state: "detached" });
  await pay(OTHER_PAY).waitFor();
  await search.fill(way.typed);
  await pay(OTHER_PAY).waitFor({ state: "detached" });
  await pay(PAY).click();
  await page.getByLabel(consents.agree).check();
  await page.getByRole("button", { name: consents.agreeButton }).click();
  await page.getByText(wallet.payChosen({ pay: PAY })).waitFor();
  await page.goto(`${ctx.url}/wallet/choose?text=${encodeURIComponent(way.typed)}`);
  await pay(PAY).getByText(find.have).waitFor();
}

interface Paid {
  readonly receipt: {
    readonly operationId: string;
    readonly receiptNumber: string;
    readonly balanceAfterYen: number;
    readonly storeId: string;
  };
  readonly handle: string;
}

/** Three payments at two shops, one of them taken back; the first. */
async function pays({ resident }: Room, clerk: SeedClient): Promise<Paid> {
  const [cafe, fish] = [await storeQrPath(clerk, CAFE), await storeQrPath(clerk, FISH)];
  // More than one coupon had: of two parts, where their days differ.
  const first = await payAt(resident, cafe, 3_210);
  await payAt(resident, fish, 450);
  const wrong = await payAt(resident, cafe, 780);
  await clerk.done("POST", `counter/payments/${wrong.receipt.operationId}/void`, {
    operationId: freshOperation(wrong.receipt.operationId.slice(-8)),
    handle: wrong.handle,
    storeId: wrong.receipt.storeId,
  });
  return first;
}

async function payAt(resident: ResidentCalls, till: string, amountYen: number): Promise<Paid> {
  const [, , storeId = "", rest = ""] = till.split("/");
  const [tillId = "", signature = ""] = rest.split(".");
  const qr = { storeId, tillId, signature };
  const { pays: offered } = await resident.done<{
    pays: { pay: { programmeId: string }; idTail: string }[];
  }>("POST", "payments/inspect", qr);
  const one = offered[0];
  assert.ok(one, "a Pay that fits the till");
  const operation = { operationId: freshOperation(one.idTail), programmeId: one.pay.programmeId, amountYen };
  return resident.done<Paid>("POST", "payments", { ...qr, ...operation });
}

/** FOL-1: a shop is followed on its page and then stands in the list of those one follows. */
async function follows({ ctx, page, way }: Room): Promise<void> {
  await page.goto(`${ctx.url}/wallet/stores`);
  await page.getByRole("link", { name: new RegExp(CAFE) }).click();
  await page.getByRole("button", { name: way.follows.follow }).click();
  await page.getByRole("button", { name: way.follows.unfollow }).waitFor();
  await page.goto(`${ctx.url}/wallet/stores`);
  await page.getByRole("button", { name: way.follows.onlyFollowed }).click();
  await page.getByRole("link", { name: new RegExp(FISH) }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: new RegExp(CAFE) }).waitFor();
}

/** HIS-1: by kind, by period, and both are still there after looking at an entry. */
async function narrows({ ctx, page, way }: Room): Promise<void> {
  const { wallet, history } = way;
  const entries = page.locator("main ul.list a.list__row");
  const count = (wanted: number) => page.waitForFunction(counts, [ENTRIES, wanted] as const);
  await page.goto(`${ctx.url}/wallet/history`);
  await count(6);
  await page.getByRole("button", { name: wallet.reversals }).click();
  await count(1);
  await page.getByLabel(history.period).selectOption({ label: history["period-this-month"] });
  await count(1);
  await entries.first().click();
  await page.getByText(history.ofPayment).waitFor();
  await page.reload();
  await page.getByText(history.ofPayment).waitFor();
  await page.getByRole("link", { name: way.common.back }).click();
  await count(1);
  assert.equal(
    await page.getByRole("button", { name: wallet.reversals }).getAttribute("aria-pressed"),
    "true",
  );
  await page.getByLabel(history.period).selectOption({ label: history["period-last-year"] });
  await page.getByText(history.emptyFiltered).waitFor();
  await page.getByLabel(history.period).selectOption({ label: history["period-all"] });
  await page.getByRole("button", { name: wallet.payments }).click();
  await count(3);
}

const ENTRIES = "main ul.list a.list__row";
const counts = ([selector, wanted]: readonly [string, number]) =>
  document.querySelectorAll(selector).length === wanted;

/** HIS-2: the statement says what the receipt said, prints on one page, is kept as a text, and leads to the shop's entries. */
async function readsStatement({ ctx, page, way }: Room, paid: Paid): Promise<void> {
  const { receipt } = paid;
  const { history } = way;
  await page.locator(`a[href$="${receipt.operationId}"]`).click();
  await page.getByRole("heading", { name: history.title }).waitFor();
  for (const text of [
    receipt.receiptNumber,
    receipt.operationId,
    receipt.balanceAfterYen.toLocaleString("en"),
  ])
    await page.getByText(text).first().waitFor();
  const pdf = await printPage(page, join(ctx.workDir, `${way.locale}-statement.pdf`));
  assert.equal((await pdfToPictures(pdf, ctx.workDir, 75)).length, 1, "a statement is one page");
  // This browser sends nothing by itself, so it keeps.
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: history.save }).click(),
  ]);
  const kept = join(ctx.workDir, `${way.locale}-statement.txt`);
  await download.saveAs(kept);
  const text = readFileSync(kept, "utf8");
  for (const part of [CAFE, "3,210", receipt.receiptNumber, receipt.operationId, history.noReceipt])
    assert.ok(text.includes(part), `the kept statement says ${part}`);
  await page.getByRole("link", { name: history.storeHistory }).click();
  await page.getByRole("button", { name: history.onlyStore({ store: CAFE }) }).waitFor();
  // Two payments at the café and what came back of one.
  await page.waitForFunction(counts, [ENTRIES, 3] as const);
}

/** HIS-3: line by line and in sum what the API says. */
async function takesFile({ ctx, page, way, resident }: Room): Promise<void> {
  const { history, headings } = way;
  await page.getByRole("link", { name: history.file }).click();
  const take = async (file: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: history.fileTake }).click(),
    ]);
    assert.match(download.suggestedFilename(), new RegExp(`^${PAY}.*\\.csv$`));
    const path = join(ctx.workDir, `${way.locale}-${file}.csv`);
    await download.saveAs(path);
    const bytes = readFileSync(path);
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "UTF-8 with its mark");
    return readTable(bytes.toString("utf8"));
  };
  const lines = await take("all");
  const { wallets } = await resident.done<Wallets>("GET", "wallets");
  const wallet = wallets.find((one) => one.pay.payName === PAY);
  assert.ok(wallet);
  const { rows } = await resident.done<{ rows: HistoryRow[] }>(
    "GET",
    `wallets/${wallet.pay.programmeId}/journal?limit=100`,
  );
  assert.deepEqual(
    lines.map((line) => [line.get(headings.operation), Number(line.get(headings.amount))]),
    rows.map((row) => [row.operationId, row.amountYen]).reverse(),
  );
  assert.deepEqual(
    lines.map((line) => line.get(headings.receipt)),
    rows.map((row) => row.receiptNumber ?? "").reverse(),
  );
  const sum = lines.reduce((all, line) => all + Number(line.get(headings.amount)), 0);
  assert.equal(sum, wallet.spendableYen, "it adds up to the balance");
  await page.getByLabel(history.period).selectOption({ label: history["period-last-year"] });
  assert.equal((await take("last-year")).length, 0, "nothing happened a year ago");
}
