import { PDFDocument, type PDFFont, type PDFPage, rgb } from "pdf-lib";
import { type BusinessDate, formatDate } from "../../schema/calendar.ts";
import { fontkitWithWholeGlyphs } from "../pdf/whole-glyphs.ts";
import { type StatementFacts, statementLines } from "../settlement/statement.ts";
import { STATEMENT, STATEMENT_LINES } from "./statement-words.ts";

/** A4 in points, and where its text stands. */
const PAGE = [595, 842] as const;
const LEFT = 56;
const RIGHT = PAGE[0] - LEFT;
const COUNT_RIGHT = 380;
const INK = rgb(0.1, 0.1, 0.12);
const LINE = rgb(0.7, 0.7, 0.72);
const TEXT = 11;
const STEP = 22;

/**
 * A statement as a page to print: its sum, the bank's line it is part of, and the fee as an invoice shows it.
 * @param font a TrueType font with Japanese; only what the page needs of it goes into the file
 * @param madeAtMs the moment the file says it was made
 */
export async function statementPdf(
  facts: StatementFacts,
  font: Uint8Array,
  madeAtMs: number,
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkitWithWholeGlyphs);
  const sheet = new Sheet(document.addPage([...PAGE]), await document.embedFont(font, { subset: true }));
  document.setTitle(`${STATEMENT.title} ${facts.storeName}`, { showInWindowTitleBar: true });
  document.setLanguage("ja");
  document.setCreationDate(new Date(madeAtMs));
  document.setModificationDate(new Date(madeAtMs));

  const day = (date: string) => formatDate(date as BusinessDate, "ja");
  sheet.line(STATEMENT.title, null, null, 20);
  sheet.space(14);
  sheet.pair(STATEMENT.pay, facts.payName);
  sheet.pair(STATEMENT.store, facts.storeName);
  sheet.pair(STATEMENT.organisation, facts.organisationName);
  sheet.pair(STATEMENT.period, STATEMENT.until(day(facts.from), day(facts.to)));
  sheet.pair(STATEMENT.number, String(facts.closingNumber));
  sheet.space(14);
  sheet.line(STATEMENT.item, STATEMENT.count, STATEMENT.amount);
  sheet.rule();
  for (const { kind, count, amountYen } of statementLines(facts)) {
    if (kind === "payable") {
      sheet.rule();
      sheet.space(6);
    }
    const size = kind === "payable" ? 14 : TEXT;
    sheet.line(STATEMENT_LINES[kind], count === null ? null : yenText(count), yenText(amountYen), size);
  }
  sheet.space(18);
  transferPart(sheet, facts, day);
  sheet.space(18);
  sheet.pair(STATEMENT.issuer, facts.issuerName);
  if (facts.registrationNumber === null) sheet.line(STATEMENT.noInvoice, null, null, 9);
  else {
    sheet.pair(STATEMENT.registration, facts.registrationNumber);
    sheet.pair(STATEMENT.taxable, `${yenText(facts.feeYen)}円`);
    sheet.pair(STATEMENT.taxOn, `${yenText(facts.taxYen)}円`);
  }
  sheet.line(STATEMENT.rounding, null, null, 9);
  return document.save();
}

function transferPart(sheet: Sheet, { transfer }: StatementFacts, day: (date: string) => string): void {
  if (transfer === null) {
    sheet.line(STATEMENT.none, null, null);
    return;
  }
  sheet.line(STATEMENT.transfer, null, null, 13);
  sheet.pair(STATEMENT.payOn, day(transfer.payOn));
  sheet.pair(STATEMENT.transferAmount, `${yenText(transfer.amountYen)}円`);
  sheet.pair(STATEMENT.transferStores, STATEMENT.stores(transfer.stores));
  if (transfer.reference !== null) sheet.pair(STATEMENT.reference, transfer.reference);
  if (transfer.returned) sheet.line(STATEMENT.returned, null, null, 9);
}

function yenText(amount: number): string {
  const digits = String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, ",");
  return amount < 0 ? `−${digits}` : digits;
}

/** One page, written from the top down. */
class Sheet {
  readonly #page: PDFPage;
  readonly #font: PDFFont;
  #y = PAGE[1] - 80;

  constructor(page: PDFPage, font: PDFFont) {
    this.#page = page;
    this.#font = font;
  }

  /** A label on the left, and figures that end where their columns end. */
  line(label: string, middle: string | null, right: string | null, size = TEXT): void {
    this.#write(label, LEFT, size, (right === null ? RIGHT : COUNT_RIGHT - 60) - LEFT);
    if (middle !== null) this.#write(middle, COUNT_RIGHT - this.#width(middle, size), size);
    if (right !== null) this.#write(right, RIGHT - this.#width(right, size), size);
    this.#y -= Math.max(STEP, size * 1.6);
  }

  pair(label: string, value: string): void {
    this.#write(label, LEFT, TEXT);
    this.#write(value, LEFT + 190, TEXT, RIGHT - LEFT - 190);
    this.#y -= STEP;
  }

  rule(): void {
    const y = this.#y + STEP - 6;
    this.#page.drawLine({ start: { x: LEFT, y }, end: { x: RIGHT, y }, thickness: 0.8, color: LINE });
  }

  space(points: number): void {
    this.#y -= points;
  }

  #width(text: string, size: number): number {
    return this.#font.widthOfTextAtSize(text, size);
  }

  /** Writes smaller rather than past the edge: a name is whole or it is another name. */
  #write(text: string, x: number, size: number, widest = Number.POSITIVE_INFINITY): void {
    const width = this.#width(text, size);
    const fitting = width > widest ? (size * widest) / width : size;
    this.#page.drawText(text, { x, y: this.#y, size: fitting, font: this.#font, color: INK });
  }
}
