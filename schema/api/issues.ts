import * as z from "zod";
import { MAX_CHARGE_CODE_TEXT } from "../charge-code.ts";
import type { IssueId, OrganisationId, ProgrammeId } from "../ids.ts";
import { MAX_ISSUE_COUPONS, MAX_PREVIEW_SHEETS } from "../limits.ts";
import {
  amountSchema,
  businessDateSchema,
  entity,
  idTailSchema,
  msSchema,
  operationIdSchema,
  pageOf,
  pageQuerySchema,
  payFaceSchema,
  reasonSchema,
  yenSchema,
} from "./common.ts";
import { couponIdSchema } from "./coupons.ts";
import { ASKS, asksSchema, notBeforeSchema, validitySchema } from "./programme-design.ts";
import { contactSchema } from "./regions.ts";

/**
 * POST /api/issues (S9, S10). `operationId` ends in the programme's `fundIdTail`. One coupon per guest; its face is
 * `faceYen`, times the nights where the programme's `facePer` is "night". The expiry follows from the programme's
 * rule: nobody types it. Up to 200 coupons come back ready; more become a job with progress.
 */
export const issueRequestSchema = z.object({
  operationId: operationIdSchema,
  programmeId: entity<ProgrammeId>("programme"),
  /** The caller's own branch, or for head office any of its branches. */
  branchId: entity<OrganisationId>("organisation"),
  coupons: z.int().min(1).max(MAX_ISSUE_COUPONS),
  faceYen: amountSchema,
  nights: z.int().min(1).max(30).optional(),
  checkInOn: businessDateSchema.optional(),
  /** The lodging's own reservation number: one stay can't be given twice beyond its cap (PAY-6). */
  stayReference: z.string().trim().min(1).max(64).optional(),
  /** Kept encrypted in a row that can be erased; never in the journal (WHO-4). */
  guestName: z.string().trim().min(1).max(60).optional(),
  /** Why a stay gets coupons that has some already (ISS-3); goes into the log. */
  againReason: reasonSchema.optional(),
});
export type IssueRequest = z.input<typeof issueRequestSchema>;

export const ISSUE_STATES = ["writing", "ready", "active", "stopped", "withdrawn", "failed"] as const;
export const issueSchema = z
  .object({
    issueId: entity<IssueId>("issue"),
    programmeId: entity<ProgrammeId>("programme"),
    /** The version of the programme it was made under (PRG-1); null for a replacement, which keeps its coupon's terms. */
    programmeVersion: z.int().nullable(),
    pay: payFaceSchema,
    issuerName: z.string(),
    branchId: entity<OrganisationId>("organisation"),
    branchName: z.string(),
    /** `ready`: can be printed; `active`: handed over, can be spent; `withdrawn`: never handed over, worth nothing. */
    state: z.enum(ISSUE_STATES),
    faces: z.array(z.object({ faceYen: yenSchema, count: z.int() })),
    count: z.int(),
    /** Rows written so far: the progress while `writing`. */
    written: z.int(),
    sumYen: yenSchema,
    notBeforeOn: businessDateSchema.nullable(),
    expiresOn: businessDateSchema,
    createdAtMs: msSchema,
    createdByName: z.string().nullable(),
    /** Sheets that were handed over by themselves (FND-14): of a ready issue some, of a withdrawn one what is left of it. */
    handedSheets: z.int(),
    handedYen: yenSchema,
    /** Sheets can be printed again until then. */
    reprintUntilMs: msSchema,
    stay: z
      .object({
        reference: z.string().nullable(),
        guestName: z.string().nullable(),
        checkInOn: businessDateSchema.nullable(),
        nights: z.int().nullable(),
      })
      .nullable(),
    /** Whether the programme asks for files that prove the stay, and how many there are (ISS-9). */
    evidence: z.object({ asked: z.enum(ASKS), files: z.int() }),
    /** Whether the guest signs a receipt (ISS-10). */
    receipt: z.enum(ASKS),
    /** What `issues/:id/activate` and `withdraw` operation ids end in: the fund's. */
    fundIdTail: idTailSchema,
  })
  .meta({ id: "Issue" });
