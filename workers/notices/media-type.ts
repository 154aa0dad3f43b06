import type { AttachmentBody } from "../../schema/api/notices.ts";

type MediaType = AttachmentBody["mediaType"];

/** The first bytes of what may be attached (NOT-3): ISO 32000 7.5.2, PNG 5.2, JPEG's start of image and its first marker. */
const SIGNATURES: readonly { readonly mediaType: MediaType; readonly bytes: readonly number[] }[] = [
  { mediaType: "application/pdf", bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: "image/png", bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: "image/jpeg", bytes: [0xff, 0xd8, 0xff] },
];

const ENDINGS: { readonly [M in MediaType]: readonly [string, ...string[]] } = {
  "application/pdf": [".pdf"],
  "image/png": [".png"],
  "image/jpeg": [".jpg", ".jpeg"],
};

/** What a file is by its first bytes, whatever it is called; null for everything that may not be attached. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const found = SIGNATURES.find((one) => one.bytes.every((byte, at) => bytes[at] === byte));
  return found?.mediaType ?? null;
}

/** A name to save a file under: no folders, no control characters, and the ending that fits what it is (NOT-3). */
export function safeName(written: string, mediaType: MediaType): string {
  const plain = written
    .normalize("NFC")
    .replace(/\p{Cc}|\p{Cf}/gu, "")
    .replace(/[/\\:*?"<>|]/g, "_")
    .trim();
  const fits = ENDINGS[mediaType].some((ending) => plain.toLowerCase().endsWith(ending));
  return fits ? plain : `${plain}${ENDINGS[mediaType][0]}`;
}
