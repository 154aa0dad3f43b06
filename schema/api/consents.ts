import * as z from "zod";
import type { ProgrammeId, RegionId } from "../ids.ts";
import { entity, msSchema, payFaceSchema } from "./common.ts";
import { ATTRIBUTES } from "./programme-design.ts";
import { municipalityCodeSchema } from "./stores.ts";

/** What residents accept (RES-5), and what they may tell a programme of themselves (RES-6). */

export const CONSENT_KINDS = ["terms", "privacy"] as const;
const regionOrOperator = entity<RegionId>("region")
  .nullable()
  .meta({ description: "Null: the texts of whoever runs Tegata" });

/** One version of one text. */
export const consentedSchema = z.object({
  regionId: regionOrOperator,
  kind: z.enum(CONSENT_KINDS),
  version: z.int().min(1),
});
export type Consented = z.output<typeof consentedSchema>;

/** A text that the resident has not accepted yet. */
export const consentTextSchema = consentedSchema
  .extend({
    regionName: z.string().nullable(),
    /** A privacy page has none. */
    title: z.string().nullable(),
    body: z.string(),
    publishedAtMs: msSchema,
    /** Whether an earlier version was accepted. */
    again: z.boolean(),
    /** When nothing can be added any more without it; null for never. Paying goes on in any case. */
    blocksFromMs: msSchema.nullable(),
    /** Whether adding waits for it now. */
    needed: z.boolean(),
  })
  .meta({ id: "ConsentText" });
export type ConsentText = z.output<typeof consentTextSchema>;

/** GET /api/residents/consents: what is asked of the resident now, and what they have accepted, newest first. */
export const consentsSchema = z.object({
  due: z.array(consentTextSchema),
  given: z.array(consentedSchema.extend({ regionName: z.string().nullable(), acceptedAtMs: msSchema })),
});
export type Consents = z.output<typeof consentsSchema>;

/** POST /api/residents/consents. Each must be the version that is asked for now, else `changed-meanwhile`. */
export const acceptRequestSchema = z.object({ accepted: z.array(consentedSchema).min(1).max(100) });
export type AcceptRequest = z.input<typeof acceptRequestSchema>;
export const acceptedSchema = z.object({ accepted: z.literal(true) });

/** Where a resident lives, as a programme may ask: one of the region's municipalities, or elsewhere. */
const homeSchema = z.union([municipalityCodeSchema, z.literal("elsewhere")]);
export const SEXES = ["female", "male", "other"] as const;

/** What a resident told; whatever is missing or null was not told. */
export const answersSchema = z.object({
  municipality: homeSchema.nullable().default(null),
  birthYear: z.int().min(1900).max(2100).nullable().default(null),
  sex: z.enum(SEXES).nullable().default(null),
});
export type Answers = z.output<typeof answersSchema>;

/** GET /api/residents/pays/:programmeId: what is to be accepted and may be answered when the Pay is added. */
export const addingSchema = z.object({
  pay: payFaceSchema,
  consents: z.array(consentTextSchema),
  /** Null where the programme asks nothing. */
  asks: z
    .object({
      attributes: z.array(z.enum(ATTRIBUTES)).min(1),
      why: z.string(),
      municipalities: z.array(z.object({ code: municipalityCodeSchema, name: z.string() })),
    })
    .nullable(),
  /** What was told before; null where nothing was, or they would rather not. */
  answers: answersSchema.nullable(),
  /** Whether they were asked before. */
  answered: z.boolean(),
});
export type Adding = z.output<typeof addingSchema>;
export const addingParamSchema = z.object({ programmeId: entity<ProgrammeId>("programme") });

/** PUT /api/residents/pays/:programmeId/answers: null takes back what was told, or says that they would rather not. */
export const answerRequestSchema = z.object({ answers: answersSchema.nullable() });
export type AnswerRequest = z.input<typeof answerRequestSchema>;
export const answeredSchema = z.object({ answers: answersSchema.nullable() });
