import * as z from "zod";
import type { JobId } from "../ids.ts";
import { MAX_KEY_FILE } from "../limits.ts";
import { PAPERS } from "../sheet-papers.ts";
import { entity, msSchema, pageOf } from "./common.ts";

/** Languages of a printing house's sheets: what the font that is embedded can write (PRN-5). */
export const PRINTED_SECONDS = ["none", "en"] as const;

/**
 * POST /api/issues/:id/packages: everything a printing house needs for an issue that is ready (PRN-5). The browser makes an
 * age identity, locks it with a passphrase and sends only the locked one and the recipient: what opens the package never
 * reaches us (PRN-6).
 */
export const createPrintPackageSchema = z.object({
  /** The age recipient that everything in the package is encrypted to. */
  recipient: z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/),
  /** The identity, encrypted with the passphrase, as armored age text. */
  lockedKey: z
    .string()
    .max(MAX_KEY_FILE)
    .regex(/^-----BEGIN AGE ENCRYPTED FILE-----\n[A-Za-z0-9+/=\n]+\n-----END AGE ENCRYPTED FILE-----\n$/),
  second: z.enum(PRINTED_SECONDS),
  /** As a desk prints them (PRN-4). */
  paper: z.enum(PAPERS).default("a6"),
});
export type CreatePrintPackage = z.input<typeof createPrintPackageSchema>;

/** A package and how far it is. */
export const printPackageSchema = z
  .object({
    packageId: entity<JobId>("job"),
    state: z.enum(["queued", "running", "done", "failed"]),
    /** Sheets that are drawn, of so many. */
    written: z.int(),
    total: z.int(),
    file: z
      .object({
        name: z.string(),
        bytes: z.int(),
        sha256: z.string().nullable(),
        /** It is deleted then; `gone` once it is. */
        keptUntilMs: msSchema,
        gone: z.boolean(),
      })
      .nullable(),
    createdAtMs: msSchema,
    createdByName: z.string().nullable(),
  })
  .meta({ id: "PrintPackage" });
export type PrintPackage = z.output<typeof printPackageSchema>;

/** GET /api/issues/:id/packages: newest first. */
export const printPackagesPageSchema = pageOf(printPackageSchema);
