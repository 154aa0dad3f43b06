import { GZIP_START, type GzipState, gzipPiece } from "../sealing/gzip.ts";
import { PART_BYTES, PartBuffer } from "./parts.ts";
import { type ZipEntry, zipDirectory, zipStored, zipStreamEnd, zipStreamStart } from "./zip.ts";

/** Everything that must be known of a ZIP between two pieces of it, besides the bytes that are in no part yet. */
export interface ZipState {
  readonly entries: readonly ZipEntry[];
  /** Bytes so far. */
  readonly offset: number;
  /** The file that is being compressed. */
  readonly open: {
    readonly name: string;
    readonly offset: number;
    readonly gzip: GzipState;
    readonly packed: number;
  } | null;
}

export const EMPTY_ZIP: ZipState = { entries: [], offset: 0, open: null };

/**
 * A ZIP becoming parts of exactly {@link PART_BYTES}. Each piece of a file is compressed by itself and ends on a whole byte,
 * so that the same pieces give the same bytes however often another worker went on.
 */
export class ZipParts {
  readonly #bytes: PartBuffer;
  #state: ZipState;

  constructor(rest: Uint8Array, state: ZipState) {
    this.#bytes = new PartBuffer(rest);
    this.#state = state;
  }

  get isFull(): boolean {
    return this.#bytes.length >= PART_BYTES;
  }

  /** Begins a file that comes in pieces. */
  begin(name: string): void {
    const offset = this.#state.offset;
    this.#push(zipStreamStart(name));
    this.#state = { ...this.#state, open: { name, offset, gzip: GZIP_START, packed: 0 } };
  }

  /** The next piece of the file that was begun. */
  write(content: string | Uint8Array): void {
    const { open } = this.#state;
    if (open === null) throw new Error("no file of the ZIP has begun");
    const { piece, state } = gzipPiece(open.gzip, content);
    this.#push(piece);
    this.#state = { ...this.#state, open: { ...open, gzip: state, packed: open.packed + piece.length } };
  }

  /** Ends the file that was begun. */
  end(): void {
    const { open, entries } = this.#state;
    if (open === null) throw new Error("no file of the ZIP has begun");
    const { entry, bytes } = zipStreamEnd(open.name, open.offset, open.gzip, open.packed);
    this.#push(bytes);
    this.#state = { ...this.#state, open: null, entries: [...entries, entry] };
  }

  /** A small file at once. */
  add(name: string, content: string): void {
    const { entry, bytes } = zipStored(name, new TextEncoder().encode(content), this.#state.offset);
    this.#push(bytes);
    this.#state = { ...this.#state, entries: [...this.#state.entries, entry] };
  }

  /** Ends the whole. */
  close(): void {
    this.#push(zipDirectory(this.#state.entries, this.#state.offset));
  }

  take(): Uint8Array {
    return this.#bytes.take(PART_BYTES);
  }

  rest(): Uint8Array {
    return this.#bytes.peek();
  }

  state(): ZipState {
    return this.#state;
  }

  #push(bytes: Uint8Array): void {
    this.#bytes.push(bytes);
    this.#state = { ...this.#state, offset: this.#state.offset + bytes.length };
  }
}
