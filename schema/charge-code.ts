import { err, ok, type Result } from "./result.ts";

/**
 * The 20 digits on a coupon sheet (CPN-1): 18 digits of payload and two check digits after ISO 7064 MOD 97-10.
 *
 * This file runs on phones as old as iOS 13, so it uses neither BigInt nor regular expressions with look-behind:
 * one such literal would stop the whole script there from being parsed.
 */

declare const chargeCodeBrand: unique symbol;

/** Twenty ASCII digits whose check digits are right. Only the functions of this file make one. */
export type ChargeCode = string & { readonly [chargeCodeBrand]: true };

export const CHARGE_CODE_DIGITS = 20;
export const CHARGE_CODE_PAYLOAD_DIGITS = 18;
export const CHARGE_CODE_GROUP_DIGITS = 4;
/** Longer texts are not searched for a code: no QR and no paste that we know of is longer. */
export const MAX_CHARGE_CODE_TEXT = 2_048;
/** A text with other words in it counts as a cut-off code from this many digits on; fewer are just a number. */
export const MIN_INCOMPLETE_DIGITS_IN_TEXT = 14;
/** The least PRF output {@link deriveChargeCode} accepts: two chances of 16 bytes each. */
export const MIN_PRF_BYTES = 32;

export type ChargeCodeError =
  /** `digits` of the 20 were there. */
  | { readonly code: "incomplete"; readonly digits: number }
  /** More than 20 digits in one piece. */
  | { readonly code: "too-long"; readonly digits: number }
  /** Twenty digits, but mistyped or misread. */
  | { readonly code: "check-digit" }
  /** Nothing in the text looks like a code. */
  | { readonly code: "no-code" }
  /** Two different valid codes in one text: a person has to choose. */
  | { readonly code: "ambiguous" };

/**
 * The two check digits for a string of ASCII digits, after ISO 7064 MOD 97-10 ("794" → "44").
 * Always "02" to "98": the congruent "00", "01" and "99" are never printed and never accepted (CPN-1).
 */
export function chargeCodeCheckDigits(payload: string): string {
  let remainder = 0;
  for (let i = 0; i < payload.length; i++) remainder = (remainder * 10 + (payload.charCodeAt(i) - 48)) % 97;
  const check = 98 - ((remainder * 100) % 97);
  return check < 10 ? `0${check}` : `${check}`;
}

/** Whether `text` is exactly twenty ASCII digits with right check digits (CPN-1). No tolerance: see {@link parseChargeCode}. */
export function isChargeCode(text: string): text is ChargeCode {
  return (
    /^[0-9]{20}$/.test(text) &&
    chargeCodeCheckDigits(text.slice(0, CHARGE_CODE_PAYLOAD_DIGITS)) ===
      text.slice(CHARGE_CODE_PAYLOAD_DIGITS)
  );
}

/** The code as people read it: 4-4-4-4-4, joined by `separator` (a plain hyphen unless told). */
export function formatChargeCode(code: ChargeCode, separator = "-"): string {
  return splitGroups(code).join(separator);
}

/**
 * What a person has typed so far, in groups of up to four digits and never more than twenty digits, for display
 * while typing. Understands the same digits as {@link parseChargeCode}; an empty text gives no groups.
 */
export function partialGroups(text: string): readonly string[] {
  const digits = plainText(text).replace(/[^0-9]/g, "");
  return splitGroups(digits.slice(0, CHARGE_CODE_DIGITS));
}

/**
 * Finds the code in whatever a camera, a hand-held reader or a person delivers: full-width digits, hyphens and
 * spaces of every kind, AIM symbology identifiers (`]Q1`), our URLs, also those mangled by a reader whose keyboard
 * layout is not the computer's or by an IME in romaji or kana mode, the same code read twice without a line end.
 *
 * It never guesses: a window cut out of a longer run of digits is no code, and two different codes are `ambiguous`.
 * Errors are those of {@link ChargeCodeError}; the text itself is never part of an error (CPN-1: not in the clear).
 */
