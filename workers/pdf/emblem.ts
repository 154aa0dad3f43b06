import type { PDFDocument, PDFImage, PDFPage } from "pdf-lib";
import { EMBLEMS } from "../../schema/emblem-art.ts";
import { type Face, faceColours, isFaceName } from "../../schema/face.ts";
import { drawArt } from "./svg-art.ts";

/** Bytes of a face's own emblem; null where it wears a built-in one, or one that no PDF can hold. */
export type EmblemPicture = { readonly bytes: Uint8Array; readonly kind: "png" | "jpg" } | null;

/** Side of the square that built-in emblems are drawn in. */
const EMBLEM_UNITS = 48;

/** Puts a picture into a file once, for as many pages as wear it. */
export async function embedEmblem(pdf: PDFDocument, picture: EmblemPicture): Promise<PDFImage | null> {
  if (picture === null) return null;
  return picture.kind === "png" ? pdf.embedPng(picture.bytes) : pdf.embedJpg(picture.bytes);
}

/**
 * Draws a face's emblem into a square: a picture whole and in the middle, or the built-in one in the face's colours.
 *
 * @param at the square's upper left corner and its side, in points
 */
export function drawEmblem(
  page: PDFPage,
  face: Face,
  picture: PDFImage | null,
  at: { readonly x: number; readonly y: number; readonly side: number },
): void {
  if (picture) {
    const { width, height } = picture.scaleToFit(at.side, at.side);
    page.drawImage(picture, {
      x: at.x + (at.side - width) / 2,
      y: at.y - (at.side + height) / 2,
      width,
      height,
    });
    return;
  }
  const name = typeof face === "string" ? face : face.emblem;
  if (!isFaceName(name)) return;
  const { colour, companion } = faceColours(face);
  drawArt(
    page,
    EMBLEMS[name],
    { x: at.x, y: at.y, scale: at.side / EMBLEM_UNITS },
    { face: colour, "face-2": companion, "on-face": "#ffffff" },
  );
}
