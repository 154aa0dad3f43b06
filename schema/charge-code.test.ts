import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CHARGE_CODE_DIGITS,
  type ChargeCode,
  chargeCodeCheckDigits,
  deriveChargeCode,
  formatChargeCode,
  isChargeCode,
  MAX_CHARGE_CODE_TEXT,
  parseChargeCode,
  partialGroups,
} from "./charge-code.ts";

const RUNS = { numRuns: 1_000 };
const codes = fc.stringMatching(/^[0-9]{18}$/).map((payload) => {
  const code = payload + chargeCodeCheckDigits(payload);
  if (!isChargeCode(code)) throw new Error("check digits do not check");
  return code;
});
const CODE = `123456789012345678${chargeCodeCheckDigits("123456789012345678")}` as ChargeCode;

const swap = (text: string, a: number, b: number) => {
  const digits = [...text];
  [digits[a], digits[b]] = [digits[b] as string, digits[a] as string];
  return digits.join("");
};
const found = (text: string) => expect(parseChargeCode(text), text).toEqual({ ok: true, value: CODE });
const refused = (text: string, error: unknown) =>
  expect(parseChargeCode(text), text).toEqual({ ok: false, error });

describe("CPN-1: check digits", () => {
  test("CPN-1: the published example of ISO 7064 MOD 97-10", () => {
    expect(chargeCodeCheckDigits("794")).toBe("44");
  });

  test("CPN-1: they agree with plain arithmetic on big numbers", () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(BigInt(code) % 97n).toBe(1n);
        expect(Number(code.slice(18))).toBeGreaterThanOrEqual(2);
        expect(Number(code.slice(18))).toBeLessThanOrEqual(98);
      }),
      RUNS,
    );
  });

  test("CPN-1: every wrong single digit, adjacent swap and jump swap of a code is caught", () => {
    fc.assert(
      fc.property(codes, (code) => {
        for (let at = 0; at < CHARGE_CODE_DIGITS; at++) {
          for (let digit = 0; digit < 10; digit++) {
            const wrong = code.slice(0, at) + digit + code.slice(at + 1);
            if (isChargeCode(wrong) !== (wrong === code)) throw new Error(`missed at ${at}: ${digit}`);
          }
          for (const other of [at + 1, at + 2]) {
            if (other >= CHARGE_CODE_DIGITS) continue;
            const wrong = swap(code, at, other);
            if (isChargeCode(wrong) !== (wrong === code)) throw new Error(`missed swap ${at}, ${other}`);
          }
        }
      }),
      RUNS,
    );
  });

  test("CPN-1: check digits that are congruent but never printed are refused", () => {
    const payload = Array.from({ length: 200 }, (_, i) => `${i}`.padStart(18, "0"));
    const at97 = payload.find((p) => chargeCodeCheckDigits(p) === "97") as string;
    const at98 = payload.find((p) => chargeCodeCheckDigits(p) === "98") as string;
    const at02 = payload.find((p) => chargeCodeCheckDigits(p) === "02") as string;
    expect(isChargeCode(`${at97}97`)).toBe(true);
    expect(isChargeCode(`${at97}00`)).toBe(false);
    expect(isChargeCode(`${at98}01`)).toBe(false);
    expect(isChargeCode(`${at02}99`)).toBe(false);
  });
});

