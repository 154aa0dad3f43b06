import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { run as program } from "../../scripts/steps.ts";
import { issueAndHandOver } from "./at-the-desk.ts";
import { changeStore, chooseTill, printStoreQr, scanSheet, takePaper } from "./at-the-till.ts";
import { auditBooks } from "./audit-books.ts";
import { DESK, type Device, TABLET, type TestContext } from "./harness.ts";
import { charge, payByPhone, register, scanWith } from "./on-the-phone.ts";
import { type Account, firstSignIn, yen } from "./people.ts";
import { allot, deposit, figuresAddUp, statementShows } from "./region-money.ts";
import { acceptTerms, addOrganisation, giveAccount, go, printSlip, publishTerms } from "./region-office.ts";
import {
  copyProgramme,
  designProgramme,
  editScope,
  leaveOut,
  letIn,
  move,
  openProgramme,
  save,
  storesInScope,
  wholeRegion,
} from "./region-programme.ts";
import { apply, approve, joinAddress, toldApproved } from "./region-shop.ts";
import {
  BAD_ROWS,
  IN_BY_RULE,
  INSIDE,
  LEFT_OUT,
  LET_IN,
  OUTSIDE,
  STORES,
  storesCsv,
  TOWNS,
} from "./region-stores.ts";

/**
 * A region from nothing to money in use, as its people make it: one command of the operator, then screens, paper and
 * cameras only. In the end coupons are taken where the programme says, and refused with the reason where it doesn't.
 */
export const name = "region-from-nothing";
export const unseeded = true;
export const limitMs = 8 * 60_000;

const REGION_COMMAND = fileURLToPath(new URL("../../scripts/region.ts", import.meta.url));
const HOTEL = "みさきホテル";
const MERCHANT = "港商会";
const PLEDGE = "暴力団などの反社会的勢力ではありません";
const SHOP = {
  organisation: "合同会社ともしび",
  store: "喫茶ともしび",
  town: "みさき市",
  postalCode: "９９９-0002",
  street: "灯台通り",
  trade: "喫茶店・カフェ",
  person: "灯 ともこ",
};
const TRAVEL = { name: "みさき旅クーポン", payName: "みさきPay" };
/** For the whole region: the store outside the first programme has its QR sheet for this one. */
const WHOLE = { name: "地域まるごと商品券", payName: "まるごとPay" };
const FACE = 5_000;
const DAYS = 45;
const DEPOSIT = 3_000_000;
const ALLOTTED = 1_000_000;
const GUESTS = 2;
const PAPER_PRICE = 1_800;
const APP_PRICE = 640;
const REFUSED = /^このお店では使えません。$/;
const WHY = /使える地域や業種に入っていないお店です/;
const OWN_PASSWORD = "ひとりずつ決める長い合言葉 25";

export async function run(ctx: TestContext): Promise<void> {
  const office = await ctx.device("office", { viewport: DESK });
  const admin = office.page;
  await firstSignIn(ctx, admin, "/admin/", await makeRegion(ctx), OWN_PASSWORD);
  await admin.getByRole("heading", { name: "はじめの準備" }).waitFor();
  const colleague = await secondPerson(ctx, admin);
  await publishTerms(admin, "加盟店規約", PLEDGE);

  const hotel = await addOrganisation(
    admin,
    { name: HOTEL, kana: "ミサキホテル", kind: "発行事業者" },
    { name: "宿 はじめ", role: "発行事業者の本社" },
  );
  const merchant = await addOrganisation(
    admin,
    { name: MERCHANT, kana: "ミナトショウカイ", kind: "加盟店" },
    { name: "港 みなこ", role: "加盟店の本社" },
  );
  const shop = await shopJoins(ctx, admin);
  ctx.log("three organisations have their accounts");

  await designProgramme(admin, TRAVEL, [FACE, 3_000], DAYS);
  // The shop that applied is the only store so far, and it is inside.
  await storesInScope(admin, 1, 1);
  await save(admin);
  await importStores(admin);
  await singleStoresChosen(admin);
  await openTravel(admin, colleague);
  await openWholeRegion(admin);

  const desk = await ctx.device("desk", { viewport: DESK });
  await firstSignIn(ctx, desk.page, "/admin/", hotel, OWN_PASSWORD);
  const [sheet = ""] = await issueAndHandOver(ctx, desk, {
    reference: "MH-0001",
    guests: GUESTS,
  });
  ctx.log(`${HOTEL} issued ${GUESTS} coupons of ${yen(FACE)}`);

  const till = await tillOfClerk(ctx, merchant);
  await chooseTill(till, OUTSIDE.name);
  const outsideQr = await printStoreQr(ctx, till, OUTSIDE.name);
  await refusedAtTheTill(ctx, till, sheet);
  await changeStore(ctx, till, INSIDE.name);
  // Its balance is untouched: the whole face is there to be taken a part of.
  await takePaper(ctx, till, sheet, PAPER_PRICE);

  await firstSignIn(ctx, shop.device.page, "/counter/", shop.account, OWN_PASSWORD);
  await shop.device.page.getByText("クーポンを読み取る").waitFor();
  const insideQr = await printStoreQr(ctx, shop.device, SHOP.store);
  const phone = await ctx.device("phone");
  await register(ctx, phone.page, "090-5555-0001");
  await charge(ctx, phone, sheet, FACE - PAPER_PRICE);
  await refusedInTheWallet(ctx, phone, outsideQr);
  await payByPhone(ctx, phone, insideQr, { store: SHOP.store, amountYen: APP_PRICE });
  await balanceIs(ctx, phone.page, FACE - PAPER_PRICE - APP_PRICE);

  await figuresAddUp(admin, TRAVEL.name, {
    issuedYen: GUESTS * FACE,
    paperYen: PAPER_PRICE,
    appYen: APP_PRICE,
  });
  const verdict = await auditBooks(ctx.stateDir);
  assert.equal(verdict.holds, true, `the books hold: ${JSON.stringify(verdict.firstBreak)}`);
}

