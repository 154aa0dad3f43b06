import assert from "node:assert/strict";
import type { Page, Request } from "playwright-core";
import {
  acceptOnPage,
  issueCodes,
  type ResidentCalls,
  signInResident,
  staffClient,
  storeQrPath,
} from "../demo-people.ts";
import { type Device, type TestContext, until } from "./harness.ts";
import { holdQr } from "./on-the-phone.ts";

/**
 * B1, OPR-2, OPR-5, B14: whatever a hand or a network does to the wallet, a payment is made once, and the screen
 * says in plain words whether it was made.
 */
export const name = "wallet-odd-ways";

const STORE = "喫茶 みなと";
const FACE = 3_000;

interface Ways {
  readonly ctx: TestContext;
  readonly phone: Device;
  readonly resident: ResidentCalls;
  readonly till: string;
  /** Where the wallet pays at that till. */
  readonly place: string;
  readonly codes: string[];
}

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const clerk = await staffClient(ctx.url, ctx.demo, "clerk");
  const codes = await issueCodes(desk, 4, FACE);
  const till = await storeQrPath(clerk, STORE);
  const phone = await ctx.device("phone");
  // The browser's own line about replies that these tests keep from it, and about who is not signed in.
  phone.allow(/Failed to load resource/);
  const resident = await signInResident(phone.context, ctx.url, "090-2222-3333");
  for (const code of codes.splice(0, 2)) await resident.charge(code);
  const ways: Ways = {
    ctx,
    phone,
    resident,
    till,
    place: ctx.url + till.replace(/^\/s/, "/wallet/pay"),
    codes,
  };
  for (const [title, way] of WAYS) {
    await way(ways);
    ctx.log(title);
  }
}

/** Holds a QR with this text before the phone's camera and opens the wallet's scanner. */
async function scan({ ctx, phone }: Ways, text: string): Promise<void> {
  await holdQr(ctx, phone, text);
  await phone.page.goto(`${ctx.url}/wallet/scan`);
}

const WAYS: readonly (readonly [title: string, way: (ways: Ways) => Promise<void>])[] = [
  ["one scanner pays, charges, and says what it can't use", oneScanner],
  ["OPR-2: a double tap pays once", doubleTap],
  ["the back button after a payment shows that it was made", backAfterPaying],
  ["a reload of the live screen finds it again", reloadOfLiveScreen],
  ["S14: after three minutes the live screen is a plain row of the history", liveScreenEnds],
  ["OPR-5: a reply lost after the payment ends in the live screen", lostReplyAfterPaying],
  ["OPR-5: a request lost before the payment ends in 'not paid', and a late copy moves nothing", lostRequest],
  ["OPR-5: a payment left open is told at the next opening", leftOpen],
  ["two tabs pay with two ids, each once", twoTabs],
  ["a charge tapped twice is made once, and its sheet reads 0 (CHG-3)", chargeTwice],
  ["OPR-7: an expired handle is refused in words and scanning again helps", expiredHandle],
  ["B4: any phone reads a sheet; the button leads through signing in to the charge", publicPage],
  ["B14: without a network the wallet opens with the last balance and does not pay", offline],
];

async function oneScanner(ways: Ways): Promise<void> {
  const { page } = ways.phone;
  await scan(ways, "https://example.com/menu");
  await page.getByText("TegataのQRではありません").waitFor();
  await scan(ways, `https://example.jp${ways.till}`);
  await page.getByText(STORE).waitFor();
  await page.locator(".key").first().waitFor();
  await scan(ways, `https://example.jp/c/${ways.codes[0]}`);
  await page.getByRole("button", { name: "3,000円をチャージする" }).waitFor();
}

async function doubleTap({ phone, resident, place }: Ways): Promise<void> {
  const before = await spendable(resident);
  const sent = requestsTo(phone.page, "/api/payments");
  await toConfirmation(phone.page, place, "100");
  await phone.page.getByRole("button", { name: /を支払う$/ }).dblclick();
  await paid(phone.page);
  assert.equal(sent.length, 1, "one request");
  assert.equal(await spendable(resident), before - 100);
}

async function backAfterPaying({ phone, resident }: Ways): Promise<void> {
  const before = await spendable(resident);
  await phone.page.goBack();
  await phone.page.getByText("お支払いは済んでいます").waitFor();
  assert.equal(await phone.page.locator(".key").count(), 0, "no keypad to pay again with");
  assert.equal(await spendable(resident), before);
}

async function reloadOfLiveScreen({ phone, place }: Ways): Promise<void> {
  await toConfirmation(phone.page, place, "110");
  await phone.page.getByRole("button", { name: /を支払う$/ }).click();
  await paid(phone.page);
  const number = await receiptNumber(phone.page);
  await phone.page.reload();
  await paid(phone.page);
  assert.equal(await receiptNumber(phone.page), number);
  await phone.page.getByRole("button", { name: "確認が済んだので閉じる" }).click();
  await phone.page.getByText("証明にはなりません").first().waitFor();
}

