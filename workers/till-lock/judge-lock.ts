import type { Role } from "../../schema/api/staff.ts";
import { sideOf } from "../http/roles.ts";

/** How often a till that is in use writes down that it is, as a share of the time after which it locks. */
export const USE_SHARE = 1 / 5;

const MINUTE_MS = 60_000;

/** Whether an account's sessions lock: that of a till alone. What an office does doesn't stand on a counter. */
export function locksTills({
  memberships,
}: {
  readonly memberships: readonly { readonly role: Role }[];
}): boolean {
  return memberships.length > 0 && memberships.every(({ role }) => sideOf(role) === "counter");
}

/** So long after its last use, as it was written down, a till is locked: never before the time that was set (PIN-2). */
export function locksAfterMs(lockMinutes: number): number {
  return lockMinutes * MINUTE_MS * (1 + USE_SHARE);
}

/** So long after it was last written down, the use of a till is written down again. */
export function noteUseAfterMs(lockMinutes: number): number {
  return lockMinutes * MINUTE_MS * USE_SHARE;
}

/**
 * Whether a session's till is locked by its row (`locked`), is to be locked now because nobody used it (`lock`), or is open.
 * Without a PIN nothing locks by itself. Pure.
 */
export function judgeLock(
  account: { readonly memberships: readonly { readonly role: Role }[]; readonly tillPin: TillPin | null },
  session: { readonly lockedAtMs: number | null; readonly usedAtMs: number },
  nowMs: number,
): "open" | "lock" | "locked" {
  if (!locksTills(account)) return "open";
  if (session.lockedAtMs !== null) return "locked";
  if (!account.tillPin) return "open";
  return nowMs - session.usedAtMs >= locksAfterMs(account.tillPin.lockMinutes) ? "lock" : "open";
}

/** That an account has a PIN, and what goes with it. */
export interface TillPin {
  readonly lockMinutes: number;
}
