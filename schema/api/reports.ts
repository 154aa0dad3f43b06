import * as z from "zod";
import type { JobId, ProgrammeId } from "../ids.ts";
import { AUDIT_PACKAGE, COLUMN_TYPES, REPORT_KINDS, type ReportColumn } from "../report-columns.ts";
import { businessDateSchema, entity, msSchema, pageOf, pageQuerySchema } from "./common.ts";
import { fundAccountSchema } from "./fund.ts";

/** What files there are: CSV for Excel and programs (UTF-8), for older ones (Shift_JIS), and workbooks. */
export const REPORT_FORMATS = ["csv", "csv-shift-jis", "xlsx"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What a report is of (RPT-1). */
const askedFor = {
  programmeId: entity<ProgrammeId>("programme"),
  kind: z.enum(REPORT_KINDS),
  /** Of a `fund-statement`, and needed there: which account of the fund's book. */
  account: fundAccountSchema.optional(),
  /** Business dates, both inclusive. */
  from: businessDateSchema,
  to: businessDateSchema,
  /**
   * A sealed date (GET seals), not before `to`: rows and names as they were then, and the same file whenever it is asked
   * for again (ASOF-1). Without it the file says what is true now.
   */
  asOf: businessDateSchema.optional(),
};

/** POST /api/reports: asks for a file; a job makes it. */
export const createReportRequestSchema = z.object({
  ...askedFor,
  format: z.enum(REPORT_FORMATS).default("csv"),
});
export type CreateReportRequest = z.input<typeof createReportRequestSchema>;

/** POST /api/reports/packages: everything of a period as of a sealed date, in one file with what proves it (RPT-7). */
export const createPackageRequestSchema = z.object({
  programmeId: entity<ProgrammeId>("programme"),
  from: businessDateSchema,
  to: businessDateSchema,
  asOf: businessDateSchema,
});
export type CreatePackageRequest = z.input<typeof createPackageRequestSchema>;

/** A cell that a file can't hold as it is (RPT-3): in which line, the headings being line 1, and why. */
const toldCellSchema = z.object({
  line: z.int(),
  column: z.enum(Object.keys(COLUMN_TYPES) as [ReportColumn, ...ReportColumn[]]),
  what: z.enum(["characters", "too-long"]),
  characters: z.string(),
});

/** GET /api/reports/:id: progress, then a file. */
export const reportSchema = z
  .object({
    reportId: entity<JobId>("job"),
    programmeId: entity<ProgrammeId>("programme"),
    kind: z.enum([...REPORT_KINDS, AUDIT_PACKAGE]),
    /** Of a `fund-statement`: the account, and whose allotment it is. */
    account: z.string().nullable(),
    accountName: z.string().nullable(),
    from: businessDateSchema,
    to: businessDateSchema,
    format: z.enum([...REPORT_FORMATS, "zip"]),
    /** Null where the file says what was true when it was asked for. */
    asOf: businessDateSchema.nullable(),
    state: z.enum(["queued", "running", "done", "failed"]),
    /** Why it failed; null where nobody knows more. */
    failure: z.enum(["report-too-long-for-xlsx"]).nullable(),
    /** Rows written, of a package files, of how many; `total` is null until counted, and where only making tells. */
    written: z.int(),
    total: z.int().nullable(),
    /** Σ of each column that adds up, of a finished file. */
    sums: z.record(z.string(), z.number()),
    /** Cells that the file can't hold as they are; the first ones one by one. */
    told: z.object({ count: z.int(), cells: z.array(toldCellSchema) }),
    /** Of a finished file. Null again once it was kept long enough (RET-4); what its hash was stays. */
    file: z
      .object({
        name: z.string(),
        bytes: z.int(),
        sha256: z.string().nullable(),
        /** When it goes. */
        keptUntilMs: msSchema,
        gone: z.boolean(),
      })
      .nullable(),
    createdAtMs: msSchema,
    createdByName: z.string().nullable(),
  })
  .meta({ id: "Report" });
export type ReportBody = z.output<typeof reportSchema>;
export const reportsPageSchema = pageOf(reportSchema);
export const reportsQuerySchema = pageQuerySchema.extend({
  programmeId: entity<ProgrammeId>("programme").optional(),
});

/** GET /api/reports/table: a page of what a file would hold, for the screen. */
export const reportTableQuerySchema = z.object({ ...askedFor, ...pageQuerySchema.shape });
const cellSchema = z.union([z.string(), z.number()]).nullable();
export const reportTableSchema = z
  .object({
    kind: z.enum(REPORT_KINDS),
    /** One cell for each column of the kind. */
    rows: z.array(z.array(cellSchema)),
    /** Lines before the first row, on the first page. */
    head: z.array(z.array(cellSchema)),
    next: z.string().nullable(),
  })
  .meta({ id: "ReportTable" });
export type ReportTable = z.output<typeof reportTableSchema>;
