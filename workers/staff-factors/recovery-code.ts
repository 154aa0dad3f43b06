import { RECOVERY_CODES } from "../../schema/limits.ts";

/** 32 letters and digits: none of i, l, o, u. The first digit of a code is its number, the rest 55 bits of chance. */
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const RANDOM_LETTERS = 11;
const WRITTEN = /^([0-9])([0-9a-hjkmnp-tv-z]{11})$/;

/** A recovery code as it is compared: its number, and its letters without hyphens. */
export interface RecoveryCode {
  readonly number: number;
  readonly code: string;
}

/** The codes of a set, from `RECOVERY_CODES` × 11 random bytes. Pure. */
export function newRecoveryCodes(random: Uint8Array): RecoveryCode[] {
  if (random.length !== RECOVERY_CODES * RANDOM_LETTERS) throw new RangeError("not a set's length");
  return Array.from({ length: RECOVERY_CODES }, (_, number) => {
    const letters = Array.from(
      random.subarray(number * RANDOM_LETTERS, (number + 1) * RANDOM_LETTERS),
      (byte) => LETTERS[byte & 31] ?? "",
    );
    return { number, code: `${number}${letters.join("")}` };
  });
}
export const RECOVERY_RANDOM_BYTES = RECOVERY_CODES * RANDOM_LETTERS;

/** A code in groups of four, as it is shown and printed. */
export function groupedCode(code: string): string {
  return code.match(/.{1,4}/g)?.join("-") ?? code;
}

/** A code as somebody typed it, whatever width, case and hyphens; null where it can't be one. */
export function readRecoveryCode(typed: string): RecoveryCode | null {
  const plain = typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s-]/g, "")
    // What an eye takes for a digit.
    .replace(/o/g, "0")
    .replace(/[il]/g, "1");
  const number = WRITTEN.exec(plain)?.[1];
  return number === undefined ? null : { number: Number(number), code: plain };
}
