import { crc32, deflateSync } from "node:zlib";

/**
 * A PMTiles file (version 3) of one picture that is the whole world, for a map to read in ranges:
 * https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
 */
export function worldOf(rgb: readonly [number, number, number]): Buffer {
  const tile = pngOf(rgb);
  // One entry: tile 0, run of one, its length, at the beginning.
  const directory = Buffer.from([
    ...varint(1),
    ...varint(0),
    ...varint(1),
    ...varint(tile.length),
    ...varint(1),
  ]);
  const metadata = Buffer.from("{}");
  const head = Buffer.alloc(127);
  head.write("PMTiles", 0, "ascii");
  head.writeUInt8(3, 7);
  const parts = [directory.length, metadata.length, 0, tile.length];
  let at = head.length;
  for (const [n, length] of parts.entries()) {
    head.writeBigUInt64LE(BigInt(at), 8 + 16 * n);
    head.writeBigUInt64LE(BigInt(length), 16 + 16 * n);
    at += length;
  }
  for (const offset of [72, 80, 88]) head.writeBigUInt64LE(1n, offset);
  // Clustered; neither the directory nor the tile is compressed; PNG; zoom 0 to 0.
  head.set([1, 1, 1, 2, 0, 0], 96);
  for (const [n, degrees] of [-180, -85, 180, 85].entries()) head.writeInt32LE(degrees * 1e7, 102 + 4 * n);
  return Buffer.concat([head, directory, metadata, tile]);
}

function varint(value: number): number[] {
  const bytes = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return [...bytes, left];
}

/** A PNG of 256 × 256 in one colour. */
function pngOf(rgb: readonly [number, number, number]): Buffer {
  const side = 256;
  const row = Buffer.concat([
    Buffer.from([0]),
    Buffer.concat(Array.from({ length: side }, () => Buffer.from(rgb))),
  ]);
  const size = Buffer.alloc(13);
  size.writeUInt32BE(side, 0);
  size.writeUInt32BE(side, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", size),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "ascii"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
