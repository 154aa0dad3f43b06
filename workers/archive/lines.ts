import { GZIP_HEAD, GZIP_START, gzipEnd, gzipPiece } from "../sealing/gzip.ts";

/** Text that is gathered before it is compressed. */
const CHUNK_CHARS = 256 * 1_024;

/** Reads lines of a gzipped NDJSON object one by one, in bounded memory. Close it, also after an error. */
export interface LineReader {
  /** The next line without its end; null after the last. Throws where the object can't be unpacked. */
  readonly next: () => Promise<string | null>;
  /** Passes over so many lines; fewer where the object ends before. */
  readonly skip: (lines: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A reader of the lines of a gzipped body. */
export function readGzipLines(body: ReadableStream<Uint8Array>): LineReader {
  const reader = body
    .pipeThrough(new DecompressionStream("gzip") as never)
    .getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const decoder = new TextDecoder();
  let lines: string[] = [];
  let at = 0;
  let rest = "";
  let ended = false;
  /** False where nothing is left. */
  const fill = async (): Promise<boolean> => {
    while (at >= lines.length) {
      if (ended) return false;
      const { value, done } = await reader.read();
      const text = rest + (done ? decoder.decode() : decoder.decode(value, { stream: true }));
      lines = text.split("\n");
      at = 0;
      rest = lines.pop() ?? "";
      if (done) {
        ended = true;
        if (rest !== "") lines.push(rest);
        rest = "";
      }
    }
    return true;
  };
  return {
    next: async () => ((await fill()) ? (lines[at++] as string) : null),
    skip: async (count) => {
      for (let left = count; left > 0 && (await fill()); ) {
        const step = Math.min(left, lines.length - at);
        at += step;
        left -= step;
      }
    },
    close: () => reader.cancel().catch(() => {}),
  };
}

/** Lines on their way into a gzipped object that is small enough to be held until it is whole. */
export interface GzipWriter {
  readonly write: (line: string) => void;
  readonly end: () => Uint8Array<ArrayBuffer>;
}

/** A writer of gzipped lines. The same lines give the same bytes: there is no time and no name in them. */
export function writeGzipLines(): GzipWriter {
  const pieces: Uint8Array[] = [GZIP_HEAD];
  let state = GZIP_START;
  let text = "";
  const pack = () => {
    const packed = gzipPiece(state, text);
    state = packed.state;
    pieces.push(packed.piece);
    text = "";
  };
  return {
    write: (line) => {
      text += `${line}\n`;
      // Cut by content, never by how it was read: the bytes depend on nothing else.
      if (text.length >= CHUNK_CHARS) pack();
    },
    end: () => {
      if (text !== "") pack();
      pieces.push(gzipEnd(state));
      const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
      let at = 0;
      for (const piece of pieces) {
        whole.set(piece, at);
        at += piece.length;
      }
      return whole;
    },
  };
}
