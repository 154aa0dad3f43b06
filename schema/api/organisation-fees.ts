import * as z from "zod";
import type { OrganisationId, ProgrammeId } from "../ids.ts";
import { businessDateSchema, entity, msSchema, pageOf, pageQuerySchema, reasonSchema } from "./common.ts";
import { feeRateSchema } from "./payout-rules.ts";

/** What single organisations are charged beside a programme's rule (STL-12). */

export const organisationFeeParamSchema = z.object({
  id: entity<ProgrammeId>("programme"),
  organisationId: entity<OrganisationId>("organisation"),
});
export const organisationFeeQuerySchema = pageQuerySchema;

/** A version of an organisation's own fee; `rate` null: as everybody, or as its head office. */
const versionSchema = z.object({
  version: z.int(),
  effectiveFrom: businessDateSchema,
  rate: feeRateSchema.nullable(),
  reason: z.string(),
  madeAtMs: msSchema,
  madeByName: z.string().nullable(),
});

const partySchema = z.object({
  organisationId: entity<OrganisationId>("organisation"),
  name: z.string(),
  /** The head office's name, of a branch. */
  parentName: z.string().nullable(),
});

/** GET /api/programmes/:id/fees: organisations that have, had or will have a fee of their own, by kana. */
export const organisationFeesPageSchema = pageOf(
  partySchema.extend({
    /** What a closing that begins today would charge of its own; null: as everybody. */
    now: feeRateSchema.nullable(),
    /** The last version, where it is not in force yet. */
    coming: z.object({ effectiveFrom: businessDateSchema, rate: feeRateSchema.nullable() }).nullable(),
  }),
).meta({ id: "OrganisationFees" });
export type OrganisationFees = z.output<typeof organisationFeesPageSchema>;

/** GET /api/programmes/:id/fees/:organisationId: what it is charged now and by what, and its versions, newest first. */
export const organisationFeeSchema = pageOf(versionSchema)
  .extend({
    organisation: partySchema,
    /** What a closing that begins today would charge; null where the programme has no rule yet. */
    charged: z.object({ rate: feeRateSchema, by: z.enum(["own", "head-office", "standard"]) }).nullable(),
    /** The newest version's number; 0 where there is none. */
    lastVersion: z.int(),
  })
  .meta({ id: "OrganisationFee" });
export type OrganisationFee = z.output<typeof organisationFeeSchema>;

/** POST /api/programmes/:id/fees/:organisationId: the next version; followed by closings that begin on `effectiveFrom` or later. */
export const setOrganisationFeeRequestSchema = z.object({
  basedOn: z.int().min(0),
  effectiveFrom: businessDateSchema,
  rate: feeRateSchema.nullable(),
  reason: reasonSchema,
});
export type SetOrganisationFeeRequest = z.input<typeof setOrganisationFeeRequestSchema>;
