import type { Signals } from "../../schema/api/signals.ts";
import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import { bounded, isWithin, type Judged, levelOf } from "./judged.ts";

/** A payment of one wallet. */
export interface WalletPayment {
  readonly operationId: string;
  readonly residentId: string;
  readonly programmeId: string;
  readonly storeId: string;
  readonly atMs: number;
  readonly amountYen: number;
}

/**
 * FRD-5: so many payments, or so much yen, of one wallet within minutes: somebody empties a stolen phone, or several people
 * share one. By the business date on which the last of them fell. Pure.
 *
 * @param payments of one wallet, in order of time
 */
export function judgeVelocity(
  payments: readonly WalletPayment[],
  rule: NonNullable<Signals["walletVelocity"]>,
): ReadonlyMap<BusinessDate, Judged> {
  const hot = new Map<BusinessDate, { own: Set<WalletPayment>; most: number; mostYen: number }>();
  let from = 0;
  let yen = 0;
  for (const [at, last] of payments.entries()) {
    yen += last.amountYen;
    while (!isWithin((payments[from] as WalletPayment).atMs, last.atMs, rule.withinMinutes)) {
      yen -= (payments[from] as WalletPayment).amountYen;
      from += 1;
    }
    const count = at - from + 1;
    if (count < rule.payments && yen < rule.yen) continue;
    const date = businessDate(last.atMs);
    const day = hot.get(date) ?? { own: new Set(), most: 0, mostYen: 0 };
    for (const payment of payments.slice(from, at + 1)) day.own.add(payment);
    hot.set(date, { own: day.own, most: Math.max(day.most, count), mostYen: Math.max(day.mostYen, yen) });
  }
  return new Map(
    [...hot].map(([date, { own, most, mostYen }]) => [
      date,
      {
        weight: own.size,
        level:
          levelOf(most, rule.payments) === "serious" || levelOf(mostYen, rule.yen) === "serious"
            ? "serious"
            : "notice",
        measures: { payments: own.size, mostPayments: most, mostYen },
        evidence: bounded(
          [...own].map(({ operationId, residentId, programmeId, storeId, atMs, amountYen }) => ({
            key: `payment:${operationId}`,
            kind: "payment",
            atMs,
            facts: { operationId, residentId, programmeId, storeId, amountYen },
          })),
        ),
      },
    ]),
  );
}
