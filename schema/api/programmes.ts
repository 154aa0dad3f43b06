import * as z from "zod";
import type { OrganisationId, ProgrammeId, StaffId } from "../ids.ts";
import { waitingReplySchema } from "./approvals.ts";
import {
  amountSchema,
  anyOperationIdSchema,
  entity,
  idTailSchema,
  msSchema,
  operationIdSchema,
  pageOf,
  pageQuerySchema,
  payFaceSchema,
  reasonSchema,
  signedYenSchema,
  storeNameSchema,
} from "./common.ts";
import { hourTotalSchema, latestPaymentSchema } from "./dashboard.ts";
import { fundNoteSchema } from "./fund.ts";
import { designSchema, ruleSchema, scopeSchema } from "./programme-design.ts";
import { industryCodeSchema } from "./stores.ts";

/** What a programme goes through (PRG-3). `settled` is the end: its books are final. */
export const PROGRAMME_STATES = ["draft", "approved", "open", "closed", "settled"] as const;
export const programmeStateSchema = z.enum(PROGRAMME_STATES);
export type ProgrammeState = z.output<typeof programmeStateSchema>;

export const ruleVersionSchema = ruleSchema.extend({ version: z.int().min(1), effectiveFromMs: msSchema });

/** POST /api/programmes: a draft, with its design as version 1 (PRG-1). */
export const createProgrammeRequestSchema = designSchema;
export type CreateProgrammeRequest = z.input<typeof createProgrammeRequestSchema>;

export const programmeSchema = designSchema
  .omit({ rule: true })
  .extend({
    programmeId: entity<ProgrammeId>("programme"),
    pay: payFaceSchema,
    state: programmeStateSchema,
    /** The version in force. */
    version: z.int().min(1),
    /** The money rules of the version in force and of those to come, oldest first. */
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

/**
 * POST /api/programmes/:id/versions: the whole design anew. A draft's takes effect at once; on a programme that is open or
 * closed it takes a reason and at least 60 s (PRG-1).
 */
export const createVersionRequestSchema = z.object({
  /** The version it was made from: where somebody else has made another one since, the answer is `conflict`. */
  basedOn: z.int().min(1),
  effectiveFromMs: msSchema.optional(),
  reason: reasonSchema.optional(),
  design: designSchema,
});
export type CreateVersionRequest = z.input<typeof createVersionRequestSchema>;

/** One version of a design: what it says, from when, by whom and why. */
export const programmeVersionSchema = z
  .object({
    version: z.int().min(1),
    effectiveFromMs: msSchema,
    /** `past` was in force, `now` is, `coming` will be. */
    when: z.enum(["past", "now", "coming"]),
    design: designSchema,
    madeAtMs: msSchema,
    madeBy: entity<StaffId>("staff").nullable(),
    madeByName: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "ProgrammeVersion" });
export type ProgrammeVersion = z.output<typeof programmeVersionSchema>;
/** GET /api/programmes/:id/versions, newest first. */
export const programmeVersionsPageSchema = pageOf(programmeVersionSchema);

/** POST /api/programmes/:id/copy: a draft with the design of the newest version under another name. */
export const copyProgrammeRequestSchema = z.object({ name: designSchema.shape.name });
export type CopyProgrammeRequest = z.input<typeof copyProgrammeRequestSchema>;

/** What stands in the way of a move, or is worth knowing before it (PRG-3). */
export const MISSING = [
  "ended",
  "not-ended",
  "registration",
  "beyond-six-months",
  "legal-notice",
  "contact",
  "privacy",
  "deposit",
  "allotment",
  "stores",
  "live-money",
  "unfinished-issues",
  "unfinished-grants",
  "unpaid-stores",
] as const;
export const missingSchema = z.object({
  code: z.enum(MISSING),
  /** Whether the move waits for it; otherwise it is a word of advice. */
  blocks: z.boolean(),
});
export type Missing = z.output<typeof missingSchema>;

/** GET /api/programmes/:id/moves: where it can go from here, and what is missing. */
export const movesSchema = z.object({
  state: programmeStateSchema,
  moves: z.array(
    z.object({
      to: programmeStateSchema,
      /** Whether the caller may. */
      may: z.boolean(),
      reasonRequired: z.boolean(),
      missing: z.array(missingSchema),
    }),
  ),
});
export type Moves = z.output<typeof movesSchema>;

/** POST /api/programmes/:id/state. */
export const moveProgrammeRequestSchema = z.object({
  to: programmeStateSchema,
  reason: reasonSchema.optional(),
});
export type MoveProgrammeRequest = z.input<typeof moveProgrammeRequestSchema>;

/** POST /api/programmes/scope: which stores a scope gives, before anything is saved (S1). */
export const scopeStoresRequestSchema = z.object({
  scope: scopeSchema,
  page: pageQuerySchema,
});
export type ScopeStoresRequest = z.input<typeof scopeStoresRequestSchema>;
export const scopeStoresSchema = z.object({
  inScope: z.int(),
  /** Stores of the region, whatever their state. */
  ofAll: z.int(),
  rows: z.array(storeNameSchema.extend({ industry: industryCodeSchema })),
  next: z.string().nullable(),
});
export type ScopeStores = z.output<typeof scopeStoresSchema>;

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
/** What a deposit, an allotment or a move is answered: it is done, or it waits for another person (APR-1). */
export const fundOrWaitingSchema = z.discriminatedUnion("outcome", [fundReplySchema, waitingReplySchema]);
export type FundOrWaiting = z.output<typeof fundOrWaitingSchema>;

/** GET /api/programmes/:id/fund: the book's accounts (FND-1), straight from the fund. */
export const fundSchema = z.object({
  programmeId: entity<ProgrammeId>("programme"),
  /** What operation ids of deposits, allotments and moves end in (OPR-7). */
  fundIdTail: idTailSchema,
  cashYen: signedYenSchema,
  availableYen: signedYenSchema,
  /** Set aside for grants under way (GRT-4). */
  reservedYen: signedYenSchema,
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
  /** Kept as fees so far, and what of it is still in the fund's bank account (FND-13). */
  feesYen: signedYenSchema,
  feesHeldYen: signedYenSchema,
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
    /** Credited to wallets by the fund itself. */
    grantedYen: signedYenSchema,
    chargedYen: signedYenSchema,
    /** Payments less reversals. */
    paidYen: signedYenSchema,
    paidPaperYen: signedYenSchema,
    paidAppYen: signedYenSchema,
    payments: z.int(),
    reversedYen: signedYenSchema,
    expiredYen: signedYenSchema,
    /** What people can still spend: issued + granted − cancelled − paid − expired. */
    liveYen: signedYenSchema,
    /** Today's and yesterday's hours in which anything happened (DSH-2). */
    hours: z.array(hourTotalSchema),
    /** The last payments and reversals, the newest first (DSH-3). */
    latest: z.array(latestPaymentSchema),
    /** Cases of the region that wait for somebody's decision. */
    openCases: z.int(),
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
