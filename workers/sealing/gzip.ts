import { constants, crc32, deflateRawSync } from "node:zlib";

/** Everything that must be known of a gzip file between two pieces of it. */
export interface GzipState {
  readonly crc: number;
  /** Uncompressed, so far. */
  readonly bytes: number;
}

export const GZIP_START: GzipState = { crc: 0, bytes: 0 };

/** Magic, deflate, no flags, no time, no extra flags, operating system unknown: the same on every machine (RFC 1952). */
export const GZIP_HEAD = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
/** The deflate block that ends a stream: final, fixed codes, empty. */
export const LAST_BLOCK = Uint8Array.of(0x03, 0x00);
const LEVEL = 6;

/**
 * The next piece of one gzip member. Each piece is compressed by itself and ends on a whole byte, so that a file that is
 * made in pieces has the same bytes however often its making was interrupted between two of them.
 */
export function gzipPiece(
  state: GzipState,
  content: string | Uint8Array,
): { readonly state: GzipState; readonly piece: Uint8Array<ArrayBuffer> } {
  const data = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {
    state: { crc: crc32(data, state.crc), bytes: state.bytes + data.length },
    piece: deflateRawSync(data, { level: LEVEL, finishFlush: constants.Z_FULL_FLUSH }),
  };
}

/** What ends the member: checksum and length modulo 2^32, as gzip has it. */
export function gzipEnd(state: GzipState): Uint8Array {
  const end = new Uint8Array(LAST_BLOCK.length + 8);
  end.set(LAST_BLOCK);
  const view = new DataView(end.buffer, LAST_BLOCK.length);
  view.setUint32(0, state.crc, true);
  view.setUint32(4, state.bytes % 2 ** 32, true);
  return end;
}
