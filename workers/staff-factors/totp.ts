import { Secret, TOTP } from "otpauth";

/** RFC 6238 as every app on every telephone takes it: SHA-1, six digits, thirty seconds. */
const PERIOD_S = 30;
const DIGITS = 6;
/** RFC 4226 asks for 160 bits. */
const SECRET_BYTES = 20;
/** Steps that a telephone's clock may be off, each way. */
const WINDOW = 1;

/** A fresh secret, base32. */
export function newTotpSecret(random: Uint8Array<ArrayBuffer>): string {
  if (random.length !== SECRET_BYTES) throw new RangeError("not a secret's length");
  return new Secret({ buffer: random.buffer }).base32;
}
export const TOTP_SECRET_BYTES = SECRET_BYTES;

function totpOf(secret: string, issuer = "", label = "account"): TOTP {
  return new TOTP({
    issuer,
    label,
    algorithm: "SHA1",
    digits: DIGITS,
    period: PERIOD_S,
    secret: Secret.fromBase32(secret),
  });
}

/** What the QR of the set-up holds. */
export function totpUri(secret: string, issuer: string, loginId: string): string {
  return totpOf(secret, issuer, loginId).toString();
}

/** The time step that a code belongs to, at most one away from now; null where it fits none. Pure. */
export function totpStep(secret: string, code: string, nowMs: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: nowMs, window: WINDOW });
  return delta === null ? null : Math.floor(nowMs / 1_000 / PERIOD_S) + delta;
}
