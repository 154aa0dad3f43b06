import { PDFDocument, type PDFFont, type PDFPage, rgb } from "pdf-lib";
import { businessDate, formatDate, formatExpiry } from "../../schema/calendar.ts";
import { EMBLEMS } from "../../schema/emblem-art.ts";
import { type Face, faceColours, isFaceName } from "../../schema/face.ts";
import { qrPath } from "../../schema/qr-path.ts";
import { balanceAddress, SHEET_JA, SHEET_SECOND, SHEET_STEPS } from "../../schema/sheet-words.ts";
import { drawArt, hexColour } from "../pdf/svg-art.ts";
import { fontkitWithWholeGlyphs } from "../pdf/whole-glyphs.ts";

/** One coupon as it is printed. Its code stands here, in what is encrypted, and nowhere else (CPN-1). */
export interface PrintedCoupon {
  readonly couponId: string;
  readonly code: string;
  readonly qrText: string;
  readonly faceYen: number;
  readonly expiresOn: string;
}

/** What every sheet of an issue says besides. */
export interface SheetPrint {
  readonly face: Face;
  readonly programmeName: string;
  readonly payName: string;
  readonly unitWord: string;
  readonly issuerName: string;
  readonly issuedAtMs: number;
  /** Whom to ring; null where the region has published no call centre. */
  readonly phone: string | null;
  readonly second: "none" | "en";
  readonly madeAtMs: number;
}

const MM = 72 / 25.4;
/** A6. */
const WIDTH = 105;
const HEIGHT = 148;
/** As the sheet that a desk prints (coupon-sheet.module.css): edge, width of the code without its quiet zone, its column. */
const EDGE = 6;
const QR = 36;
const QR_LEFT = 8.5;
const QR_TOP = 47;
const STEPS_LEFT = 51;
/** What amount and unit have beside the date. */
const AMOUNT_ROOM = 45;
/** The right column of the foot. */
const FOOT_ROOM = 42;
/** Side of the square that emblems are drawn in. */
const EMBLEM_UNITS = 48;
const INK = rgb(0, 0, 0);
const WHITE = rgb(1, 1, 1);
const GREY = rgb(0.53, 0.53, 0.53);

/**
 * Coupon sheets as PDF, one A6 page each, for a printing house to lay out on its own paper (PRN-5).
 *
 * @param font the whole TrueType font; what the sheets need of it is embedded
 */
export async function sheetsPdf(
  font: Uint8Array,
  coupons: readonly PrintedCoupon[],
  print: SheetPrint,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkitWithWholeGlyphs);
  pdf.setTitle(`${print.programmeName} ${coupons[0]?.couponId ?? ""}`);
  pdf.setLanguage("ja");
  pdf.setCreationDate(new Date(print.madeAtMs));
  pdf.setModificationDate(new Date(print.madeAtMs));
  const face = await pdf.embedFont(font, { subset: true });
  for (const coupon of coupons)
    drawSheet(new Sheet(pdf.addPage([WIDTH * MM, HEIGHT * MM]), face), coupon, print);
  return pdf.save();
}

/** A page that is drawn on in millimetres from its upper left corner. */
class Sheet {
  readonly #page: PDFPage;
  readonly #face: PDFFont;

  constructor(page: PDFPage, face: PDFFont) {
    this.#page = page;
    this.#face = face;
  }

  width(text: string, size: number): number {
    return this.#face.widthOfTextAtSize(text, size) / MM;
  }

  /** @param y of the line the letters stand on */
  text(text: string, x: number, y: number, size: number, color = INK): void {
    this.#page.drawText(text, { x: x * MM, y: (HEIGHT - y) * MM, size, font: this.#face, color });
  }

  right(text: string, x: number, y: number, size: number): void {
    this.text(text, x - this.width(text, size), y, size);
  }

  middle(text: string, y: number, size: number): void {
    this.text(text, (WIDTH - this.width(text, size)) / 2, y, size);
  }

  box(x: number, y: number, width: number, height: number, fill: ReturnType<typeof rgb>): void {
    this.#page.drawRectangle({
      x: x * MM,
      y: (HEIGHT - y - height) * MM,
      width: width * MM,
      height: height * MM,
      color: fill,
    });
  }

  frame(x: number, y: number, width: number, height: number): void {
    this.#page.drawRectangle({
      x: x * MM,
      y: (HEIGHT - y - height) * MM,
      width: width * MM,
      height: height * MM,
      borderColor: INK,
      borderWidth: 0.3 * MM,
    });
  }

  disc(x: number, y: number, radius: number): void {
    this.#page.drawCircle({ x: x * MM, y: (HEIGHT - y) * MM, size: radius * MM, color: INK });
  }

  /** One of the product's own emblems; one that a region uploaded stays on screens. */
  emblem(face: Face, x: number, y: number, side: number): void {
    const name = typeof face === "string" ? face : face.emblem;
    if (!isFaceName(name)) return;
    const { colour, companion } = faceColours(face);
    drawArt(
      this.#page,
      EMBLEMS[name],
      { x: x * MM, y: (HEIGHT - y) * MM, scale: (side * MM) / EMBLEM_UNITS },
      { face: colour, "face-2": companion, "on-face": "#ffffff" },
    );
  }

  qr(text: string, x: number, y: number, edge: number): void {
    const { size, d } = qrPath(text, "M");
    this.#page.drawSvgPath(d, { x: x * MM, y: (HEIGHT - y) * MM, scale: (edge * MM) / size, color: INK });
  }
}

