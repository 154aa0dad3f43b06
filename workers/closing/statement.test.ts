import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fontkit from "@pdf-lib/fontkit";
import { decodePDFRawStream, PDFDocument, PDFRawStream } from "pdf-lib";
import { describe, expect, test } from "vitest";
import { yen } from "../../schema/money.ts";
import { type StatementFacts, statementLines } from "../settlement/statement.ts";
import { statementCsv } from "./statement-csv.ts";
import { statementPdf } from "./statement-pdf.ts";

const FACTS: StatementFacts = {
  storeName: "うどん処 つるや",
  organisationName: "有限会社 つるや",
  payName: "しおさいPay",
  closingNumber: 3,
  from: "2026-11-01",
  to: "2026-11-15",
  payments: 412,
  paidYen: 742_300,
  reversals: 1,
  reversedYen: 1_200,
  rate: { basisPoints: 50, fixedYen: yen(0) },
  feeYen: 3_705,
  taxYen: 370,
  carriedInYen: -500,
  carriedOutYen: 0,
  payableYen: 736_525,
  issuerName: "潮見県 事務局",
  registrationNumber: "T9990000000001",
  transfer: { payOn: "2026-12-04", amountYen: 736_525, stores: 1, reference: "7-1", returned: false },
};
const font = () =>
  new Uint8Array(
    readFileSync(
      fileURLToPath(
        import.meta.resolve("@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf"),
      ),
    ),
  );

describe("STL-6: a store's statement", () => {
  test("its lines add up to what is paid", () => {
    const lines = statementLines(FACTS);
    const payable = lines.at(-1)?.amountYen;
    expect(lines.slice(0, -1).reduce((sum, line) => sum + line.amountYen, 0)).toBe(payable);
    expect(payable).toBe(FACTS.payableYen);
  });

  test("the CSV says the same, and names the bank's line", () => {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(statementCsv(FACTS));
    expect(text.startsWith("\uFEFFお支払いの明細,\r\n")).toBe(true);
    expect(text).toContain("ご利用,412,742300\r\n取り消し・返金,1,-1200\r\n手数料,,-3705\r\n");
    expect(text).toContain("お支払いする金額,,736525\r\n");
    expect(text).toContain("振込額（通帳の金額）,736525\r\n");
  });

  test("the PDF is one page with its own part of the font, small enough to mail", async () => {
    const bytes = await statementPdf(FACTS, font(), 1_764_000_000_000);
    const read = await PDFDocument.load(bytes, { updateMetadata: false });
    expect(read.getPageCount()).toBe(1);
    expect(read.getTitle()).toBe("お支払いの明細 うどん処 つるや");
    expect(bytes.length).toBeGreaterThan(5_000);
    expect(bytes.length).toBeLessThan(150_000);
  });

  test("every letter of the PDF has its shape", async () => {
    const read = await PDFDocument.load(await statementPdf(FACTS, font(), 0));
    const fonts = read.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => (object instanceof PDFRawStream ? [decodePDFRawStream(object).decode()] : []))
      .filter((content) => new TextDecoder().decode(content.subarray(0, 4)) === "true");
    expect(fonts.length).toBe(1);
    const subset = fontkit.create(fonts[0] as Uint8Array);
    const shapeless = Array.from({ length: subset.numGlyphs }, (_, id) => id).filter(
      (id) => subset.getGlyph(id).path.toSVG() === "",
    );
    expect(subset.numGlyphs).toBeGreaterThan(80);
    // The space has none.
    expect(shapeless.length).toBeLessThanOrEqual(1);
  });
});
