import {
  concatTransformationMatrix,
  PDFDocument,
  type PDFFont,
  type PDFImage,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
  setLineWidth,
  setStrokingRgbColor,
  setTextRenderingMode,
  TextRenderingMode,
} from "pdf-lib";
import type { QrForm } from "../../schema/api/store-qr.ts";
import { faceColours } from "../../schema/face.ts";
import { posterWords as words } from "../../schema/poster-words.ts";
import { qrPath } from "../../schema/qr-path.ts";
import { drawEmblem, embedEmblem } from "../pdf/emblem.ts";
import { hexColour } from "../pdf/svg-art.ts";
import { fontkitWithWholeGlyphs } from "../pdf/whole-glyphs.ts";
import type { Poster } from "./poster.ts";

/** Points: 1/72 inch. */
const MM = 72 / 25.4;
const A4 = { width: 210, height: 297 };
const A5 = { width: 148, height: 210 };
const QUIET_MODULES = 4;
const INK = "#000000";
const QUIET = "#595959";
const WELL = "#f5f4ef";
const WHITE = "#ffffff";
/** How much of its size a bold letter is drawn around with. */
const BOLD = 0.03;

const STEPS = [
  [words.howScan, words.howScanEn],
  [words.howAmount, words.howAmountEn],
  [words.howShow, words.howShowEn],
] as const;

interface TextLook {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  /** Millimetres that it may take; what is longer is set smaller. */
  readonly within?: number;
  readonly align?: "left" | "centre" | "right";
}

/** A page that is drawn on in millimetres from its upper left corner. */
class Sheet {
  readonly #page: PDFPage;
  readonly #font: PDFFont;
  readonly #height: number;

  constructor(page: PDFPage, font: PDFFont) {
    this.#page = page;
    this.#font = font;
    this.#height = page.getHeight() / MM;
  }

