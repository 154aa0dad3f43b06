import * as z from "zod";
import type { MoveId } from "../ids.ts";
import { entity, msSchema } from "./common.ts";
import { residentMeSchema } from "./residents.ts";

/** Moving a wallet to a phone that can't receive codes yet (RES-13). */

/** How far a move is: shown, read by the new phone, confirmed on the old one, done, or over without. */
export const moveStateSchema = z.enum(["open", "claimed", "confirmed", "done", "ended"]);
export type MoveState = z.output<typeof moveStateSchema>;

/** POST /api/residents/moves: what the old phone shows. The digits are told this once. */
export const startedMoveSchema = z.object({
  moveId: entity<MoveId>("move"),
  /** Ten digits, good once and for five minutes; also as a link that the new phone's camera opens. */
  code: z.string(),
  link: z.string(),
  untilMs: msSchema,
  serverNowMs: msSchema,
});
export type StartedMove = z.output<typeof startedMoveSchema>;

/** GET /api/residents/moves/:id, and what confirming and refusing answer: what the old phone knows. */
export const moveSchema = z.object({
  state: moveStateSchema,
  /** The new phone by browser and system, and the two digits that both phones show; null before it is claimed. */
  name: z.string().nullable(),
  check: z.string().nullable(),
  untilMs: msSchema,
  serverNowMs: msSchema,
});
export type Move = z.output<typeof moveSchema>;
export const moveParamSchema = z.object({ id: entity<MoveId>("move") });

const keySchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({
    description: "256 random bits that the new phone made and keeps; sent again they are answered the same",
  });

/** POST /api/residents/moves/claim, by the new phone. */
export const claimMoveRequestSchema = z.object({ code: z.string().regex(/^\d{10}$/), key: keySchema });
export const claimedMoveSchema = z.object({
  moveId: entity<MoveId>("move"),
  check: z.string(),
  untilMs: msSchema,
  serverNowMs: msSchema,
});
export type ClaimedMove = z.output<typeof claimedMoveSchema>;

/** POST /api/residents/moves/session, by the new phone: how far it is; once confirmed, the sign-in. */
export const moveSessionRequestSchema = z.object({ moveId: entity<MoveId>("move"), key: keySchema });
export const moveSessionSchema = z.object({
  state: moveStateSchema,
  /** Who is signed in now; null until then. */
  me: residentMeSchema.nullable(),
  serverNowMs: msSchema,
});
export type MoveSession = z.output<typeof moveSessionSchema>;
