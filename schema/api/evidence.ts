import * as z from "zod";
import type { EvidenceId, IssueId } from "../ids.ts";
import { entity, msSchema, reasonSchema } from "./common.ts";

/** What evidence may be: known by its first bytes, whatever it is called (ISS-9). */
export const EVIDENCE_TYPES = ["application/pdf", "image/png", "image/jpeg"] as const;

export const evidenceParamSchema = z.object({ id: entity<IssueId>("issue") });
export const oneEvidenceParamSchema = evidenceParamSchema.extend({
  evidenceId: entity<EvidenceId>("evidence"),
});
/** POST /api/issues/:id/evidence: the file itself is the body, its name the query. */
export const addEvidenceQuerySchema = z.object({ name: z.string().trim().min(1).max(200) });
/** POST /api/issues/:id/evidence/:evidenceId/removal: only before the hand-over. */
export const removeEvidenceRequestSchema = z.object({ reason: reasonSchema });

export const evidenceSchema = z
  .object({
    evidenceId: entity<EvidenceId>("evidence"),
    name: z.string(),
    mediaType: z.enum(EVIDENCE_TYPES),
    bytes: z.int(),
    sha256: z.string(),
    createdAtMs: msSchema,
    createdByName: z.string().nullable(),
  })
  .meta({ id: "Evidence" });
export type EvidenceBody = z.output<typeof evidenceSchema>;
export const evidenceListSchema = z.object({
  files: z.array(evidenceSchema),
  /** Whether the caller may add files now, and take them away. */
  open: z.boolean(),
});
export type EvidenceList = z.output<typeof evidenceListSchema>;
