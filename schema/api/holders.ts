import * as z from "zod";
import {
  ENTITY_ID,
  type IssueId,
  type OrganisationId,
  type ProgrammeId,
  type ResidentId,
  type StoreId,
} from "../ids.ts";
import {
  anyOperationIdSchema,
  businessDateSchema,
  entity,
  handleSchema,
  idTailSchema,
  lotSchema,
  msSchema,
  operationIdSchema,
  payFaceSchema,
  reasonSchema,
  scannedCodeSchema,
  signedYenSchema,
  storeNameSchema,
  yenSchema,
} from "./common.ts";
import { couponIdSchema, heldCouponViewSchema } from "./coupons.ts";

/** The call centre (S13): finding a holder, its whole story, and what may be done for it. */

/** What the holder's page says of the coupon's issue. */
export const couponIssueSchema = z.object({
  issueId: entity<IssueId>("issue"),
  branchName: z.string(),
  state: z.enum(["writing", "ready", "active", "stopped", "withdrawn", "failed"]),
  createdAtMs: msSchema,
  createdByName: z.string().nullable(),
  /** The caller may print the sheet now: a coupon that this person replaced, within the reprint window (CAL-5). */
  printable: z.boolean(),
  stay: z
    .object({
      /** The first letter of each name only; the whole is shown on request, which is logged (CAL-4). */
      maskedName: z.string().nullable(),
      hasReference: z.boolean(),
      checkInOn: businessDateSchema.nullable(),
      nights: z.int().nullable(),
    })
    .nullable(),
});
export type CouponIssue = z.output<typeof couponIssueSchema>;

/** POST /api/holders (secretariat's call centre, S13): a coupon by its code or id, or a resident by phone or id. */
export const holderRequestSchema = z.union([
  z.object({ code: scannedCodeSchema }),
  z.object({ couponId: couponIdSchema }),
  z.object({ phone: z.string().min(1).max(32) }),
  z.object({ residentId: z.string().regex(ENTITY_ID) }),
]);
export type HolderRequest = z.input<typeof holderRequestSchema>;

export const holderReplySchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("coupon"),
    couponId: couponIdSchema,
    serial: z.int(),
    issueId: z.string(),
    issuerId: entity<OrganisationId>("organisation"),
    coupon: heldCouponViewSchema,
    issue: couponIssueSchema,
    /** The programme's last day: no extension goes beyond it (CAL-2). */
    programmeEndsOn: businessDateSchema,
  }),
  z.object({
    kind: z.literal("resident"),
    residentId: z.string(),
    /** Empty where there is no number any more: erased, or with somebody new (RES-14). */
    phoneEnd: z.string(),
    numberReleased: z.boolean(),
    frozen: z.boolean(),
    /** Only the Pays of the caller's region (S23). */
    wallets: z.array(
      z.object({
        programmeId: entity<ProgrammeId>("programme"),
        pay: payFaceSchema,
        spendableYen: yenSchema,
        frozen: z.boolean(),
        lots: z.array(lotSchema),
        idTail: idTailSchema,
        handle: handleSchema,
        programmeEndsOn: businessDateSchema,
      }),
    ),
  }),
]);
export type HolderReply = z.output<typeof holderReplySchema>;

/**
 * POST /api/holders/search (secretariat): who holds the balance of a payment, by what a caller can read out. A receipt
 * number is four digits of the entry's hash (PAY-4), so within a store and a date several payments may carry it.
 */
export const holderSearchRequestSchema = z.discriminatedUnion("by", [
  z.object({ by: z.literal("operation"), operationId: anyOperationIdSchema }),
  z.object({
    by: z.literal("receipt"),
    storeId: entity<StoreId>("store"),
    date: businessDateSchema,
    receiptNumber: z.string().regex(/^\d{4}$/),
  }),
]);
export type HolderSearchRequest = z.input<typeof holderSearchRequestSchema>;

/** Where a holder's page is: a coupon by its public id, or a resident's wallet. */
export const holderNameSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("coupon"), couponId: couponIdSchema }),
  z.object({
    kind: z.literal("wallet"),
    residentId: entity<ResidentId>("resident"),
    programmeId: entity<ProgrammeId>("programme"),
  }),
]);
export type HolderName = z.output<typeof holderNameSchema>;

export const holderHitSchema = z.object({
  holder: holderNameSchema,
  operationId: anyOperationIdSchema,
  pay: payFaceSchema,
  amountYen: yenSchema,
  atMs: msSchema,
  store: storeNameSchema.nullable(),
  receiptNumber: z.string().nullable(),
});
export type HolderHit = z.output<typeof holderHitSchema>;
export const holderHitsSchema = z.object({
  rows: z.array(holderHitSchema),
  /** There were more than are listed; a caller who knows the amount or the time still finds theirs. */
  more: z.boolean(),
});
export type HolderHits = z.output<typeof holderHitsSchema>;

