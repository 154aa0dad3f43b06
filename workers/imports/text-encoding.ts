import { createHash } from "node:crypto";
import type { ImportBody } from "../../schema/api/imports.ts";

export type TextEncoding = ImportBody["file"]["encoding"];

/** What a file turned out to be: its hash, and its encoding where it is text at all. */
export interface ReadOnce {
  readonly sha256: string;
  readonly encoding: TextEncoding | null;
}

/**
 * Reads a file once from end to end (IMP-1). UTF-8 comes first and strictly: text of another encoding is practically never
 * valid UTF-8, while nearly anything is some Shift_JIS. A zero byte is in no text: that is UTF-16, or no text at all.
 */
export async function readOnce(bytes: AsyncIterable<Uint8Array>): Promise<ReadOnce> {
  const hash = createHash("sha256");
  const decoders = new Map<TextEncoding, TextDecoder>([
    ["utf-8", new TextDecoder("utf-8", { fatal: true, ignoreBOM: false })],
    ["shift_jis", new TextDecoder("shift_jis", { fatal: true, ignoreBOM: false })],
  ]);
  const stillFits = (read: (decoder: TextDecoder) => void) => {
    for (const [encoding, decoder] of decoders) {
      try {
        read(decoder);
      } catch {
        decoders.delete(encoding);
      }
    }
  };
  for await (const piece of bytes) {
    hash.update(piece);
    if (piece.includes(0)) decoders.clear();
    stillFits((decoder) => decoder.decode(piece, { stream: true }));
  }
  stillFits((decoder) => decoder.decode());
  return { sha256: hash.digest("hex"), encoding: [...decoders.keys()][0] ?? null };
}

/** The text of a file piece by piece, without its byte order mark. */
export async function* textOf(
  bytes: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

/** The pieces of a stream; whoever stops early lets go of it. */
export async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** All bytes of a body, or null where they are more than `limit`; reads no further than it must. */
export async function readAtMost(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (body)
    for await (const piece of piecesOf(body)) {
      size += piece.length;
      if (size > limit) return null;
      pieces.push(piece);
    }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
