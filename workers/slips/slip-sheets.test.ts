import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import fontkit from "@pdf-lib/fontkit";
import { PDFDocument, PDFRawStream } from "pdf-lib";
import { expect, test } from "vitest";
import { SLIPS_PER_SHEET, type Slip, slipSheets } from "./slip-sheets.ts";

const font = new Uint8Array(
  readFileSync(
    createRequire(import.meta.url).resolve(
      "@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf",
    ),
  ),
);
const print = {
  regionName: "試県",
  address: "https://tegata.example.jp",
  madeAtMs: Date.UTC(2026, 10, 25, 3),
};
const slip = (n: number): Slip => ({
  organisationName: `店 ${n}`,
  name: "係",
  loginId: `u-${n}`,
  password: "abcd-efgh-jkmn-pqrs",
});
const slips = (count: number) => Array.from({ length: count }, (_, n) => slip(n));

test("ORG-6: ten slips to an A4 sheet, and the eleventh begins another", async () => {
  const sheets = async (count: number) =>
    (await PDFDocument.load(await slipSheets(font, slips(count), print))).getPages();
  expect(await sheets(SLIPS_PER_SHEET)).toHaveLength(1);
  const two = await sheets(SLIPS_PER_SHEET + 1);
  expect(two).toHaveLength(2);
  expect(two.map((page) => [Math.round(page.getWidth()), Math.round(page.getHeight())])).toEqual([
    [595, 842],
    [595, 842],
  ]);
});

test("ORG-6: of the font only what the slips need goes along", async () => {
  const file = await slipSheets(font, slips(200), print);
  expect(file.length).toBeLessThan(font.length / 10);
});

test("ORG-6: a slip says its organisation, ID and first password, letter for letter", async () => {
  const said = textOf(
    await PDFDocument.load(await slipSheets(font, [{ ...slip(7), name: "髙橋 花子" }], print)),
  );
  expect(said).toContain("店 7");
  expect(said).toContain("髙橋 花子 様");
  expect(said).toContain("u-7");
  expect(said).toContain("abcd-efgh-jkmn-pqrs");
});

test("ORG-6: every letter of the embedded font has its outline, as the whole font has it", async () => {
  const pdf = await PDFDocument.load(await slipSheets(font, slips(2), print));
  // TrueType begins with "true" or with its version.
  const embedded = decodedStreams(pdf).find((bytes) =>
    ["true", "\0\u0001\0\0"].includes(latin1(bytes.subarray(0, 4))),
  );
  const subset = fontkit.create(embedded ?? new Uint8Array());
  const whole = fontkit.create(font);
  // The first is for letters the font lacks; the others stand in the order in which the slips use them.
  const drawn = Array.from({ length: subset.numGlyphs - 1 }, (_, at) => subset.getGlyph(at + 1).path.toSVG());
  const letters = [...new Set(textOf(pdf).join(""))];
  const expected = letters.map((letter) => whole.glyphForCodePoint(letter.codePointAt(0) ?? 0).path.toSVG());
  expect(drawn.sort()).toEqual(expected.sort());
});

test("a name that is longer than its slip is cut, and a long print comes out", async () => {
  const long = { ...slip(1), organisationName: "とても長い名前の旅館組合".repeat(6) };
  expect((await slipSheets(font, [long], print)).length).toBeGreaterThan(1_000);
});

/** What a reader copies out of the file: its glyphs, through the table that says which letters they are. */
function textOf(pdf: PDFDocument): string[] {
  const streams = decodedStreams(pdf).map(latin1);
  const table = streams.find((text) => text.includes("beginbfchar")) ?? "";
  const letters = new Map(
    [...table.matchAll(/<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>/g)].map(([, glyph = "", units = ""]) => [
      glyph.toLowerCase(),
      String.fromCharCode(...(units.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16))),
    ]),
  );
  const drawn = streams.find((text) => text.includes("Tj")) ?? "";
  return [...drawn.matchAll(/<([0-9a-fA-F]+)> Tj/g)].map(([, hex = ""]) =>
    (hex.match(/.{4}/g) ?? []).map((glyph) => letters.get(glyph.toLowerCase()) ?? "?").join(""),
  );
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

function decodedStreams(pdf: PDFDocument): Uint8Array[] {
  return pdf.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFRawStream)) return [];
    try {
      return [new Uint8Array(inflateSync(object.contents))];
    } catch {
      return [];
    }
  });
}