  box(x: number, y: number, width: number, height: number, look: { fill?: string; line?: string }): void {
    this.#page.drawRectangle({
      x: x * MM,
      y: (this.#height - y - height) * MM,
      width: width * MM,
      height: height * MM,
      ...(look.fill ? { color: hexColour(look.fill) } : {}),
      ...(look.line ? { borderColor: hexColour(look.line), borderWidth: 1.2 } : {}),
    });
  }

  /** One line of text, its baseline at `y`; the size is in points. */
  text(text: string, x: number, y: number, look: TextLook): void {
    const wide = this.#font.widthOfTextAtSize(text, look.size) / MM;
    const size = look.size * Math.min(1, (look.within ?? wide) / wide);
    const width = (wide * size) / look.size;
    const left = look.align === "centre" ? x - width / 2 : look.align === "right" ? x - width : x;
    const colour = hexColour(look.colour ?? INK);
    this.#page.pushOperators(pushGraphicsState());
    if (look.bold)
      this.#page.pushOperators(
        setTextRenderingMode(TextRenderingMode.FillAndOutline),
        setLineWidth(size * BOLD),
        setStrokingRgbColor(colour.red, colour.green, colour.blue),
      );
    this.#page.drawText(text, {
      x: left * MM,
      y: (this.#height - y) * MM,
      size,
      font: this.#font,
      color: colour,
    });
    this.#page.pushOperators(popGraphicsState());
  }

  /** The QR with its quiet zone in a square, as one drawing. */
  qr(text: string, x: number, y: number, side: number): void {
    const { size, d } = qrPath(text, "Q");
    const module = side / (size + 2 * QUIET_MODULES);
    this.#page.drawSvgPath(d, {
      x: (x + QUIET_MODULES * module) * MM,
      y: (this.#height - y - QUIET_MODULES * module) * MM,
      scale: module * MM,
      color: hexColour(INK),
    });
  }

  corners(x: number, y: number, side: number, colour: string): void {
    const arm = side * 0.2;
    const at = (dx: number, dy: number) => `${dx} ${dy}`;
    const d =
      `M${at(0, arm)}V0H${arm}M${at(side - arm, 0)}H${side}V${arm}` +
      `M${at(side, side - arm)}V${side}H${side - arm}M${at(arm, side)}H0V${side - arm}`;
    this.#page.drawSvgPath(d, {
      x: x * MM,
      y: (this.#height - y) * MM,
      scale: MM,
      borderColor: hexColour(colour),
      borderWidth: 1.6,
    });
  }

  emblem(poster: Poster, picture: PDFImage | null, x: number, y: number, side: number): void {
    drawEmblem(this.#page, poster.face, picture, { x: x * MM, y: (this.#height - y) * MM, side: side * MM });
  }

  /** Fold here. */
  fold(y: number): void {
    this.#page.drawLine({
      start: { x: 0, y: (this.#height - y) * MM },
      end: { x: this.#page.getWidth(), y: (this.#height - y) * MM },
      thickness: 0.5,
      color: hexColour(QUIET),
      dashArray: [4, 4],
    });
  }
}

/**
 * Makes sheets of tills as PDF, each a poster or a stand of two sides to fold. The same facts give the same bytes.
 *
 * @param font the whole TrueType font; it is read once, and what each sheet needs of it is embedded
 */
export function posterMaker(
  font: Uint8Array,
): (poster: Poster, form: Exclude<QrForm, "svg">) => Promise<Uint8Array<ArrayBuffer>> {
  let read: ReturnType<typeof fontkitWithWholeGlyphs.create> | undefined;
  const fontkit: typeof fontkitWithWholeGlyphs = {
    create: (bytes, name) => {
      read ??= fontkitWithWholeGlyphs.create(bytes, name);
      return read;
    },
  };
  return async (poster, form) => {
    const pdf = await PDFDocument.create({ updateMetadata: false });
    pdf.registerFontkit(fontkit);
    pdf.setTitle(`${poster.storeName} ${words.till(poster.tillNumber)}`);
    const face = await pdf.embedFont(font, { subset: true });
    const picture = await embedEmblem(pdf, poster.emblemPicture);
    const { width, height } = form === "a5" ? A5 : A4;
    const page = pdf.addPage([width * MM, height * MM]);
    const sheet = new Sheet(page, face);
    if (form === "stand") drawStand(page, sheet, poster, picture);
    else drawPoster(sheet, poster, picture, width, height);
    return (await pdf.save()) as Uint8Array<ArrayBuffer>;
  };
}

/** Two sides on one page, the upper one on its head: folded along the middle, both read. */
function drawStand(page: PDFPage, sheet: Sheet, poster: Poster, picture: PDFImage | null): void {
  drawSide(sheet, poster, picture);
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(-1, 0, 0, -1, A4.width * MM, A4.height * MM),
  );
  drawSide(sheet, poster, picture);
  page.pushOperators(popGraphicsState());
  sheet.fold(A4.height / 2);
}

/** One page upright: band, code, three steps, what to check. Everything grows with the width but the code, which is large anyhow. */
function drawPoster(
  sheet: Sheet,
  poster: Poster,
  picture: PDFImage | null,
  width: number,
  height: number,
): void {
  const k = width / A4.width;
  const { colour, companion } = faceColours(poster.face);
  const inner = width - 30 * k;
  const band = 63 * k;
  sheet.box(0, 0, width, band, { fill: colour });
  sheet.box(0, band - 2 * k, width, 2 * k, { fill: companion });
  sheet.emblem(poster, picture, 15 * k, 11 * k, 38 * k);
  const left = 62 * k;
  sheet.text(poster.payName, left, 33 * k, {
    size: 54 * k,
    bold: true,
    colour: WHITE,
    within: width - left - 12 * k,
  });
  sheet.text(words.acceptedHere, left, 47 * k, { size: 26 * k, bold: true, colour: WHITE });
  sheet.text(words.acceptedHereEn, width - 14 * k, 47 * k, { size: 13 * k, colour: WHITE, align: "right" });

  const side = width === A4.width ? 118 : 88;
  const top = band + 6 * k;
  sheet.qr(poster.qrText, (width - side) / 2, top + 3 * k, side);
  sheet.corners((width - side) / 2 - 3 * k, top, side + 6 * k, colour);
  const under = top + side + 6 * k;
  const centre = width / 2;
  sheet.text(poster.storeName, centre, under + 15 * k, {
    size: 36 * k,
    bold: true,
    align: "centre",
    within: inner,
  });
  sheet.text(`${poster.town}　${words.till(poster.tillNumber)}`, centre, under + 24 * k, {
    size: 17 * k,
    align: "centre",
    within: inner,
  });

  const foot = height - 43 * k;
  const how = foot - 24 * k;
  sheet.box(0, how, width, 24 * k, { fill: WELL });
  for (const [at, [ja, en]] of STEPS.entries()) {
    const x = 15 * k + (at * inner) / 3;
    sheet.text(`${at + 1}`, x, how + 16 * k, { size: 30 * k, bold: true, colour });
    sheet.text(ja, x + 9 * k, how + 11.5 * k, { size: 15 * k, bold: true, within: inner / 3 - 11 * k });
    sheet.text(en, x + 9 * k, how + 17.5 * k, { size: 10.5 * k, within: inner / 3 - 11 * k });
  }
  drawBadges(sheet, poster, 15 * k, foot + 6 * k, k, colour);
  const say = foot + 25 * k;
  sheet.text(`${words.checkBefore}${words.checkName}${words.checkAfter}`, 15 * k, say, {
    size: 11 * k,
    within: inner,
  });
  sheet.text(words.differs, 15 * k, say + 5.5 * k, { size: 11 * k, within: inner });
  sheet.text(words.sticker(poster.sticker), width - 15 * k, say + 12 * k, {
    size: 9,
    colour: QUIET,
    align: "right",
  });
}

