import { createHmac } from "node:crypto";

/** Digits of a code sent by SMS (S20). */
export const VERIFICATION_CODE_DIGITS = 6;

/** The largest multiple of a million below 2^32: four bytes from here up are thrown away, so no code is likelier. */
const UNBIASED_BELOW = Math.floor(2 ** 32 / 1_000_000) * 1_000_000;

/**
 * Six digits, "000000" to "999999", all equally likely. `random` fills an array with cryptographic randomness
 * (`(bytes) => crypto.getRandomValues(bytes)`) and is asked again while its number falls into the incomplete stretch.
 */
export function verificationCode(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = new Uint8Array(4);
  for (;;) {
    random(bytes);
    const number = new DataView(bytes.buffer).getUint32(0);
    if (number < UNBIASED_BELOW) return `${number % 1_000_000}`.padStart(VERIFICATION_CODE_DIGITS, "0");
  }
}

/**
 * What the actor stores in place of a code: HMAC-SHA256 over the actor's name, what the code is for, and the code, hex. A
 * million codes are guessed in a second, so only the key, which the actor never sees, keeps a stolen record silent (WHO-3).
 */
export function verificationCodeHash(
  key: Uint8Array,
  actorName: string,
  purpose: string,
  code: string,
): string {
  return createHmac("sha256", key)
    .update(`tegata verification|2|${actorName}|${purpose}|${code}`)
    .digest("hex");
}
