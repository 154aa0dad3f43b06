import * as z from "zod";
import type { ProgrammeId } from "../ids.ts";
import { businessDateSchema, entity, msSchema, pageOf, signedYenSchema } from "./common.ts";

/** GET /api/archive/keys: a JWK set (RFC 7517) of every key whose signatures count, the one that signs now first. */
export const archiveKeysSchema = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal("OKP"),
        crv: z.literal("Ed25519"),
        x: z.string(),
        kid: z.string(),
        alg: z.literal("EdDSA"),
        use: z.literal("sig"),
      }),
    ),
  })
  .meta({ id: "ArchiveKeys" });

/** GET /api/archive/roots: the signed root of every archived date, in order, for whoever wants to keep them. */
export const archiveRootSchema = z
  .object({
    date: businessDateSchema,
    rootHash: z.string(),
    signedRoot: z
      .string()
      .meta({ description: "Compact JWS (EdDSA); docs/archive-format.md says what it signs" }),
  })
  .meta({ id: "ArchiveRoot" });
export const archiveRootsSchema = pageOf(archiveRootSchema);

/** GET /api/operator/archive: how far the archive is, and whether anybody outside has its roots. */
export const archiveStatusSchema = z
  .object({
    /** Who signs; null where no key is set, and `keyProblem` says why. */
    kid: z.string().nullable(),
    keyProblem: z.string().nullable(),
    /** Who is sent the roots: nobody, the laptop's inbox, or the address that was set. */
    witness: z.enum(["none", "inbox", "https"]),
    archivedDays: z.int(),
    lastDate: businessDateSchema.nullable(),
    /** Sealed dates that aren't archived yet. */
    waitingDays: z.int(),
    /** Why the next of them isn't. */
    problem: z.string().nullable(),
    unsentDays: z.int(),
    /** The earliest day whose root nobody outside has, and how sending it fares. */
    firstUnsent: z
      .object({
        date: businessDateSchema,
        tries: z.int(),
        nextTryAtMs: msSchema.nullable(),
        lastFailure: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: "ArchiveStatus" });
export type ArchiveStatus = z.output<typeof archiveStatusSchema>;

/** GET /api/operator/archive/objects: what the archive consists of, by name. */
export const archiveObjectsQuerySchema = z.object({ after: z.string().max(200).optional() });
export const archiveObjectsSchema = pageOf(z.object({ name: z.string(), bytes: z.int() })).meta({
  id: "ArchiveObjects",
});
export type ArchiveObjects = z.output<typeof archiveObjectsSchema>;

/** GET /api/operator/archive/objects/:name and …/:date/:name: one of them, as it lies there. */
export const archiveLatestParamSchema = z.object({ name: z.enum(["latest.json", "latest.jws"]) });
export const archiveObjectParamSchema = z.object({
  date: z.iso.date(),
  name: z.string().regex(/^(manifest\.json|root\.jws|entries-\d{4,}\.ndjson\.gz)$/),
});

/** GET /api/archive/days: sealed dates, newest first, and what of the archive stands for each. */
export const archiveDaySchema = z
  .object({
    date: businessDateSchema,
    sealedAtMs: msSchema.nullable(),
    /** Null until the date stands in the archive. */
    archived: z
      .object({
        rootHash: z.string(),
        signedRoot: z.string(),
        madeAtMs: msSchema,
        /** When somebody outside took the root; null while nobody has. */
        sentAtMs: msSchema.nullable(),
      })
      .nullable(),
  })
  .meta({ id: "ArchiveDay" });
export type ArchiveDayBody = z.output<typeof archiveDaySchema>;
export const archiveDaysSchema = pageOf(archiveDaySchema);

/**
 * GET /api/archive/days/:date: what the day's manifest says of the caller's region. Read from the archive itself, where its
 * bytes have the signed hash; otherwise `intact` is false and there is nothing to tell.
 */
export const archiveDayDetailSchema = archiveDaySchema
  .extend({
    intact: z.boolean(),
    previousRootHash: z.string().nullable(),
    /** Only the region's own programmes; the others' sums are nobody else's business (WHO-1). */
    sums: z.array(
      z.object({
        programmeId: entity<ProgrammeId>("programme"),
        programmeName: z.string(),
        actorClass: z.enum(["coupon", "wallet", "fund"]),
        kind: z.string(),
        rows: z.int(),
        plusYen: signedYenSchema,
        minusYen: signedYenSchema,
      }),
    ),
  })
  .meta({ id: "ArchiveDayDetail" });
export type ArchiveDayDetail = z.output<typeof archiveDayDetailSchema>;

/** GET /api/verification/audits: audits that came to an end, newest first, with the region's own programmes (AUD-2). */
export const auditRunSchema = z
  .object({
    startedAtMs: msSchema,
    endedAtMs: msSchema,
    holds: z.boolean(),
    programmes: z.array(
      z.object({
        programmeId: entity<ProgrammeId>("programme"),
        programmeName: z.string(),
        issuedYen: signedYenSchema,
        grantedYen: signedYenSchema,
        cancelledYen: signedYenSchema,
        paidYen: signedYenSchema,
        reversedYen: signedYenSchema,
        expiredYen: signedYenSchema,
        /** Good on opened coupons and wallets, in coupons nobody has opened, and on its way. */
        heldYen: signedYenSchema,
        differenceYen: signedYenSchema,
      }),
    ),
  })
  .meta({ id: "AuditRun" });
export type AuditRun = z.output<typeof auditRunSchema>;
export const auditRunsSchema = pageOf(auditRunSchema);
