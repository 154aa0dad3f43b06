import type { Signals } from "../../schema/api/signals.ts";
import { bounded, type Judged, levelOf, minutesBetween } from "./judged.ts";

/** What one member of staff did at a till on one day: took a payment, or voided one, their own or anybody's. */
export interface TillDeed {
  readonly kind: "take" | "void";
  /** The payment's. */
  readonly operationId: string;
  readonly storeId: string;
  readonly atMs: number;
  readonly paidAtMs: number;
  readonly amountYen: number;
  /** Whose it was: one of the two. */
  readonly couponId?: string;
  readonly residentId?: string;
  readonly programmeId: string;
}

/**
 * FRD-6: voids of one member of staff on one day: so many of them that are such a share of what they took, or so many late
 * ones. Who voids after the customer has gone may keep the cash, or the coupon. Pure.
 */
export function judgeVoids(
  deeds: readonly TillDeed[],
  rule: NonNullable<Signals["clerkVoids"]>,
): Judged | null {
  const voids = deeds.filter(({ kind }) => kind === "void");
  const taken = deeds.length - voids.length;
  const late = voids.filter(({ paidAtMs, atMs }) => minutesBetween(paidAtMs, atMs) >= rule.lateMinutes);
  const many = voids.length >= rule.count && voids.length * 100 >= taken * rule.sharePercent;
  if (!many && late.length < rule.lateCount) return null;
  const isSerious =
    (many && levelOf(voids.length, rule.count) === "serious") ||
    levelOf(late.length, rule.lateCount) === "serious";
  return {
    weight: voids.length,
    level: isSerious ? "serious" : "notice",
    measures: {
      voids: voids.length,
      taken,
      late: late.length,
      voidedYen: voids.reduce((sum, deed) => sum + deed.amountYen, 0),
    },
    evidence: bounded(
      voids.map(({ kind: _, paidAtMs, atMs, operationId, ...facts }) => ({
        key: `void:${operationId}`,
        kind: "void",
        atMs,
        facts: { operationId, ...facts, minutes: minutesBetween(paidAtMs, atMs) },
      })),
    ),
  };
}
