import type { StaffId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { openSealedText, sealText } from "../http/seal.ts";
import { hashPin, NO_CODES_HASH, verifyPassword } from "../passwords/password.ts";

const SEALING = "till-pin";
const rowOf = (staffId: StaffId) => `till_pin:${staffId}`;

/** A PIN as it is kept: its scrypt hash, sealed for its account (PIN-1). */
export async function sealedPin(env: Env, staffId: StaffId, pin: string): Promise<string> {
  return sealText(env.PHONE_KEY, SEALING, rowOf(staffId), await hashPin(pin));
}

/** Whether it is this account's PIN; takes as long where there is none. */
export async function isPin(
  env: Env,
  staffId: StaffId,
  pin: string,
  sealed: string | null,
): Promise<boolean> {
  const hash = sealed && (await openSealedText(env.PHONE_KEY, SEALING, rowOf(staffId), sealed));
  return verifyPassword(pin, hash || NO_CODES_HASH);
}
