import type { Signals } from "../../schema/api/signals.ts";
import { bounded, type Judged, levelOf } from "./judged.ts";

/** An issue of a branch that counts on one day: by check-in where it was asked for, else by when it was made. */
export interface DayIssue {
  readonly issueId: string;
  readonly atMs: number;
  /** One coupon is one guest. */
  readonly guests: number;
  readonly sumYen: number;
}

/** FRD-3: more guests on one day than this share of what the branch can take in. Pure. */
export function judgeCapacity(
  guestsPerDay: number,
  issues: readonly DayIssue[],
  rule: NonNullable<Signals["overCapacity"]>,
): Judged | null {
  const guests = issues.reduce((sum, issue) => sum + issue.guests, 0);
  if (guests * 100 <= guestsPerDay * rule.percent) return null;
  return {
    weight: guests,
    level: levelOf(guests * 100, guestsPerDay * rule.percent),
    measures: { guests, guestsPerDay, issues: issues.length },
    evidence: bounded(
      issues.map(({ issueId, atMs, guests: count, sumYen }) => ({
        key: `issue:${issueId}`,
        kind: "issue",
        atMs,
        facts: { issueId, count, amountYen: sumYen },
      })),
    ),
  };
}
