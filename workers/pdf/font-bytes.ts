/**
 * Bytes that a font's tables write themselves into, one after the other, as the structures of fontkit (`restructure`) ask for:
 * numbers with the high byte first, tags in ASCII. Unlike the stream it stands in for it knows no clock.
 */
export class FontBytes {
  /** How many bytes there are; fontkit reckons with it. */
  pos = 0;
  #bytes = new Uint8Array(1 << 16);

  writeUInt8(value: number): number {
    return this.#number(value, 1);
  }
  writeInt8(value: number): number {
    return this.#number(value, 1);
  }
  writeUInt16BE(value: number): number {
    return this.#number(value, 2);
  }
  writeInt16BE(value: number): number {
    return this.#number(value, 2);
  }
  writeUInt24BE(value: number): number {
    return this.#number(value, 3);
  }
  writeUInt32BE(value: number): number {
    return this.#number(value, 4);
  }
  writeInt32BE(value: number): number {
    return this.#number(value, 4);
  }
  writeString(text: string, encoding = "ascii"): number {
    if (encoding !== "ascii") throw new Error(`no table of a TrueType font is written in ${encoding}`);
    return this.writeBuffer(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
  }
  writeBuffer(bytes: Uint8Array): number {
    this.#room(bytes.length).set(bytes, this.pos);
    this.pos += bytes.length;
    return this.pos;
  }
  fill(value: number, length: number): number {
    this.#room(length).fill(value, this.pos, this.pos + length);
    this.pos += length;
    return this.pos;
  }

  /** All that was written. */
  written(): Uint8Array {
    return this.#bytes.slice(0, this.pos);
  }

  #number(value: number, length: number): number {
    const bytes = this.#room(length);
    for (let n = 0; n < length; n++) bytes[this.pos + n] = value >> (8 * (length - 1 - n));
    this.pos += length;
    return this.pos;
  }

  /** The bytes, with room for so many more. */
  #room(more: number): Uint8Array {
    if (this.pos + more > this.#bytes.length) {
      const wider = new Uint8Array(2 * (this.pos + more));
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    return this.#bytes;
  }
}
