import type { Context } from "hono";
import type { Attestation, CreationOptions } from "../../schema/api/passkeys.ts";
import type { PasskeyId } from "../../schema/ids.ts";
import { newId } from "../api/new-id.ts";
import type { Database } from "../data/database.ts";
import { addPasskey, type PasskeyRow, passkeysOf } from "../data/passkeys.ts";
import type { ApiContext } from "../http/context.ts";
import { deviceOf } from "../http/device.ts";
import { type PasskeyOwner, toBase64url } from "./challenge.ts";
import { judgeAttestation } from "./judge.ts";
import { creationOptions } from "./options.ts";
import { challengeFor, expectedOf } from "./redeem.ts";

/** Who adds a passkey, where, and what the device's own list shows of them. */
export interface Adder {
  readonly owner: PasskeyOwner;
  /** Null for residents (WHO-1). */
  readonly regionId: string | null;
  readonly sessionId: string;
}

/** What the device makes it from. */
export async function askForPasskey(
  c: Context<ApiContext>,
  db: Database,
  { owner, sessionId }: Adder,
  label: string,
): Promise<CreationOptions> {
  const { rpId, challenge } = challengeFor(c, { for: "registration", owner, sessionId });
  return creationOptions({ rpId, owner, label, challenge, existing: await passkeysOf(db, owner) });
}

/** Keeps what the device made; null where it isn't what was asked for, was sent before, or is one too many. */
export async function keepPasskey(
  c: Context<ApiContext>,
  db: Database,
  { owner, regionId, sessionId }: Adder,
  attestation: Attestation,
): Promise<PasskeyRow | null> {
  const expected = expectedOf(c, { for: "registration", owner, sessionId });
  const judged = await judgeAttestation(expected, attestation);
  if (!judged) return null;
  const row: PasskeyRow = {
    id: newId<PasskeyId>(),
    ownerKind: owner.kind,
    ownerId: owner.id,
    regionId,
    credentialId: judged.id,
    publicKey: toBase64url(judged.publicKey),
    counter: judged.counter,
    transports: JSON.stringify(attestation.response.transports ?? []),
    deviceType: judged.deviceType,
    backedUp: judged.backedUp,
    rpId: expected.party.id,
    device: deviceOf(c.req.header("user-agent") ?? ""),
    name: null,
    createdAtMs: expected.nowMs,
    usedAtMs: null,
  };
  return (await addPasskey(db, row, judged.challenge)) === "added" ? row : null;
}
