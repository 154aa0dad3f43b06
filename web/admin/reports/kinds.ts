import type { ReportColumn, ReportKind } from "../../../schema/report-columns.ts";
import { LOG_REPORTS, REPORT_KINDS } from "../../../schema/report-columns.ts";
import { may } from "../session/membership.ts";

/** The reports as people look for them. */
export const REPORT_GROUPS = {
  groupMoney: ["daily", "media", "fund", "payouts", "expiries"],
  groupPlaces: ["issuers", "stores", "merchants", "municipalities", "industries", "users"],
  groupProof: ["transactions", "fund-statement", "journal", "staff-log", "cases"],
} as const satisfies Readonly<Record<string, readonly ReportKind[]>>;

/** What a report's chart shows: bars of one column, each named by another; nothing of single records. */
export const CHARTS: {
  readonly [Kind in ReportKind]?: {
    readonly by: ReportColumn;
    readonly and?: ReportColumn;
    readonly bars: ReportColumn;
  };
} = {
  daily: { by: "bookDate", bars: "usedYen" },
  media: { by: "bookDate", and: "medium", bars: "netYen" },
  fund: { by: "account", and: "issuer", bars: "closing" },
  payouts: { by: "payoutNumber", bars: "fileYen" },
  expiries: { by: "expiresOn", bars: "expiredYen" },
  issuers: { by: "issuer", and: "branch", bars: "issuedYen" },
  stores: { by: "store", bars: "netYen" },
  merchants: { by: "merchant", bars: "netYen" },
  municipalities: { by: "town", bars: "netYen" },
  industries: { by: "industry", bars: "netYen" },
  users: { by: "part", bars: "people" },
};

/** Whether a text names a report that the caller may read. */
export function isReadable(kind: string | undefined): kind is ReportKind {
  return (
    (REPORT_KINDS as readonly (string | undefined)[]).includes(kind) &&
    (may("log.read") || !LOG_REPORTS.has(kind as ReportKind))
  );
}
