import { describe, expect, test } from "vitest";
import type { LotBody } from "../../schema/api/common.ts";
import type { HistoryRow } from "../../schema/api/history.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { StoreId } from "../../schema/ids.ts";
import type { HistoryFilter } from "./history-filter.ts";
import { historyDays } from "./history-lines.ts";

const row = (kind: HistoryRow["kind"], at: string, amountYen: number) =>
  ({ kind, atMs: Date.parse(`${at}+09:00`), amountYen }) as HistoryRow;
const lot = (expiresOn: string, remainingYen: number, expired: boolean) =>
  ({ expiresOn, remainingYen, expired }) as LotBody;

const of = (kind: HistoryFilter["kind"], more: Partial<HistoryFilter> = {}): HistoryFilter => ({
  kind,
  dates: {},
  ...more,
});

const rows = [
  row("payment", "2026-11-28T14:32:07", -1_280),
  row("charge", "2026-11-28T00:00:00", 4_200),
  row("void", "2026-11-27T23:59:59", 500),
];

describe("the history, by days in Japan", () => {
  test("a row belongs to its business date, newest first", () => {
    const days = historyDays(rows, [], true, of("all"));
    expect(days.map((day) => [day.date, day.lines.length])).toEqual([
      ["2026-11-28", 2],
      ["2026-11-27", 1],
    ]);
  });

  test("EXP-1: what ran out is a line at the end of its last day, lots of a day together", () => {
    const lots = [lot("2026-11-27", 300, true), lot("2026-11-27", 200, true), lot("2026-12-31", 900, false)];
    const days = historyDays(rows, lots, true, of("expired"));
    expect(days).toHaveLength(1);
    expect(days[0]?.date).toBe("2026-11-27");
    expect(days[0]?.lines).toMatchObject([{ kind: "expired", amountYen: 500 }]);
  });

  test("what ran out before the oldest row waits for its page", () => {
    const lots = [lot("2026-11-01", 300, true)];
    expect(historyDays(rows, lots, false, of("expired"))).toEqual([]);
    expect(historyDays(rows, lots, true, of("expired"))).toHaveLength(1);
  });

  test("each chip keeps its kind", () => {
    const kinds = (filter: HistoryFilter) =>
      historyDays(rows, [], true, filter).flatMap((day) =>
        day.lines.map((line) => (line.kind === "row" ? line.row.kind : line.kind)),
      );
    expect(kinds(of("payments"))).toEqual(["payment"]);
    expect(kinds(of("charges"))).toEqual(["charge"]);
    expect(kinds(of("reversals"))).toEqual(["void"]);
  });

  test("HIS-1: a period and a store leave out what is outside of them, what ran out too", () => {
    const store = { storeId: "s", name: "喫茶", town: "港町" };
    const mixed = [...rows, { ...row("payment", "2026-11-26T10:00:00", -1), store } as HistoryRow];
    const lots = [lot("2026-11-26", 300, true), lot("2026-11-27", 200, true)];
    const dates = (filter: HistoryFilter) => historyDays(mixed, lots, true, filter).map((day) => day.date);
    const on = "2026-11-27" as BusinessDate;
    expect(dates(of("all", { dates: { from: on, to: on } }))).toEqual(["2026-11-27"]);
    expect(dates(of("expired", { dates: { to: "2026-11-26" as BusinessDate } }))).toEqual(["2026-11-26"]);
    const ofStore = historyDays(mixed, lots, true, of("all", { storeId: "s" as StoreId }));
    expect(ofStore.map((day) => day.lines.length)).toEqual([1]);
  });
});
