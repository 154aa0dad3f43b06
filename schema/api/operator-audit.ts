import * as z from "zod";
import { businessDateSchema, msSchema, reasonSchema, signedYenSchema } from "./common.ts";

/** The first thing that doesn't fit; words are for the operator's shell. */
export const findingSchema = z
  .object({
    rule: z.string(),
    /** Where the wrong row stands: in the actor, in D1, in the log, in the archive or in the log of staff. */
    place: z.enum(["actor", "d1", "log", "archive", "staff-log"]),
    actorClass: z.enum(["coupon", "wallet", "fund"]).nullable(),
    actor: z.string().nullable(),
    seq: z.int().nullable(),
    programmeId: z.string().nullable(),
    what: z.string(),
  })
  .meta({ id: "AuditFinding" });

/** A programme's money at a cut (AUD-2): issued + granted + granting are the sum of all the others. */
export const programmeFiguresSchema = z.object({
  programmeId: z.string(),
  asOf: businessDateSchema,
  issuedYen: signedYenSchema,
  grantedYen: signedYenSchema,
  grantingYen: signedYenSchema,
  unopenedYen: signedYenSchema,
  liveYen: signedYenSchema,
  expiredYen: signedYenSchema,
  inTransitYen: signedYenSchema,
  paidYen: signedYenSchema,
  reversedYen: signedYenSchema,
  cancelledYen: signedYenSchema,
  differenceYen: signedYenSchema,
});

/** GET /api/operator/audit/:id */
export const auditSchema = z
  .object({
    auditId: z.string(),
    state: z.enum(["queued", "running", "done", "failed"]),
    phase: z.string(),
    phaseNumber: z.int(),
    phases: z.int(),
    /** Of the present phase; `of` is an estimate. */
    done: z.int(),
    of: z.int(),
    actors: z.int(),
    journalRows: z.int(),
    logObjects: z.int(),
    programmes: z.int(),
    figures: z.array(programmeFiguresSchema),
    /** Actors with entries on their way when they were looked at last: no break. */
    late: z.array(z.object({ actorClass: z.string(), actor: z.string(), programmeId: z.string() })),
    firstBreak: findingSchema.nullable(),
    /** Null until the audit has ended. */
    holds: z.boolean().nullable(),
    startedAtMs: msSchema,
    updatedAtMs: msSchema,
  })
  .meta({ id: "Audit" });
export type AuditBody = z.output<typeof auditSchema>;

/** POST /api/operator/audit */
export const auditStartedSchema = z.object({ auditId: z.string() }).meta({ id: "AuditStarted" });
export const auditIdParamSchema = z.object({ id: z.string().min(1).max(64) });

/** POST /api/operator/audit/log/erasures: the text of entries goes, the entries and their chain stay (WHO-4, AUD-8). */
export const eraseLogRequestSchema = z.object({
  entryIds: z.array(z.int().min(1)).min(1).max(100),
  reason: reasonSchema,
});
export const logErasedSchema = z.object({ erased: z.int() }).meta({ id: "LogErased" });
