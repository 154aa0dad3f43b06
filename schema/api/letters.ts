import * as z from "zod";
import type { LetterId, OrganisationId, StoreId } from "../ids.ts";
import { linkIn } from "../letter-text.ts";
import { MAX_LETTER_BODY, MAX_LETTER_TITLE } from "../limits.ts";
import { entity, msSchema, pageOf, pageQuerySchema, reasonSchema } from "./common.ts";

/** Letters of a store to the residents who follow it (S16, NWS-6, NWS-7). */

/** A draft waits for the secretariat once it is proposed; then it is sent or refused. A refused one may be written anew. */
export const LETTER_STATES = ["draft", "waiting", "sent", "refused", "withdrawn"] as const;
export const letterStateSchema = z.enum(LETTER_STATES);
export type LetterState = z.output<typeof letterStateSchema>;

/** How many people, as exactly as it may be told: from so many to so many, both included. */
export const toldCountSchema = z.object({ from: z.int().min(0), to: z.int().min(0) });
export type ToldCount = z.output<typeof toldCountSchema>;

const plain = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => linkIn(text) === null, { message: "leads to elsewhere" });
const written = { title: plain(MAX_LETTER_TITLE), body: plain(MAX_LETTER_BODY) };

/** POST /api/letters: a draft that nobody but its store sees. */
export const writeLetterRequestSchema = z.object({ storeId: entity<StoreId>("store"), ...written });
export type WriteLetterRequest = z.input<typeof writeLetterRequestSchema>;

/** POST /api/letters/:id writes a draft, or one that was refused, over the version that was read. */
export const rewriteLetterRequestSchema = z.object({ version: z.int().min(1), ...written });
export type RewriteLetterRequest = z.input<typeof rewriteLetterRequestSchema>;

/** POST /api/letters/:id/proposal: asks the secretariat to let it go out. */
export const proposeLetterRequestSchema = z.object({ version: z.int().min(1) });

/** POST /api/letters/:id/decision (secretariat), on the version that was read; a refusal says why. */
export const decideLetterRequestSchema = z
  .object({
    version: z.int().min(1),
    decision: z.enum(["sent", "refused"]),
    reason: z.string().trim().max(500).default(""),
  })
  .refine(({ decision, reason }) => decision === "sent" || reason.length > 0, {
    path: ["reason"],
    message: "a refusal needs its reason",
  });
export type DecideLetterRequest = z.input<typeof decideLetterRequestSchema>;

/** POST /api/letters/:id/withdrawal: gives up a draft, or takes one out of the inboxes. */
export const withdrawLetterRequestSchema = z.object({ reason: reasonSchema });

export const letterParamSchema = z.object({ id: entity<LetterId>("letter") });

export const letterSchema = z
  .object({
    letterId: entity<LetterId>("letter"),
    storeId: entity<StoreId>("store"),
    storeName: z.string(),
    organisationId: entity<OrganisationId>("organisation"),
    organisationName: z.string(),
    title: z.string(),
    body: z.string(),
    state: letterStateSchema,
    version: z.int(),
    createdAtMs: msSchema,
    createdBy: z.string(),
    proposedAtMs: msSchema.nullable(),
    proposedBy: z.string().nullable(),
    decidedAtMs: msSchema.nullable(),
    decidedBy: z.string().nullable(),
    /** Why it was refused or withdrawn. */
    reason: z.string().nullable(),
    sentAtMs: msSchema.nullable(),
    /** Inboxes it lies in, and by how many it was read; null before it is sent, and a year later. */
    counts: z.object({ delivered: toldCountSchema, read: toldCountSchema }).nullable(),
  })
  .meta({ id: "Letter" });
export type LetterBody = z.output<typeof letterSchema>;
export const lettersPageSchema = pageOf(letterSchema).extend({
  /** Letters that somebody else proposed and the caller may decide on. */
  waitingForMe: z.int().min(0),
});
export type LettersPage = z.output<typeof lettersPageSchema>;

/** GET /api/letters: of the stores the caller sees, newest first; a secretariat sees what was proposed. */
export const lettersQuerySchema = pageQuerySchema.extend({
  state: letterStateSchema.optional(),
  storeId: entity<StoreId>("store").optional(),
});

/** GET /api/stores/:id/letter-readers: whom a letter of the store would reach, and how many it may still send. */
export const letterReadersSchema = z.object({
  followers: z.int(),
  /** Followers who don't want its letters. */
  muted: toldCountSchema,
  /** Letters that it may propose in this month. */
  left: z.int(),
});
export type LetterReaders = z.output<typeof letterReadersSchema>;

/** A letter in a resident's inbox. */
export const letterItemSchema = z
  .object({
    letterId: entity<LetterId>("letter"),
    storeId: entity<StoreId>("store"),
    storeName: z.string(),
    regionName: z.string(),
    title: z.string(),
    body: z.string(),
    /** Since when it lies in the inbox. */
    atMs: msSchema,
    read: z.boolean(),
    /** Whether letters of its store, or of all stores, are muted by now. */
    mutes: z.object({ store: z.boolean(), all: z.boolean() }),
  })
  .meta({ id: "LetterItem" });
export type LetterItem = z.output<typeof letterItemSchema>;

/** GET, PUT and DELETE /api/residents/letter-mutes, and …/:id of one store: what doesn't come any more. */
export const letterMutesSchema = z.object({ store: z.boolean(), all: z.boolean() });
export type LetterMutes = z.output<typeof letterMutesSchema>;
export const letterMuteParamSchema = z.object({ id: entity<StoreId>("store") });
