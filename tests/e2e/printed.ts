import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { StoreQr } from "../../schema/api/counter.ts";
import type { SheetBody, Sheets } from "../../schema/api/issues.ts";
import { formatDate } from "../../schema/calendar.ts";
import { balanceAddress, SHEET_JA, SHEET_SECOND } from "../../schema/sheet-words.ts";
import { Random } from "../simulation/random.ts";
import { chooseTill } from "./at-the-till.ts";
import { DESK, printPage, TABLET, type TestContext } from "./harness.ts";
import { greyPages, plainText, wordsOf } from "./pdf-reading.ts";
import { demoAccount, signIn, yen } from "./people.ts";
import { readQrs } from "./qr-decoder.ts";
import { cutOut, drawWear, type GreyPicture, ORDINARY_WEAR, type WearRange, worn } from "./worn-print.ts";

/**
 * Whatever we print is read back by our own decoder (PRN-1): every kind of sheet and poster, printed to PDF, seen at 150
 * dpi, copied, blurred, faded, turned and tilted within stated ranges by a fixed seed, 100 of 100. Beyond the ranges it
 * is seen to fail. What stands on it in words is read by pdftotext (PRN-2).
 */
export const name = "printed";
export const limitMs = 15 * 60_000;

const SAMPLES = 100;
const SEED = 20_261_126;
const GUESTS = 4;
const STORE = "喫茶 みなと";

/** Wear that no print stands, one kind at a time. */
const RUIN: { readonly [kind: string]: WearRange } = {
  blur: { ...ORDINARY_WEAR, blur: [14, 16] },
  contrast: { ...ORDINARY_WEAR, contrast: [0, 0.01], noise: [8, 8] },
  scale: { ...ORDINARY_WEAR, scale: [0.02, 0.03] },
};
const RUINED_SAMPLES = 6;
/** 105 mm at 150 dpi. */
const A6_WIDTH_PX = 620;

/** What the switch of the second language says, and a word of it on the sheet. */
const SECOND = {
  none: { button: "日本語だけ", words: [SHEET_JA.show, SHEET_JA.balanceHead] },
  en: { button: "＋ English", words: [SHEET_SECOND.en.show, SHEET_SECOND.en.balance] },
  zh: { button: "＋ 简体中文", words: [SHEET_SECOND.zh.show, SHEET_SECOND.zh.balance] },
  ko: { button: "＋ 한국어", words: [SHEET_SECOND.ko.show, SHEET_SECOND.ko.balance] },
} as const;
type Language = keyof typeof SECOND;
const LANGUAGES = ["none", "en", "zh", "ko"] as const satisfies readonly Language[];

/** One sheet as it was printed, and what its QR has to say. */
interface Printed {
  readonly picture: GreyPicture;
  readonly text: string;
}

export async function run(ctx: TestContext): Promise<void> {
  const desk = await ctx.device("desk", { viewport: DESK });
  await signIn(ctx, desk.page, "/admin/", demoAccount(ctx, "issuer-desk"));
  const sheets = await issueSome(desk.page);
  for (const paper of PAPERS) {
    await desk.page.getByRole("button", { name: paper.button, exact: true }).click();
    await desk.page.locator(paper.page).first().waitFor();
    const prints: Printed[] = [];
    for (const language of paper.languages)
      prints.push(...(await printedSheets(ctx, desk.page, { paper, language, sheets })));
    await proved(ctx, `coupon ${paper.key}`, prints);
  }
  await proved(ctx, "poster a4", await printedPosters(ctx));
}

/** The papers a coupon is printed on, how a page of each is cut, and the languages it is tried in. */
const PAPERS = [
  { key: "a6", button: "A6", page: ".page--a6", cut: { columns: 1, rows: 1 }, languages: LANGUAGES },
  { key: "a4-one", button: "A4 1面", page: ".page--a4-one", cut: { columns: 1, rows: 1 }, languages: ["zh"] },
  { key: "a4-two", button: "A4 2面", page: ".page--a4-two", cut: { columns: 2, rows: 1 }, languages: ["ko"] },
  {
    key: "a4-four",
    button: "A4 4面",
    page: ".page--a4-four",
    cut: { columns: 2, rows: 2 },
    languages: LANGUAGES,
  },
] as const;
type Paper = (typeof PAPERS)[number];

