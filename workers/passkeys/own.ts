import type { PasskeyBody } from "../../schema/api/passkeys.ts";
import type { PasskeyId } from "../../schema/ids.ts";
import type { PasskeyRow } from "../data/passkeys.ts";
import type { Env } from "../env.ts";
import type { ResidentCaller } from "../http/caller.ts";
import { PROOF_MS } from "../http/proof.ts";
import { openSealedText, sealText } from "../http/seal.ts";

const SEALING = "passkey-name";
const rowOf = (id: string) => `passkey:${id}`;

/**
 * Whether somebody showed on this device just now who they are, by code or by passkey, so that nothing more is asked where a
 * way in is added or a limit loosened (PSK-3, PSK-7).
 */
export function isProven({ device }: ResidentCaller, nowMs: number): boolean {
  return nowMs - device.provenAtMs < PROOF_MS;
}

/** What its owner calls a passkey, as it is kept. */
export function sealPasskeyName(env: Env, id: PasskeyId, name: string): Promise<string> {
  return sealText(env.PHONE_KEY, SEALING, rowOf(id), name);
}

/** A passkey as its owner sees it. */
export async function passkeyBody(env: Env, row: PasskeyRow): Promise<PasskeyBody> {
  return {
    passkeyId: row.id as PasskeyId,
    name: row.name && (await openSealedText(env.PHONE_KEY, SEALING, rowOf(row.id), row.name)),
    device: row.device,
    backedUp: row.backedUp,
    createdAtMs: row.createdAtMs,
    usedAtMs: row.usedAtMs,
  };
}
