import * as z from "zod";
import type { ProgrammeId, StoreId, TillId } from "../ids.ts";
import { MAX_QR_GRACE_HOURS } from "../limits.ts";
import { entity, reasonSchema } from "./common.ts";

/** The forms in which a till's QR is handed out: a poster in two sizes, a stand to fold, or the code alone for a printer. */
export const QR_FORMS = ["a4", "a5", "stand", "svg"] as const;
export type QrForm = (typeof QR_FORMS)[number];

export const tillParamSchema = z.object({
  id: entity<StoreId>("store"),
  tillId: entity<TillId>("till"),
});

/** GET /api/stores/:id/tills/:tillId/qr: the sheet in the face of one Pay, the first that is taken there unless one is named. */
export const qrFileQuerySchema = z.object({
  form: z.enum(QR_FORMS),
  programmeId: entity<ProgrammeId>("programme").optional(),
});
/** GET /api/store-qrs: the same for every till in reach, or of the stores found by name, kana or address (ZIP). */
export const qrZipQuerySchema = qrFileQuerySchema.extend({ text: z.string().trim().max(60).optional() });

/** How many files a ZIP of store QRs will have, said before the first of them. */
export const QR_COUNT_HEADER = "x-file-count";

/** POST /api/stores/:id/tills/:tillId/rotation: another QR; the one that was read stays good for so many hours (SHP-2). */
export const rotateTillRequestSchema = z.object({
  /** The rotation that was read: two people don't replace the same QR twice. */
  rotation: z.int().min(1),
  /** 0 ends the old one at once. */
  graceHours: z.int().min(0).max(MAX_QR_GRACE_HOURS),
  reason: reasonSchema,
});
export type RotateTillRequest = z.input<typeof rotateTillRequestSchema>;
