import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { LOCALE_NAMES, type Locale, readsJapanese } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { freshPhone, issueCodes, newestSmsCode, staffClient, storeQrPath } from "../demo-people.ts";
import { type GuestWords, guestWords } from "./guest-words.ts";
import { type Device, type TestContext, until } from "./harness.ts";
import { holdQr } from "./on-the-phone.ts";

/**
 * LNG-1, LNG-2: the wallet from the first opening to leaving, on phones of iPhone's and Android's sizes, each in a language
 * of its own: begin, charge, pay, show the code, look back, find a shop, read the notices, set up, and open it without a network.
 */
export const name = "wallet-in-languages";
export const limitMs = 10 * 60_000;

const STORE = "喫茶 みなと";
const PAY = "しおさいPay";
const FACE = 3_000;
const PAID = 1_280;

interface Guest {
  readonly phone: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly browser: string;
  readonly language: Locale;
}

const GUESTS: readonly Guest[] = [
  { phone: "iphone", viewport: { width: 390, height: 844 }, browser: "ja-JP", language: "ja" },
  { phone: "android", viewport: { width: 412, height: 915 }, browser: "en-GB", language: "en" },
  { phone: "small-iphone", viewport: { width: 375, height: 667 }, browser: "ko-KR", language: "ko" },
  { phone: "small-android", viewport: { width: 360, height: 780 }, browser: "zh-CN", language: "zh" },
];

interface Walk {
  readonly ctx: TestContext;
  readonly device: Device;
  readonly page: Page;
  readonly words: GuestWords;
  readonly language: Locale;
  readonly sheet: string;
  readonly till: string;
}

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "there is demo data");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const sheets = await issueCodes(desk, GUESTS.length, FACE);
  const till = await storeQrPath(await staffClient(ctx.url, ctx.demo, "clerk"), STORE);
  for (const guest of GUESTS) {
    const device = await ctx.device(guest.phone, { viewport: guest.viewport, locale: guest.browser });
    device.allow(/Failed to load resource/);
    const words = await guestWords(guest.language);
    const sheet = sheets.shift() ?? "";
    const walk = { ctx, device, page: device.page, words, language: guest.language, sheet, till };
    for (const part of [
      begin,
      charge,
      pay,
      showCode,
      lookBack,
      findShop,
      readNotices,
      takeData,
      setUp,
      withoutNetwork,
    ]) {
      await part(walk);
      ctx.log(`${guest.phone}, ${guest.language}: ${part.name}`);
    }
    await device.close();
  }
}

/** The browser's language is the wallet's; a number, a code, the texts, and an empty wallet that says what to do. */
async function begin({ ctx, page, words: { wallet, consents } }: Walk): Promise<void> {
  const phone = freshPhone();
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByRole("heading", { name: wallet.signInTitle }).waitFor();
  await page.getByLabel(wallet.phone).fill(phone);
  await page.getByRole("button", { name: wallet.sendCode }).click();
  await page.getByText(wallet.codeTitle).waitFor();
  await page.getByRole("textbox").fill(await newestSmsCode(ctx.url, phone));
  const agree = page.getByLabel(consents.agree);
  await agree.or(page.getByText(wallet.noPays)).first().waitFor();
  if (await agree.isVisible()) await accept(page, consents);
  await page.getByText(wallet.noPays).waitFor();
}

/** A sheet before the camera: what it holds, into which Pay, until when, and done. */
async function charge({
  ctx,
  device,
  page,
  words: { wallet, consents },
  language,
  sheet,
}: Walk): Promise<void> {
  await holdQr(ctx, device, `${ctx.url}/c/${sheet}`);
  await page.getByRole("link", { name: wallet.scan }).first().click();
  const amount = moneyText(FACE, "円", language);
  const confirm = page.getByRole("button", { name: wallet.chargeButton({ amount }) });
  const agree = page.getByLabel(consents.agree);
  await confirm.or(agree).first().waitFor({ timeout: 30_000 });
  if (await agree.isVisible()) await accept(page, consents);
  await page.getByRole("region", { name: wallet.chargeInto }).waitFor();
  await confirm.click();
  await page.getByText(wallet.chargeDone({ amount })).waitFor();
}

/** A shop's QR before the camera, the keypad, one look, and the screen that the shop has to believe. */
async function pay({ ctx, device, page, words: { wallet }, language, till }: Walk): Promise<void> {
  await holdQr(ctx, device, `${ctx.url}${till}`);
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByRole("link", { name: wallet.scan }).first().click();
  await page.getByText(STORE).first().waitFor({ timeout: 30_000 });
  for (const digit of String(PAID)) await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("button", { name: wallet.toConfirm }).click();
  await page.getByRole("heading", { name: wallet.confirmTitle }).waitFor();
  const amount = moneyText(PAID, "円", language);
  await page.getByRole("button", { name: wallet.payButton({ amount }) }).click();
  await page.getByText(wallet.showStore).waitFor();
  await page.getByRole("heading", { name: wallet.paidTitle }).waitFor();
  // LNG-2: the clerk reads Japanese.
  const forClerk = await page.getByText("お支払いが終わりました", { exact: true }).count();
  assert.equal(forClerk, language === "easy" ? 0 : 1, "the clerk's own words, once");
  if (!readsJapanese(language)) await page.getByText("きょうの合言葉").waitFor();
  await page.getByRole("button", { name: wallet.closeChecked }).click();
  await page.getByText(wallet.provesNothing).first().waitFor();
}

