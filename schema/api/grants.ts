import * as z from "zod";
import type { GrantId, ProgrammeId } from "../ids.ts";
import { MAX_GRANT_TITLE } from "../limits.ts";
import { waitingReplySchema } from "./approvals.ts";
import {
  amountSchema,
  businessDateSchema,
  entity,
  msSchema,
  operationIdSchema,
  pageOf,
  pageQuerySchema,
  reasonSchema,
  yenSchema,
} from "./common.ts";
import { SEXES } from "./consents.ts";
import { municipalityCodeSchema } from "./stores.ts";

/** Grants: the secretariat credits many wallets out of the fund (B15, GRT). */

/**
 * `reading` who is meant; then `ready` to be begun or `unreadable`; `beginning` while the fund sets the yen aside, `running`,
 * `stopping`; ends are `done`, `stopped` and, before anything moved, `discarded`.
 */
export const GRANT_STATES = [
  "reading",
  "unreadable",
  "ready",
  "beginning",
  "running",
  "stopping",
  "done",
  "stopped",
  "discarded",
] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** What a line is: to be granted, or why not; then on its way, there, or refused by the wallet. */
export const GRANT_ROW_STATES = [
  "ready",
  "duplicate",
  "unknown",
  "bad",
  "sent",
  "credited",
  "failed",
] as const;
export type GrantRowState = (typeof GRANT_ROW_STATES)[number];

/** Why a list or a segment as a whole is no grant. */
export const GRANT_FAULTS = [
  "not-text",
  "empty",
  "too-many-rows",
  "too-many-columns",
  "quote-never-closed",
  /** No column names people, or none says how much. */
  "no-person-column",
  "no-amount-column",
  /** A segment by answers with fewer than 10 people would tell what single people answered (RPT-6). */
  "too-few",
] as const;
export type GrantFault = (typeof GRANT_FAULTS)[number];

/** Why a line can't be granted. */
export const GRANT_ROW_FAULTS = [
  "person-missing",
  "phone-unreadable",
  "amount-unreadable",
  "outside-unit",
  /** More than one person may receive in all. */
  "over-limit",
] as const;

/** Which of the wallets of a Pay: all of them where nothing is said. */
export const segmentSchema = z
  .object({
    /** Whose Pay was added from one day to another, both included. */
    joinedFrom: businessDateSchema.nullable().default(null),
    joinedUntil: businessDateSchema.nullable().default(null),
    /** By what residents told of themselves (RES-6); null is everybody, also who told nothing. */
    municipalities: z.array(municipalityCodeSchema).min(1).max(200).nullable().default(null),
    bornFrom: z.int().min(1900).max(2100).nullable().default(null),
    bornUntil: z.int().min(1900).max(2100).nullable().default(null),
    sex: z.enum(SEXES).nullable().default(null),
  })
  .refine((s) => s.joinedFrom === null || s.joinedUntil === null || s.joinedFrom <= s.joinedUntil, {
    path: ["joinedUntil"],
    message: "before joinedFrom",
  })
  .refine((s) => s.bornFrom === null || s.bornUntil === null || s.bornFrom <= s.bornUntil, {
    path: ["bornUntil"],
    message: "before bornFrom",
  });
export type Segment = z.output<typeof segmentSchema>;

const titleSchema = z.string().trim().min(1).max(MAX_GRANT_TITLE);

/** POST /api/programmes/:id/grants: to a segment, so much each. */
export const createGrantRequestSchema = z.object({
  title: titleSchema,
  segment: segmentSchema,
  amountYen: amountSchema,
  expiresOn: businessDateSchema,
});
export type CreateGrantRequest = z.input<typeof createGrantRequestSchema>;

/** POST /api/programmes/:id/grant-lists, the body being the CSV: so much each, or what the list says. */
export const createGrantListQuerySchema = z.object({
  title: titleSchema,
  fileName: z.string().trim().min(1).max(200),
  amountYen: z.coerce.number().pipe(amountSchema).optional(),
  expiresOn: businessDateSchema,
});

const countedSchema = z.object({ rows: z.int(), yen: yenSchema });

export const grantSchema = z
  .object({
    grantId: entity<GrantId>("grant"),
    programmeId: entity<ProgrammeId>("programme"),
    title: z.string(),
    source: z.enum(["list", "segment"]),
    segment: segmentSchema.nullable(),
    fileName: z.string().nullable(),
    /** Null where the list says it row by row. */
    amountYen: yenSchema.nullable(),
    expiresOn: businessDateSchema,
    state: z.enum(GRANT_STATES),
    fault: z.object({ code: z.enum(GRANT_FAULTS), line: z.int().nullable() }).nullable(),
    readRows: z.int(),
    /** What goes, once it is begun. */
    ready: countedSchema,
    /** What doesn't: lines that repeat a wallet, that name nobody with this Pay, that can't be read. */
    duplicateRows: z.int(),
    unknownRows: z.int(),
    badRows: z.int(),
    credited: countedSchema,
    /** Refused by the wallet, or nobody's any more: back in the fund (GRT-6). */
    failed: countedSchema,
    /** Not sent because it was stopped: back in the fund. */
    unsent: countedSchema,
    /** A grant of the same file that was begun before: perhaps this is a mistake. */
    sameFileAs: z.object({ grantId: entity<GrantId>("grant"), title: z.string() }).nullable(),
    createdByName: z.string().nullable(),
    createdAtMs: msSchema,
    begunByName: z.string().nullable(),
    begunAtMs: msSchema.nullable(),
    stopReason: z.string().nullable(),
    endedAtMs: msSchema.nullable(),
  })
  .meta({ id: "Grant" });
export type GrantBody = z.output<typeof grantSchema>;

export const grantParamSchema = z.object({ id: entity<GrantId>("grant") });
export const grantsPageSchema = pageOf(grantSchema);
export type GrantsPage = z.output<typeof grantsPageSchema>;

/** GET /api/grants/:id/rows: what didn't go, by line. Whose line it is the list itself says; nobody is named here (GRT-2). */
export const grantRowsQuerySchema = pageQuerySchema.extend({
  state: z.enum(["duplicate", "unknown", "bad", "failed"]),
});
export const grantRowSchema = z.object({
  row: z.int(),
  amountYen: yenSchema,
  state: z.enum(GRANT_ROW_STATES),
  code: z.string().nullable(),
});
export type GrantRow = z.output<typeof grantRowSchema>;
export const grantRowsPageSchema = pageOf(grantRowSchema);
export type GrantRowsPage = z.output<typeof grantRowsPageSchema>;

/** POST /api/grants/:id/begin: the operation id ends in the fund's tail; the sum is what its sender has seen. */
export const beginGrantRequestSchema = z.object({
  operationId: operationIdSchema,
  sumYen: amountSchema,
});
export type BeginGrantRequest = z.input<typeof beginGrantRequestSchema>;
export const begunGrantSchema = z.object({ outcome: z.literal("done"), grant: grantSchema });
export const grantOrWaitingSchema = z.discriminatedUnion("outcome", [begunGrantSchema, waitingReplySchema]);
export type GrantOrWaiting = z.output<typeof grantOrWaitingSchema>;
export type BegunGrant = z.output<typeof begunGrantSchema>;

/** POST /api/grants/:id/stop */
export const stopGrantRequestSchema = z.object({ reason: reasonSchema });
export type StopGrantRequest = z.input<typeof stopGrantRequestSchema>;