async function liveScreenEnds({ phone, place }: Ways): Promise<void> {
  // A clock set by hand is the whole browser context's, so it has one of its own, signed in as this phone is.
  const context = await phone.browser.newContext({
    storageState: await phone.context.storageState(),
    locale: "ja-JP",
  });
  const page = await context.newPage();
  await page.clock.install();
  await toConfirmation(page, place, "115");
  await page.getByRole("button", { name: /を支払う$/ }).click();
  await paid(page);
  await page.clock.runFor(170_000);
  await paid(page);
  await page.clock.runFor(15_000);
  await page.getByText("証明にはなりません").first().waitFor();
  assert.equal(await page.getByRole("heading", { name: "お支払いが終わりました" }).count(), 0);
  await context.close();
}

async function lostReplyAfterPaying({ phone, resident, place }: Ways): Promise<void> {
  const before = await spendable(resident);
  const { page } = phone;
  // The system handles it; only its answer never arrives.
  await page.route("**/api/payments", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await toConfirmation(page, place, "120");
  await page.getByRole("button", { name: /を支払う$/ }).click();
  await paid(page);
  await page.unroute("**/api/payments");
  assert.equal(await spendable(resident), before - 120, "paid once");
}

async function lostRequest({ phone, resident, place }: Ways): Promise<void> {
  const before = await spendable(resident);
  const { page } = phone;
  let body: unknown;
  await page.route("**/api/payments", async (route) => {
    body = route.request().postDataJSON();
    await route.abort("connectionreset");
  });
  await toConfirmation(page, place, "130");
  await page.getByRole("button", { name: /を支払う$/ }).click();
  await page.getByText("お支払いは済んでいません").waitFor();
  await page.unroute("**/api/payments");
  const late = await resident.send("POST", "payments", body);
  assert.equal((late.body as { code: string }).code, "operation-abandoned", "the late copy is refused");
  assert.equal(await spendable(resident), before, "and nothing moved");
  await page.getByRole("button", { name: /を支払う$/ }).click();
  await paid(page);
  assert.equal(await spendable(resident), before - 130, "a new try is a new payment");
}

async function leftOpen({ ctx, phone, resident, place }: Ways): Promise<void> {
  const before = await spendable(resident);
  const page = await phone.context.newPage();
  await page.route("**/api/payments", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.route("**/api/operations/resolve", (route) => route.abort("connectionreset"));
  await toConfirmation(page, place, "140");
  await page.getByRole("button", { name: /を支払う$/ }).click();
  await page.getByText("返事が遅れています").waitFor();
  await page.close();
  await phone.page.goto(`${ctx.url}/wallet/`);
  await phone.page.getByText("結果がわからないお支払いがあります").waitFor();
  await phone.page.getByRole("link", { name: "結果を見る" }).click();
  await phone.page.getByText("お支払いは済んでいます").waitFor();
  await phone.page.goto(`${ctx.url}/wallet/`);
  await phone.page.getByText("いちばん早い期限").waitFor();
  assert.equal(await phone.page.getByText("結果がわからないお支払いがあります").count(), 0, "told once");
  assert.equal(await spendable(resident), before - 140);
}

async function twoTabs({ phone, resident, place }: Ways): Promise<void> {
  const before = await spendable(resident);
  const tabs = [await phone.context.newPage(), await phone.context.newPage()];
  for (const tab of tabs) await toConfirmation(tab, place, "150");
  for (const tab of tabs) {
    await tab.bringToFront();
    await tab.getByRole("button", { name: /を支払う$/ }).click();
    await paid(tab);
  }
  assert.notEqual(await receiptId(tabs[0] as Page), await receiptId(tabs[1] as Page));
  assert.equal(await spendable(resident), before - 300);
  for (const tab of tabs) await tab.close();
}

async function chargeTwice({ ctx, phone, resident, codes }: Ways): Promise<void> {
  const before = await spendable(resident);
  const code = codes.shift() ?? "";
  await typeCode(phone.page, ctx.url, code);
  await phone.page.getByRole("button", { name: /をチャージする$/ }).dblclick();
  await phone.page.getByText("受け取りました").waitFor();
  assert.equal(await spendable(resident), before + FACE);
  await typeCode(phone.page, ctx.url, code);
  await phone.page.getByText("しおさいPayにチャージ済みです").waitFor();
  assert.equal(await phone.page.getByRole("button", { name: /をチャージする$/ }).count(), 0);
}

async function expiredHandle({ ctx, phone, resident, codes }: Ways): Promise<void> {
  const before = await spendable(resident);
  const { page } = phone;
  const code = codes[0] ?? "";
  // A handle of another session is refused like one that is too old (OPR-7).
  const other = await ctx.device("other-phone");
  const stranger = await signInResident(other.context, ctx.url, "090-2222-4444");
  const theirs = await stranger.done<{ coupon: { handle: string } }>("POST", "charges/inspect", { code });
  await page.route("**/api/charges", async (route) => {
    const body = { ...route.request().postDataJSON(), handle: theirs.coupon.handle };
    await route.continue({ postData: JSON.stringify(body) });
  });
  await typeCode(page, ctx.url, code);
  await page.getByRole("button", { name: /をチャージする$/ }).click();
  await page.getByText("読み取ってから時間がたちました").waitFor();
  assert.equal(await spendable(resident), before);
  await page.unroute("**/api/charges");
  await page.getByRole("button", { name: "もう一度", exact: true }).click();
  await page.getByRole("button", { name: /をチャージする$/ }).click();
  await page.getByText("受け取りました").waitFor();
  assert.equal(await spendable(resident), before + FACE);
}

async function publicPage({ ctx }: Ways): Promise<void> {
  assert.ok(ctx.demo);
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const [code = ""] = await issueCodes(desk, 1, FACE);
  const visitor = await ctx.device("visitor");
  visitor.allow(/Failed to load resource/);
  const { page } = visitor;
  // The address as it is printed, and the digits by hand: a wrong one is told before anybody is asked (PRN-7).
  await page.goto(`${ctx.url}/c/`);
  const look = page.getByRole("button", { name: "残高を見る" });
  await look.waitFor();
  await page.keyboard.type(`${code.slice(0, -3)}${(Number(code.at(-3)) + 1) % 10}${code.slice(-2)}`);
  await page.getByText("番号のどこかがちがいます").first().waitFor();
  await page.getByRole("button", { name: "全部消す" }).click();
  await page.keyboard.type(code);
  await look.click();
  await page.getByText("3,000円").first().waitFor();
  await page.getByRole("button", { name: "アプリにチャージする" }).click();
  await page.getByRole("heading", { name: "電話番号ではじめる" }).waitFor();
  await page.getByLabel("電話番号").fill("090-2222-5555");
  await page.getByRole("button", { name: "番号を送る" }).click();
  const sms = await until("the SMS", async () => {
    const reply = await fetch(`${ctx.url}/dev/inbox.json?to=${encodeURIComponent("+819022225555")}`);
    const { messages } = (await reply.json()) as { messages: { text: string }[] };
    return /\d{6}/.exec(messages[0]?.text ?? "")?.[0];
  });
  await page.getByText("6けたの番号を入れてください").waitFor();
  // All six at once, as a phone fills them in: no button is needed.
  await page.getByRole("textbox").fill(sms);
  // RES-5: what the Pay and Tegata ask for, once, on the way to the charge.
  await acceptOnPage(page);
  await page.getByRole("button", { name: "3,000円をチャージする" }).click();
  await page.getByText("受け取りました").waitFor();
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.equal(kept.includes(code), false, "OPR-7: no code is left in the storage of the phone");
}

async function offline({ ctx, phone, resident, place }: Ways): Promise<void> {
  const { page } = phone;
  await page.goto(`${ctx.url}/wallet/`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const shown = await spendable(resident);
  await page.goto(`${ctx.url}/wallet/`);
  await page
    .getByText(`${shown.toLocaleString("en-US")}円`)
    .first()
    .waitFor();
  await phone.context.setOffline(true);
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText(/つながっていません。残高は\d+:\d\dのものです/).waitFor();
  await page
    .getByText(`${shown.toLocaleString("en-US")}円`)
    .first()
    .waitFor();
  await page.getByText("お支払いとチャージはできません").waitFor();
  await page.goto(place);
  await page.getByText("つながっていません").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "確認へ進む" }).count(), 0);
  await phone.context.setOffline(false);
}

