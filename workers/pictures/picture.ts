/**
 * Reads an uploaded picture and writes it anew without anything but the picture (PRG-7): no place, no camera, no comment,
 * nothing behind its end; of a photograph only which side is up stays. What it is is told by its own bytes, never by its name or by what the sender calls it. SVG is
 * refused: it is a document that can hold scripts and addresses.
 */

import { orientationOf, orientationSegment } from "./orientation.ts";

export type PictureKind = "png" | "jpg" | "webp";

export interface CleanPicture {
  readonly kind: PictureKind;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The media type of each kind. */
export const MEDIA_TYPES: { readonly [K in PictureKind]: string } = {
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
};

/** The picture alone, or null where the bytes are no still PNG, JPEG or WebP that holds together. Pure. */
export function cleanPicture(bytes: Uint8Array): CleanPicture | null {
  const reader = READERS.find(({ magic }) => magic(bytes));
  try {
    return reader?.clean(bytes) ?? null;
  } catch (error) {
    // Reading beyond the end: the file was cut off, or lies about its lengths.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const READERS: readonly {
  readonly magic: (bytes: Uint8Array) => boolean;
  readonly clean: (bytes: Uint8Array) => CleanPicture | null;
}[] = [
  { magic: (bytes) => startsWith(bytes, 0, PNG_MAGIC), clean: cleanPng },
  { magic: (bytes) => startsWith(bytes, 0, [0xff, 0xd8, 0xff]), clean: cleanJpeg },
  { magic: (bytes) => text(bytes, 0, 4) === "RIFF" && text(bytes, 8, 4) === "WEBP", clean: cleanWebp },
];

/* ---------- PNG (W3C PNG, third edition) ---------- */

const PNG_MAGIC = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What draws the picture; everything else is about it. */
const PNG_CHUNKS = new Set(["IHDR", "PLTE", "tRNS", "sRGB", "gAMA", "IDAT", "IEND"]);

function cleanPng(bytes: Uint8Array): CleanPicture | null {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let at = 8;
  let name = "";
  while (name !== "IEND") {
    const end = at + 12 + view.getUint32(at);
    name = text(bytes, at + 4, 4);
    if (end > bytes.length || (at === 8) !== (name === "IHDR")) return null;
    if (PNG_CHUNKS.has(name)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return picture("png", view.getUint32(16), view.getUint32(20), kept);
}

/* ---------- JPEG (ITU-T T.81, annex B) ---------- */

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xc2;
/** Frames, Huffman and quantisation tables, restart interval, scans, and the two that say how colours are meant. */
const JPEG_SEGMENTS = new Set([0xc0, 0xc1, 0xc2, 0xc4, 0xda, 0xdb, 0xdd, 0xe0, 0xee]);
const END_OF_IMAGE = 0xd9;

function cleanJpeg(bytes: Uint8Array): CleanPicture | null {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let [width, height] = [0, 0];
  let turned: number | undefined;
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === END_OF_IMAGE) break;
    let end = at + 2 + view.getUint16(at + 2);
    if (isFrame(marker)) [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
    if (marker === 0xda) end = endOfScan(view, end);
    if (end > bytes.length) return null;
    if (JPEG_SEGMENTS.has(marker)) kept.push(bytes.subarray(at, end));
    turned ??= marker === 0xe1 ? orientationOf(bytes.subarray(at, end)) : undefined;
    at = end;
  }
  if (turned !== undefined) kept.splice(1, 0, orientationSegment(turned));
  kept.push(bytes.subarray(at, at + 2));
  return picture("jpg", width, height, kept);
}

/** Where a scan's coded data ends: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(view: DataView, from: number): number {
  for (let at = from; ; at++) {
    if (view.getUint8(at) !== 0xff) continue;
    const next = view.getUint8(at + 1);
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
}

/* ---------- WebP (RFC 9649) ---------- */

const WEBP_CHUNKS = new Set(["VP8 ", "VP8L", "VP8X", "ALPH"]);
const ALPHA_FLAG = 0x10;
const ANIMATION_FLAG = 0x02;

function cleanWebp(bytes: Uint8Array): CleanPicture | null {
  const view = viewOf(bytes);
  const until = 8 + view.getUint32(4, true);
  if (until > bytes.length) return null;
  const kept: Uint8Array[] = [];
  let size: readonly [number, number] | null = null;
  for (let at = 12; at < until; ) {
    const name = text(bytes, at, 4);
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (end > until) return null;
    const chunk = bytes.slice(at, end);
    if (name === "VP8X") {
      if ((view.getUint8(at + 8) & ANIMATION_FLAG) !== 0) return null;
      // Of what it announces only transparency is still there.
      chunk[8] = view.getUint8(at + 8) & ALPHA_FLAG;
    }
    size ??= webpSize(view, name, at + 8);
    if (WEBP_CHUNKS.has(name)) kept.push(chunk);
    at = end;
  }
  const body = kept.reduce((sum, chunk) => sum + chunk.length, 4);
  const head = bytes.slice(0, 12);
  viewOf(head).setUint32(4, body, true);
  return size && picture("webp", size[0], size[1], [head, ...kept]);
}

function webpSize(view: DataView, name: string, at: number): readonly [number, number] | null {
  const uint24 = (from: number) => view.getUint16(from, true) + view.getUint8(from + 2) * 65_536;
  switch (name) {
    case "VP8X":
      return [uint24(at + 4) + 1, uint24(at + 7) + 1];
    case "VP8L": {
      const bits = view.getUint32(at + 1, true);
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
    }
    case "VP8 ":
      return [view.getUint16(at + 6, true) & 0x3fff, view.getUint16(at + 8, true) & 0x3fff];
    default:
      return null;
  }
}

/* ---------- Shared ---------- */

function picture(
  kind: PictureKind,
  width: number,
  height: number,
  parts: readonly Uint8Array[],
): CleanPicture | null {
  if (width < 1 || height < 1) return null;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { kind, width, height, bytes };
}

function startsWith(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, i) => bytes[at + i] === byte);
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
