import type { NextClosing } from "../../schema/api/closings.ts";
import { addDays, type BusinessDate } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import { firstStoreDate, lastClosing } from "../data/closings.ts";
import type { Database } from "../data/database.ts";
import { type PayoutRule, payoutRules, ruleFor } from "../data/payout-rules.ts";
import { listSeals } from "../data/seals.ts";
import { type ClosingPeriod, periodFrom, periodStart } from "../settlement/closing-calendar.ts";

/** The closing that comes next, and whether it can begin. */
export interface Next {
  readonly state: NextClosing["state"];
  readonly period: ClosingPeriod | null;
  readonly rule: PayoutRule | null;
  /** Its number within the programme. */
  readonly number: number;
  readonly sealedThrough: BusinessDate | null;
}

/**
 * What a programme closes next: from the day after its last closing, or from the beginning of the period in which its
 * stores first took anything. It can begin once its last date is sealed (STL-8) and the closing before is approved, whose
 * carried-over yen it takes along.
 */
export async function nextClosing(db: Database, regionId: RegionId, programmeId: ProgrammeId): Promise<Next> {
  const [rules, last, first, seals] = await Promise.all([
    payoutRules(db, regionId, programmeId),
    lastClosing(db, regionId, programmeId),
    firstStoreDate(db, regionId, programmeId),
    listSeals(db, { after: null, limit: 1, sealedOnly: true }),
  ]);
  const sealedThrough = (seals[0]?.bookDate ?? null) as BusinessDate | null;
  const number = (last?.number ?? 0) + 1;
  const not = (state: Next["state"], rule: PayoutRule | null = null): Next => ({
    state,
    period: null,
    rule,
    number,
    sealedThrough,
  });
  const newest = rules[0];
  if (!newest) return not("no-rule");
  const begins = last ? addDays(last.toOn as BusinessDate, 1) : first;
  if (begins === null) return not("nothing-paid", newest);
  const rule = ruleFor(rules, begins) as PayoutRule;
  const period = periodFrom(rule, last ? begins : periodStart(rule.rhythm, begins));
  if (!period.ok) return not("beyond-data", rule);
  const state =
    last !== null && last.state !== "approved"
      ? "open-closing"
      : sealedThrough === null || sealedThrough < period.value.to
        ? "not-sealed"
        : "ready";
  return { state, period: period.value, rule, number, sealedThrough };
}
