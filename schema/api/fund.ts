import * as z from "zod";
import type { FundKind } from "../events.ts";
import { type FundAccountName, isFundAccount } from "../fund-account.ts";
import type { OrganisationId, ThresholdId } from "../ids.ts";
import { MAX_NOTE_CHARS, MAX_THRESHOLD_RECIPIENTS } from "../limits.ts";
import {
  amountSchema,
  anyOperationIdSchema,
  businessDateSchema,
  entity,
  msSchema,
  operationIdSchema,
  pageOf,
  pageQuerySchema,
  signedYenSchema,
} from "./common.ts";

/** What a person writes beside a deposit, an allotment or a move: a document's number, a reason (AUD-4). */
export const fundNoteSchema = z.string().trim().min(1).max(MAX_NOTE_CHARS);

/** POST /api/programmes/:id/moves: from one issuer's allotment to another's in one entry (FND-7). */
export const moveRequestSchema = z.object({
  operationId: operationIdSchema,
  fromIssuerId: entity<OrganisationId>("organisation"),
  toIssuerId: entity<OrganisationId>("organisation"),
  amountYen: amountSchema,
  note: fundNoteSchema.optional(),
});
export type MoveRequest = z.input<typeof moveRequestSchema>;

/** An account of the fund's book: `available`, `cash` …, or `allotted:` and an issuer's id. */
export const fundAccountSchema = z
  .string()
  .max(40)
  .refine(isFundAccount)
  .meta({
    description: "An account of the fund's book (FND-1), or `allotted:` and the issuer's id",
    examples: ["available", "allotted:7k3m9qxw2p4d"],
  }) as unknown as z.ZodType<FundAccountName, string>;

/** POST /api/programmes/:id/fee-moves: fees leave the fund's bank account, or come back into it (FND-13). */
export const feeMoveRequestSchema = z.object({
  operationId: operationIdSchema,
  amountYen: amountSchema,
  direction: z.enum(["out", "back"]),
  note: fundNoteSchema.optional(),
});
export type FeeMoveRequest = z.input<typeof feeMoveRequestSchema>;

/** GET /api/programmes/:id/statement: booking dates, both inclusive. */
export const statementQuerySchema = pageQuerySchema.extend({
  account: fundAccountSchema,
  from: businessDateSchema,
  to: businessDateSchema,
});

/** Every kind of entry; the compiler asks for a new one. */
const FUND_KINDS: { readonly [Kind in FundKind]: Kind } = {
  deposit: "deposit",
  allot: "allot",
  move: "move",
  issue: "issue",
  "issue-ready": "issue-ready",
  "issue-failed": "issue-failed",
  activate: "activate",
  stop: "stop",
  withdraw: "withdraw",
  "hand-over": "hand-over",
  "cancel-return": "cancel-return",
  replace: "replace",
  "grant-reserve": "grant-reserve",
  "grant-release": "grant-release",
  "grant-pending": "grant-pending",
  "grant-posted": "grant-posted",
  "grant-voided": "grant-voided",
  "return-expired": "return-expired",
  "pay-out": "pay-out",
  "pay-out-returned": "pay-out-returned",
  "fee-kept": "fee-kept",
  "fee-taken": "fee-taken",
  fence: "fence",
};

/** One line of a statement: an entry of the fund's journal as it moved the chosen account (FND-8). */
export const statementLineSchema = z.object({
  /** The entry's number in the fund's journal. */
  seq: z.int(),
  bookDate: businessDateSchema,
  atMs: msSchema,
  kind: z.enum(FUND_KINDS),
  operationId: anyOperationIdSchema,
  /** The account on the other side; null where the entry has several. */
  counterpart: z.string().nullable(),
  /** Whose allotment the other side is. */
  counterpartName: z.string().nullable(),
  issueId: z.string().nullable(),
  inYen: signedYenSchema,
  outYen: signedYenSchema,
  balanceYen: signedYenSchema,
  /** What was written beside it, and by whom. */
  note: z.string().nullable(),
  byName: z.string().nullable(),
});
export type StatementLine = z.output<typeof statementLineSchema>;