export function parseChargeCode(text: string): Result<ChargeCode, ChargeCodeError> {
  if (text.length > MAX_CHARGE_CODE_TEXT) return err({ code: "no-code" });
  const plain = plainText(text);
  const chains = plain.match(CHAIN) ?? [];

  const candidates = new Set<string>();
  let longest = 0;
  for (const chain of chains) {
    const groups = chain.match(/[0-9]+/g) ?? [];
    const digits = groups.join("");
    longest = Math.max(longest, digits.length);
    for (const candidate of candidatesOf(groups, digits)) candidates.add(candidate);
  }
  const onlyDigits =
    /^[0-9]/.test(plain) && chains.length > 0 && plain.replace(NOT_CODE_CHARACTER, "") === plain;
  if (candidates.size === 0 && onlyDigits && chains.length > 1) {
    // A code wrapped over two lines, and nothing else in the text.
    const joined = chains.join("").replace(/[^0-9]/g, "");
    longest = joined.length;
    if (joined.length === CHARGE_CODE_DIGITS) candidates.add(joined);
  }

  const valid = [...candidates].filter(isChargeCode);
  const [first] = valid;
  if (first !== undefined) return valid.length === 1 ? ok(first) : err({ code: "ambiguous" });
  if (candidates.size > 0) return err({ code: "check-digit" });
  if (longest > CHARGE_CODE_DIGITS) return err({ code: "too-long", digits: longest });
  if (longest >= (onlyDigits ? 1 : MIN_INCOMPLETE_DIGITS_IN_TEXT))
    return err({ code: "incomplete", digits: longest });
  return err({ code: "no-code" });
}

/**
 * The code that belongs to the output of a keyed PRF over (issue key, serial, salt) (CPN-1). Pure: the HMAC is
 * computed by the caller, at least {@link MIN_PRF_BYTES} bytes of it.
 *
 * Every one of the 10^18 payloads is exactly equally likely. 16 bytes are read as one number N below 2^128; the top
 * incomplete stretch (N ≥ floor(2^128 / 10^18) · 10^18) is thrown away and the next 16 bytes are read instead;
 * otherwise the payload is N mod 10^18, its last 18 decimal digits. 16 bytes are thrown away about once in 10^21.
 *
 * @throws RangeError when fewer bytes are given, or all of them are thrown away: either is a broken PRF, not chance.
 */
export function deriveChargeCode(prfBytes: Uint8Array): ChargeCode {
  if (prfBytes.length < MIN_PRF_BYTES) throw new RangeError(`at least ${MIN_PRF_BYTES} PRF bytes are needed`);
  for (let at = 0; at + 16 <= prfBytes.length; at += 16) {
    const number = Array.from(prfBytes.subarray(at, at + 16));
    let payload = "";
    for (let i = 0; i < CHARGE_CODE_PAYLOAD_DIGITS; i++) payload = `${divideByTen(number)}${payload}`;
    // What is left in `number` is N div 10^18; its largest possible value marks the incomplete stretch.
    if (LARGEST_QUOTIENT.every((byte, i) => byte === number[i])) continue;
    return (payload + chargeCodeCheckDigits(payload)) as ChargeCode;
  }
  throw new RangeError("no unbiased charge code in these PRF bytes");
}

/** floor(2^128 / 10^18) = 340 282 366 920 938 463 463, as 16 bytes, big end first. */
const LARGEST_QUOTIENT = [0, 0, 0, 0, 0, 0, 0, 0x12, 0x72, 0x5d, 0xd1, 0xd2, 0x43, 0xab, 0xa0, 0xe7];

/** Divides a big-endian base-256 number in place and returns the remainder. */
function divideByTen(number: number[]): number {
  let remainder = 0;
  for (let i = 0; i < number.length; i++) {
    const part = remainder * 256 + (number[i] ?? 0);
    number[i] = Math.floor(part / 10);
    remainder = part % 10;
  }
  return remainder;
}

