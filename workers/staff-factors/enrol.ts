import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { BegunTotp } from "../../schema/api/staff-factors.ts";
import { databaseOf } from "../data/database.ts";
import type { StaffAccountRow } from "../data/staff-accounts.ts";
import { setFactors } from "../data/staff-factors.ts";
import type { Env } from "../env.ts";
import { openSealedText, sealText } from "../http/seal.ts";
import { hashRecoveryCode } from "../passwords/password.ts";
import { TOTP_SEAL, totpContext } from "./judge-factor.ts";
import { groupedCode, newRecoveryCodes, RECOVERY_RANDOM_BYTES } from "./recovery-code.ts";
import { newTotpSecret, TOTP_SECRET_BYTES, totpStep, totpUri } from "./totp.ts";

/** So long a secret waits for the first code of the app. */
const TICKET_MS = 15 * 60_000;
const TICKET_SEAL = "staff-totp-ticket";
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/** A secret for an app. Nothing is kept of it until the app's first code comes back: the ticket carries it, sealed. */
export async function beginTotp(env: Env, account: StaffAccountRow): Promise<BegunTotp> {
  const secret = newTotpSecret(random(TOTP_SECRET_BYTES));
  const expiresAtMs = clockOf(env).now() + TICKET_MS;
  const ticket = await sealText(
    env.PHONE_KEY,
    TICKET_SEAL,
    totpContext(account.staffId),
    `${expiresAtMs} ${secret}`,
  );
  return { secret, uri: totpUri(secret, account.regionName, account.loginId), ticket, expiresAtMs };
}

/** Takes the app up with its first code, in place of an earlier one; the recovery codes, or why not. */
export async function confirmTotp(
  env: Env,
  account: StaffAccountRow,
  { ticket, code }: { readonly ticket: string; readonly code: string },
): Promise<readonly string[] | "factor-wrong" | "factor-ticket-ended"> {
  const nowMs = clockOf(env).now();
  const context = totpContext(account.staffId);
  const opened = (await openSealedText(env.PHONE_KEY, TICKET_SEAL, context, ticket))?.split(" ");
  const [expiresAtMs, secret] = opened ?? [];
  if (!secret || Number(expiresAtMs) <= nowMs) return "factor-ticket-ended";
  const step = totpStep(secret, code, nowMs);
  if (step === null) return "factor-wrong";
  const { shown, codes } = await freshCodes();
  const sealed = await sealText(env.PHONE_KEY, TOTP_SEAL, context, secret);
  await setFactors(
    databaseOf(env, account.regionId),
    account,
    { codes, totp: { sealed, lastStep: step } },
    nowMs,
  );
  return shown;
}

/** Another set of recovery codes; the last one is good for nothing any more. */
export async function replaceRecoveryCodes(env: Env, account: StaffAccountRow): Promise<readonly string[]> {
  const { shown, codes } = await freshCodes();
  await setFactors(databaseOf(env, account.regionId), account, { codes }, clockOf(env).now());
  return shown;
}

async function freshCodes() {
  const made = newRecoveryCodes(random(RECOVERY_RANDOM_BYTES));
  const codes = await Promise.all(
    made.map(async ({ number, code }) => ({ number, codeHash: await hashRecoveryCode(code) })),
  );
  return { shown: made.map(({ code }) => groupedCode(code)), codes };
}