/** The operator's command, and the account it prints. */
async function makeRegion(ctx: TestContext): Promise<Account> {
  const towns = join(ctx.workDir, "towns.csv");
  writeFileSync(towns, TOWNS.map(({ code, name: town }) => `${code},${town}\r\n`).join(""));
  const { code, output } = await program(process.execPath, [
    REGION_COMMAND,
    "create",
    ...["--name", "みさき県", "--municipalities", towns],
    ...["--secretariat", "みさき県クーポン事務局", "--kana", "ミサキケンクーポンジムキョク"],
    ...["--staff", "事務 きよし", "--login", "misaki-office", "--state", ctx.stateDir],
  ]);
  assert.equal(code, 0, output);
  const said = (label: string) => new RegExp(`^\\s+${label}\\s+(\\S+)$`, "m").exec(output)?.[1] ?? "";
  return { loginId: said("ID"), password: said("password") };
}

/** Money needs two people (APR-1): the first account gives a colleague one, while nobody else takes part yet. */
async function secondPerson(ctx: TestContext, admin: Page): Promise<Page> {
  await go(admin, "アカウント");
  const given = await giveAccount(admin, "承認 まもる", "事務局の経理");
  const { page } = await ctx.device("colleague", { viewport: DESK });
  await firstSignIn(ctx, page, "/admin/", given, OWN_PASSWORD);
  await page.getByRole("link", { name: "承認", exact: true }).waitFor();
  return page;
}

/** A shop applies from its phone, the secretariat approves, and the shop's page says so. */
async function shopJoins(ctx: TestContext, admin: Page): Promise<{ device: Device; account: Account }> {
  const device = await ctx.device("shop", { viewport: TABLET });
  const operator = new SeedClient(ctx.url, { authorization: `Bearer ${ctx.server.operatorKey}` });
  const municipality = TOWNS.find((town) => town.name === SHOP.town)?.code;
  const place = { code: "9990002", prefecture: "みさき県", city: SHOP.town, town: SHOP.street, municipality };
  await operator.done("POST", "operator/postal-codes", { first: true, rows: [place] });
  const receipt = await apply(device.page, await joinAddress(admin), SHOP, PLEDGE);
  const account = await approve(admin, SHOP, receipt);
  await toldApproved(device.page);
  return { device, account };
}

/** A list out of a spreadsheet, with rows that the screen names and leaves out, to its end. */
async function importStores(admin: Page): Promise<void> {
  await go(admin, "一覧の取り込み");
  await admin.locator('input[type="file"]').setInputFiles({
    name: "加盟店一覧.csv",
    mimeType: "text/csv",
    buffer: storesCsv(MERCHANT),
  });
  await admin.getByRole("button", { name: "このファイルを読み取る" }).click();
  await admin.getByText("Shift_JIS").waitFor();
  await admin.getByRole("button", { name: "この列で確かめる" }).click();
  await admin.getByText("確かめた結果").waitFor({ timeout: 30_000 });
  for (const { name: bad, says } of BAD_ROWS) {
    const row = admin.getByRole("row", { name: new RegExp(bad) });
    await row.getByText(says).waitFor();
  }
  await admin.getByRole("button", { name: `${STORES.length}件を取り込む` }).click();
  await admin.getByText(`取り込みました。登録 ${STORES.length}件`).waitFor({ timeout: 30_000 });
}

