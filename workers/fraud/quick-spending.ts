import type { Signals } from "../../schema/api/signals.ts";
import { bounded, isWithin, type Judged, levelOf, minutesBetween } from "./judged.ts";

/** A payment by paper at one store. */
export interface PaperPayment {
  readonly operationId: string;
  readonly couponId: string;
  readonly issueId: string;
  readonly issuerId: string;
  readonly storeId: string;
  readonly atMs: number;
  readonly amountYen: number;
  /** Null where its sheets' hand-over isn't known, or it replaced another coupon. */
  readonly handedOverAtMs: number | null;
}

/**
 * FRD-2: of the payments by paper that one store took on one day, those with one issuer's coupons within minutes after
 * their hand-over; so many of them, and such a share of all. Visitors walk, look and choose: who hands over and who takes
 * in the same minutes may be the same people. By issuer. Pure.
 */
export function judgeQuickSpending(
  payments: readonly PaperPayment[],
  rule: NonNullable<Signals["quickSpending"]>,
): ReadonlyMap<string, Judged> {
  const quick = payments.filter(
    ({ handedOverAtMs, atMs }) =>
      handedOverAtMs !== null && isWithin(handedOverAtMs, atMs, rule.withinMinutes),
  );
  const found = new Map<string, Judged>();
  for (const [issuerId, own] of Map.groupBy(quick, (payment) => payment.issuerId)) {
    if (own.length < rule.count || own.length * 100 < payments.length * rule.sharePercent) continue;
    found.set(issuerId, {
      weight: own.length,
      level: levelOf(own.length, rule.count),
      measures: {
        quick: own.length,
        payments: payments.length,
        quickYen: own.reduce((sum, payment) => sum + payment.amountYen, 0),
      },
      evidence: bounded(
        own.map(({ operationId, couponId, issueId, storeId, atMs, amountYen, handedOverAtMs }) => ({
          key: `payment:${operationId}`,
          kind: "payment",
          atMs,
          facts: {
            operationId,
            couponId,
            issueId,
            storeId,
            amountYen,
            minutes: minutesBetween(handedOverAtMs ?? atMs, atMs),
          },
        })),
      ),
    });
  }
  return found;
}
