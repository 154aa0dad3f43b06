import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { ResidentId } from "../../schema/ids.ts";
import { NUMBER_SILENT_MS } from "../../schema/limits.ts";
import type { Database } from "../data/database.ts";
import { phoneRowOf, releaseNumber, walletLinksOf } from "../data/residents.ts";
import type { Env } from "../env.ts";
import { sealText } from "../http/seal.ts";

/** Whether nobody has used a wallet for so long that its number may be somebody else's by now. Pure. */
export function isSilent(seenAtMs: number, nowMs: number): boolean {
  return seenAtMs <= nowMs - NUMBER_SILENT_MS;
}

/** Whether an SMS alone doesn't open a resident's account: it has a Pay, and nobody was seen for long (RES-14). */
export async function isShutToSms(env: Env, db: Database, residentId: ResidentId): Promise<boolean> {
  const row = await phoneRowOf(db, residentId);
  if (row === null || !isSilent(row.seenAtMs, clockOf(env).now())) return false;
  return (await walletLinksOf(db, residentId)).length > 0;
}

/** Gives a silent number to who has shown to hold it; the old account goes on without one. False where its owner was seen meanwhile. */
export async function giveNumberUp(
  env: Env,
  db: Database,
  { residentId, lookup }: { readonly residentId: ResidentId; readonly lookup: string },
): Promise<boolean> {
  const sealedNothing = await sealText(env.PHONE_KEY, "phone", residentId, "");
  return releaseNumber(db, { residentId, lookup, sealedNothing }, clockOf(env).now() - NUMBER_SILENT_MS);
}
