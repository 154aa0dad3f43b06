import { type CsvEncoding, encodeCsv } from "./csv.ts";
import type { FileParts } from "./file-format.ts";
import { PART_BYTES } from "./parts.ts";

/**
 * Lines that become parts of exactly {@link PART_BYTES}. A part ends inside a line; what is left of that line begins
 * the next part. Two parts' memory is all it takes: the one taken last stays whole until the next one is taken.
 */
export class LineParts implements FileParts<null> {
  readonly #encoding: CsvEncoding;
  #part = new Uint8Array(PART_BYTES);
  #other: Uint8Array<ArrayBuffer> | undefined;
  #length = 0;
  /** Of the line in which the full part ends. */
  #rest: Uint8Array = new Uint8Array(0);

  /** @param start what the first part starts with, less than a part */
  constructor(encoding: CsvEncoding, start: Uint8Array) {
    this.#encoding = encoding;
    this.#add(start);
  }

  /** Whether a part is there to be taken. */
  get isFull(): boolean {
    return this.#length === PART_BYTES;
  }

  /**
   * Adds lines from one on until they end or the part is full. Returns how many it took; one that is cut in two is
   * taken.
   */
  fill(lines: readonly string[], from: number): number {
    if (this.#addWhole(from === 0 ? lines : lines.slice(from))) return lines.length - from;
    for (let at = from; at < lines.length; at++) {
      const bytes = encodeCsv(lines[at] as string, this.#encoding);
      const room = PART_BYTES - this.#length;
      this.#add(bytes.subarray(0, room));
      if (bytes.length >= room) {
        this.#rest = bytes.slice(room);
        return at + 1 - from;
      }
    }
    return lines.length - from;
  }

  /** The full part. Its bytes stay as they are until the next call. */
  take(): Uint8Array {
    const taken = this.#part;
    this.#part = this.#other ?? new Uint8Array(PART_BYTES);
    this.#other = taken;
    this.#length = 0;
    this.#add(this.#rest);
    this.#rest = new Uint8Array(0);
    return taken;
  }

  /** The bytes that are in no part yet: after `take` the rest of a line. */
  rest(): Uint8Array {
    return this.#part.slice(0, this.#length);
  }

  /** Nothing: the rest is all there is to know. */
  state(): null {
    return null;
  }

  /** Nothing is added: lines end by themselves. */
  end(): void {}

  /** Adds all lines at once, where they leave room. */
  #addWhole(lines: readonly string[]): boolean {
    const text = lines.join("");
    if (this.#encoding === "utf-8") {
      const { read, written } = new TextEncoder().encodeInto(text, this.#part.subarray(this.#length));
      if (read < text.length || this.#length + written === PART_BYTES) return false;
      this.#length += written;
      return true;
    }
    const bytes = encodeCsv(text, this.#encoding);
    if (this.#length + bytes.length >= PART_BYTES) return false;
    this.#add(bytes);
    return true;
  }

  #add(bytes: Uint8Array): void {
    this.#part.set(bytes, this.#length);
    this.#length += bytes.length;
  }
}
