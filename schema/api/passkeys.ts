import * as z from "zod";
import type { PasskeyId, ProgrammeId, StoreId } from "../ids.ts";
import { MAX_PASSKEY_NAME } from "../limits.ts";
import { amountSchema, entity, msSchema, operationIdSchema, yenSchema } from "./common.ts";

/**
 * Passkeys (PSK): a key pair whose private half never leaves a device and signs only after its owner has shown a finger, a
 * face or the device's own PIN. What goes to and fro is what WebAuthn calls JSON (W3C WebAuthn Level 3, 5.1.8 to 5.1.10).
 */

const base64url = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+$/);

const credentialFields = {
  id: base64url(1_400),
  rawId: base64url(1_400),
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
  clientExtensionResults: z.object({}).default({}),
};
const transportSchema = z.string().min(1).max(32);

/** What a device answers when it has signed. */
export const assertionSchema = z
  .object({
    ...credentialFields,
    response: z.object({
      clientDataJSON: base64url(4_096),
      authenticatorData: base64url(8_192),
      signature: base64url(2_048),
      userHandle: base64url(128).optional(),
    }),
  })
  .meta({ id: "PasskeyAssertion" });
export type Assertion = z.output<typeof assertionSchema>;

/** What a device answers when it has made a passkey. */
export const attestationSchema = z
  .object({
    ...credentialFields,
    response: z.object({
      clientDataJSON: base64url(4_096),
      attestationObject: base64url(24_000),
      transports: z.array(transportSchema).max(10).optional(),
    }),
  })
  .meta({ id: "PasskeyAttestation" });
export type Attestation = z.output<typeof attestationSchema>;

const descriptorSchema = z.object({
  id: z.string(),
  type: z.literal("public-key"),
  transports: z.array(transportSchema).optional(),
});

/** What a device is asked to make a passkey from. */
export const creationOptionsSchema = z
  .object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.int() })),
    timeout: z.int(),
    excludeCredentials: z.array(descriptorSchema),
    authenticatorSelection: z.object({
      residentKey: z.literal("required"),
      requireResidentKey: z.literal(true),
      userVerification: z.literal("required"),
    }),
    attestation: z.literal("none"),
  })
  .meta({ id: "PasskeyCreation" });
export type CreationOptions = z.output<typeof creationOptionsSchema>;

/** What a device is asked to sign. Without a list the person chooses among what the device has for us. */
export const requestOptionsSchema = z
  .object({
    rpId: z.string(),
    challenge: z.string(),
    timeout: z.int(),
    userVerification: z.literal("required"),
    allowCredentials: z.array(descriptorSchema),
  })
  .meta({ id: "PasskeyRequest" });
export type RequestOptions = z.output<typeof requestOptionsSchema>;

/** A passkey as its owner sees it. */
export const passkeySchema = z
  .object({
    passkeyId: entity<PasskeyId>("passkey"),
    /** What its owner calls it; null where they never said. */
    name: z.string().nullable(),
    /** Browser and system where it was made, as "Safari / iPhone". */
    device: z.string(),
    /** Whether it comes along to the owner's other devices. */
    backedUp: z.boolean(),
    createdAtMs: msSchema,
    usedAtMs: msSchema.nullable(),
  })
  .meta({ id: "Passkey" });
export type PasskeyBody = z.output<typeof passkeySchema>;

/** Above how much a payment is confirmed by passkey (PSK-6). */
export const paymentLimitSchema = z
  .object({
    /** Null: none is. 0: every payment is. */
    aboveYen: yenSchema.nullable(),
    /** When it ends, for who has lost their passkeys (PSK-7). */
    endsAtMs: msSchema.nullable(),
  })
  .meta({ id: "PaymentLimit" });
export type PaymentLimit = z.output<typeof paymentLimitSchema>;

/** GET /api/residents/passkeys. */
export const passkeysSchema = z.object({
  passkeys: z.array(passkeySchema),
  /** How many one person may have. */
  most: z.int(),
  /** Whether a code is asked first, by `residents/proof`: nobody showed just now who they are (PSK-3). */
  asksCode: z.boolean(),
  limit: paymentLimitSchema,
  serverNowMs: msSchema,
});
export type Passkeys = z.output<typeof passkeysSchema>;

/** POST /api/residents/passkeys/options: what to make one from; confirmed while payments are. */
export const passkeyOptionsRequestSchema = z.object({
  confirmation: assertionSchema.optional(),
});
export type PasskeyOptionsRequest = z.input<typeof passkeyOptionsRequestSchema>;

/** POST /api/residents/passkeys. */
export const addPasskeyRequestSchema = z.object({ attestation: attestationSchema });
export type AddPasskeyRequest = z.input<typeof addPasskeyRequestSchema>;

export const passkeyParamSchema = z.object({ id: entity<PasskeyId>("passkey") });

/** PUT /api/residents/passkeys/:id: what its owner calls it. */
export const namePasskeyRequestSchema = z.object({
  name: z.string().trim().min(1).max(MAX_PASSKEY_NAME),
});
export type NamePasskeyRequest = z.input<typeof namePasskeyRequestSchema>;

/** What a resident confirms with a passkey; the signature counts for exactly this (PSK-1). */
export const confirmedUseSchema = z.discriminatedUnion("for", [
  z.object({
    for: z.literal("payment"),
    operationId: operationIdSchema,
    programmeId: entity<ProgrammeId>("programme"),
    storeId: entity<StoreId>("store"),
    amountYen: amountSchema,
  }),
  z.object({ for: z.literal("limit"), aboveYen: yenSchema.nullable() }),
  z.object({ for: z.literal("addition") }),
  z.object({ for: z.literal("removal"), passkeyId: entity<PasskeyId>("passkey") }),
]);
export type ConfirmedUse = z.output<typeof confirmedUseSchema>;

/** POST /api/residents/passkeys/confirmation: what a device signs to confirm it. */
export const confirmationRequestSchema = z.object({ use: confirmedUseSchema });
export type ConfirmationRequest = z.input<typeof confirmationRequestSchema>;

/** PUT /api/residents/payment-limit. Raising and taking away are confirmed. */
export const setPaymentLimitRequestSchema = z.object({
  aboveYen: yenSchema.nullable(),
  confirmation: assertionSchema.optional(),
});
export type SetPaymentLimitRequest = z.input<typeof setPaymentLimitRequestSchema>;

/** POST /api/residents/passkeys/:id/removal; confirmed while payments are. */
export const removePasskeyRequestSchema = z.object({ confirmation: assertionSchema.optional() });
export type RemovePasskeyRequest = z.input<typeof removePasskeyRequestSchema>;
export const removedPasskeySchema = z.object({ removed: z.literal(true) });

/** POST /api/residents/passkeys/session: signs in with what a device signed; nobody types a number. */
export const passkeySignInRequestSchema = z.object({ assertion: assertionSchema });
export type PasskeySignInRequest = z.input<typeof passkeySignInRequestSchema>;
