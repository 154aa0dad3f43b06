import * as z from "zod";
import type { CaseId, ProgrammeId } from "../ids.ts";
import { MAX_CASE_RECIPIENTS } from "../limits.ts";
import {
  businessDateSchema,
  entity,
  msSchema,
  pageOf,
  pageQuerySchema,
  reasonSchema,
  storeNameSchema,
} from "./common.ts";
import { holderNameSchema } from "./holders.ts";

/** What a case is about (FRD-1 to FRD-6). */
export const FRAUD_RULES = [
  "guesses",
  "quick-spending",
  "over-capacity",
  "swapped-tills",
  "wallet-velocity",
  "clerk-voids",
] as const;
export const fraudRuleSchema = z.enum(FRAUD_RULES);
export type FraudRule = z.output<typeof fraudRuleSchema>;

/** Whom or what a case names: the keyed hash of a network instead of its address. */
export const SUBJECT_KINDS = ["store", "staff", "resident", "network", "organisation"] as const;
export const caseSubjectSchema = z.object({
  kind: z.enum(SUBJECT_KINDS),
  id: z.string(),
  /** What it is called; of a network its first digits, of a resident nothing. */
  name: z.string().nullable(),
});
export type CaseSubject = z.output<typeof caseSubjectSchema>;

export const OUTCOMES_OF_CASE = ["unfounded", "watch", "acted"] as const;
export const caseOutcomeSchema = z.enum(OUTCOMES_OF_CASE);
export type CaseOutcome = z.output<typeof caseOutcomeSchema>;
export const caseStateSchema = z.enum(["open", "decided"]);
export const caseLevelSchema = z.enum(["notice", "serious"]);
export type CaseLevel = z.output<typeof caseLevelSchema>;

/** One suspicion: a rule, whom it is about, and the day (FRD-7). */
export const caseSchema = z
  .object({
    caseId: entity<CaseId>("case"),
    rule: fraudRuleSchema,
    /** Null where it is about the whole region, as guesses at codes are. */
    programmeId: entity<ProgrammeId>("programme").nullable(),
    programmeName: z.string().nullable(),
    subject: caseSubjectSchema,
    /** The other side: the issuer of what was spent, the store that gained. */
    other: caseSubjectSchema.nullable(),
    date: businessDateSchema,
    level: caseLevelSchema,
    /** What was counted, by name; whole numbers. */
    measures: z.record(z.string(), z.int()),
    /** What it was measured against. */
    thresholds: z.record(z.string(), z.int()),
    state: caseStateSchema,
    outcome: caseOutcomeSchema.nullable(),
    /** Counts up with new evidence and with each decision: a decision names the one that was read. */
    version: z.int().min(1),
    /** How often new evidence opened it again after a decision. */
    reopened: z.int().min(0),
    foundAtMs: msSchema,
    /** When it last came into the queue. */
    openedAtMs: msSchema,
    updatedAtMs: msSchema,
  })
  .meta({ id: "FraudCase" });
export type FraudCase = z.output<typeof caseSchema>;

export const casesQuerySchema = pageQuerySchema.extend({
  state: caseStateSchema.optional(),
  rule: fraudRuleSchema.optional(),
  level: caseLevelSchema.optional(),
  programmeId: entity<ProgrammeId>("programme").optional(),
});
export type CasesQuery = z.input<typeof casesQuerySchema>;
/** GET /api/cases: what came last into the queue first. */
export const casesPageSchema = pageOf(caseSchema);
export const caseIdParamSchema = z.object({ id: entity<CaseId>("case") });

/** GET /api/cases/:id. Reading it is logged (AUD-4): it names people. */
export const caseDetailSchema = z.object({
  case: caseSchema,
  decisions: z.array(
    z.object({
      version: z.int(),
      outcome: caseOutcomeSchema,
      reason: z.string(),
      done: z.string(),
      decidedAtMs: msSchema,
      decidedByName: z.string().nullable(),
    }),
  ),
});
export type CaseDetail = z.output<typeof caseDetailSchema>;

/** One row of what a case rests on, in order of time. */
export const evidenceSchema = z.object({
  key: z.string(),
  kind: z.enum(["hour", "payment", "issue", "store-day", "void"]),
  atMs: msSchema,
  holder: holderNameSchema.nullable(),
  store: storeNameSchema.nullable(),
  issueId: z.string().nullable(),
  operationId: z.string().nullable(),
  amountYen: z.int().nullable(),
  /** Between hand-over and payment, or payment and void. */
  minutes: z.int().nullable(),
  /** Wrong codes of an hour, guests of an issue, payments of a store and day. */
  count: z.int().nullable(),
  /** What the store usually has a day, in tenths of a payment. */
  usualTenths: z.int().nullable(),
});
export type CaseEvidence = z.output<typeof evidenceSchema>;
export const evidencePageSchema = pageOf(evidenceSchema);

/** POST /api/cases/:id/decision. `done` says what was done; it may be nothing only where nothing had to be. */
export const decideCaseRequestSchema = z
  .object({
    version: z.int().min(1),
    outcome: caseOutcomeSchema,
    reason: reasonSchema,
    done: z.string().trim().max(500),
  })
  .refine(({ outcome, done }) => outcome !== "acted" || done !== "", {
    path: ["done"],
    message: "say what was done",
  });
export type DecideCaseRequest = z.input<typeof decideCaseRequestSchema>;

/** GET and PUT /api/cases/recipients: who gets a mail of a new serious case. */
export const caseRecipientsSchema = z.object({
  recipients: z.array(z.email().max(254)).max(MAX_CASE_RECIPIENTS),
});
export type CaseRecipients = z.output<typeof caseRecipientsSchema>;
