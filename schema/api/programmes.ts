import * as z from "zod";
import type { OrganisationId, ProgrammeId } from "../ids.ts";
import {
  amountSchema,
  anyOperationIdSchema,
  businessDateSchema,
  entity,
  faceNameSchema,
  idTailSchema,
  msSchema,
  operationIdSchema,
  pageOf,
  payFaceSchema,
  signedYenSchema,
  yenSchema,
} from "./common.ts";
import { fundNoteSchema } from "./fund.ts";
import { industryPrefixSchema, municipalityCodeSchema } from "./stores.ts";

/** Where a programme may be used (S1); read by `storeInScope` in schema/scope.ts. */
export const scopeSchema = z.object({
  /** Null: the whole region. */
  municipalities: z.array(municipalityCodeSchema).max(2_000).nullable(),
  /** JSIC prefixes that are in; null: every industry. */
  industries: z.array(industryPrefixSchema).max(200).nullable(),
  industriesOut: z.array(industryPrefixSchema).max(200),
  /** Single stores; `storesOut` wins over everything, `storesIn` over the rest. */
  storesIn: z.array(z.string()).max(1_000),
  storesOut: z.array(z.string()).max(1_000),
});
export type ScopeBody = z.output<typeof scopeSchema>;

/** How long a coupon is good; never beyond the programme's `endsOn`. */
export const validitySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("days"), days: z.int().min(0).max(400) }),
  /** The check-out date and so many days after it. Without a stay: from the day of issue. */
  z.object({ kind: z.literal("check-out"), daysAfter: z.int().min(0).max(60) }),
  z.object({ kind: z.literal("fixed"), expiresOn: businessDateSchema }),
]);
export type Validity = z.output<typeof validitySchema>;

/** Caps; null where the programme sets none (S3, PAY-6). */
export const capsSchema = z.object({
  perIssuerDayYen: yenSchema.nullable(),
  perBranchDayYen: yenSchema.nullable(),
  perStayYen: yenSchema.nullable(),
});

/** The part of a programme that is versioned (PRG-1). */
export const ruleSchema = z.object({
  unitYen: amountSchema,
  payLimitYen: amountSchema,
  personCapYen: amountSchema.nullable(),
});
export const ruleVersionSchema = ruleSchema.extend({ version: z.int().min(1), effectiveFromMs: msSchema });

/** POST /api/programmes. */
export const createProgrammeRequestSchema = z.object({
  name: z.string().trim().min(1).max(60),
  payName: z.string().trim().min(1).max(24),
  face: faceNameSchema,
  unitWord: z.string().trim().min(1).max(8),
  facesYen: z.array(amountSchema).min(1).max(12),
  facePer: z.enum(["coupon", "night"]),
  stayRequired: z.boolean(),
  validity: validitySchema,
  startsOn: businessDateSchema,
  endsOn: businessDateSchema,
  scope: scopeSchema,
  caps: capsSchema,
  rule: ruleSchema,
  /** Hours after the issue in which a sheet can be printed again. */
  reprintHours: z.int().min(0).max(720),
});
export type CreateProgrammeRequest = z.input<typeof createProgrammeRequestSchema>;

export const programmeSchema = createProgrammeRequestSchema
  .omit({ rule: true })
  .extend({
    programmeId: entity<ProgrammeId>("programme"),
    pay: payFaceSchema,
    state: z.enum(["open", "closed"]),
    rules: z.array(ruleVersionSchema),
    /** What operation ids of deposits, allotments, moves, issues and activations end in (OPR-7). */
    fundIdTail: idTailSchema,
    createdAtMs: msSchema,
  })
  .meta({ id: "Programme" });
export type Programme = z.output<typeof programmeSchema>;
export const programmesPageSchema = pageOf(programmeSchema);

/** POST /api/programmes/:id/rules: effective at least 60 s ahead; the unit can't change once anything is issued (MON-2). */
export const createRuleRequestSchema = ruleSchema.extend({
  effectiveFromMs: msSchema.optional(),
});
export type CreateRuleRequest = z.input<typeof createRuleRequestSchema>;

/** POST /api/programmes/:id/deposits. */
export const depositRequestSchema = z.object({
  operationId: operationIdSchema,
  amountYen: amountSchema,
  note: fundNoteSchema.optional(),
});
export type DepositRequest = z.input<typeof depositRequestSchema>;
/** POST /api/programmes/:id/allotments. */
export const allotRequestSchema = z.object({
  operationId: operationIdSchema,
  issuerId: entity<OrganisationId>("organisation"),
  amountYen: amountSchema,
  direction: z.enum(["out", "back"]).default("out"),
  note: fundNoteSchema.optional(),
});
export type AllotRequest = z.input<typeof allotRequestSchema>;
export const fundReplySchema = z.object({
  outcome: z.literal("done"),
  operationId: anyOperationIdSchema,
  atMs: msSchema,
  replayed: z.boolean(),
});
export type FundReply = z.output<typeof fundReplySchema>;

/** GET /api/programmes/:id/fund: the book's accounts (FND-1), straight from the fund. */
export const fundSchema = z.object({
  programmeId: entity<ProgrammeId>("programme"),
  /** What operation ids of deposits, allotments and moves end in (OPR-7). */
  fundIdTail: idTailSchema,
  cashYen: signedYenSchema,
  availableYen: signedYenSchema,
  allotted: z.array(
    z.object({
      issuerId: entity<OrganisationId>("organisation"),
      issuerName: z.string(),
      amountYen: signedYenSchema,
    }),
  ),
  writingYen: signedYenSchema,
  issuedYen: signedYenSchema,
  cancelledYen: signedYenSchema,
  grantingYen: signedYenSchema,
  grantedYen: signedYenSchema,
  returnedYen: signedYenSchema,
  paidOutYen: signedYenSchema,
  serverNowMs: msSchema,
});
export type FundBody = z.output<typeof fundSchema>;

/** GET /api/programmes/:id/figures: live figures from the projection. */
export const figuresSchema = z
  .object({
    programmeId: entity<ProgrammeId>("programme"),
    issuedYen: signedYenSchema,
    issuedCount: z.int(),
    cancelledYen: signedYenSchema,
    chargedYen: signedYenSchema,
    /** Payments less reversals. */
    paidYen: signedYenSchema,
    paidPaperYen: signedYenSchema,
    paidAppYen: signedYenSchema,
    payments: z.int(),
    reversedYen: signedYenSchema,
    expiredYen: signedYenSchema,
    /** What people can still spend: issued − cancelled − paid − expired. */
    liveYen: signedYenSchema,
    stores: z.array(
      z.object({
        storeId: z.string(),
        name: z.string(),
        town: z.string(),
        paidYen: signedYenSchema,
        payments: z.int(),
      }),
    ),
    today: z.object({ issuedYen: signedYenSchema, paidYen: signedYenSchema, payments: z.int() }),
    /** PUB-4: how old the newest projected entry was when it arrived; null where nothing was projected yet. */
    lagMs: z.int().nullable(),
    asOfMs: msSchema,
    serverNowMs: msSchema,
  })
  .meta({ id: "Figures" });
export type Figures = z.output<typeof figuresSchema>;

/** GET /api/programmes/:id/feed (WebSocket): "something changed, read the figures again", at most once a second (FED-1). */
export const programmeFeedMessageSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("changed"),
    id: z.string(),
    programmeId: z.string(),
    atMs: msSchema,
  }),
  z.object({ type: z.literal("catch-up") }),
]);
export type ProgrammeFeedMessage = z.output<typeof programmeFeedMessageSchema>;