function splitGroups(digits: string): string[] {
  const groups: string[] = [];
  for (let at = 0; at < digits.length; at += CHARGE_CODE_GROUP_DIGITS)
    groups.push(digits.slice(at, at + CHARGE_CODE_GROUP_DIGITS));
  return groups;
}

/** Separators inside one code after `plainText`; a line end or tab is none, it ends what one reader sent. */
const CHAIN = /[0-9](?:[ \-._]{0,3}[0-9])*/g;
const NOT_CODE_CHARACTER = /[^0-9 \-._\t\r\n]/g;

function candidatesOf(groups: readonly string[], digits: string): readonly string[] {
  if (digits.length === CHARGE_CODE_DIGITS) return [digits];
  const half = digits.slice(0, CHARGE_CODE_DIGITS);
  // A reader that beeped twice and sends no line end. Two different codes run together fall through to too-long.
  if (digits.length === 2 * CHARGE_CODE_DIGITS && digits === half + half) return [half];
  if (digits.length < CHARGE_CODE_DIGITS) return [];
  const whole = groups.filter((group) => group.length === CHARGE_CODE_DIGITS);
  if (whole.length > 0) return whole;
  // "…7890 5,000円" next to a printed code. With six groups of four nobody can tell which five are meant.
  const windows: string[] = [];
  for (let at = 0; at + 5 <= groups.length; at++) {
    const window = groups.slice(at, at + 5);
    if (window.every((group) => group.length === CHARGE_CODE_GROUP_DIGITS)) windows.push(window.join(""));
  }
  return windows.length === 1 ? windows : [];
}

/** The digit keys and the hyphen of a JIS keyboard as kana mode types them, plain and with shift. */
const KANA_KEYS: Readonly<Record<string, string>> = {
  わ: "0",
  を: "0",
  ぬ: "1",
  ふ: "2",
  あ: "3",
  ぁ: "3",
  う: "4",
  ぅ: "4",
  え: "5",
  ぇ: "5",
  お: "6",
  ぉ: "6",
  や: "7",
  ゃ: "7",
  ゆ: "8",
  ゅ: "8",
  よ: "9",
  ょ: "9",
  ほ: "-",
};

function hiragana(character: string): string {
  const point = character.charCodeAt(0);
  return point >= 0x30a1 && point <= 0x30f6 ? String.fromCharCode(point - 0x60) : character;
}

/** Half-width, one kind of hyphen and space, no invisible characters, no AIM identifier, kana digits undone. */
export function plainText(text: string): string {
  const narrow = text
    .normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, "")
    // ー and 〜 are what an IME makes of the hyphen and the tilde.
    .replace(/[\u058a\u1806\u2010-\u2015\u2043\u2212\u2500\u2501\u2796\u30fc\u301c\u30a0~]/g, "-")
    .replace(/[\u00b7\u2022\u2027\u30fb]/g, ".")
    .replace(/[\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u00a0]/g, " ")
    // AIM symbology identifier; on a layout that is not the reader's the bracket arrives as its neighbour.
    .replace(/^\s*[\][}{¥\\「」][A-Za-z][0-9A-Za-z]/, "")
    .trim();
  if (/[0-9]/.test(narrow)) return narrow;
  // Kana mode leaves no digit at all. With digits in the text あ is just the letter of a URL under a romaji IME.
  const kana = narrow.normalize("NFD").replace(/[\u3099\u309a]/g, "");
  return (
    [...kana]
      .map(hiragana)
      .join("")
      // The AIM identifiers ]Q0 to ]Q6 and ]C0 in kana; their digit is none of the code's.
      .replace(/^む[たそ][わぬふあうえお]/, "")
      .replace(/[ぁ-ん]/g, (character) => KANA_KEYS[character] ?? character)
  );
}
