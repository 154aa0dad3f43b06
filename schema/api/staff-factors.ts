import * as z from "zod";
import { msSchema } from "./common.ts";
import { assertionSchema, passkeySchema } from "./passkeys.ts";

/** What an account may have besides its password. Another kind gets in here and in `judgeFactor`. */
export const FACTOR_KINDS = ["totp", "passkey"] as const;
export const factorKindSchema = z.enum(FACTOR_KINDS);
export type FactorKind = z.output<typeof factorKindSchema>;

/** What stands between a password and the account: nothing, a factor to show, or one to set up first (FAC-1). */
export const factorStepSchema = z.enum(["none", "ask", "set-up"]);
export type FactorStep = z.output<typeof factorStepSchema>;

/** The second factors of an account, as its owner sees them. */
export const ownFactorsSchema = z.object({
  step: factorStepSchema,
  /** Whether a role asks for one; then it can be replaced and not taken away. */
  required: z.boolean(),
  kinds: z.array(factorKindSchema),
  recovery: z.object({
    left: z.int(),
    /** When one was last used to get in; its owner is told (FAC-3). */
    usedAtMs: msSchema.nullable(),
  }),
});
export type OwnFactors = z.output<typeof ownFactorsSchema>;

/** Six digits, however they were written. */
export const totpCodeSchema = z
  .string()
  .trim()
  .max(20)
  .transform((text) => text.normalize("NFKC").replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^\d{6}$/));

/** POST /api/staff/factor: the second step of signing in. */
export const factorAnswerSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("totp"), code: totpCodeSchema }),
  z.object({ kind: z.literal("recovery"), code: z.string().trim().min(1).max(40) }),
  z.object({ kind: z.literal("passkey"), assertion: assertionSchema }),
]);
export type FactorAnswer = z.output<typeof factorAnswerSchema>;
export type FactorAnswerRequest = z.input<typeof factorAnswerSchema>;

/** POST /api/staff/factor/totp: a secret for an app, and the ticket that brings it back with the app's first code. */
export const beginTotpSchema = z.object({
  /** Base32, as it is typed in where a camera can't be used. */
  secret: z.string(),
  /** otpauth://…, as the QR holds it. */
  uri: z.string(),
  ticket: z.string(),
  expiresAtMs: msSchema,
});
export type BegunTotp = z.output<typeof beginTotpSchema>;

/** POST /api/staff/factor/totp/confirmation. */
export const confirmTotpRequestSchema = z.object({
  ticket: z.string().min(1).max(1_000),
  code: totpCodeSchema,
});
export type ConfirmTotpRequest = z.input<typeof confirmTotpRequestSchema>;

/** Codes for the day the app is lost; shown once, in this reply and nowhere else (FAC-3). */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.output<typeof recoveryCodesSchema>;

/** POST /api/operator/staff/factor-reset: for a region whose last secretariat account has lost everything. */
export const operatorFactorResetSchema = z.object({
  loginId: z.string().trim().min(1).max(64),
  reason: z.string().trim().min(1).max(500),
});
export const factorWasResetSchema = z.object({ reset: z.literal(true) });

/** GET /api/staff/passkeys. */
export const staffPasskeysSchema = z.object({
  passkeys: z.array(passkeySchema),
  /** How many one account may have. */
  most: z.int(),
});
export type StaffPasskeys = z.output<typeof staffPasskeysSchema>;

/** POST /api/staff/passkeys: the passkey, and the codes on paper where it is the account's first second factor (FAC-3). */
export const addedStaffPasskeySchema = z.object({
  passkey: passkeySchema,
  recoveryCodes: z.array(z.string()).nullable(),
});
export type AddedStaffPasskey = z.output<typeof addedStaffPasskeySchema>;
