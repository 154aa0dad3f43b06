/**
 * What the Worker uses of `node:zlib`, which workerd runs: a compressed piece that ends on a whole byte and needs
 * nothing before it, which the web's CompressionStream can't make. Declared here for the reason given in node-crypto.d.ts.
 */
declare module "node:zlib" {
  export const constants: { readonly Z_FULL_FLUSH: number };
  export function inflateRawSync(data: Uint8Array): Uint8Array<ArrayBuffer>;
  export function deflateRawSync(
    data: Uint8Array,
    options: { readonly level: number; readonly finishFlush: number },
  ): Uint8Array<ArrayBuffer>;
  export function crc32(data: Uint8Array, value?: number): number;
}
