import type { Assertion, Attestation } from "../../schema/api/passkeys.ts";
import { type ChallengeUse, fromBase64url, type OpenChallenge, readChallenge } from "./challenge.ts";
import { ALGORITHMS, userHandleOf } from "./options.ts";
import type { RelyingParty } from "./relying-party.ts";

/** What an answer of a device is held against. */
export interface Expected {
  readonly secret: string;
  readonly party: RelyingParty;
  readonly use: ChallengeUse;
  readonly nowMs: number;
}

/** A passkey as a signature is held against it. */
export interface KnownPasskey {
  readonly ownerKind: string;
  readonly ownerId: string;
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly rpId: string;
}

/** The challenge that a device says it answers, if it is one of ours for this use and not too old. */
export function challengeIn(clientDataJSON: string, expected: Expected): OpenChallenge | null {
  try {
    const bytes = fromBase64url(clientDataJSON) ?? new Uint8Array();
    const said = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown> | null;
    // A page of ours is never inside another's (SEC-2): a browser that says so is not where we are.
    if (typeof said?.challenge !== "string" || said.crossOrigin === true) return null;
    const { secret, party, use, nowMs } = expected;
    return readChallenge(secret, party.id, use, said.challenge, nowMs);
  } catch {
    return null;
  }
}

/**
 * Whether a passkey was made from what we asked: our challenge for this use, our origin and host, its owner checked by the
 * device. Null otherwise. Says nothing of whether the challenge was answered before.
 */
export async function judgeAttestation(expected: Expected, attestation: Attestation) {
  const challenge = challengeIn(attestation.response.clientDataJSON, expected);
  if (!challenge) return null;
  // Read when somebody first uses a passkey, not when the Worker starts.
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: attestation as Parameters<typeof verifyRegistrationResponse>[0]["response"],
      expectedChallenge: (text) => challengeOf(text, expected) === challenge.nonce,
      expectedOrigin: expected.party.origin,
      expectedRPID: expected.party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    if (!registrationInfo) return null;
    const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo;
    const { id, publicKey, counter } = credential;
    return {
      challenge,
      id,
      publicKey,
      counter,
      deviceType: credentialDeviceType,
      backedUp: credentialBackedUp,
    };
  } catch {
    // The library throws for whatever doesn't fit.
    return null;
  }
}

/**
 * Whether this passkey signed what we asked for: challenge, origin and host as above, its owner checked, and a counter that
 * went on where it counts. Null otherwise. Says nothing of whether the challenge was answered before.
 */
export async function judgeAssertion(expected: Expected, assertion: Assertion, known: KnownPasskey) {
  const challenge = challengeIn(assertion.response.clientDataJSON, expected);
  const publicKey = fromBase64url(known.publicKey);
  const owner = userHandleOf({ kind: known.ownerKind as "resident" | "staff", id: known.ownerId });
  const handle = assertion.response.userHandle;
  if (!challenge || !publicKey || known.rpId !== expected.party.id) return null;
  if (handle !== undefined && handle !== owner) return null;
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: assertion as Parameters<typeof verifyAuthenticationResponse>[0]["response"],
      expectedChallenge: (text) => challengeOf(text, expected) === challenge.nonce,
      expectedOrigin: expected.party.origin,
      expectedRPID: expected.party.id,
      requireUserVerification: true,
      credential: { id: known.credentialId, publicKey, counter: known.counter },
    });
    if (!verified) return null;
    const { newCounter, credentialBackedUp } = authenticationInfo;
    return { challenge, counter: newCounter, backedUp: credentialBackedUp };
  } catch {
    return null;
  }
}

/** The nonce of a challenge of ours, for the library to compare. */
function challengeOf(text: string, { secret, party, use, nowMs }: Expected): string | undefined {
  return readChallenge(secret, party.id, use, text, nowMs)?.nonce;
}
