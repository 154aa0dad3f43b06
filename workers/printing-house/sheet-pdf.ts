import {
  clip,
  endPath,
  PDFDocument,
  type PDFFont,
  type PDFImage,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  rgb,
} from "pdf-lib";
import { businessDate, formatDate, formatExpiry } from "../../schema/calendar.ts";
import { type Face, faceColours } from "../../schema/face.ts";
import { PATTERNS } from "../../schema/pattern-art.ts";
import { qrPath } from "../../schema/qr-path.ts";
import type { Paper } from "../../schema/sheet-papers.ts";
import { balanceAddress, SHEET_JA, SHEET_SECOND, SHEET_STEPS } from "../../schema/sheet-words.ts";
import { drawEmblem, type EmblemPicture, embedEmblem } from "../pdf/emblem.ts";
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
  readonly emblemPicture: EmblemPicture;
  readonly paper: Paper;
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
/** Width of a pattern's tile, and how much of the companion's colour it has, as on the sheet that a desk prints. */
const PATTERN_TILE = 12;
const PATTERN_SHARE = 0.22;
const INK = rgb(0, 0, 0);
const WHITE = rgb(1, 1, 1);
const GREY = rgb(0.53, 0.53, 0.53);

/** A page in millimetres, how much larger than A6 its sheets are, and where their upper left corners lie. */
interface Layout {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly corners: readonly (readonly [x: number, y: number])[];
}

/** As the desk's own pages (print.css): A4 is A6 twice as large, its half the same by the root of two, a little less. */
const LAYOUTS: { readonly [P in Paper]: Layout } = {
  a6: { width: WIDTH, height: HEIGHT, scale: 1, corners: [[0, 0]] },
  "a4-one": { width: 210, height: 297, scale: 2, corners: [[0, 0]] },
  "a4-two": {
    width: 297,
    height: 210,
    scale: 1.41,
    corners: [
      [0, 0],
      [148.5, 0],
    ],
  },
  "a4-four": {
    width: 210,
    height: 297,
    scale: 1,
    corners: [
      [0, 0],
      [105, 0],
      [0, 148.5],
      [105, 148.5],
    ],
  },
};

/**
 * Coupon sheets as PDF on the paper that was asked for: A6 for a printing house to lay out itself, or A4 to cut apart (PRN-5).
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
  const emblem = await embedEmblem(pdf, print.emblemPicture);
  const layout = LAYOUTS[print.paper];
  for (let at = 0; at < coupons.length; at += layout.corners.length) {
    const page = pdf.addPage([layout.width * MM, layout.height * MM]);
    for (const [i, coupon] of coupons.slice(at, at + layout.corners.length).entries()) {
      const [x = 0, y = 0] = layout.corners[i] ?? [];
      drawSheet(new Sheet(page, face, emblem, { x, y, scale: layout.scale }), coupon, print);
    }
    drawCuts(page, layout);
  }
  return pdf.save();
}

/** Where sheets are cut apart: between them, dashed. */
function drawCuts(page: PDFPage, { width, height, corners }: Layout): void {
  const cut = { thickness: 0.7, color: GREY, dashArray: [6, 6] };
  const [across] = corners.flatMap(([, y]) => (y > 0 ? [y] : []));
  const [down] = corners.flatMap(([x]) => (x > 0 ? [x] : []));
  if (across !== undefined) {
    const y = (height - across) * MM;
    page.drawLine({ start: { x: 0, y }, end: { x: width * MM, y }, ...cut });
  }
  if (down !== undefined) {
    const x = down * MM;
    page.drawLine({ start: { x, y: 0 }, end: { x, y: height * MM }, ...cut });
  }
}

/** A sheet somewhere on a page, drawn on in millimetres of A6 from its upper left corner, however large it is. */
class Sheet {
  readonly #page: PDFPage;
  readonly #face: PDFFont;
  readonly #emblem: PDFImage | null;
  readonly #left: number;
  readonly #top: number;
  readonly #scale: number;

  /** @param at its upper left corner on the page, in millimetres, and how much larger than A6 it is */
  constructor(
    page: PDFPage,
    face: PDFFont,
    emblem: PDFImage | null,
    at: { readonly x: number; readonly y: number; readonly scale: number },
  ) {
    this.#page = page;
    this.#face = face;
    this.#emblem = emblem;
    this.#left = at.x * MM;
    this.#top = page.getHeight() - at.y * MM;
    this.#scale = at.scale;
  }