function drawSheet(sheet: Sheet, coupon: PrintedCoupon, print: SheetPrint): void {
  const second = print.second === "none" ? null : SHEET_SECOND[print.second];
  const right = WIDTH - EDGE;
  const { colour, companion } = faceColours(print.face);
  sheet.box(EDGE, 5, WIDTH - 2 * EDGE, 16, hexColour(colour));
  sheet.box(EDGE, 21, WIDTH - 2 * EDGE, 0.8, hexColour(companion));
  sheet.emblem(print.face, right - 14, 7.5, 11);
  sheet.text(fitted(sheet, print.programmeName, 15, 72), EDGE + 4, 13, 15, WHITE);
  sheet.text(fitted(sheet, print.payName, 8.5, 72), EDGE + 4, 18, 8.5, WHITE);

  const beside = (text: keyof NonNullable<typeof second>, x: number, y: number) => {
    if (second) sheet.text(second[text], x, y, 7);
  };
  sheet.text(SHEET_JA.amount, EDGE, 27.5, 8.5);
  beside("amount", EDGE + 7, 27.5);
  const amount = coupon.faceYen.toLocaleString("en");
  const size = Math.min(33, (33 * AMOUNT_ROOM) / (sheet.width(amount, 33) + sheet.width(print.unitWord, 15)));
  sheet.text(amount, EDGE, 39.5, size);
  sheet.text(print.unitWord, EDGE + sheet.width(amount, size) + 1, 39.5, (15 * size) / 33);
  const [day, time] = formatExpiry(coupon.expiresOn as never, "ja");
  const useBy = second ? `${SHEET_JA.useBy} ${second.useBy}` : SHEET_JA.useBy;
  sheet.right(useBy, right, 27.5, second ? 7.5 : 8.5);
  sheet.right(day, right, 33.5, 12);
  sheet.right(`${time} ${SHEET_JA.until}`, right, 39.5, 12);
  sheet.box(EDGE, 42.5, WIDTH - 2 * EDGE, 0.3, INK);

  sheet.qr(coupon.qrText, QR_LEFT, QR_TOP, QR);
  for (const [at, step] of SHEET_STEPS.entries()) {
    const y = 54 + at * 11;
    sheet.disc(STEPS_LEFT + 2.7, y - 1.2, 2.7);
    sheet.text(String(at + 1), STEPS_LEFT + 1.9, y, 8.5, WHITE);
    sheet.text(SHEET_JA[step], STEPS_LEFT + 7, y, 9);
    beside(step, STEPS_LEFT + 7, y + 3.8);
  }

  sheet.frame(EDGE, 88, WIDTH - 2 * EDGE, 12.5);
  sheet.middle(second ? `${SHEET_JA.codeLabel} ${second.codeLabel}` : SHEET_JA.codeLabel, 92, 8.5);
  const groups = coupon.code.match(/\d{4}/g) ?? [];
  sheet.middle(groups.join("  "), 98.3, 14);

  let y = 106;
  const line = (text: string, size = 8) => {
    sheet.text(text, EDGE, y, size);
    y += 4;
  };
  line(`${SHEET_JA.phoneHead}　${SHEET_JA.phone}`);
  if (second) line(second.phone, 7);
  line(second ? `${SHEET_JA.noChange} ${second.rules}` : SHEET_JA.noChange);
  line(SHEET_JA.lost);

  sheet.box(EDGE, 125, WIDTH - 2 * EDGE, 0.2, GREY);
  const half = WIDTH - EDGE - FOOT_ROOM;
  sheet.text(fitted(sheet, `${SHEET_JA.issuer}　${print.issuerName}`, 8, half - EDGE - 2), EDGE, 134, 8);
  sheet.text(formatDate(businessDate(print.issuedAtMs), "ja"), EDGE, 138, 8);
  sheet.text(`${SHEET_JA.number} ${coupon.couponId}`, EDGE, 142, 7.5);
  if (print.phone !== null) {
    sheet.text(second ? `${SHEET_JA.help} ${second.help}` : SHEET_JA.help, half, 129.5, 8);
    sheet.text(print.phone, half, 134, 11);
  }
  sheet.text(`${SHEET_JA.balanceHead} ${SHEET_JA.balance}`, half, 138, 8);
  // An address that is cut leads nowhere: a long one is set smaller.
  const address = `${balanceAddress(coupon.qrText)}${SHEET_JA.digits}`;
  sheet.text(address, half, 141.5, 7.5 * Math.min(1, FOOT_ROOM / sheet.width(address, 7.5)));
  if (second) sheet.text(second.balance, half, 144.5, 7);
}

/** The text, cut with … where it would run over what it has. */
function fitted(sheet: Sheet, text: string, size: number, width: number): string {
  if (sheet.width(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && sheet.width(`${letters.join("")}…`, size) > width) letters.pop();
  return `${letters.join("")}…`;
}
