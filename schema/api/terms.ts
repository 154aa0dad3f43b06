import * as z from "zod";
import type { OrganisationId, RegionId } from "../ids.ts";
import { MAX_PLEDGES, MAX_TERMS_CHARACTERS } from "../limits.ts";
import { entity, msSchema, pageOf, pageQuerySchema } from "./common.ts";

/** For whom terms are (S25); residents accept for themselves, by no name (RES-5). */
export const TERMS_KINDS = ["merchant", "issuer", "resident"] as const;
export const termsKindSchema = z.enum(TERMS_KINDS);
export type TermsKind = z.output<typeof termsKindSchema>;
/** Those that are accepted in an organisation's name. */
export type OfficeTermsKind = Exclude<TermsKind, "resident">;

export const termsIdParamSchema = z.object({ id: entity<OrganisationId>("terms") });

/** POST /api/terms: a new version. It can't be changed afterwards; a mistake is mended by the next one. */
export const createTermsRequestSchema = z
  .object({
    kind: termsKindSchema,
    title: z.string().trim().min(1).max(80),
    body: z.string().trim().min(1).max(MAX_TERMS_CHARACTERS),
    /** Each is ticked by itself: no ties to organised crime, keeping the rules. */
    pledges: z.array(z.string().trim().min(1).max(300)).max(MAX_PLEDGES),
    /** When it is asked for; a moment gone by means now. */
    publishedAtMs: msSchema,
    /** When an office that hasn't accepted can do nothing else. */
    blocksFromMs: msSchema,
  })
  .refine(({ publishedAtMs, blocksFromMs }) => blocksFromMs >= publishedAtMs, {
    path: ["blocksFromMs"],
    message: "not before it is published",
  })
  .refine(({ kind, pledges }) => kind !== "resident" || pledges.length === 0, {
    path: ["pledges"],
    message: "residents tick the text as a whole",
  });
export type CreateTermsRequest = z.input<typeof createTermsRequestSchema>;

/** POST /api/operator/terms: what whoever runs Tegata asks of every resident (RES-5). */
export const operatorTermsRequestSchema = z
  .object({
    title: z.string().trim().min(1).max(80),
    body: z.string().trim().min(1).max(MAX_TERMS_CHARACTERS),
    publishedAtMs: msSchema,
    blocksFromMs: msSchema,
  })
  .refine(({ publishedAtMs, blocksFromMs }) => blocksFromMs >= publishedAtMs, {
    path: ["blocksFromMs"],
    message: "not before it is published",
  });
export type OperatorTermsRequest = z.input<typeof operatorTermsRequestSchema>;

export const termsSchema = z
  .object({
    termsId: z.string(),
    kind: termsKindSchema,
    version: z.int().min(1),
    title: z.string(),
    body: z.string(),
    pledges: z.array(z.string()),
    publishedAtMs: msSchema,
    blocksFromMs: msSchema,
  })
  .meta({ id: "Terms" });
export type Terms = z.output<typeof termsSchema>;
/** GET /api/terms (secretariat): without the texts, newest first. */
export const termsListedSchema = termsSchema.omit({ body: true, pledges: true }).extend({
  acceptances: z.int().min(0),
});
export type TermsListed = z.output<typeof termsListedSchema>;
export const termsPageSchema = pageOf(termsListedSchema);
export const termsQuerySchema = pageQuerySchema.extend({ kind: termsKindSchema.optional() });

/** POST /api/terms/:id/acceptances: by name, in the organisation's name. All pledges, by their number from 0. */
export const acceptTermsRequestSchema = z.object({
  organisationId: entity<OrganisationId>("organisation"),
  pledges: z.array(z.int().min(0)).max(MAX_PLEDGES),
});
export type AcceptTermsRequest = z.input<typeof acceptTermsRequestSchema>;

export const acceptanceSchema = z.object({
  organisationId: entity<OrganisationId>("organisation"),
  organisationName: z.string(),
  name: z.string(),
  acceptedAtMs: msSchema,
});
export type Acceptance = z.output<typeof acceptanceSchema>;
export const acceptancesPageSchema = pageOf(acceptanceSchema);

/** GET /api/regions/:id/joining: what a shop that wants to take part needs to see. Null terms: none are published. */
export const joiningSchema = z.object({
  regionId: entity<RegionId>("region"),
  regionName: z.string(),
  municipalities: z.array(z.object({ code: z.string(), name: z.string() })),
  terms: termsSchema.nullable(),
});
export type Joining = z.output<typeof joiningSchema>;
