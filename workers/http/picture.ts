import type { PICTURE_TYPES } from "../../schema/api/stores.ts";

export type PictureType = (typeof PICTURE_TYPES)[number];

/**
 * What kind of picture the bytes are, by what they begin with; null for anything else. The name and type that came with
 * them are not believed: what is stored is served from our own origin.
 */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const begins = (at: number, ...values: readonly number[]) =>
    values.every((value, i) => bytes[at + i] === value);
  if (begins(0, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  if (begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50)) return "image/webp";
  return null;
}

/** Where a picture lies in R2: by region and content, so that the same one twice is one object. */
export function pictureKey(regionId: string, sha256: string): string {
  return `pictures/${regionId}/${sha256}`;
}