export type IssueBody = z.output<typeof issueSchema>;

/** `outcome` is about the money: the fund has journaled the issue, whether or not every row is written yet. */
export const issueReplySchema = z.object({
  outcome: z.literal("done"),
  issue: issueSchema,
  replayed: z.boolean(),
});
export type IssueReply = z.output<typeof issueReplySchema>;

export const issuesQuerySchema = pageQuerySchema.extend({
  programmeId: entity<ProgrammeId>("programme").optional(),
  branchId: entity<OrganisationId>("organisation").optional(),
  /** Only those made on this business date. */
  on: businessDateSchema.optional(),
});
export const issuesPageSchema = pageOf(issueSchema);

/** POST /api/issues/stay: what a reservation number got already, whatever the check-in (ISS-4). */
export const stayRequestSchema = z.object({
  programmeId: entity<ProgrammeId>("programme"),
  branchId: entity<OrganisationId>("organisation"),
  reference: z.string().trim().min(1).max(64),
});
export const stayReplySchema = z.object({
  /** The newest first, within the caller's reach. */
  issues: z.array(issueSchema),
  more: z.boolean(),
});

/** POST /api/issues/find: by serial, coupon id, the 20 digits of a sheet, or reservation number (ISS-5). */
export const findIssuesRequestSchema = z.object({ text: z.string().trim().min(1).max(MAX_CHARGE_CODE_TEXT) });
export const foundIssueSchema = z.object({
  issue: issueSchema,
  by: z.enum(["code", "coupon", "serial", "reference"]),
  /** The coupon that was looked for; null where a reservation was. */
  serial: z.int().nullable(),
});
export type FoundIssue = z.output<typeof foundIssueSchema>;
export const findIssuesReplySchema = z.object({ rows: z.array(foundIssueSchema), more: z.boolean() });

/** GET /api/issue-days/:on: what was issued on a business date, by branch and programme (ISS-6). */
export const issueDayParamSchema = z.object({ on: businessDateSchema });
export const issueDayQuerySchema = z.object({
  programmeId: entity<ProgrammeId>("programme").optional(),
  branchId: entity<OrganisationId>("organisation").optional(),
});
export const issueDaySumSchema = z.object({
  branchId: entity<OrganisationId>("organisation"),
  branchName: z.string(),
  pay: payFaceSchema,
  issues: z.int(),
  /** Issued less withdrawn and failed. */
  coupons: z.int(),
  sumYen: yenSchema,
  /** Of them, not handed over yet. */
  waitingCoupons: z.int(),
  withdrawnCoupons: z.int(),
  withdrawnYen: yenSchema,
});
export const issueDaySchema = z.object({
  on: businessDateSchema,
  sums: z.array(issueDaySumSchema),
  /** Whether there are more lines than one answer holds. */
  more: z.boolean(),
});
export type IssueDay = z.output<typeof issueDaySchema>;
export const issueDayFileQuerySchema = issueDayQuerySchema.extend({
  encoding: z.enum(["utf-8", "shift_jis"]).default("utf-8"),
});

/** POST /api/issues/:id/activate: handed over; from now on the coupons can be spent. */
export const activateRequestSchema = z.object({ operationId: operationIdSchema });
export type ActivateRequest = z.input<typeof activateRequestSchema>;

/** POST /api/issues/:id/hand-over: some sheets of an issue that was printed ahead, by their serials, both inclusive (FND-14). */
export const handOverRequestSchema = z.object({
  operationId: operationIdSchema,
  fromSerial: z.int().min(0),
  toSerial: z.int().min(0),
});
export type HandOverRequest = z.input<typeof handOverRequestSchema>;
/** `sheets`: how many of them hadn't been handed over before. */
export const handOverReplySchema = issueReplySchema.extend({ sheets: z.int() });
export type HandOverReply = z.output<typeof handOverReplySchema>;

