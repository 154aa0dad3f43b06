import * as z from "zod";
import { businessDateSchema, msSchema, pageOf } from "./common.ts";

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
