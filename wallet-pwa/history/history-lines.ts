import type { LotBody } from "../../schema/api/common.ts";
import type { HistoryRow } from "../../schema/api/history.ts";
import { type BusinessDate, businessDate, endExclusiveMs } from "../../schema/calendar.ts";

/** What the chips of the history choose between. */
export const FILTERS = ["all", "payments", "charges", "reversals", "expired"] as const;
export type Filter = (typeof FILTERS)[number];

/** One line of the history: a row of the journal, or a lot that ran out (expiry is a date, not an event: EXP-1). */
export type HistoryLine =
  | { readonly kind: "row"; readonly atMs: number; readonly row: HistoryRow }
  | {
      readonly kind: "expired";
      readonly atMs: number;
      readonly amountYen: number;
      readonly expiresOn: BusinessDate;
    };

/** The lines of one business day, newest first. */
export interface HistoryDay {
  readonly date: BusinessDate;
  readonly lines: readonly HistoryLine[];
}

/**
 * The history by days, newest first. Lots that ran out are added as lines of their last day, as far back as
 * the rows reach: older ones appear with the pages they belong to.
 * @param complete whether `rows` goes back to the beginning
 */
export function historyDays(
  rows: readonly HistoryRow[],
  lots: readonly LotBody[],
  complete: boolean,
  filter: Filter,
): readonly HistoryDay[] {
  const oldestMs = complete ? 0 : (rows.at(-1)?.atMs ?? Number.POSITIVE_INFINITY);
  const lines: HistoryLine[] = rows.map((row) => ({ kind: "row", atMs: row.atMs, row }));
  for (const [expiresOn, amountYen] of expired(lots)) {
    const atMs = endExclusiveMs(expiresOn) - 1;
    if (atMs >= oldestMs) lines.push({ kind: "expired", atMs, amountYen, expiresOn });
  }
  const days = new Map<BusinessDate, HistoryLine[]>();
  for (const line of lines.filter((one) => fits(one, filter)).sort((a, b) => b.atMs - a.atMs)) {
    const date = businessDate(line.atMs);
    days.set(date, [...(days.get(date) ?? []), line]);
  }
  return [...days].map(([date, list]) => ({ date, lines: list }));
}

function expired(lots: readonly LotBody[]): ReadonlyMap<BusinessDate, number> {
  const sums = new Map<BusinessDate, number>();
  for (const lot of lots) {
    if (lot.expired && lot.remainingYen > 0)
      sums.set(lot.expiresOn, (sums.get(lot.expiresOn) ?? 0) + lot.remainingYen);
  }
  return sums;
}

function fits(line: HistoryLine, filter: Filter): boolean {
  if (filter === "all") return true;
  if (line.kind === "expired") return filter === "expired";
  switch (line.row.kind) {
    case "payment":
      return filter === "payments";
    case "charge":
    case "grant":
      return filter === "charges";
    case "void":
    case "refund":
      return filter === "reversals";
    case "expiry-changed":
    case "frozen":
    case "unfrozen":
      return false;
  }
}
