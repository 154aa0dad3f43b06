import { crc32 } from "node:zlib";
import { type GzipState, LAST_BLOCK } from "../sealing/gzip.ts";

/** Where a file lies in a ZIP (PKWARE APPNOTE), as its directory at the end names it. */
export interface ZipEntry {
  readonly name: string;
  readonly crc: number;
  /** Of the file, and of what it takes in the ZIP. */
  readonly bytes: number;
  readonly packed: number;
  /** Where its header begins. */
  readonly offset: number;
  readonly method: "stored" | "deflated";
}

/** No single file in a ZIP of ours is larger: sizes have 32 bits there. Offsets may be (ZIP64). */
const MAX_ENTRY_BYTES = 0xffff_ffff - 1;
const MAX_32 = 0xffff_ffff;
const MAX_16 = 0xffff;
const METHODS = { stored: 0, deflated: 8 } as const;
/** Names are UTF-8; of a streamed file, checksum and sizes follow behind it. */
const UTF8_NAMES = 0x0800;
const SIZES_FOLLOW = 0x0008;
/** 1 January 1980, midnight, whenever it is made: the same rows give the same bytes. */
const NO_DATE = 0x0021;
const VERSION = 20;
const VERSION_64 = 45;

/** A small file as a whole, not compressed. */
export function zipStored(
  name: string,
  content: Uint8Array,
  offset: number,
): { readonly entry: ZipEntry; readonly bytes: Uint8Array } {
  const crc = crc32(content);
  const entry: ZipEntry = {
    name,
    crc,
    bytes: content.length,
    packed: content.length,
    offset,
    method: "stored",
  };
  return { entry, bytes: concat([localHeader(entry, true), content]) };
}

/** What stands before the pieces of a file that is compressed while it is made (`gzipPiece`). */
export function zipStreamStart(name: string): Uint8Array {
  return localHeader({ name, crc: 0, bytes: 0, packed: 0, method: "deflated" }, false);
}

/** What follows the pieces, and the file's entry. */
export function zipStreamEnd(
  name: string,
  offset: number,
  state: GzipState,
  packedPieces: number,
): { readonly entry: ZipEntry; readonly bytes: Uint8Array } {
  const packed = packedPieces + LAST_BLOCK.length;
  if (state.bytes > MAX_ENTRY_BYTES || packed > MAX_ENTRY_BYTES)
    throw new Error(`${name} is too large for a ZIP`);
  const entry: ZipEntry = { name, crc: state.crc, bytes: state.bytes, packed, offset, method: "deflated" };
  return {
    entry,
    bytes: concat([LAST_BLOCK, fields([4, 0x08074b50], [4, entry.crc], [4, packed], [4, entry.bytes])]),
  };
}

/** The directory at the end. `at` is where it begins. */
export function zipDirectory(entries: readonly ZipEntry[], at: number): Uint8Array {
  const rows = entries.map((entry) => {
    const name = new TextEncoder().encode(entry.name);
    const is64 = entry.offset >= MAX_32;
    const more = is64 ? fields([2, 1], [2, 8], [8, entry.offset]) : new Uint8Array(0);
    return concat([
      fields(
        [4, 0x02014b50],
        [2, is64 ? VERSION_64 : VERSION],
        ...common(entry, entry.method === "stored"),
        [2, name.length],
        [2, more.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, Math.min(entry.offset, MAX_32)],
      ),
      name,
      more,
    ]);
  });
  const length = rows.reduce((sum, row) => sum + row.length, 0);
  const end64 = at + length;
  const isLarge = at >= MAX_32 || entries.length >= MAX_16;
  const large = isLarge
    ? [
        fields(
          [4, 0x06064b50],
          [8, 44],
          [2, VERSION_64],
          [2, VERSION_64],
          [4, 0],
          [4, 0],
          [8, entries.length],
          [8, entries.length],
          [8, length],
          [8, at],
        ),
        fields([4, 0x07064b50], [4, 0], [8, end64], [4, 1]),
      ]
    : [];
  const count = Math.min(entries.length, MAX_16);
  return concat([
    ...rows,
    ...large,
    fields(
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, length],
      [4, Math.min(at, MAX_32)],
      [2, 0],
    ),
  ]);
}

/** Several pieces as one. */
function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

type Field = readonly [bytes: 2 | 4 | 8, value: number];

/** What a file's header and its row in the directory share. */
function common(entry: Omit<ZipEntry, "name" | "offset">, isKnown: boolean): readonly Field[] {
  return [
    [2, VERSION],
    [2, isKnown ? UTF8_NAMES : UTF8_NAMES | SIZES_FOLLOW],
    [2, METHODS[entry.method]],
    [2, 0],
    [2, NO_DATE],
    [4, entry.crc],
    [4, entry.packed],
    [4, entry.bytes],
  ];
}

function localHeader(entry: Omit<ZipEntry, "offset">, isKnown: boolean): Uint8Array {
  const name = new TextEncoder().encode(entry.name);
  return concat([fields([4, 0x04034b50], ...common(entry, isKnown), [2, name.length], [2, 0]), name]);
}

/** Numbers in little-endian order. */
function fields(...parts: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, [length]) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [length, value] of parts) {
    if (length === 2) view.setUint16(at, value, true);
    else if (length === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += length;
  }
  return bytes;
}