async function issueSome(page: Page): Promise<readonly SheetBody[]> {
  await page.getByLabel("予約番号").fill("SG-0150");
  await page.getByLabel("人数").fill(String(GUESTS));
  const answered = page.waitForResponse((reply) => /\/issues\/[^/]+\/sheets/.test(reply.url()));
  await page.getByRole("button", { name: `${GUESTS}枚を発行して印刷` }).click();
  const { sheets } = (await (await answered).json()) as Sheets;
  assert.equal(sheets.length, GUESTS);
  return sheets;
}

async function printedSheets(
  ctx: TestContext,
  page: Page,
  { paper, language, sheets }: { paper: Paper; language: Language; sheets: readonly SheetBody[] },
): Promise<readonly Printed[]> {
  await page.getByRole("button", { name: SECOND[language].button }).click();
  await page.getByText(SECOND[language].words[0]).first().waitFor();
  await nothingCut(page);
  const pdf = await printPage(page, join(ctx.workDir, `coupon-${paper.key}-${language}.pdf`));
  const perPage = paper.cut.columns * paper.cut.rows;
  const pages = await greyPages(pdf, ctx.workDir);
  assert.equal(pages.length, Math.ceil(sheets.length / perPage), `pages of ${paper.key}`);
  const said = await wordsOf(pdf);
  for (const sheet of sheets) {
    const texts = [sheet.code, yen(sheet.faceYen), formatDate(sheet.expiresOn, "ja"), sheet.couponId];
    for (const text of [...texts, balanceAddress(sheet.qrText), ...SECOND[language].words])
      assert.ok(said.includes(plainText(text)), `the ${paper.key} page says ${text}`);
  }
  return sheets.map((sheet, i) => ({
    picture: cutOut(pages[Math.floor(i / perPage)] as GreyPicture, paper.cut, i % perPage),
    text: sheet.qrText,
  }));
}

/** Everything on each sheet lies within it: what is over the edge would be cut off without a word. */
async function nothingCut(page: Page): Promise<void> {
  const over = await page
    .locator("article[data-face]")
    .evaluateAll((sheets) => sheets.map((sheet) => sheet.scrollHeight - sheet.clientHeight));
  assert.deepEqual(
    over.filter((by) => by > 0),
    [],
    "sheets whose text runs over the edge, in pixels",
  );
}

/** The store QR sheet of the store's first till. */
async function printedPosters(ctx: TestContext): Promise<readonly Printed[]> {
  const till = await ctx.device("till", { viewport: TABLET });
  const { page } = till;
  await signIn(ctx, page, "/counter/", demoAccount(ctx, "clerk"));
  await chooseTill(till, STORE);
  const answered = page.waitForResponse((reply) => reply.url().includes("/counter/qr"));
  await page.getByRole("link", { name: "お店のQR" }).click();
  const { store, tills } = (await (await answered).json()) as StoreQr;
  await page.locator(".page--a4").waitFor();
  const pdf = await printPage(page, join(ctx.workDir, "poster.pdf"));
  const said = await wordsOf(pdf);
  for (const word of store.name.split(/\s+/))
    assert.ok(said.includes(plainText(word)), `the poster names its store: ${said}`);
  const pages = await greyPages(pdf, ctx.workDir);
  assert.equal(pages.length, 1, "the poster is one page");
  return [{ picture: pages[0] as GreyPicture, text: tills[0]?.qrText ?? "" }];
}

/** Within the ranges every sample is read, beyond them none is. */
async function proved(ctx: TestContext, kind: string, prints: readonly Printed[]): Promise<void> {
  const read = await samplesRead(prints, ORDINARY_WEAR, SAMPLES);
  ctx.log(`${kind}: ${read.length} of ${SAMPLES} read`);
  assert.equal(read.length, SAMPLES, `${kind}: worn within the ranges, every QR is read`);
  for (const [ruin, range] of Object.entries(RUIN)) {
    const still = await samplesRead(prints, range, RUINED_SAMPLES);
    assert.equal(still.length, 0, `${kind}: ${ruin} beyond its range can't be read`);
  }
}

/** The numbers of the samples whose QR said what it has to. */
async function samplesRead(prints: readonly Printed[], range: WearRange, samples: number): Promise<number[]> {
  const random = new Random(SEED);
  const read: number[] = [];
  for (let i = 0; i < samples; i++) {
    const print = prints[i % prints.length] as Printed;
    const wear = drawWear(random, range);
    // A camera takes a large sheet from further away.
    const scale = (wear.scale * A6_WIDTH_PX) / print.picture.width;
    const texts = await readQrs(worn(print.picture, { ...wear, scale }, random));
    if (texts.length === 1 && texts[0] === print.text) read.push(i);
  }
  return read;
}
