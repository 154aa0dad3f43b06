import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { Assertion } from "../../schema/api/passkeys.ts";
import type { FactorAnswer, FactorKind } from "../../schema/api/staff-factors.ts";
import { databaseOf } from "../data/database.ts";
import type { StaffAccountRow } from "../data/staff-accounts.ts";
import { recoveryHash, sealedTotp, takeRecoveryCode, takeTotpStep } from "../data/staff-factors.ts";
import type { Env } from "../env.ts";
import type { ApiContext } from "../http/context.ts";
import { openSealedText } from "../http/seal.ts";
import { redeem } from "../passkeys/redeem.ts";
import { NO_CODES_HASH, verifyPassword } from "../passwords/password.ts";
import { readRecoveryCode } from "./recovery-code.ts";
import { totpStep } from "./totp.ts";

/** What came of an answer: passed with which, wrong, or right and taken before. */
export type FactorVerdict = { readonly passed: FactorKind | "recovery" } | "factor-wrong" | "factor-used";

/** Whether an answer is right for an account; a right one is used up by asking. Counts nothing: the caller brakes. */
export async function judgeFactor(
  c: Context<ApiContext>,
  account: StaffAccountRow,
  answer: FactorAnswer,
): Promise<FactorVerdict> {
  const nowMs = clockOf(c.env).now();
  switch (answer.kind) {
    case "totp":
      return judgeTotp(c.env, account, answer.code, nowMs);
    case "recovery":
      return judgeRecovery(c.env, account, answer.code, nowMs);
    case "passkey":
      return judgePasskey(c, account, answer.assertion);
  }
}

/** A passkey that signed for this very session (PSK-8). */
async function judgePasskey(
  c: Context<ApiContext>,
  account: StaffAccountRow,
  assertion: Assertion,
): Promise<FactorVerdict> {
  const use = secondFactorOf(account, c.get("staff").session.sessionId);
  const row = await redeem(c, databaseOf(c.env, account.regionId), use, assertion, use.owner);
  return row ? { passed: "passkey" } : "factor-wrong";
}

/** What a device signs for as the second step of signing in. */
export function secondFactorOf({ staffId }: Pick<StaffAccountRow, "staffId">, sessionId: string) {
  return { for: "second-factor", owner: { kind: "staff", id: staffId }, sessionId } as const;
}

async function judgeTotp(
  env: Env,
  account: StaffAccountRow,
  code: string,
  nowMs: number,
): Promise<FactorVerdict> {
  const db = databaseOf(env, account.regionId);
  const sealed = await sealedTotp(db, account);
  const secret =
    sealed && (await openSealedText(env.PHONE_KEY, TOTP_SEAL, totpContext(account.staffId), sealed));
  const step = secret ? totpStep(secret, code, nowMs) : null;
  if (step === null) return "factor-wrong";
  return (await takeTotpStep(db, account.staffId, step)) ? { passed: "totp" } : "factor-used";
}

async function judgeRecovery(
  env: Env,
  account: StaffAccountRow,
  typed: string,
  nowMs: number,
): Promise<FactorVerdict> {
  const db = databaseOf(env, account.regionId);
  const read = readRecoveryCode(typed);
  const hash = read && (await recoveryHash(db, account.staffId, read.number));
  // One that is used up takes as long as one that is wrong.
  if (!(await verifyPassword(read?.code ?? "", hash ?? NO_CODES_HASH)) || !read) return "factor-wrong";
  return (await takeRecoveryCode(db, account.staffId, read.number, nowMs))
    ? { passed: "recovery" }
    : "factor-wrong";
}

/** The use of the key that seals apps' secrets, and the row one belongs to. */
export const TOTP_SEAL = "staff-totp";
export const totpContext = (staffId: string) => `staff_totp:${staffId}`;
