import type { Face } from "../../schema/face.ts";

/** Everything that one till's sheet says. */
export interface Poster {
  readonly payName: string;
  readonly face: Face;
  /** Bytes of a face's own emblem (PNG or JPEG); null where it wears a built-in one, or none that a PDF can hold. */
  readonly emblemPicture: { readonly bytes: Uint8Array; readonly kind: "png" | "jpg" } | null;
  readonly storeName: string;
  readonly town: string;
  readonly tillNumber: number;
  readonly takesPaper: boolean;
  readonly sticker: string;
  readonly qrText: string;
}