/** The code that a shop scans, of the phone's own Pay. */
async function showCode({ ctx, page, words: { wallet, code, common } }: Walk): Promise<void> {
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByRole("link", { name: code.show }).click();
  await page.getByText(code.untilNew).waitFor();
  await page.getByText(code.lead).waitFor();
  await page
    .getByRole("link", { name: common.back })
    .or(page.getByRole("button", { name: common.back }))
    .first()
    .click();
  await page.getByText(wallet.lotsTitle).waitFor();
}

/** What was charged and paid, each told apart, and one of them in detail. */
async function lookBack({ page, words: { wallet, common }, language }: Walk): Promise<void> {
  await page.getByRole("link", { name: wallet.seeHistory }).click();
  await page
    .getByText(moneyText(PAID, "円", language))
    .first()
    .waitFor();
  await page
    .getByText(moneyText(FACE, "円", language))
    .first()
    .waitFor();
  await page.getByText(STORE).first().click();
  await page.getByText(wallet.operationNumber).first().waitFor();
  await page.getByRole("link", { name: common.back }).click();
}

/** The list, the map, a word to search by, and a shop's own page. */
async function findShop({ page, words: { wallet, stores } }: Walk): Promise<void> {
  await page.getByRole("link", { name: wallet.stores, exact: true }).click();
  await page.getByText("丸八鮮魚店").first().waitFor();
  await page.getByRole("button", { name: stores.map, exact: true }).click();
  await page.locator("[data-ready]").waitFor({ timeout: 30_000 });
  await page.getByRole("button", { name: stores.list, exact: true }).click();
  await page.getByRole("searchbox").fill("みなと");
  await page.getByText("丸八鮮魚店").waitFor({ state: "detached" });
  await page.getByText(STORE).first().click();
  await page.getByRole("heading", { name: wallet.storeTakes }).waitFor();
  await page.getByText(PAY).first().waitFor();
}

async function readNotices({ ctx, page, words: { wallet } }: Walk): Promise<void> {
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByRole("link", { name: wallet.notices }).first().click();
  await page.getByRole("heading", { name: wallet.notices, exact: true }).waitFor();
}

/** All that is kept about oneself, in one file. */
async function takeData({ ctx, page, words: { account } }: Walk): Promise<void> {
  await page.goto(`${ctx.url}/wallet/settings`);
  await page.getByRole("link", { name: account.title }).click();
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: account.take }).click();
  const path = await (await file).path();
  assert.ok(readFileSync(path, "utf8").includes(STORE), "the payment is in the file");
  await page.getByText(account.taken).waitFor();
  await page.getByRole("heading", { name: account.closeTitle, exact: true }).waitFor();
}

/** Another language and back, told to a second tab too; the largest text keeps every word on the screen. */
async function setUp({ ctx, device, page, words, language }: Walk): Promise<void> {
  const other: Locale = language === "easy" ? "ja" : "easy";
  const otherWords = await guestWords(other);
  const second = await device.context.newPage();
  await second.goto(`${ctx.url}/wallet/help`);
  await page.goto(`${ctx.url}/wallet/settings`);
  await page
    .getByRole("combobox", { name: words.common.language })
    .selectOption({ label: LOCALE_NAMES[other] });
  await page.getByRole("heading", { name: otherWords.wallet.textSize }).waitFor();
  await until("the other tab's language", () => languageOf(second, other));
  await page
    .getByRole("combobox", { name: otherWords.common.language })
    .selectOption({ label: LOCALE_NAMES[language] });
  await page.getByRole("heading", { name: words.wallet.textSize }).waitFor();
  await second.close();
  await page
    .getByRole("group", { name: words.wallet.textSize })
    .getByRole("button", { name: words.wallet.textLargest })
    .click();
  for (const place of ["", "settings", "stores", "history", "help", "notices"]) {
    await page.goto(`${ctx.url}/wallet/${place}`);
    await page.getByRole("heading").first().waitFor();
    const over = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    assert.ok(over <= 0, `/wallet/${place} stands ${over} px over the edge at the largest text`);
  }
  await page.goto(`${ctx.url}/wallet/settings`);
  await page
    .getByRole("group", { name: words.wallet.textSize })
    .getByRole("button", { name: words.wallet.textNormal })
    .click();
}

/** B14: the wallet opens, says from when the balance is, and why it can't pay, in the guest's language. */
async function withoutNetwork({ ctx, device, page, words: { wallet }, language }: Walk): Promise<void> {
  await page.goto(`${ctx.url}/wallet/`);
  const rest = moneyText(FACE - PAID, "円", language);
  await page.getByText(rest).first().waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText(rest).first().waitFor();
  await device.context.setOffline(true);
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText(wallet.offlinePaying).waitFor();
  await page.getByText(rest).first().waitFor();
  await device.context.setOffline(false);
  await page.getByText(wallet.offlinePaying).waitFor({ state: "detached" });
}

async function accept(page: Page, consents: GuestWords["consents"]): Promise<void> {
  await page.getByLabel(consents.agree).check();
  await page.getByRole("button", { name: consents.agreeButton }).click();
}

async function languageOf(page: Page, language: Locale): Promise<boolean> {
  return (await page.evaluate(() => document.documentElement.dataset.locale)) === language;
}
