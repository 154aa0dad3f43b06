/** Encrypted content coding by the author of its RFCs, independent of what encrypts our pushes; it brings no types. */
declare module "http_ece" {
  import type { Buffer } from "node:buffer";
  import type { ECDH } from "node:crypto";

  interface Params {
    readonly version: "aes128gcm";
    readonly privateKey: ECDH;
    readonly authSecret: string;
  }
  export function decrypt(body: Buffer, params: Params): Buffer;
}
