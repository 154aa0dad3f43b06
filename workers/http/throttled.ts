import type { Context } from "hono";
import { logLine } from "../../durable-objects/lib/log.ts";
import { throttle } from "../../durable-objects/throttle/client.ts";
import type { ApiContext } from "./context.ts";
import { LocalShare } from "./local-share.ts";
import { type ProblemReply, problem } from "./problem.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Every brake by name: how many calls in what time (STYLE 7). A till with a queue stays far below. */
export const QUOTAS = {
  /** Anybody's look at a coupon, by address. */
  "inspect:ip": { limit: 60, windowMs: MINUTE_MS },
  /** The same by a signed-in account or a store. */
  "inspect:account": { limit: 120, windowMs: MINUTE_MS },
  /** Asking what became of an operation. */
  "resolve:account": { limit: 60, windowMs: MINUTE_MS },
  "payment:resident": { limit: 30, windowMs: MINUTE_MS },
  "payment:store": { limit: 300, windowMs: MINUTE_MS },
  /** SMS cost money: by address, by the network around it, by block of numbers, besides the limits per number (RES-4). */
  "verification:ip": { limit: 60, windowMs: HOUR_MS },
  "verification:network": { limit: 300, windowMs: HOUR_MS },
  "verification:prefix": { limit: 120, windowMs: HOUR_MS },
  "sign-in:ip": { limit: 60, windowMs: 15 * MINUTE_MS },
  /** By account and network; by browser where the account knows it (SIG-1). */
  "sign-in:account": { limit: 20, windowMs: 15 * MINUTE_MS },
  "sign-in:device": { limit: 20, windowMs: 15 * MINUTE_MS },
  /** Moving to another phone: begun by one resident; asked after by address, every few seconds for some minutes. */
  "move:resident": { limit: 20, windowMs: HOUR_MS },
  "move:ip": { limit: 600, windowMs: 10 * MINUTE_MS },
  /** SMS that one account has the call centre's checks send (RES-12). */
  "number-check:account": { limit: 30, windowMs: HOUR_MS },
  /** Shops that ask to take part, by address; a trade association's office fills in many. */
  "invitation:ip": { limit: 60, windowMs: 15 * MINUTE_MS },
  /** Mail that one account has sent: a list of people, not a mailing. */
  "invite:account": { limit: 200, windowMs: HOUR_MS },
  "apply:ip": { limit: 20, windowMs: HOUR_MS },
  /** The same over all addresses: what a queue of people can read. */
  "apply:region": { limit: 500, windowMs: 24 * HOUR_MS },
  /** Looking after one's own application. */
  "application:ip": { limit: 60, windowMs: 15 * MINUTE_MS },
  "picture:account": { limit: 60, windowMs: HOUR_MS },
  /** A till system, by its key: a payment is three requests, and a store's payments have a brake of their own (POS-4). */
  "pos:key": { limit: 600, windowMs: MINUTE_MS },
  /** Messages to an address that one account asks for (POS-7). */
  "webhook:account": { limit: 120, windowMs: 10 * MINUTE_MS },
  "issue:branch": { limit: 120, windowMs: MINUTE_MS },
  /** Groups of routes (route-limits.ts), by address: many people may share one. */
  "read:ip": { limit: 3_000, windowMs: MINUTE_MS },
  "write:ip": { limit: 1_200, windowMs: MINUTE_MS },
  "heavy:ip": { limit: 120, windowMs: 10 * MINUTE_MS },
  "operator:ip": { limit: 600, windowMs: MINUTE_MS },
} as const;
export type QuotaName = keyof typeof QUOTAS;

/** Brakes that everybody passes with every payment: an isolate asks the throttle only above this share of the limit. */
const SHARED_OUT: ReadonlySet<QuotaName> = new Set([
  "payment:resident",
  "payment:store",
  "inspect:account",
  "pos:key",
  "read:ip",
  "write:ip",
  "operator:ip",
]);
const SHARE = 1 / 3;
const shares = new LocalShare();

