/** R2 wants parts of at least 5 MiB, all equal but the last. */
export const PART_BYTES = 5 * 1_024 * 1_024;

/** Bytes that are waiting to become a part. */
export class PartBuffer {
  #chunks: Uint8Array[];
  length: number;

  constructor(start: Uint8Array) {
    this.#chunks = [start];
    this.length = start.length;
  }

  push(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.length += bytes.length;
  }

  /** All of them, and they stay. */
  peek(): Uint8Array {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }

  /** Takes exactly so many bytes off the front. */
  take(count: number): Uint8Array {
    const taken = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      const chunk = this.#chunks[0] as Uint8Array;
      const want = Math.min(chunk.length, count - filled);
      taken.set(chunk.subarray(0, want), filled);
      filled += want;
      if (want === chunk.length) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(want);
    }
    this.length -= count;
    return taken;
  }
}

/** Bytes as they lie in a job's row between two steps. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The reverse of {@link toBase64}. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** SHA-256 of a stream, hex, without holding it. */
export async function sha256Of(body: ReadableStream): Promise<string> {
  const digest = new crypto.DigestStream("SHA-256");
  await body.pipeTo(digest);
  return toHex(new Uint8Array(await digest.digest));
}

/** Bytes as lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
