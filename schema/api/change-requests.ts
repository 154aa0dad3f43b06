import * as z from "zod";
import type { OrganisationId, StoreId } from "../ids.ts";
import { entity, msSchema, pageOf, pageQuerySchema } from "./common.ts";
import { acceptsSchema } from "./stores.ts";

export const CHANGE_STATES = ["waiting", "approved", "refused", "withdrawn"] as const;
export const changeStateSchema = z.enum(CHANGE_STATES);

/** POST /api/change-requests: a merchant asks for another way of paying at its store (S15). */
export const askChangeRequestSchema = z.object({
  storeId: entity<StoreId>("store"),
  accepts: acceptsSchema,
});
export type AskChangeRequest = z.input<typeof askChangeRequestSchema>;

/** POST /api/change-requests/:id/decision (secretariat); a refusal says why. */
export const decideChangeRequestSchema = z
  .object({ decision: z.enum(["approved", "refused"]), reason: z.string().trim().max(500).default("") })
  .refine(({ decision, reason }) => decision === "approved" || reason.length > 0, {
    path: ["reason"],
    message: "a refusal needs its reason",
  });
export type DecideChangeRequest = z.input<typeof decideChangeRequestSchema>;

export const changeRequestSchema = z
  .object({
    changeRequestId: z.string(),
    storeId: entity<StoreId>("store"),
    storeName: z.string(),
    organisationId: entity<OrganisationId>("organisation"),
    organisationName: z.string(),
    before: acceptsSchema,
    after: acceptsSchema,
    state: changeStateSchema,
    askedAtMs: msSchema,
    askedBy: z.string(),
    decidedAtMs: msSchema.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "ChangeRequest" });
export type ChangeRequest = z.output<typeof changeRequestSchema>;
export const changeRequestsPageSchema = pageOf(changeRequestSchema);
export const changeRequestsQuerySchema = pageQuerySchema.extend({
  state: changeStateSchema.optional(),
  storeId: entity<StoreId>("store").optional(),
});
export const changeRequestParamSchema = z.object({ id: entity<StoreId>("change request") });
