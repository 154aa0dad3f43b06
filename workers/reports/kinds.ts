import { z } from "zod";
import { REPORT_KINDS, type ReportKind } from "../../schema/api/reports.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import { fundStatement } from "./fund-statement.ts";
import { readNames } from "./names.ts";
import type { Report, ReportRow } from "./report.ts";
import { transactions } from "./transactions.ts";

/** Rows go from a report's page to its own writer; what their columns are is nobody else's business. */
export const REPORTS = { transactions, "fund-statement": fundStatement } as {
  readonly [Kind in ReportKind]: unknown;
} as { readonly [Kind in ReportKind]: Report<ReportRow> };

/** What `job.params` of a report holds. */
export const reportParams = z.object({
  kind: z.enum(REPORT_KINDS),
  /** Of a report of one account of the fund. */
  account: z.string().optional(),
  from: z.iso.date(),
  to: z.iso.date(),
  encoding: z.enum(["utf-8", "shift_jis"]),
  /** A sealed date not before `to`: the file says what was true then, for ever (ASOF-1). */
  asOf: z.iso.date().optional(),
});
export type ReportParams = z.output<typeof reportParams>;

/** The account, as the last of a statement's parameters, where the report is of one. */
export function accountOf(report: { readonly ofAccount?: unknown }, params: ReportParams): readonly string[] {
  return report.ofAccount === undefined ? [] : [params.account ?? ""];
}

/** The line that says what stood on an account before; nothing where the report is of no account. */
export async function openingLine(
  db: D1Database,
  of: { readonly programmeId: ProgrammeId; readonly regionId: RegionId },
  params: ReportParams,
  cut: number,
  nowMs: number,
): Promise<string> {
  const { ofAccount } = REPORTS[params.kind];
  if (ofAccount === undefined) return "";
  const account = params.account ?? "";
  const row = await db
    .prepare(ofAccount.balance)
    .bind(of.programmeId, of.regionId, cut, params.from, account)
    .first<{ figure: number }>();
  return ofAccount.line(
    await readNames(db, of, params.asOf ?? null, nowMs),
    account,
    params.from,
    row?.figure ?? 0,
  );
}
