import { base32 } from "./ids.ts";
import { err, ok, type Result } from "./result.ts";

/**
 * The key of a store's till system (POS-1): a prefix that tells everybody what it is, also a program that looks for keys
 * left lying about; 160 random bits; seven letters of CRC-32 over both, so that a key that was cut off or mistyped is
 * known without asking anybody.
 */

declare const posKeyBrand: unique symbol;

/** The text of a key whose check letters are right. It may be nobody's. */
export type PosKeyText = string & { readonly [posKeyBrand]: true };

export const POS_KEY_PREFIX = "tegata_pos_";
export const POS_KEY_RANDOM_BYTES = 20;
const BODY_LETTERS = 32;
const SHAPE = /^tegata_pos_[0-9a-hjkmnp-tv-z]{39}$/;
/** Of its letters that people may see: enough to tell one's keys apart, no use for guessing. */
const HINT_LETTERS = 4;

/**
 * Makes a key's text.
 * @param random twenty random bytes
 */
export function posKeyText(random: Uint8Array): PosKeyText {
  if (random.length < POS_KEY_RANDOM_BYTES) throw new RangeError("twenty random bytes are needed");
  const start = POS_KEY_PREFIX + base32(random, BODY_LETTERS);
  return (start + checkLetters(start)) as PosKeyText;
}

/** The key in a text, or that it is none. */
export function readPosKey(text: string): Result<PosKeyText, "no-key"> {
  const start = text.slice(0, POS_KEY_PREFIX.length + BODY_LETTERS);
  return SHAPE.test(text) && text === start + checkLetters(start) ? ok(text as PosKeyText) : err("no-key");
}

/** How a key is called where it must not be read: its prefix and first letters. */
export function posKeyHint(key: PosKeyText): string {
  return key.slice(0, POS_KEY_PREFIX.length + HINT_LETTERS);
}

function checkLetters(text: string): string {
  const crc = crc32(text);
  return base32(Uint8Array.of(crc >>> 24, crc >>> 16, crc >>> 8, crc), 7);
}

/** CRC-32 of ISO 3309 over an ASCII text. */
function crc32(text: string): number {
  let crc = ~0;
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
