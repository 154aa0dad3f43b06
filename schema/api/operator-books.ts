import * as z from "zod";
import { businessDateSchema, msSchema, pageOf, pageQuerySchema, reasonSchema } from "./common.ts";

/** POST /api/operator/seals: seal the dates that have ended, up to `through` without waiting for their hour (ASOF-1). */
export const sealRequestSchema = z.object({ through: businessDateSchema.optional() });
/** The date that is being sealed now; null where none is due. */
export const sealBegunSchema = z.object({ date: businessDateSchema.nullable() }).meta({ id: "SealBegun" });

/** GET /api/operator/seals: newest first. */
export const operatorSealSchema = z
  .object({
    date: businessDateSchema,
    state: z.enum(["closing", "sealed"]),
    auditId: z.string(),
    /** Actors whose missing entries book later. */
    late: z.int(),
    rows: z.int().nullable(),
    fileKey: z.string().nullable(),
    fileHash: z.string().nullable(),
    closedAtMs: msSchema,
    sealedAtMs: msSchema.nullable(),
  })
  .meta({ id: "OperatorSeal" });
export const operatorSealsPageSchema = pageOf(operatorSealSchema);

/** GET /api/operator/breaks: what was kept aside and never ignored (PUB-5, PRJ-1), newest first. */
export const breakSchema = z
  .object({
    breakId: z.string(),
    what: z.enum(["fork", "chain", "poison"]),
    state: z.enum(["open", "mended"]),
    actor: z.string().nullable(),
    seq: z.int().nullable(),
    regionId: z.string().nullable(),
    programmeId: z.string().nullable(),
    /** What is kept aside, and what the projection holds. */
    hash: z.string().nullable(),
    expectedHash: z.string().nullable(),
    /** The R2 object that holds what was kept aside. */
    logKey: z.string(),
    foundAtMs: msSchema,
  })
  .meta({ id: "JournalBreak" });
export type BreakBody = z.output<typeof breakSchema>;
export const breaksPageSchema = pageOf(breakSchema);
export const breaksQuerySchema = pageQuerySchema.extend({ state: z.enum(["open", "mended"]).optional() });
export const breakParamSchema = z.object({ id: z.string().min(1).max(500) });
/** POST /api/operator/breaks/:id/mend: a person has looked, and what D1 holds is right (PRJ-1). */
export const mendRequestSchema = z.object({ reason: reasonSchema });

/** POST /api/operator/rebuild */
export const rebuildBegunSchema = z.object({ rebuildId: z.string() }).meta({ id: "RebuildBegun" });
export const rebuildParamSchema = z.object({ id: z.string().min(1).max(64) });

/** A table of D1 before and after: the sums over its rows by key, what the log doesn't hold aside (PRJ-2). */
const rebuiltTableSchema = z.object({
  table: z.string(),
  /** Null where the journal was lost: then nothing was compared. */
  rowsBefore: z.int().nullable(),
  rowsAfter: z.int().nullable(),
  /** Null until compared, and where there was nothing to compare with. */
  equal: z.boolean().nullable(),
});

/** GET /api/operator/rebuild/:id */
export const rebuildSchema = z
  .object({
    rebuildId: z.string(),
    state: z.enum(["queued", "running", "done", "failed"]),
    phase: z.string(),
    phaseNumber: z.int(),
    phases: z.int(),
    /** Of the present phase: rows, objects or coupons; `of` is 0 where nobody knows. */
    done: z.int(),
    of: z.int(),
    sealedDates: z.int(),
    journalRows: z.int(),
    coupons: z.int(),
    /** What could not be brought back, in words for the operator's shell; the first ones. */
    problems: z.array(z.string()),
    problemCount: z.int(),
    tables: z.array(rebuiltTableSchema),
    startedAtMs: msSchema,
    updatedAtMs: msSchema,
  })
  .meta({ id: "Rebuild" });
export type RebuildBody = z.output<typeof rebuildSchema>;
