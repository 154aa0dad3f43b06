import { z } from "zod";
import { REPORT_FORMATS } from "../../schema/api/reports.ts";
import { type BusinessDate, endExclusiveMs } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import { REPORT_KINDS, type ReportKind } from "../../schema/report-columns.ts";
import { cases } from "./cases.ts";
import { daily } from "./daily.ts";
import { expiries } from "./expiries.ts";
import { fund } from "./fund.ts";
import { fundStatement } from "./fund-statement.ts";
import { issuers } from "./issuers.ts";
import { journal } from "./journal.ts";
import { media } from "./media.ts";
import { payouts } from "./payouts.ts";
import type { Report, Scope } from "./report.ts";
import { staffLog } from "./staff-log.ts";
import { industries, merchants, municipalities, stores } from "./stores.ts";
import { transactions } from "./transactions.ts";
import { users } from "./users.ts";

/** Every report there is (RPT-1). Rows go from a report's page to its own cells and are nobody else's business. */
export const REPORTS = {
  daily,
  issuers,
  stores,
  merchants,
  municipalities,
  industries,
  media,
  fund,
  "fund-statement": fundStatement,
  payouts,
  expiries,
  transactions,
  journal,
  users,
  "staff-log": staffLog,
  cases,
} as { readonly [Kind in ReportKind]: unknown } as { readonly [Kind in ReportKind]: Report<unknown> };

/** What `job.params` of a report holds. */
export const reportParams = z
  .object({
    kind: z.enum(REPORT_KINDS),
    /** Of a report of one account of the fund. */
    account: z.string().optional(),
    from: z.iso.date(),
    to: z.iso.date(),
    format: z.enum(REPORT_FORMATS).optional(),
    /** What older code wrote instead of a format. */
    encoding: z.enum(["utf-8", "shift_jis"]).optional(),
    /** A sealed date not before `to`: the file says what was true then, for ever (ASOF-1). */
    asOf: z.iso.date().optional(),
  })
  .transform(({ encoding, format, ...params }) => ({
    ...params,
    from: params.from as BusinessDate,
    to: params.to as BusinessDate,
    asOf: params.asOf as BusinessDate | undefined,
    format: format ?? (encoding === "shift_jis" ? ("csv-shift-jis" as const) : ("csv" as const)),
  }));
export type ReportParams = z.output<typeof reportParams>;

/** What a report with these parameters is of, when it is begun now. */
export function scopeOf(
  of: { readonly programmeId: ProgrammeId; readonly regionId: RegionId },
  params: Pick<ReportParams, "from" | "to"> & Partial<Pick<ReportParams, "asOf" | "account">>,
  cut: number,
  nowMs: number,
): Scope {
  const { from, to, asOf, account } = params;
  return {
    programmeId: of.programmeId,
    regionId: of.regionId,
    from,
    to,
    asOf: asOf ?? null,
    account: account ?? null,
    cut,
    endMs: asOf === undefined ? nowMs : endExclusiveMs(asOf),
  };
}
