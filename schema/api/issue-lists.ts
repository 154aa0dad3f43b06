import * as z from "zod";
import type { IssueId, IssueListId, OrganisationId, ProgrammeId } from "../ids.ts";
import { MAX_LIST_ROWS, MAX_RUN_SHEETS } from "../limits.ts";
import {
  businessDateSchema,
  entity,
  msSchema,
  pageOf,
  pageQuerySchema,
  payFaceSchema,
  reasonSchema,
  yenSchema,
} from "./common.ts";
import { findingSchema, importFieldSchema, mappingSchema } from "./imports.ts";
import { ISSUE_STATES, issueSchema, sheetSchema } from "./issues.ts";
import { contactSchema } from "./regions.ts";

/**
 * A list of stays to issue for (B8): checked row by row before anything happens, then issued row by row as a job, each row
 * once (ISS-7, ISS-8). `mapping`: a column that is needed was not recognised.
 */
export const ISSUE_LIST_STATES = ["mapping", "ready", "issuing", "done"] as const;
export type IssueListState = (typeof ISSUE_LIST_STATES)[number];

/**
 * What a row is: good, got coupons before, wrong, said before in the same file; then issued, or refused by the fund.
 */
export const LIST_ROW_STATES = ["good", "again", "bad", "repeat", "issued", "refused"] as const;
export const listRowStateSchema = z.enum(LIST_ROW_STATES);
export type ListRowState = z.output<typeof listRowStateSchema>;

export const issueListParamSchema = z.object({ id: entity<IssueListId>("issue list") });

/** POST /api/issue-lists: the file itself is the body (`text/csv`), the rest is the query. */
export const createIssueListQuerySchema = z.object({
  programmeId: entity<ProgrammeId>("programme"),
  branchId: entity<OrganisationId>("organisation"),
  fileName: z.string().trim().min(1).max(200),
});
export const issueListsQuerySchema = pageQuerySchema.extend({
  branchId: entity<OrganisationId>("organisation").optional(),
});

/** POST /api/issue-lists/:id/mapping: how the columns are read; checks every row anew. */
export const mapIssueListRequestSchema = z.object({ mapping: mappingSchema });

/** POST /api/issue-lists/:id/issue. `checks` is the number of the check that was looked at. */
export const issueTheListRequestSchema = z.object({
  checks: z.int().min(1),
  /** Why stays get coupons that have some already; without it those rows are left out (ISS-3). */
  againReason: reasonSchema.optional(),
});

const tallySchema = z.object({ rows: z.int(), coupons: z.int(), sumYen: yenSchema });
export const issueListSchema = z
  .object({
    listId: entity<IssueListId>("issue list"),
    pay: payFaceSchema,
    branchId: entity<OrganisationId>("organisation"),
    branchName: z.string(),
    state: z.enum(ISSUE_LIST_STATES),
    fileName: z.string(),
    headings: z.array(z.string()),
    /** The first rows, for whoever maps the columns. */
    samples: z.array(z.array(z.string())),
    fields: z.array(z.object({ name: importFieldSchema, required: z.boolean() })),
    mapping: mappingSchema,
    checks: z.int(),
    /** Rows, coupons and yen by what the rows are. */
    tally: z.record(listRowStateSchema, tallySchema),
    /** Of the issued rows, those that nobody was given the sheets of yet, and those that somebody was. */
    waiting: tallySchema,
    handedOver: tallySchema,
    /** The same file was issued from before: when. */
    sameFileAtMs: msSchema.nullable(),
    createdAtMs: msSchema,
    createdByName: z.string().nullable(),
    issuedAtMs: msSchema.nullable(),
    /** What the rows said was erased; what was issued stays. */
    erased: z.boolean(),
  })
  .meta({ id: "IssueList" });
export type IssueListBody = z.output<typeof issueListSchema>;
export const issueListsPageSchema = pageOf(issueListSchema);

/** GET /api/issue-lists/:id/rows. */
export const listRowsQuerySchema = pageQuerySchema.extend({ state: listRowStateSchema.optional() });
export const listRowSchema = z.object({
  row: z.int(),
  state: listRowStateSchema,
  reference: z.string().nullable(),
  guestName: z.string().nullable(),
  checkInOn: businessDateSchema.nullable(),
  coupons: z.int(),
  sumYen: yenSchema,
  findings: z.array(findingSchema),
  issueId: entity<IssueId>("issue").nullable(),
  issueState: z.enum(ISSUE_STATES).nullable(),
  /** When its sheets were handed over, and by whom; null before. */
  handedOver: z.object({ atMs: msSchema, byName: z.string().nullable() }).nullable(),
  /** Why the fund refused it. */
  refusedWith: z.string().nullable(),
});
export type ListRow = z.output<typeof listRowSchema>;
export const listRowsPageSchema = pageOf(listRowSchema);

/** Some rows of a list, both inclusive, as a spreadsheet counts them; all of them where left out. */
const rowNumber = z.coerce
  .number()
  .int()
  .min(2)
  .max(MAX_LIST_ROWS + 1);

/**
 * GET /api/issue-lists/:id/sheets: the sheets of its issues, in the order of the file; logged per issue (CPN-1). Sheets are
 * numbered through the chosen rows from 1 on, those that can't be printed too: a number stays the same sheet's.
 */
export const listSheetsQuerySchema = z.object({
  fromRow: rowNumber.optional(),
  toRow: rowNumber.optional(),
  /** The first number wanted. */
  from: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(MAX_RUN_SHEETS).default(MAX_RUN_SHEETS),
});
export const listSheetsSchema = z.object({
  sheets: z.array(
    z.object({ number: z.int(), row: z.int(), sheet: sheetSchema, issueId: entity<IssueId>("issue") }),
  ),
  issues: z.array(issueSchema),
  contact: contactSchema.nullable(),
  /** How many sheets the chosen rows have. */
  of: z.int(),
  /** Sheets of this page whose time for printing has passed (CPN-1). */
  over: z.int(),
  /** The number to go on from; null at the end. */
  next: z.int().nullable(),
});
export type ListSheets = z.output<typeof listSheetsSchema>;

/**
 * POST /api/issue-lists/:id/hand-over: marks the waiting stays of the chosen rows as handed over, so many at once; the reply
 * says from which row to go on. Asking again hands nothing over twice (ISS-12).
 */
export const handOverListRequestSchema = z.object({
  fromRow: z
    .int()
    .min(2)
    .max(MAX_LIST_ROWS + 1)
    .optional(),
  toRow: z
    .int()
    .min(2)
    .max(MAX_LIST_ROWS + 1)
    .optional(),
});
export const handOverListReplySchema = z.object({
  /** Stays that were handed over with this request. */
  handed: z.int(),
  /** Rows that stay as they are, and why: a code of the problems. */
  left: z.array(z.object({ row: z.int(), code: z.string() })),
  /** The row to go on from; null where nothing is left of the chosen rows. */
  next: z.int().nullable(),
});
export type HandOverListReply = z.output<typeof handOverListReplySchema>;
