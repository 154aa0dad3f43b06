import type { CreationOptions, RequestOptions } from "../../schema/api/passkeys.ts";
import { PASSKEY_CHALLENGE_MS } from "../../schema/limits.ts";
import { type PasskeyOwner, toBase64url } from "./challenge.ts";

/** EdDSA, ES256 and RS256 (COSE): what the devices of these years sign with. */
export const ALGORITHMS = [-8, -7, -257] as const;

interface Known {
  readonly credentialId: string;
  readonly transports: string;
}
const descriptor = ({ credentialId, transports }: Known) => ({
  id: credentialId,
  type: "public-key" as const,
  transports: JSON.parse(transports) as string[],
});

/** What a device keeps of whose passkey it is, and gives back with each signature: an id of ours that names nobody. */
export function userHandleOf(owner: PasskeyOwner): string {
  return toBase64url(new TextEncoder().encode(`${owner.kind}:${owner.id}`));
}

/**
 * What a passkey is made from. It must be one that signs in without a number or ID, and check its owner each time; who made
 * the device is nobody's business here (`attestation: none`).
 */
export function creationOptions(asked: {
  readonly rpId: string;
  readonly owner: PasskeyOwner;
  /** What the device's own list shows. */
  readonly label: string;
  readonly challenge: string;
  /** Those there are: no device gets a second. */
  readonly existing: readonly Known[];
}): CreationOptions {
  return {
    rp: { id: asked.rpId, name: "Tegata" },
    user: { id: userHandleOf(asked.owner), name: asked.label, displayName: asked.label },
    challenge: asked.challenge,
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key" as const, alg })),
    timeout: PASSKEY_CHALLENGE_MS,
    excludeCredentials: asked.existing.map(descriptor),
    authenticatorSelection: {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
    attestation: "none",
  };
}

/** What a device signs: one of these passkeys, or whichever it has for us. */
export function requestOptions(asked: {
  readonly rpId: string;
  readonly challenge: string;
  readonly allowed: readonly Known[];
}): RequestOptions {
  return {
    rpId: asked.rpId,
    challenge: asked.challenge,
    timeout: PASSKEY_CHALLENGE_MS,
    userVerification: "required",
    allowCredentials: asked.allowed.map(descriptor),
  };
}
