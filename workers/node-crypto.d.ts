/**
 * The few synchronous functions of `node:crypto` that workerd runs and the Worker uses.
 * Declared here instead of loading the types of Node, whose globals (process, Buffer, its own fetch)
 * would then type-check in code that must also run without them.
 */
declare module "node:crypto" {
  type Bytes = string | ArrayBuffer | ArrayBufferView;

  interface Digest {
    update(data: Bytes): this;
    update(text: string, encoding: "utf8"): this;
    digest(): Uint8Array<ArrayBuffer>;
    digest(encoding: "hex" | "base64" | "base64url"): string;
  }

  export function createHash(algorithm: "sha256" | "sha512"): Digest;
  /** SHA-1 for Twilio's signatures only, which are so. */
  export function createHmac(algorithm: "sha1" | "sha256" | "sha512", key: Bytes): Digest;
  export function hkdfSync(
    digest: "sha256",
    key: Bytes,
    salt: Bytes,
    info: Bytes,
    lengthBytes: number,
  ): ArrayBuffer;
  export function randomBytes(size: number): Uint8Array<ArrayBuffer>;
  export function timingSafeEqual(a: ArrayBufferView, b: ArrayBufferView): boolean;

  interface ScryptOptions {
    N: number;
    r: number;
    p: number;
    maxmem?: number;
  }
  export function scrypt(
    password: Bytes,
    salt: Bytes,
    lengthBytes: number,
    options: ScryptOptions,
    done: (error: Error | null, key: Uint8Array<ArrayBuffer>) => void,
  ): void;
}