/** From the till's address to the last look before paying. */
async function toConfirmation(page: Page, place: string, digits: string): Promise<void> {
  await page.goto(place);
  await page.locator(".key").first().waitFor();
  await page.keyboard.type(digits);
  await page.getByRole("button", { name: "確認へ進む" }).click();
  await page.getByRole("heading", { name: "お支払いの確認" }).waitFor();
}

async function typeCode(page: Page, url: string, code: string): Promise<void> {
  await page.goto(`${url}/wallet/type`);
  await page.locator(".key").first().waitFor();
  await page.keyboard.type(code);
  await page.getByRole("button", { name: "進む" }).click();
  await page.getByText("チャージする金額").waitFor();
}

function paid(page: Page): Promise<void> {
  return page.getByRole("heading", { name: "お支払いが終わりました" }).waitFor();
}

async function receiptNumber(page: Page): Promise<string | null> {
  return page.locator(".digits").getAttribute("aria-label");
}

async function receiptId(page: Page): Promise<string> {
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

function requestsTo(page: Page, path: string): readonly Request[] {
  const seen: Request[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === path) seen.push(request);
  });
  return seen;
}

/** What the resident's one Pay holds, by the system's own word. */
async function spendable(resident: ResidentCalls): Promise<number> {
  const { wallets } = await resident.done<{ wallets: { spendableYen: number }[] }>("GET", "wallets");
  return wallets[0]?.spendableYen ?? 0;
}
