import * as z from "zod";
import { msSchema, reasonSchema } from "./common.ts";

/** Names a session without being able to use it: SHA-256 of the id that its cookie carries. */
export const staffSessionIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** One place where an account is signed in (STF-1). */
export const staffSessionSchema = z
  .object({
    sessionId: staffSessionIdSchema,
    /** Browser and system, as "Safari / iPad". */
    device: z.string(),
    /** First digits of the network it was opened from. */
    network: z.string(),
    startedAtMs: msSchema,
    /** To about a minute. */
    seenAtMs: msSchema,
    /** When it ends in any case. */
    endsAtMs: msSchema,
    /** Whether it is the one that asks. */
    current: z.boolean(),
  })
  .meta({ id: "StaffSession" });
export type StaffSession = z.output<typeof staffSessionSchema>;

/** GET /api/staff/sessions, GET /api/staff/:id/sessions: the open ones, newest first; there are at most `MAX_STAFF_SESSIONS`. */
export const staffSessionsSchema = z.object({ rows: z.array(staffSessionSchema) });
export type StaffSessions = z.output<typeof staffSessionsSchema>;

/** POST /api/staff/:id/sessions/end: signs somebody out everywhere. */
export const endSessionsRequestSchema = z.object({ reason: reasonSchema });

/** POST /api/staff/proof: shows again who one is, before changing how one signs in (STF-3). */
export const staffProofRequestSchema = z.object({ password: z.string().min(1).max(200) });
export type StaffProofRequest = z.input<typeof staffProofRequestSchema>;
export const staffProofSchema = z.object({ provedUntilMs: msSchema });