/** One side of the stand, on the lower half of the page: the code at the left, what it is at the right. */
function drawSide(sheet: Sheet, poster: Poster, picture: PDFImage | null): void {
  const { colour, companion } = faceColours(poster.face);
  const [width, half] = [A4.width, A4.height / 2];
  const top = half;
  const side = 98;
  sheet.box(0, top, width, 30, { fill: colour });
  sheet.box(0, top + 28.8, width, 1.2, { fill: companion });
  sheet.emblem(poster, picture, 10, top + 5, 19);
  sheet.text(poster.payName, 34, top + 20, { size: 32, bold: true, colour: WHITE, within: 88 });
  sheet.text(words.acceptedHere, width - 10, top + 14, {
    size: 15,
    bold: true,
    colour: WHITE,
    align: "right",
  });
  sheet.text(words.acceptedHereEn, width - 10, top + 22, { size: 10, colour: WHITE, align: "right" });
  sheet.qr(poster.qrText, 12, top + 38, side);
  sheet.corners(9, top + 35, side + 6, colour);
  const left = 121;
  const within = width - left - 10;
  sheet.text(poster.storeName, left, top + 49, { size: 24, bold: true, within });
  sheet.text(`${poster.town}　${words.till(poster.tillNumber)}`, left, top + 57, { size: 12, within });
  for (const [at, [ja, en]] of STEPS.entries()) {
    const y = top + 72 + at * 15;
    sheet.text(`${at + 1}`, left, y, { size: 20, bold: true, colour });
    sheet.text(ja, left + 8, y - 2, { size: 13, bold: true, within: within - 8 });
    sheet.text(en, left + 8, y + 3, { size: 9, within: within - 8 });
  }
  drawBadges(sheet, poster, left, top + 112, 0.62, colour);
  sheet.text(`${words.checkBefore}${words.checkName}${words.checkAfter}`, left, top + 131, {
    size: 9,
    within,
  });
  sheet.text(words.differs, left, top + 135.5, { size: 9, within });
  sheet.text(words.sticker(poster.sticker), width - 10, top + 142, {
    size: 8,
    colour: QUIET,
    align: "right",
  });
}

/** What is taken here, each in its frame. */
function drawBadges(sheet: Sheet, poster: Poster, x: number, y: number, k: number, colour: string): void {
  const badges = [
    { text: poster.takesPaper ? words.paperOk : words.paperNot, taken: poster.takesPaper },
    { text: words.appOk, taken: true },
  ];
  let left = x;
  for (const { text, taken } of badges) {
    const width = (text.length * 5.2 + 10) * k;
    const paint = taken ? colour : QUIET;
    sheet.box(left, y, width, 11 * k, { line: paint });
    sheet.text(text, left + width / 2, y + 7.6 * k, {
      size: 15 * k,
      bold: taken,
      colour: paint,
      align: "centre",
      within: width - 5 * k,
    });
    left += width + 4 * k;
  }
}
