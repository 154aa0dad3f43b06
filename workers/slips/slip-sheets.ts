import { PDFDocument, type PDFFont, type PDFPage, rgb } from "pdf-lib";
import { formatDateTime } from "../../schema/calendar.ts";
import { fontkitWithWholeGlyphs } from "../pdf/whole-glyphs.ts";

/** One account on paper. The password stands here and, as a hash, in D1: nowhere else (ORG-6). */
export interface Slip {
  readonly organisationName: string;
  readonly name: string;
  readonly loginId: string;
  readonly password: string;
}

/** What every slip of a print says besides. */
export interface SlipPrint {
  readonly regionName: string;
  /** Where to sign in, e.g. https://tegata.example.jp. */
  readonly address: string;
  readonly madeAtMs: number;
}

/** Slips on one A4 sheet: two columns of five, so that each can be cut off and sealed in an envelope. */
export const SLIPS_PER_SHEET = 10;
const COLUMNS = 2;
const ROWS = SLIPS_PER_SHEET / COLUMNS;

/** Points: 1/72 inch. */
const MM = 72 / 25.4;
const SHEET = { width: 210 * MM, height: 297 * MM };
const MARGIN = 10 * MM;
const SLIP = { width: (SHEET.width - 2 * MARGIN) / COLUMNS, height: (SHEET.height - 2 * MARGIN) / ROWS };
const PADDING = 6 * MM;
const INK = rgb(0.1, 0.1, 0.1);
const LINE = rgb(0.6, 0.6, 0.6);

/**
 * A4 sheets of account slips with lines to cut along, as PDF.
 *
 * @param font the whole TrueType font; what the slips need of it is embedded
 */
export async function slipSheets(
  font: Uint8Array,
  slips: readonly Slip[],
  print: SlipPrint,
): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkitWithWholeGlyphs);
  pdf.setTitle("アカウント票");
  pdf.setCreationDate(new Date(print.madeAtMs));
  pdf.setModificationDate(new Date(print.madeAtMs));
  const face = await pdf.embedFont(font, { subset: true });
  for (let first = 0; first < slips.length; first += SLIPS_PER_SHEET) {
    const page = pdf.addPage([SHEET.width, SHEET.height]);
    for (const [at, slip] of slips.slice(first, first + SLIPS_PER_SHEET).entries()) {
      const left = MARGIN + (at % COLUMNS) * SLIP.width;
      const top = SHEET.height - MARGIN - Math.floor(at / COLUMNS) * SLIP.height;
      drawSlip(page, face, slip, print, left, top);
    }
  }
  return (await pdf.save()) as Uint8Array<ArrayBuffer>;
}

function drawSlip(
  page: PDFPage,
  face: PDFFont,
  slip: Slip,
  print: SlipPrint,
  left: number,
  top: number,
): void {
  page.drawRectangle({
    x: left,
    y: top - SLIP.height,
    width: SLIP.width,
    height: SLIP.height,
    borderColor: LINE,
    borderWidth: 0.5,
    borderDashArray: [3, 3],
  });
  const width = SLIP.width - 2 * PADDING;
  let y = top - PADDING;
  const line = (text: string, size: number, gap: number) => {
    y -= size;
    page.drawText(fitted(text, face, size, width), { x: left + PADDING, y, size, font: face, color: INK });
    y -= gap;
  };
  const [date, time] = formatDateTime(print.madeAtMs, "ja");
  line(slip.organisationName, 10, 3);
  line(`${slip.name} 様`, 12, 7);
  line("ID", 8, 2);
  line(slip.loginId, 15, 6);
  line("はじめのパスワード", 8, 2);
  line(slip.password, 15, 7);
  line(`${print.address}/counter/（お店）`, 8, 2);
  line(`${print.address}/admin/（発行・事務局）`, 8, 3);
  line("はじめてのサインインで、自分だけのパスワードに変えます。", 8, 2);
  line(`${print.regionName}　${date} ${time}`, 7, 0);
}

/** The text, cut with … where it would run over the edge of its slip. IDs and passwords are short enough by their rules. */
function fitted(text: string, face: PDFFont, size: number, width: number): string {
  if (face.widthOfTextAtSize(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && face.widthOfTextAtSize(`${letters.join("")}…`, size) > width) letters.pop();
  return `${letters.join("")}…`;
}
