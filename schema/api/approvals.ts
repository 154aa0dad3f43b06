import * as z from "zod";
import type { ApprovalId, ProgrammeId } from "../ids.ts";
import { anyOperationIdSchema, entity, msSchema, pageOf, pageQuerySchema, reasonSchema } from "./common.ts";

/** What may need a second person (APR-1). */
export const APPROVAL_KINDS = ["deposit", "allotment", "grant", "payout", "unfreeze"] as const;
export const approvalKindSchema = z.enum(APPROVAL_KINDS);
export type ApprovalKind = z.output<typeof approvalKindSchema>;

/** From how many yen on a second person is needed: 0 is always, null is never. What has no amount knows 0 and null only. */
const fromYenSchema = z.int().min(0).max(1_000_000_000_000).nullable();
export const approvalPolicySchema = z
  .object({
    deposit: fromYenSchema,
    allotment: fromYenSchema,
    /** Policies that were set before there were grants have the default. */
    grant: fromYenSchema.default(1_000_000),
    payout: fromYenSchema,
    unfreeze: z.literal(0).nullable(),
  })
  .meta({ id: "ApprovalPolicy" });
export type ApprovalPolicy = z.output<typeof approvalPolicySchema>;

/** How a region works until its operator sets it otherwise (APR-4). */
export const DEFAULT_APPROVALS: ApprovalPolicy = {
  deposit: 0,
  allotment: 10_000_000,
  grant: 1_000_000,
  payout: 0,
  unfreeze: 0,
};

/** For a region of one person, which only its operator can make it. */
export const NO_APPROVALS: ApprovalPolicy = {
  deposit: null,
  allotment: null,
  grant: null,
  payout: null,
  unfreeze: null,
};

/**
 * `waiting` for somebody else; `approved` and on its way; `done`, or `failed` because what it asks for was refused when
 * it was approved; `refused`, `withdrawn` by its proposer, `lapsed` after its time (APR-3).
 */
export const APPROVAL_STATES = [
  "waiting",
  "approved",
  "done",
  "failed",
  "refused",
  "withdrawn",
  "lapsed",
] as const;
export const approvalStateSchema = z.enum(APPROVAL_STATES);
export type ApprovalState = z.output<typeof approvalStateSchema>;

const personSchema = z.object({ name: z.string(), atMs: msSchema });

export const approvalSchema = z
  .object({
    approvalId: entity<ApprovalId>("approval"),
    kind: approvalKindSchema,
    state: approvalStateSchema,
    programmeId: entity<ProgrammeId>("programme").nullable(),
    programmeName: z.string().nullable(),
    /** What it is done to: `programme`, `payout`, or what is stopped, and its id. */
    subject: z.object({ kind: z.string(), id: z.string() }),
    /** Who or what is on the other side, in words: an issuer's name, the number of a bank file. */
    about: z.string(),
    amountYen: z.int().min(0).nullable(),
    reason: z.string().nullable(),
    operationId: anyOperationIdSchema,
    proposed: personSchema,
    /** Whether the reader proposed it: then somebody else decides. */
    isOwn: z.boolean(),
    /** Whether the reader may approve or refuse it now. */
    mayDecide: z.boolean(),
    decided: personSchema.nullable(),
    decisionReason: z.string().nullable(),
    /** The code it was refused with, where it failed. */
    failedWith: z.string().nullable(),
    lapsesAtMs: msSchema,
  })
  .meta({ id: "Approval" });
export type ApprovalBody = z.output<typeof approvalSchema>;

/** GET /api/approvals, newest first; `open` is what waits or is on its way. */
export const approvalsQuerySchema = pageQuerySchema.extend({
  only: z.enum(["open", "ended"]).optional(),
});
export const approvalsPageSchema = pageOf(approvalSchema).extend({
  /** How many wait for the reader's decision. */
  waitingForMe: z.int().min(0),
});
export type ApprovalsPage = z.output<typeof approvalsPageSchema>;

export const approvalParamSchema = z.object({ id: entity<ApprovalId>("approval") });
/** POST /api/approvals/:id/refuse, and …/withdraw. */
export const refuseApprovalRequestSchema = z.object({ reason: reasonSchema });

/**
 * In place of a command's own reply: it waits for another person. Nothing has moved; the same request sent again is
 * answered the same, and once it is approved by what it then did (APR-2).
 */
export const waitingReplySchema = z
  .object({
    outcome: z.literal("waiting"),
    operationId: anyOperationIdSchema,
    approvalId: entity<ApprovalId>("approval"),
    lapsesAtMs: msSchema,
  })
  .meta({ id: "WaitingForApproval" });
export type WaitingReply = z.output<typeof waitingReplySchema>;

/** GET /api/region/approvals, and POST /api/operator/regions/:id/approvals. */
export const regionApprovalsSchema = z.object({ approvals: approvalPolicySchema });
export type RegionApprovals = z.output<typeof regionApprovalsSchema>;
