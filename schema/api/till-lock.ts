import * as z from "zod";
import { LOCK_MINUTES, MAX_PASSWORD_CHARACTERS, MAX_TILL_PEOPLE } from "../limits.ts";
import "./no-eval.ts";
import { staffSessionIdSchema } from "./staff-sessions.ts";

/** Four digits, however they were typed. */
export const pinSchema = z
  .string()
  .max(8)
  .transform((text) => text.normalize("NFKC").trim())
  .pipe(z.string().regex(/^\d{4}$/));

/** PUT /api/staff/till-pin: sets the own PIN, or another one, and after how many unused minutes the till locks (PIN-1, PIN-2). */
export const tillPinRequestSchema = z.object({
  pin: pinSchema,
  lockMinutes: z.int().min(LOCK_MINUTES.least).max(LOCK_MINUTES.most),
});
export type TillPinRequest = z.input<typeof tillPinRequestSchema>;

const secrets = {
  pin: z.object({ pin: pinSchema }),
  password: z.object({ password: z.string().min(1).max(MAX_PASSWORD_CHARACTERS) }),
};

/** POST /api/staff/till-unlock: with the PIN or the password. */
export const tillUnlockRequestSchema = z.union([secrets.pin, secrets.password]);
export type TillSecret = z.output<typeof tillUnlockRequestSchema>;
export type TillUnlockRequest = z.input<typeof tillUnlockRequestSchema>;

/** POST /api/staff/till-switch: the same of somebody else who has a session on this tablet (PIN-4). */
const person = { person: staffSessionIdSchema };
export const tillSwitchRequestSchema = z.union([secrets.pin.extend(person), secrets.password.extend(person)]);
export type TillSwitchRequest = z.input<typeof tillSwitchRequestSchema>;

/** Somebody else who has worked on this tablet and is still signed in. */
export const tillPersonSchema = z.object({
  /** Names their session without being able to use it. */
  person: staffSessionIdSchema,
  name: z.string(),
  hasPin: z.boolean(),
});
export type TillPerson = z.output<typeof tillPersonSchema>;

/** The lock of a till, as whoever stands there sees it. */
export const ownTillLockSchema = z.object({
  locked: z.boolean(),
  /** Without one nothing locks by itself. */
  hasPin: z.boolean(),
  lockMinutes: z.int(),
  people: z.array(tillPersonSchema).max(MAX_TILL_PEOPLE),
});
export type OwnTillLock = z.output<typeof ownTillLockSchema>;
