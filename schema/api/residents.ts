import * as z from "zod";
import type { ResidentId } from "../ids.ts";
import { entity, msSchema } from "./common.ts";

/**
 * POST /api/residents/verification: sends a 6-digit code by SMS, or says it in a call. The reply says nothing of the
 * number (RES-3).
 */
export const verificationRequestSchema = z.object({
  /** Any way a Japanese mobile number is written. */
  phone: z.string().min(1).max(32),
  by: z.enum(["sms", "voice"]).default("sms"),
});
export type VerificationRequest = z.input<typeof verificationRequestSchema>;
export const verificationReplySchema = z.object({
  sent: z.literal(true),
  /** How long a code is good, and when another may be asked for. */
  validForMs: z.int(),
  nextInMs: z.int(),
  /** Whether a code can be had by a call here. */
  voice: z.boolean(),
});
export type VerificationReply = z.output<typeof verificationReplySchema>;

/** POST /api/residents/session: signs in, and registers where the phone is new. */
export const residentSignInRequestSchema = z.object({
  phone: z.string().min(1).max(32),
  code: z.string().regex(/^\d{6}$/),
});
export type ResidentSignInRequest = z.input<typeof residentSignInRequestSchema>;
/** With `anew`, whoever has a number whose wallet was silent for long gets one of their own (RES-14). */
export const residentSessionRequestSchema = residentSignInRequestSchema.extend({
  anew: z.boolean().default(false),
});
export type ResidentSessionRequest = z.input<typeof residentSessionRequestSchema>;

/** POST /api/residents/proof/verification: a code to one's own number. POST /api/residents/proof: the code. */
export const ownCodeRequestSchema = verificationRequestSchema.pick({ by: true });
export const proofRequestSchema = residentSignInRequestSchema.pick({ code: true });

/** GET /api/residents/me (null for nobody), and what signing in answers. */
export const residentMeSchema = z.object({
  residentId: entity<ResidentId>("resident"),
  /** The last four digits: enough to know oneself by. */
  phoneEnd: z.string(),
  registered: z.boolean().meta({ description: "True on the first sign-in only" }),
  /** Whether this device was away so long that it pays and charges only after a code (RES-11). */
  codeNeeded: z.boolean(),
  /** Texts that wait to be accepted: none, some, or some without which nothing can be added (RES-5). */
  consents: z.enum(["given", "asked", "needed"]),
  serverNowMs: msSchema,
});
export type ResidentMe = z.output<typeof residentMeSchema>;

/** DELETE of a session. */
export const signedOutSchema = z.object({ signedOut: z.literal(true) });
