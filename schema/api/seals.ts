import * as z from "zod";
import { businessDateSchema, msSchema, pageOf } from "./common.ts";

/** GET /api/seals: dates whose books no longer change, newest first (ASOF-1). */
export const sealSchema = z
  .object({ date: businessDateSchema, sealedAtMs: msSchema.nullable() })
  .meta({ id: "Seal" });
export type SealBody = z.output<typeof sealSchema>;
export const sealsPageSchema = pageOf(sealSchema);

/** GET /api/verification: when all books were last looked through, and the last date that was sealed (AUD-5). */
export const verificationSchema = z
  .object({
    /** Null before the first one has ended. */
    lastAudit: z.object({ endedAtMs: msSchema, holds: z.boolean() }).nullable(),
    sealedThrough: businessDateSchema.nullable(),
    serverNowMs: msSchema,
  })
  .meta({ id: "Verification" });
export type Verification = z.output<typeof verificationSchema>;