/** Wrong guesses and what they cost (CPN-3, DOMAIN 7). */
export const MISSES = {
  "guess:ip": { limit: 20, windowMs: HOUR_MS, penaltyMs: HOUR_MS },
  "guess:account": { limit: 5, windowMs: 15 * MINUTE_MS, penaltyMs: 15 * MINUTE_MS },
  /** Receipt numbers, telephone numbers and ids that lead to nobody, typed in a call centre. */
  "look-up:account": { limit: 30, windowMs: 15 * MINUTE_MS, penaltyMs: 5 * MINUTE_MS },
  /** Store keys that nobody has, by address (POS-4). */
  "pos-key:ip": { limit: 20, windowMs: 15 * MINUTE_MS, penaltyMs: 15 * MINUTE_MS },
  "guess:store": { limit: 20, windowMs: 15 * MINUTE_MS, penaltyMs: 5 * MINUTE_MS },
  /** Codes of an app or on paper, after the right password: of all strange browsers together, and of a known one (SIG-1). */
  "factor:account": { limit: 5, windowMs: HOUR_MS, penaltyMs: 15 * MINUTE_MS, mostMs: 24 * HOUR_MS },
  "factor:device": { limit: 5, windowMs: 15 * MINUTE_MS, penaltyMs: 5 * MINUTE_MS, mostMs: HOUR_MS },
  /** A till's PIN, by session: five tries, then the password or a wait; nobody else's till waits (PIN-3). */
  "pin:session": { limit: 5, windowMs: HOUR_MS, penaltyMs: 15 * MINUTE_MS, mostMs: 4 * HOUR_MS },
  /** Passwords: by account and network, by network, by known browser. */
  "password:account": { limit: 8, windowMs: 15 * MINUTE_MS, penaltyMs: 15 * MINUTE_MS, mostMs: 4 * HOUR_MS },
  "password:ip": { limit: 30, windowMs: 15 * MINUTE_MS, penaltyMs: 15 * MINUTE_MS, mostMs: 4 * HOUR_MS },
  "password:device": { limit: 8, windowMs: 15 * MINUTE_MS, penaltyMs: 5 * MINUTE_MS, mostMs: HOUR_MS },
} as const;
export type MissName = keyof typeof MISSES;

/** Counts a call; a problem to answer with where it is one too many, else null. */
export async function overQuota(
  c: Context<ApiContext>,
  name: QuotaName,
  caller: string,
): Promise<ProblemReply | null> {
  const quota = QUOTAS[name];
  const key = `${name}:${caller}`;
  const cost = SHARED_OUT.has(name)
    ? shares.take(key, Math.floor(quota.limit * SHARE), quota.windowMs, Date.now())
    : 1;
  if (cost === 0) return null;
  const verdict = await throttle(c.env.THROTTLE, name, caller).hit({ ...quota, cost });
  if (verdict.degraded) logLine("warn", "a throttle did not answer", { name });
  if (verdict.allowed) return null;
  shares.refused(key, cost);
  return problem(c, "too-many-requests", { retryAfterMs: verdict.retryAfterMs });
}

/** Whether a key is blocked because of wrong guesses, without counting anything. */
export async function isBlocked(
  c: Context<ApiContext>,
  name: MissName,
  caller: string,
): Promise<ProblemReply | null> {
  const { limit, windowMs } = MISSES[name];
  const verdict = await throttle(c.env.THROTTLE, name, caller).hit({ limit, windowMs, cost: 0 });
  return verdict.allowed ? null : problem(c, "too-many-requests", { retryAfterMs: verdict.retryAfterMs });
}

/** Counts a wrong guess. */
export async function countMiss(c: Context<ApiContext>, name: MissName, caller: string): Promise<void> {
  await throttle(c.env.THROTTLE, name, caller).miss(MISSES[name]);
}

/** A negative answer takes at least this long, whatever was looked up on the way (CPN-4). */
export const NEGATIVE_FLOOR_MS = 300;

/** Waits until `NEGATIVE_FLOOR_MS` after `startedAtMs`, so that unknown, cancelled and never issued take the same. */
export async function evenOut(startedAtMs: number): Promise<void> {
  const restMs = startedAtMs + NEGATIVE_FLOOR_MS - Date.now();
  if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
}