  #length(millimetres: number): number {
    return millimetres * MM * this.#scale;
  }

  #point(x: number, y: number): { readonly x: number; readonly y: number } {
    return { x: this.#left + this.#length(x), y: this.#top - this.#length(y) };
  }

  width(text: string, size: number): number {
    return this.#face.widthOfTextAtSize(text, size) / MM;
  }

  /** @param y of the line the letters stand on */
  text(text: string, x: number, y: number, size: number, color = INK): void {
    this.#page.drawText(text, {
      ...this.#point(x, y),
      size: size * this.#scale,
      font: this.#face,
      color,
    });
  }

  right(text: string, x: number, y: number, size: number): void {
    this.text(text, x - this.width(text, size), y, size);
  }

  middle(text: string, y: number, size: number): void {
    this.text(text, (WIDTH - this.width(text, size)) / 2, y, size);
  }

  box(x: number, y: number, width: number, height: number, fill: ReturnType<typeof rgb>): void {
    this.#page.drawRectangle({
      ...this.#point(x, y + height),
      width: this.#length(width),
      height: this.#length(height),
      color: fill,
    });
  }

  frame(x: number, y: number, width: number, height: number): void {
    this.#page.drawRectangle({
      ...this.#point(x, y + height),
      width: this.#length(width),
      height: this.#length(height),
      borderColor: INK,
      borderWidth: this.#length(0.3),
    });
  }

  disc(x: number, y: number, radius: number): void {
    this.#page.drawCircle({ ...this.#point(x, y), size: this.#length(radius), color: INK });
  }

  /** A face's pattern over a box, tile by tile, cut off at its edges. */
  pattern(face: Face, x: number, y: number, width: number, height: number): void {
    const { colour, companion } = faceColours(face);
    const tile = PATTERNS[typeof face === "string" ? face : face.pattern];
    const scale = PATTERN_TILE / tile.width;
    const corner = this.#point(x, y + height);
    this.#page.pushOperators(
      pushGraphicsState(),
      rectangle(corner.x, corner.y, this.#length(width), this.#length(height)),
      clip(),
      endPath(),
    );
    const ink = { pattern: mixed(companion, colour, PATTERN_SHARE) };
    for (let down = 0; down < height; down += tile.height * scale)
      for (let across = 0; across < width; across += PATTERN_TILE)
        drawArt(
          this.#page,
          tile.art,
          { ...this.#point(x + across, y + down), scale: this.#length(scale) },
          ink,
        );
    this.#page.pushOperators(popGraphicsState());
  }

  emblem(face: Face, x: number, y: number, side: number): void {
    drawEmblem(this.#page, face, this.#emblem, { ...this.#point(x, y), side: this.#length(side) });
  }

  qr(text: string, x: number, y: number, edge: number): void {
    const { size, d } = qrPath(text, "M");
    this.#page.drawSvgPath(d, { ...this.#point(x, y), scale: this.#length(edge) / size, color: INK });
  }
}

function drawSheet(sheet: Sheet, coupon: PrintedCoupon, print: SheetPrint): void {
  const second = print.second === "none" ? null : SHEET_SECOND[print.second];
  const right = WIDTH - EDGE;
  const { colour, companion } = faceColours(print.face);
  sheet.box(EDGE, 5, WIDTH - 2 * EDGE, 16, hexColour(colour));
  sheet.pattern(print.face, EDGE, 5, WIDTH - 2 * EDGE, 16);
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

/** A colour with a share of another in it, both `#rrggbb`. */
function mixed(one: string, other: string, share: number): string {
  const part = (at: number) => {
    const [a, b] = [one, other].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16));
    return Math.round((a ?? 0) * share + (b ?? 0) * (1 - share))
      .toString(16)
      .padStart(2, "0");
  };
  return `#${part(1)}${part(3)}${part(5)}`;
}

/** The text, cut with … where it would run over what it has. */
function fitted(sheet: Sheet, text: string, size: number, width: number): string {
  if (sheet.width(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && sheet.width(`${letters.join("")}…`, size) > width) letters.pop();
  return `${letters.join("")}…`;
}
