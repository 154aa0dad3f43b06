import * as z from "zod";
import type { OperationId, ProgrammeId, RegionId, ResidentId, StoreId, TillId } from "../ids.ts";
import { MAX_PAGE_ROWS } from "../limits.ts";
import { entity, msSchema, pageOf } from "./common.ts";

/** GET /api/operator/affected: what happened to whose money in a span of time (OPS-4). */
export const affectedQuerySchema = z.object({
  regionId: entity<RegionId>("region"),
  programmeId: entity<ProgrammeId>("programme").optional(),
  storeId: entity<StoreId>("store").optional(),
  fromMs: z.coerce.number().pipe(msSchema),
  /** Exclusive. */
  untilMs: z.coerce.number().pipe(msSchema),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_ROWS).default(MAX_PAGE_ROWS),
});

/** An entry of somebody's money: ids, codes, amounts and times only (WHO-4). */
export const affectedRowSchema = z
  .object({
    atMs: msSchema,
    programmeId: entity<ProgrammeId>("programme"),
    /** Whose: a resident's wallet, or the coupon that an issue's list and its sheet name. */
    residentId: entity<ResidentId>("resident").nullable(),
    issueId: z.string().nullable(),
    serial: z.int().nullable(),
    operationId: z.string() as unknown as z.ZodType<OperationId, string>,
    kind: z.string(),
    /** Why nothing moved; `operation-abandoned`: somebody lost the answer, asked, and was told so (OPR-5). */
    refusal: z.string().nullable(),
    amountYen: z.int(),
    storeId: entity<StoreId>("store").nullable(),
    tillId: entity<TillId>("till").nullable(),
  })
  .meta({ id: "AffectedEntry" });
export type AffectedRow = z.output<typeof affectedRowSchema>;

export const affectedPageSchema = pageOf(affectedRowSchema);
