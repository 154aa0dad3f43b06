import { expect, test } from "vitest";
import { RECOVERY_CODES } from "../../schema/limits.ts";
import { groupedCode, newRecoveryCodes, RECOVERY_RANDOM_BYTES, readRecoveryCode } from "./recovery-code.ts";

const codes = newRecoveryCodes(Uint8Array.from({ length: RECOVERY_RANDOM_BYTES }, (_, i) => (i * 37) % 256));

test("FAC-3: ten codes, each known by its first digit, none like another", () => {
  expect(codes).toHaveLength(RECOVERY_CODES);
  expect(codes.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(new Set(codes.map(({ code }) => code.slice(1))).size).toBe(RECOVERY_CODES);
});

test("FAC-3: a code is read as it is printed, in wide letters, in capitals, and with an o for a nought", () => {
  const [one] = codes.filter(({ code }) => code.includes("0"));
  if (!one) throw new Error("no code with a nought");
  for (const typed of [
    groupedCode(one.code),
    one.code.toUpperCase(),
    ` ${one.code.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))} `,
    one.code.replaceAll("0", "o"),
  ])
    expect([typed, readRecoveryCode(typed)]).toEqual([typed, one]);
  for (const wrong of ["", "123456", "x".repeat(12), `${one.code}0`])
    expect([wrong, readRecoveryCode(wrong)]).toEqual([wrong, null]);
});
