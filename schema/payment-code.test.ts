import fc from "fast-check";
import { expect, test } from "vitest";
import { formatChargeCode, isChargeCode, parseChargeCode } from "./charge-code.ts";
import { isPaymentCode, PAYMENT_CODE_DIGITS, parsePaymentCode, paymentCode } from "./payment-code.ts";
import { parseScan } from "./qr.ts";

const bytes = fc.infiniteStream(fc.nat(255));
const codes = bytes.map((stream) => paymentCode((into) => into.map(() => stream.next().value ?? 0)));

test("COD-1: a code is 24 digits with right check digits, and is read back however it is written", () => {
  fc.assert(
    fc.property(codes, (code) => {
      expect(isPaymentCode(code)).toBe(true);
      const groups = code.match(/.{4}/g) ?? [];
      for (const written of [code, groups.join(" "), groups.join("-"), `${code}${code}`, `]Q1${code}\n`])
        expect(parsePaymentCode(written)).toBe(code);
      expect(parseScan(code)).toEqual({ kind: "payment-code", code });
    }),
  );
});

test("COD-1: one wrong digit, and two that changed places, are noticed", () => {
  fc.assert(
    fc.property(codes, fc.nat(PAYMENT_CODE_DIGITS - 2), fc.integer({ min: 1, max: 9 }), (code, at, more) => {
      const wrong = (Number(code[at]) + more) % 10;
      expect(isPaymentCode(code.slice(0, at) + wrong + code.slice(at + 1))).toBe(false);
      const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
      if (swapped !== code) expect(isPaymentCode(swapped)).toBe(false);
    }),
  );
});

test("COD-1: no coupon is taken for a wallet's code, and no wallet's code for a coupon", () => {
  fc.assert(
    fc.property(codes, (code) => {
      expect(parseChargeCode(code).ok).toBe(false);
      const coupon = code.slice(0, 20);
      if (isChargeCode(coupon)) expect(parsePaymentCode(formatChargeCode(coupon))).toBeNull();
      expect(parsePaymentCode(code.slice(0, 20))).toBeNull();
      expect(parsePaymentCode(`https://tegata.example/c/${code}`)).toBeNull();
    }),
  );
});

test("COD-1: every digit is equally likely", () => {
  const seen = new Array<number>(10).fill(0);
  for (let n = 0; n < 2_000; n++)
    for (const digit of paymentCode((into) => crypto.getRandomValues(into)).slice(0, 22))
      seen[Number(digit)] = (seen[Number(digit)] ?? 0) + 1;
  // 4,400 of each are expected; seven standard deviations to either side.
  for (const count of seen) expect(Math.abs(count - 4_400)).toBeLessThan(441);
});
