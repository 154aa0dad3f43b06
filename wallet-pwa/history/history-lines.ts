import type { LotBody } from "../../schema/api/common.ts";
import type { HistoryRow } from "../../schema/api/history.ts";
import { type BusinessDate, businessDate, endExclusiveMs } from "../../schema/calendar.ts";
import { type Filter, type HistoryFilter, isWithin } from "./history-filter.ts";

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
 * The history by days, newest first, narrowed as it was asked for. Lots that ran out are added as lines of their last
 * day, as far back as the rows reach: older ones appear with the pages they belong to.
 * @param complete whether `rows` goes back to the beginning
 */
export function historyDays(
  rows: readonly HistoryRow[],
  lots: readonly LotBody[],
  complete: boolean,
  filter: HistoryFilter,
): readonly HistoryDay[] {
  const oldestMs = complete ? 0 : (rows[rows.length - 1]?.atMs ?? Number.POSITIVE_INFINITY);
  const lines: HistoryLine[] = rows.map((row) => ({ kind: "row", atMs: row.atMs, row }));
  for (const [expiresOn, amountYen] of expiredSums(lots)) {
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

/** How much ran out on each date. Pure. */
export function expiredSums(lots: readonly LotBody[]): ReadonlyMap<BusinessDate, number> {
  const sums = new Map<BusinessDate, number>();
  for (const lot of lots) {
    if (lot.expired && lot.remainingYen > 0)
      sums.set(lot.expiresOn, (sums.get(lot.expiresOn) ?? 0) + lot.remainingYen);
  }
  return sums;
}

/** The same as the wallet itself judges: what is on the screen fits while its answer is on the way, or can't come. */
function fits(line: HistoryLine, { kind, dates, storeId }: HistoryFilter): boolean {
  if (!isWithin(businessDate(line.atMs), dates)) return false;
  if (storeId !== undefined && (line.kind === "expired" || line.row.store?.storeId !== storeId)) return false;
  return kind === "all" || kind === filterOf(line);
}

function filterOf(line: HistoryLine): Filter | null {
  if (line.kind === "expired") return "expired";
  switch (line.row.kind) {
    case "payment":
      return "payments";
    case "charge":
    case "grant":
      return "charges";
    case "void":
    case "refund":
      return "reversals";
    case "expiry-changed":
    case "frozen":
    case "unfrozen":
      return null;
  }
}