/** POST /api/issues/:id/withdraw: sheets that were never handed over become worthless, the yen returns (FND-6). */
export const withdrawRequestSchema = z.object({
  operationId: operationIdSchema,
  reason: reasonSchema,
});
export type WithdrawRequest = z.input<typeof withdrawRequestSchema>;

/** POST /api/issues/:id/stop: no coupon of it opens any more, and a job freezes those that have (CPN-7). */
export const stopIssueRequestSchema = z.object({ operationId: operationIdSchema, reason: reasonSchema });

/** GET /api/issues/:id/sheets?from&limit: derived codes, ready issues only, logged (CPN-1). */
export const sheetsQuerySchema = z.object({
  /** The first serial wanted; the issue's first where left out. */
  from: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(MAX_PREVIEW_SHEETS),
});
export const sheetSchema = z.object({
  couponId: couponIdSchema,
  serial: z.int(),
  /** Twenty digits without hyphens. */
  code: z.string().regex(/^\d{20}$/),
  /** The whole URL to encode. */
  qrText: z.string(),
  faceYen: yenSchema,
  expiresOn: businessDateSchema,
});
export type SheetBody = z.output<typeof sheetSchema>;
export const sheetsSchema = z.object({
  issue: issueSchema,
  sheets: z.array(sheetSchema),
  /** What every sheet says of where to ring; null where the region has published no call centre. */
  contact: contactSchema.nullable(),
  /** The serial to go on from; null at the end. */
  next: z.int().nullable(),
});
export type Sheets = z.output<typeof sheetsSchema>;

/** GET /api/issues/:id/coupons: ids for `cancel` and `replace`; without codes. */
export const issueCouponSchema = z.object({
  couponId: couponIdSchema,
  serial: z.int(),
  faceYen: yenSchema,
  /** What `coupons/:id/cancel` and `replace` operation ids end in. */
  idTail: idTailSchema,
});
export type IssueCoupon = z.output<typeof issueCouponSchema>;
export const issueCouponsQuerySchema = pageQuerySchema.extend({
  /** The first serial wanted, where no page came before. */
  serial: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
});
export const issueCouponsPageSchema = pageOf(issueCouponSchema);

/** A cap on what may be issued (PAY-6): of an issuer or a branch on one business date, of a branch or the programme over its life. */
export const ISSUING_CAPS = ["issuer-day", "branch-day", "branch", "programme"] as const;

/** GET /api/issuers/me/allotment: what a desk may still issue, all of it asked of the fund at `serverNowMs`. */
export const allotmentQuerySchema = z.object({
  programmeId: entity<ProgrammeId>("programme").optional(),
  branchId: entity<OrganisationId>("organisation").optional(),
});
export const allotmentSchema = z.object({
  allotments: z.array(
    z.object({
      pay: payFaceSchema,
      issuerId: entity<OrganisationId>("organisation"),
      issuerName: z.string(),
      /** The caller's branches that may issue. */
      branches: z.array(
        z.object({
          branchId: entity<OrganisationId>("organisation"),
          name: z.string(),
          /** The caps that the programme sets, as they stand for this branch; the widest last. */
          caps: z.array(z.object({ cap: z.enum(ISSUING_CAPS), capYen: yenSchema, issuedYen: yenSchema })),
        }),
      ),
      remainingYen: yenSchema,
      /** Faces offered at the desk, the usual one first. */
      facesYen: z.array(yenSchema),
      facePer: z.enum(["coupon", "night"]),
      asks: asksSchema,
      perStayYen: yenSchema.nullable(),
      /** What an issue made today would carry, without a stay. */
      expiresOn: businessDateSchema,
      /** The programme's rule and last day, so that the desk shows the expiry of a stay before it issues. */
      validity: validitySchema.optional(),
      notBefore: notBeforeSchema.optional(),
      endsOn: businessDateSchema.optional(),
      fundIdTail: idTailSchema,
    }),
  ),
  serverNowMs: msSchema,
});
export type Allotment = z.output<typeof allotmentSchema>;
