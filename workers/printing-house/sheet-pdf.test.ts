import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PDFDocument, PDFRawStream } from "pdf-lib";
import { expect, test } from "vitest";
import { type PrintedCoupon, type SheetPrint, sheetsPdf } from "./sheet-pdf.ts";

const font = new Uint8Array(
  readFileSync(
    createRequire(import.meta.url).resolve(
      "@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf",
    ),
  ),
);
const coupon = (serial: number): PrintedCoupon => ({
  couponId: `7k3m9qxw2p4d-${serial}`,
  code: "48271590633820745106",
  qrText: "https://tegata.example.jp/c/48271590633820745106",
  faceYen: 100_000,
  expiresOn: "2026-11-30",
});
const print: SheetPrint = {
  face: "shiosai",
  emblemPicture: null,
  paper: "a6",
  programmeName: "とても長い名前の地域振興プレミアム付き旅行クーポン事業 第二期",
  payName: "しおさいPay",
  unitWord: "ポイント",
  issuerName: "白岬グランドホテル＆リゾート 海辺の別邸 本館",
  issuedAtMs: Date.UTC(2026, 10, 26),
  phone: null,
  second: "none",
  madeAtMs: Date.UTC(2026, 10, 26),
};

test("PRN-5: a page of A6 for each coupon, with only those letters of the font that it needs", async () => {
  const file = await sheetsPdf(font, [1, 2, 3].map(coupon), print);
  const pages = (await PDFDocument.load(file)).getPages();
  expect(pages.map((page) => [Math.round(page.getWidth()), Math.round(page.getHeight())])).toEqual(
    Array(3).fill([298, 420]),
  );
  expect(file.length).toBeLessThan(font.length / 10);
});

test.each([
  ["a4-one", 5, [595, 842]],
  ["a4-two", 3, [842, 595]],
  ["a4-four", 2, [595, 842]],
] as const)("PRN-4, PRN-5: on %s five sheets are %i pages", async (paper, pages, size) => {
  const file = await sheetsPdf(font, [1, 2, 3, 4, 5].map(coupon), { ...print, paper });
  const made = (await PDFDocument.load(file)).getPages();
  expect(made.map((page) => [Math.round(page.getWidth()), Math.round(page.getHeight())])).toEqual(
    Array(pages).fill(size),
  );
});

/** One red pixel. */
const PNG = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
  (character) => character.charCodeAt(0),
);

test("PRN-5: an emblem that a region uploaded is in the file once, however many sheets wear it", async () => {
  const sheets = [1, 2, 3].map(coupon);
  const pictures = async (emblemPicture: SheetPrint["emblemPicture"]) => {
    const pdf = await PDFDocument.load(await sheetsPdf(font, sheets, { ...print, emblemPicture }));
    return pdf.context
      .enumerateIndirectObjects()
      .filter(([, object]) => object instanceof PDFRawStream && String(object.dict).includes("/Image"))
      .filter(([, object]) => !String((object as PDFRawStream).dict).includes("/DeviceGray")).length;
  };
  expect(await pictures(null)).toBe(0);
  expect(await pictures({ bytes: PNG, kind: "png" })).toBe(1);
});

test("PRN-5: made again the same sheets are the same bytes, in one language or two, in a face of a region's own", async () => {
  const own = {
    colour: "#123456",
    companion: "#fedcba",
    pattern: "fujino",
    emblem: "a".repeat(64),
    picture: null,
    sound: "plain",
  } as const;
  for (const second of ["none", "en"] as const)
    for (const face of ["yamanami", own] as const) {
      const make = () => sheetsPdf(font, [coupon(1)], { ...print, face, second, phone: "0120-000-000" });
      expect(await make()).toEqual(await make());
    }
});