describe("CPN-1: the code is found in what is delivered", () => {
  test("CPN-1: whatever separators, widths and surroundings, the code comes back", () => {
    const separators = fc.constantFrom(
      "",
      "-",
      " ",
      " - ",
      "‐",
      "–",
      "—",
      "−",
      "－",
      "ー",
      "　",
      "\u00a0",
      ".",
      "・",
      "_",
    );
    const widths = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.replace(/[0-9]/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
    );
    const prefixes = fc.constantFrom(
      "",
      "  ",
      "]Q1",
      "]C0",
      "［Ｑ１",
      "https://tegata.example/c/",
      "/c/",
      "コード: ",
      "\ufeff",
    );
    const suffixes = fc.constantFrom("", "\r\n", "\t", " ", "?from=sheet", "/", "です");
    fc.assert(
      fc.property(codes, separators, widths, prefixes, suffixes, (code, separator, width, prefix, suffix) => {
        const text = prefix + width(formatChargeCode(code, separator)) + suffix;
        expect(parseChargeCode(text), text).toEqual({ ok: true, value: code });
      }),
      { numRuns: 2_000 },
    );
  });

  test("CPN-1: kana mode types the digit keys as kana, plain, with shift and in half width", () => {
    const plain = "わぬふあうえおやゆよ";
    const half = "ﾜﾇﾌｱｳｴｵﾔﾕﾖ";
    const shifted = "をぬふぁぅぇぉゃゅょ";
    for (const keys of [plain, half, shifted]) {
      const typed = [...CODE].map((digit) => [...keys][Number(digit)]).join("");
      found(typed);
      found(`むたぬ${typed}`);
      found(`くかかせとけめめ${typed}\r`);
    }
    const grouped = formatChargeCode(CODE)
      .replace(/-/g, "ほ")
      .replace(/[0-9]/g, (d) => [...plain][Number(d)] as string);
    found(grouped);
  });

  test("CPN-1: a URL mangled by a wrong keyboard layout or a romaji IME still carries its code", () => {
    found(`https+//tegata"example/c/${CODE}`);
    found(`https'//tegata.example/c/${CODE}_x`);
    found(`https&//localhost+8787/c/${CODE}`);
    found(`ｈっtps：・・てがた。えぁmpぇ・ｃ・${CODE}`);
    found(
      `hっtps：・・あえうお。jp・c・${CODE.replace(/[0-9]/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))}`,
    );
  });

  test("CPN-1: the same code read twice is one code; two different ones are a question", () => {
    const other = `987654321098765432${chargeCodeCheckDigits("987654321098765432")}`;
    found(CODE + CODE);
    found(`${CODE}\n${CODE}`);
    refused(`${CODE}\n${other}`, { code: "ambiguous" });
    refused(CODE + other, { code: "too-long", digits: 40 });
  });

  test("CPN-1: neighbours on the sheet do not hide it, and a wrapped line does not break it", () => {
    found(`${formatChargeCode(CODE)} 5,000円`);
    found(`123 ${CODE}`);
    found(`${formatChargeCode(CODE).slice(0, 14)}\n${formatChargeCode(CODE).slice(15)}`);
  });

  test("CPN-1: mistakes are told apart", () => {
    refused("", { code: "no-code" });
    refused("こんにちは", { code: "no-code" });
    refused("https://tegata.example:8787/stores", { code: "no-code" });
    refused("1234-5678", { code: "incomplete", digits: 8 });
    refused(CODE.slice(0, 19), { code: "incomplete", digits: 19 });
    refused(`https://tegata.example/c/${CODE.slice(0, 19)}`, { code: "incomplete", digits: 19 });
    refused(`${CODE}1`, { code: "too-long", digits: 21 });
    refused(swap(CODE, 3, 4), { code: "check-digit" });
    refused("x".repeat(MAX_CHARGE_CODE_TEXT) + CODE, { code: "no-code" });
  });

  test("CPN-1: no window is cut out of a longer row of groups of four", () => {
    refused(`5000 ${formatChargeCode(CODE, " ")}`, { code: "too-long", digits: 24 });
  });

  test("CPN-1: whatever is parsed, a success is a code and the search ends", () => {
    const pieces = fc.constantFrom(..."0123456789 -.ーあ/c]\n０９".split(""), CODE, "https://");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const result = parseChargeCode(parts.join(""));
        if (result.ok) expect(isChargeCode(result.value)).toBe(true);
        else if (result.error.code === "incomplete")
          expect(result.error.digits).toBeLessThan(CHARGE_CODE_DIGITS);
        else if (result.error.code === "too-long")
          expect(result.error.digits).toBeGreaterThan(CHARGE_CODE_DIGITS);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("CPN-1: the code on screen", () => {
  test("CPN-1: 4-4-4-4-4", () => {
    expect(formatChargeCode(CODE)).toMatch(/^\d{4}-\d{4}-\d{4}-\d{4}-\d{4}$/);
  });

  test("CPN-1: groups grow while typing and stop at twenty digits", () => {
    expect(partialGroups("")).toEqual([]);
    expect(partialGroups("１２３")).toEqual(["123"]);
    expect(partialGroups("1234-5")).toEqual(["1234", "5"]);
    expect(partialGroups(`${CODE}99`).join("")).toBe(CODE);
  });
});

describe("CPN-1: derivation", () => {
  const bytes = (value: bigint) =>
    Array.from({ length: 16 }, (_, i) => Number((value >> BigInt(8 * (15 - i))) & 255n));
  const STRETCH = (2n ** 128n / 10n ** 18n) * 10n ** 18n;

  test("CPN-1: the payload is the 128-bit number modulo 10^18", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: STRETCH - 1n }), (value) => {
        const code = deriveChargeCode(Uint8Array.from([...bytes(value), ...bytes(0n)]));
        expect(isChargeCode(code)).toBe(true);
        expect(BigInt(code.slice(0, 18))).toBe(value % 10n ** 18n);
      }),
      RUNS,
    );
  });

  test("CPN-1: the incomplete stretch at the top is thrown away, to the very number", () => {
    const next = bytes(42n);
    const payload = (value: bigint) =>
      deriveChargeCode(Uint8Array.from([...bytes(value), ...next])).slice(0, 18);
    expect(payload(STRETCH - 1n)).toBe("9".repeat(18));
    expect(payload(STRETCH)).toBe("42".padStart(18, "0"));
    expect(payload(2n ** 128n - 1n)).toBe("42".padStart(18, "0"));
  });

  test("CPN-1: a PRF that is too short or broken is a bug, not a code", () => {
    expect(() => deriveChargeCode(new Uint8Array(31))).toThrow(RangeError);
    expect(() => deriveChargeCode(new Uint8Array(32).fill(255))).toThrow(RangeError);
  });
});
