import * as z from "zod";
import type { JobId, ProgrammeId } from "../ids.ts";
import { businessDateSchema, entity, msSchema, pageOf, pageQuerySchema } from "./common.ts";
import { fundAccountSchema } from "./fund.ts";

/** What files there are: every movement of coupon money (S5), and one account of the fund (FND-8). */
export const REPORT_KINDS = ["transactions", "fund-statement"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** POST /api/reports: asks for a file; a job makes it. */
export const createReportRequestSchema = z.object({
  programmeId: entity<ProgrammeId>("programme"),
  kind: z.enum(REPORT_KINDS),
  /** Of a `fund-statement`, and needed there: which account of the fund's book. */
  account: fundAccountSchema.optional(),
  /** Business dates, both inclusive. */
  from: businessDateSchema,
  to: businessDateSchema,
  encoding: z.enum(["utf-8", "shift_jis"]).default("utf-8"),
  /**
   * A sealed date (GET seals), not before `to`: rows and names as they were then, and the same file whenever it is asked
   * for again (ASOF-1). Without it the file says what is true now.
   */
  asOf: businessDateSchema.optional(),
});
export type CreateReportRequest = z.input<typeof createReportRequestSchema>;

/** GET /api/reports/:id: progress, then a file. */
export const reportSchema = z
  .object({
    reportId: entity<JobId>("job"),
    programmeId: entity<ProgrammeId>("programme"),
    kind: z.enum(REPORT_KINDS),
    /** Of a `fund-statement`: the account, and whose allotment it is. */
    account: z.string().nullable(),
    accountName: z.string().nullable(),
    from: businessDateSchema,
    to: businessDateSchema,
    encoding: z.enum(["utf-8", "shift_jis"]),
    /** Null where the file says what was true when it was asked for. */
    asOf: businessDateSchema.nullable(),
    state: z.enum(["queued", "running", "done", "failed"]),
    /** Rows written, of how many; `total` is null until counted. */
    written: z.int(),
    total: z.int().nullable(),
    /** Of a finished file. */
    file: z.object({ name: z.string(), bytes: z.int(), sha256: z.string().nullable() }).nullable(),
    createdAtMs: msSchema,
    createdByName: z.string().nullable(),
  })
  .meta({ id: "Report" });
export type ReportBody = z.output<typeof reportSchema>;
export const reportsPageSchema = pageOf(reportSchema);
export const reportsQuerySchema = pageQuerySchema.extend({
  programmeId: entity<ProgrammeId>("programme").optional(),
});