/** What the rule gives of the imported stores, and single stores against it. */
async function singleStoresChosen(admin: Page): Promise<void> {
  const all = STORES.length + 1;
  const byRule = IN_BY_RULE + 1;
  await openProgramme(admin, TRAVEL.name);
  await storesInScope(admin, byRule, all);
  await editScope(admin);
  await letIn(admin, LET_IN.name);
  await storesInScope(admin, byRule + 1, all);
  await leaveOut(admin, LEFT_OUT.name);
  await storesInScope(admin, byRule, all);
  await save(admin);
}

/** Approved, given its money, opened; the statement of the fund tells of both. */
async function openTravel(admin: Page, colleague: Page): Promise<void> {
  await move(admin, "承認する", "承認ずみ");
  // What is missing leads to where it is put right.
  await admin.getByRole("link", { name: "入金を記録する" }).click();
  await deposit(admin, colleague, DEPOSIT);
  await allot(admin, HOTEL, ALLOTTED);
  await statementShows(admin, DEPOSIT, ALLOTTED);
  await openProgramme(admin, TRAVEL.name);
  await move(admin, "公開する", "公開中");
}

/** A second programme, a copy of the first with a scope of its own: the whole region, every trade. */
async function openWholeRegion(admin: Page): Promise<void> {
  await copyProgramme(admin, WHOLE);
  await wholeRegion(admin);
  await storesInScope(admin, STORES.length + 1, STORES.length + 1);
  await save(admin);
  await move(admin, "承認する", "承認ずみ");
  await move(admin, "公開する", "公開中");
}

/**
 * The merchant's head changes the first password, accepts the terms, gives a clerk an ID and prints the slip; the clerk signs
 * in with what stands on it.
 */
async function tillOfClerk(ctx: TestContext, merchant: Account): Promise<Device> {
  const { page } = await ctx.device("head-office", { viewport: DESK });
  await firstSignIn(ctx, page, "/admin/", merchant, OWN_PASSWORD);
  await acceptTerms(page, PLEDGE);
  await go(page, "アカウント");
  await giveAccount(page, "係 さゆり", "レジの担当");
  const slip = await printSlip(ctx, page, "係 さゆり");
  const till = await ctx.device("till", { viewport: TABLET });
  await firstSignIn(ctx, till.page, "/counter/", slip, OWN_PASSWORD);
  return till;
}

/** The store outside says no before any price is typed, in words, and gives nothing to press. */
async function refusedAtTheTill(ctx: TestContext, till: Device, sheet: string): Promise<void> {
  await scanSheet(ctx, till, sheet);
  await till.page.getByRole("heading", { name: REFUSED }).waitFor({ timeout: 30_000 });
  await till.page.getByText(WHY).waitFor();
  await till.page.getByText("お金は動いていません。").waitFor();
  await till.page.getByText(yen(FACE)).first().waitFor();
  assert.equal(await till.page.getByRole("button", { name: /を受け取る$/ }).count(), 0, "nothing to press");
}

/** The wallet names the store, the Pay and the reason, and leads to the stores where it can be used; nothing is paid. */
async function refusedInTheWallet(ctx: TestContext, phone: Device, outsideQr: string): Promise<void> {
  const { page } = phone;
  await scanWith(ctx, phone, outsideQr);
  await page.getByText("このお店で使えるPayをお持ちではありません").waitFor({ timeout: 30_000 });
  await page.getByText(OUTSIDE.name).first().waitFor();
  const why = page.locator("section", { has: page.getByRole("heading", { name: TRAVEL.payName }) });
  await why.getByText(REFUSED).waitFor();
  await why.getByText(WHY).waitFor();
  await why.getByRole("link", { name: "使えるお店を見る" }).click();
  await page.getByText(INSIDE.name, { exact: true }).waitFor();
  assert.equal(await page.getByText(OUTSIDE.name).count(), 0, "the list has no store that is outside");
  await balanceIs(ctx, page, FACE - PAPER_PRICE);
}

/** What the wallet's home says is in the Pay. */
async function balanceIs(ctx: TestContext, page: Page, amountYen: number): Promise<void> {
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText(TRAVEL.payName).first().waitFor();
  await page.getByText(yen(amountYen), { exact: true }).first().waitFor();
}