export const statementSchema = pageOf(statementLineSchema)
  .extend({
    account: z.string(),
    /** The issuer whose allotment it is. */
    accountName: z.string().nullable(),
    from: businessDateSchema,
    to: businessDateSchema,
    /** Before the first line of the period, and after its last: opening + in − out = closing. */
    openingYen: signedYenSchema,
    inYen: signedYenSchema,
    outYen: signedYenSchema,
    closingYen: signedYenSchema,
    serverNowMs: msSchema,
  })
  .meta({ id: "FundStatement" });
export type Statement = z.output<typeof statementSchema>;

/** GET /api/programmes/:id/issuers: every issuer head office with its share, by kana. */
export const issuerShareSchema = z.object({
  issuerId: entity<OrganisationId>("organisation"),
  name: z.string(),
  /** Given so far, less what was taken back or moved away. */
  givenYen: signedYenSchema,
  /** Of that issued, less what came back by cancelling. */
  issuedYen: signedYenSchema,
  /** given − issued: what it can still issue. */
  leftYen: signedYenSchema,
});
export type IssuerShare = z.output<typeof issuerShareSchema>;
export const issuerSharesPageSchema = pageOf(issuerShareSchema);

/** When what can be issued runs out, or why nobody can say (FND-9). */
export const runOutSchema = z.discriminatedUnion("kind", [
  /** Fewer whole weeks of records than two, or nothing was issued in them. */
  z.object({ kind: z.literal("none"), why: z.enum(["too-few-days", "nothing-issued"]) }),
  /** Nothing is left already. */
  z.object({ kind: z.literal("empty") }),
  z.object({
    kind: z.literal("date"),
    /** If every week is like the average one; null where that is beyond the horizon. */
    on: businessDateSchema.nullable(),
    /** If every week is like the busiest, and like the quietest, of those looked at. */
    earliestOn: businessDateSchema.nullable(),
    latestOn: businessDateSchema.nullable(),
    /** Issued a day on average, rounded down. */
    perDayYen: signedYenSchema,
    /** Whole weeks that were looked at. */
    weeks: z.int(),
  }),
]);
export type RunOut = z.output<typeof runOutSchema>;

/** GET /api/programmes/:id/forecast. */
export const forecastSchema = z
  .object({
    availableYen: signedYenSchema,
    allottedYen: signedYenSchema,
    /** Days looked at, the oldest first; today, which isn't over, is not among them. */
    days: z.array(
      z.object({ date: businessDateSchema, issuedYen: signedYenSchema, usedYen: signedYenSchema }),
    ),
    runOut: runOutSchema,
    endsOn: businessDateSchema,
    /** No date after this one is given. */
    horizonOn: businessDateSchema,
    serverNowMs: msSchema,
  })
  .meta({ id: "FundForecast" });
export type Forecast = z.output<typeof forecastSchema>;

/** POST /api/programmes/:id/thresholds (FND-10). */
export const createThresholdRequestSchema = z
  .object({
    /** Null or left out: what the whole fund can still issue; else one issuer's allotment. */
    issuerId: entity<OrganisationId>("organisation").nullable().default(null),
    measure: z.enum(["yen", "percent"]),
    /** Yen, or a whole per cent of what was deposited, or given to the issuer. */
    below: z.int().min(1),
    recipients: z.array(z.email().max(254)).min(1).max(MAX_THRESHOLD_RECIPIENTS),
  })
  .refine((body) => (body.measure === "percent" ? body.below <= 100 : body.below <= 9_999_999_999), {
    path: ["below"],
    message: "at most 100 per cent, or 9,999,999,999 yen",
  });
export type CreateThresholdRequest = z.input<typeof createThresholdRequestSchema>;

export const thresholdSchema = z.object({
  thresholdId: entity<ThresholdId>("threshold"),
  issuerId: entity<OrganisationId>("organisation").nullable(),
  issuerName: z.string().nullable(),
  measure: z.enum(["yen", "percent"]),
  below: z.int(),
  /** Empty for those who may only read; `recipientCount` is for everybody. */
  recipients: z.array(z.string()),
  recipientCount: z.int(),
  state: z.enum(["armed", "crossed"]),
  crossedAtMs: msSchema.nullable(),
  /** Of the latest crossing's mails: how many were taken, wait, or were given up. */
  mails: z.object({ sent: z.int(), queued: z.int(), failed: z.int() }),
  createdAtMs: msSchema,
});
export type Threshold = z.output<typeof thresholdSchema>;
export const thresholdsPageSchema = pageOf(thresholdSchema);
export const removedSchema = z.object({ removed: z.literal(true) });
