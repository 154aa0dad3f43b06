import type { AffectedRow } from "../../schema/api/operator-affected.ts";
import { csvLine } from "../../workers/reports/csv.ts";

/** What happened to one wallet or coupon in the span. */
export interface AffectedHolder {
  readonly programmeId: string;
  /** A resident's id, or an issue's with the serial on the sheet. */
  readonly residentId: string | null;
  readonly issueId: string | null;
  readonly serial: number | null;
  readonly payments: number;
  readonly paidYen: number;
  readonly reversedYen: number;
  /** Refusals by code, `frozen 2, over-limit 1`. */
  readonly refusals: string;
  /** Times that somebody lost an answer, asked, and was told that nothing was paid (OPR-5). */
  readonly toldNotPaid: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

/** What stands in a journal where an answer was lost and asked for (OPR-5). */
const ABANDONED = "operation-abandoned";

/** One line per holder, in the order in which they were first touched. Pure. */
export function byHolder(rows: readonly AffectedRow[]): readonly AffectedHolder[] {
  const groups = Map.groupBy(rows, (row) =>
    [row.programmeId, row.residentId, row.issueId, row.serial].join("|"),
  );
  return [...groups.values()].map(holderOf).sort((a, b) => a.firstAtMs - b.firstAtMs);
}

function holderOf(rows: readonly AffectedRow[]): AffectedHolder {
  const { programmeId, residentId, issueId, serial } = rows[0] as AffectedRow;
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const sum = (some: readonly AffectedRow[]) => some.reduce((yen, { amountYen }) => yen + amountYen, 0);
  const refused = Map.groupBy(of("fence"), (row) => row.refusal ?? "");
  const times = rows.map(({ atMs }) => atMs);
  return {
    ...{ programmeId, residentId, issueId, serial },
    // A payment over several lots is several entries of one operation.
    payments: new Set(of("pay").map(({ operationId }) => operationId)).size,
    paidYen: -sum(of("pay")),
    reversedYen: sum(of("reverse")),
    refusals: [...refused]
      .filter(([code]) => code !== ABANDONED)
      .map(([code, some]) => `${code} ${some.length}`)
      .sort()
      .join(", "),
    toldNotPaid: refused.get(ABANDONED)?.length ?? 0,
    firstAtMs: times.reduce((a, b) => Math.min(a, b)),
    lastAtMs: times.reduce((a, b) => Math.max(a, b)),
  };
}

const COLUMNS = [
  "programme",
  "resident",
  "issue",
  "serial",
  "payments",
  "paid-yen",
  "reversed-yen",
  "refusals",
  "told-not-paid",
  "first",
  "last",
];

/** The list as CSV: ids, codes and numbers only. */
export function holdersCsv(holders: readonly AffectedHolder[]): string {
  const lines = holders.map((one) => [
    one.programmeId,
    one.residentId ?? "",
    one.issueId ?? "",
    one.serial ?? "",
    one.payments,
    one.paidYen,
    one.reversedYen,
    one.refusals,
    one.toldNotPaid,
    new Date(one.firstAtMs).toISOString(),
    new Date(one.lastAtMs).toISOString(),
  ]);
  return [COLUMNS, ...lines].map(csvLine).join("");
}