/** What happened to a holder, in the words of a call centre. */
export const TIMELINE_KINDS = [
  "issued",
  "handed-over",
  "payment",
  "void",
  "refund",
  "charge",
  "charge-returned",
  "charge-arrived",
  "grant",
  "cancel",
  "replace",
  "extend",
  "freeze",
  "unfreeze",
  "refused",
  "look-up",
  "stay-read",
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** One line of a holder's story: of its journal, of its issue, or of the log of what staff did (AUD-4). */
export const timelineRowSchema = z.object({
  kind: z.enum(TIMELINE_KINDS),
  atMs: msSchema,
  operationId: anyOperationIdSchema.nullable(),
  /** Signed; 0 where nothing moved. */
  amountYen: signedYenSchema,
  /** Live yen after it, where the journal says so. */
  balanceAfterYen: yenSchema.nullable(),
  store: storeNameSchema.nullable(),
  receiptNumber: z.string().nullable(),
  /** Of a payment: how much of it came back. */
  reversedYen: yenSchema,
  /** Of a void or refund: the payment. */
  payment: anyOperationIdSchema.nullable(),
  /** Of a refund: how much of it went into lots that had expired (REV-3). */
  expiredYen: yenSchema,
  /** Of a charge, a grant or an extension: until when its yen is good. */
  expiresOn: businessDateSchema.nullable(),
  /** Of a charge that arrived: the coupon it came from. The other way round nobody is told whose (CHG-3). */
  couponId: z.string().nullable(),
  /** Of a replacement: whose sheet to print. */
  newIssueId: z.string().nullable(),
  /** Of a refusal: its code. */
  code: z.string().nullable(),
  /** Who acted, by the log; null where nobody of the staff did. */
  byName: z.string().nullable(),
  reason: z.string().nullable(),
});
export type TimelineRow = z.output<typeof timelineRowSchema>;

/** GET /api/holders/coupons/:id/timeline, /api/holders/residents/:residentId/wallets/:programmeId/timeline. */
export const timelinePageSchema = z.object({ rows: z.array(timelineRowSchema), next: z.string().nullable() });
export type TimelinePage = z.output<typeof timelinePageSchema>;
export const timelineQuerySchema = z.object({ after: z.string().max(200).optional() });

export const couponParamSchema = z.object({ id: couponIdSchema });
export const holderWalletParamSchema = z.object({
  residentId: entity<ResidentId>("resident"),
  programmeId: entity<ProgrammeId>("programme"),
});

/** POST /api/holders/coupons/:id/stay: what the desk wrote down about the stay, in the clear; logged with the reason. */
export const stayReadRequestSchema = z.object({ reason: reasonSchema });
export const stayReadReplySchema = z.object({
  guestName: z.string().nullable(),
  reference: z.string().nullable(),
  checkInOn: businessDateSchema.nullable(),
  nights: z.int().nullable(),
});
export type StayReadReply = z.output<typeof stayReadReplySchema>;

/**
 * POST /api/extensions (EXP-3, CAL-2): moves the live lots that end earlier to a later date. The operation id ends in the
 * holder's `idTail`.
 */
export const extensionRequestSchema = z.intersection(
  z.object({ operationId: operationIdSchema, expiresOn: businessDateSchema, reason: reasonSchema }),
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("coupon"), couponId: couponIdSchema }),
    z.object({
      kind: z.literal("wallet"),
      residentId: z.string().regex(ENTITY_ID),
      programmeId: entity<ProgrammeId>("programme"),
    }),
  ]),
);
export type ExtensionRequest = z.input<typeof extensionRequestSchema>;
export const extensionReplySchema = z.object({
  outcome: z.literal("done"),
  operationId: anyOperationIdSchema,
  expiresOn: businessDateSchema,
  atMs: msSchema,
  replayed: z.boolean(),
});
export type ExtensionReply = z.output<typeof extensionReplySchema>;

/** POST /api/payments/:operationId/refundable: what a refund would do, before anybody asks for one (REV-3). */
export const refundableRequestSchema = z.object({ handle: handleSchema.optional() });
export const refundableReplySchema = z.object({
  payment: anyOperationIdSchema,
  amountYen: yenSchema,
  /** What was not given back yet (REV-2). */
  leftYen: yenSchema,
  /** In the order in which a refund gives back: last taken first. */
  parts: z.array(z.object({ amountYen: yenSchema, expiresOn: businessDateSchema, expired: z.boolean() })),
  /** Where the coupon is cancelled, the yen goes on to the issuer's allotment (REV-5). */
  goesTo: z.enum(["holder", "issuer"]),
});
export type RefundableReply = z.output<typeof refundableReplySchema>;
