/**
 * Cloudflare's price list for Workers Paid, beyond what the plan includes, in dollars, as its pages for Workers, Durable
 * Objects, D1, Queues and R2 said in November 2026. What was counted times this is what a payment costs.
 */
export const PRICES_READ_ON = "2026-11-24";

/** Dollars a million. */
const PER_MILLION = {
  workerRequests: 0.3,
  /** Milliseconds of processor time. */
  workerCpuMs: 0.02,
  /** Calls by RPC or HTTP, and alarms. */
  actorRequests: 0.15,
  actorRowsWritten: 1,
  d1RowsWritten: 1,
  d1RowsRead: 0.001,
  /** Each message is written, read and deleted: three operations. */
  queueOperations: 0.4,
  r2Writes: 4.5,
} as const;

/** Yen a dollar: a careful assumption, not a rate of the day. */
export const YEN_PER_DOLLAR = 160;

export type Billed = { readonly [What in keyof typeof PER_MILLION]: number };

/** Yen for a million payments of which each used so much, part by part. */
export function yenPerMillion(each: Billed): {
  readonly total: number;
  readonly parts: Record<string, number>;
} {
  const parts = Object.fromEntries(
    Object.entries(PER_MILLION).map(([what, dollars]) => [
      what,
      Math.round(each[what as keyof Billed] * dollars * YEN_PER_DOLLAR),
    ]),
  );
  return { total: Object.values(parts).reduce((sum, part) => sum + part, 0), parts };
}
