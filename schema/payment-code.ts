import { chargeCodeCheckDigits, plainText } from "./charge-code.ts";

/**
 * The code that a wallet shows and a shop scans (COD-1): 22 random digits (73 bits) and two check digits after ISO 7064
 * MOD 97-10, so that a reader and a person can deliver it like a coupon's, and nobody takes one for the other: it has
 * four digits more.
 */

declare const paymentCodeBrand: unique symbol;

/** Twenty-four ASCII digits whose check digits are right. */
export type PaymentCode = string & { readonly [paymentCodeBrand]: true };

export const PAYMENT_CODE_DIGITS = 24;
const PAYLOAD_DIGITS = PAYMENT_CODE_DIGITS - 2;
/** How long a code is good. */
export const PAYMENT_CODE_MS = 120_000;
/** The next one is fetched so long before the end, so that a scanner never sees a dead one. */
export const PAYMENT_CODE_OVERLAP_MS = 10_000;

export function isPaymentCode(text: string): text is PaymentCode {
  return (
    /^[0-9]{24}$/.test(text) &&
    chargeCodeCheckDigits(text.slice(0, PAYLOAD_DIGITS)) === text.slice(PAYLOAD_DIGITS)
  );
}

/**
 * Makes a code of random bytes: a byte from 250 on is thrown away, so that every digit is equally likely.
 * @param random fills with fresh random bytes each time it is called
 */
export function paymentCode(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): PaymentCode {
  let payload = "";
  while (payload.length < PAYLOAD_DIGITS)
    for (const byte of random(new Uint8Array(32)))
      if (byte < 250 && payload.length < PAYLOAD_DIGITS) payload += String(byte % 10);
  return (payload + chargeCodeCheckDigits(payload)) as PaymentCode;
}

/** The code in what a camera, a reader or a person delivered, also twice in a row; null where it is something else. */
export function parsePaymentCode(text: string): PaymentCode | null {
  if (text.length > 200) return null;
  const digits = plainText(text).replace(/[\s\-._]/g, "");
  const half = digits.slice(0, PAYMENT_CODE_DIGITS);
  const one = digits === half + half ? half : digits;
  return isPaymentCode(one) ? one : null;
}
