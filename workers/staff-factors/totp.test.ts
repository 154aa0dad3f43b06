import { Secret } from "otpauth";
import { expect, test } from "vitest";
import { newTotpSecret, TOTP_SECRET_BYTES, totpStep, totpUri } from "./totp.ts";

/** The secret and the times of RFC 6238, appendix B; its eight digits end in these six. */
const RFC = new Secret({ buffer: new TextEncoder().encode("12345678901234567890").buffer }).base32;
const VECTORS = [
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
] as const;

test("FAC-2: codes are those of RFC 6238", () => {
  for (const [seconds, code] of VECTORS)
    expect([seconds, totpStep(RFC, code, seconds * 1_000)]).toEqual([seconds, Math.floor(seconds / 30)]);
});

test("FAC-2: a code holds one step before and after its own, and no further", () => {
  const [seconds, code] = VECTORS[3];
  const step = Math.floor(seconds / 30);
  const at = (steps: number) => totpStep(RFC, code, (step + steps) * 30_000);
  expect([at(-2), at(-1), at(0), at(1), at(2)]).toEqual([null, step, step, step, null]);
  expect(totpStep(RFC, "000000", seconds * 1_000)).toBeNull();
});

test("FAC-2: a secret has 160 bits, and its address names the region and the account", () => {
  const secret = newTotpSecret(new Uint8Array(TOTP_SECRET_BYTES).fill(255));
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(totpUri(secret, "潮見県", "minato-clerk"));
  expect([uri.protocol, uri.host, uri.searchParams.get("secret"), uri.searchParams.get("issuer")]).toEqual([
    "otpauth:",
    "totp",
    secret,
    "潮見県",
  ]);
  expect(() => newTotpSecret(new Uint8Array(10))).toThrow(RangeError);
});
