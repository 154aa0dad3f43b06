import type { Role, Side } from "../../schema/api/staff.ts";
import { sideOf } from "./roles.ts";
import type { SessionTimes } from "./session.ts";

/** Every session of staff ends in any case. */
type StaffTimes = SessionTimes & { readonly longestMs: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How long a session of staff lasts (STF-2): unused, and in any case. Who sees a region's money and people is signed out
 * over lunch; an office or a front desk after an absence; a till's tablet not during a shift.
 */
const TIMES: { readonly [S in Side]: StaffTimes } = {
  secretariat: { idleMs: 30 * MINUTE_MS, longestMs: 12 * HOUR_MS },
  issuer: { idleMs: 4 * HOUR_MS, longestMs: 24 * HOUR_MS },
  merchant: { idleMs: 4 * HOUR_MS, longestMs: 24 * HOUR_MS },
  counter: { idleMs: 14 * HOUR_MS, longestMs: 7 * 24 * HOUR_MS },
};

/** The times of an account: of several roles the shortest counts. */
export function staffSessionTimes(roles: readonly Role[]): StaffTimes {
  const held = roles.map((role) => TIMES[sideOf(role)]);
  return {
    idleMs: Math.min(...held.map((one) => one.idleMs), TIMES.counter.idleMs),
    longestMs: Math.min(...held.map((one) => one.longestMs), TIMES.counter.longestMs),
  };
}
