import * as z from "zod";
import type { RegionId } from "../ids.ts";
import { businessDateSchema, entity, msSchema, pageOf, pageQuerySchema } from "./common.ts";

/**
 * What may be disturbed while the rest goes on (DEG-1), gravest first.
 * - `payments`: nobody can pay or charge; only the operator says so.
 * - `records`: D1 is away or being made again: signing in, charging, codes and lists may fail; balances and paying at a QR don't.
 * - `messages`: no SMS and no call goes out: no new signing in.
 * - `late`: the projection is behind: reversals, figures and reports come later.
 * - `slow`: everything may take long; only the operator says so.
 */
export const DISTURBANCES = ["payments", "records", "messages", "late", "slow"] as const;
export type DisturbanceKind = (typeof DISTURBANCES)[number];

const disturbanceSchema = z.object({
  kind: z.enum(DISTURBANCES),
  /** Null: everywhere. */
  regionId: entity<RegionId>("region").nullable(),
  /** Since when it is known; null where the system noticed it just now. */
  sinceMs: msSchema.nullable(),
});
export type Disturbance = z.output<typeof disturbanceSchema>;

/** How far the records are behind the money, and whether the books were found right (OPS-5). */
const booksSchema = z.object({
  /** From a payment to its record, the usual one of the last; null before the first. */
  lagMs: msSchema.nullable(),
  /** Balances of which a record is missing in between, for now. */
  gaps: z.int().min(0),
  /** Entries that were kept aside and that nobody has settled yet (PUB-5). */
  breaks: z.int().min(0),
  /** When all books were last looked through, and what came of it (AUD-5); null before the first time. */
  lastAudit: z.object({ endedAtMs: msSchema, holds: z.boolean() }).nullable(),
  /** The last date whose books are final (ASOF-1). */
  sealedThrough: businessDateSchema.nullable(),
});
export type BooksStanding = z.output<typeof booksSchema>;

/** GET /api/status: how things stand, for everybody to read; at most 15 s old. */
export const statusSchema = z.object({
  disturbances: z.array(disturbanceSchema),
  /** Null where nothing can be read just now. */
  books: booksSchema.nullable(),
  serverNowMs: msSchema,
});
export type Status = z.output<typeof statusSchema>;

/** POST /api/operator/status: says that something is disturbed, or that it is over. */
export const statusRequestSchema = z.object({
  kind: z.enum(DISTURBANCES),
  regionId: entity<RegionId>("region").nullable(),
  disturbed: z.boolean(),
});

/** GET /api/operator/alerts: what a person has to look at, of all regions, newest first (OPS-5). */
export const alertSchema = z
  .object({
    alertId: z.string(),
    kind: z.string(),
    regionId: entity<RegionId>("region").nullable(),
    /** The actor, job, date or issue it is about. */
    subject: z.string(),
    /** Ids, codes, amounts and times only (WHO-4). */
    detail: z.record(z.string(), z.unknown()),
    raisedAtMs: msSchema,
  })
  .meta({ id: "Alert" });
export type AlertBody = z.output<typeof alertSchema>;
export const alertsPageSchema = pageOf(alertSchema);
export const alertsQuerySchema = pageQuerySchema;
