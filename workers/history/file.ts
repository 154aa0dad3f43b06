import type { LotBody } from "../../schema/api/common.ts";
import type { HistoryRow } from "../../schema/api/history.ts";
import { type BusinessDate, businessDate, endExclusiveMs, formatTime } from "../../schema/calendar.ts";
import type { Language } from "../../schema/languages.ts";
import { csvLine, csvStart } from "../reports/csv.ts";
import { FILE_WORDS } from "./words.ts";

type Lot = Pick<LotBody, "remainingYen" | "expiresOn" | "expired">;

/**
 * A Pay's history as a file: oldest first, a line per operation and per date on which something ran out, signed amounts.
 * Over all time they add up to what can be spent (HIS-3). Pure.
 * @param rows oldest first, of the period
 */
export function historyFile(
  rows: readonly HistoryRow[],
  lots: readonly Lot[],
  options: {
    readonly from?: BusinessDate | undefined;
    readonly to?: BusinessDate | undefined;
    readonly unitWord: string;
    readonly language: Language;
  },
): string {
  const { unitWord, language } = options;
  const words = FILE_WORDS[language];
  const within = (date: BusinessDate) =>
    (!options.from || date >= options.from) && (!options.to || date <= options.to);
  const party = (row: HistoryRow) => row.store?.name ?? (row.kind === "charge" ? words.paper : words.office);
  const lines = [
    ...rows.map((row) => ({
      atMs: row.atMs,
      cells: [
        businessDate(row.atMs),
        formatTime(row.atMs, true),
        words.kinds[row.kind],
        party(row),
        row.store?.town ?? null,
        row.amountYen,
        unitWord,
        row.expiresOn,
        row.receiptNumber,
        row.operationId,
      ],
    })),
    ...ranOut(lots)
      .filter(([date]) => within(date))
      .map(([date, amountYen]) => ({
        atMs: endExclusiveMs(date) - 1,
        cells: [date, "23:59:59", words.kinds.expired, null, null, -amountYen, unitWord, date, null, null],
      })),
  ];
  lines.sort((a, b) => a.atMs - b.atMs);
  return csvStart("utf-8") + csvLine(words.headings) + lines.map((line) => csvLine(line.cells)).join("");
}

/** What ran out, by its last date. */
function ranOut(lots: readonly Lot[]): readonly (readonly [BusinessDate, number])[] {
  const gone = Map.groupBy(
    lots.filter((lot) => lot.expired && lot.remainingYen > 0),
    (lot) => lot.expiresOn,
  );
  return [...gone].map(([date, own]) => [date, own.reduce((sum, lot) => sum + lot.remainingYen, 0)]);
}
