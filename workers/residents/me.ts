import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { ResidentId } from "../../schema/ids.ts";
import { textsInForce } from "../data/consents.ts";
import { databaseOf } from "../data/database.ts";
import { sealedPhoneOf } from "../data/residents.ts";
import type { Env } from "../env.ts";
import { openSealedText } from "../http/seal.ts";
import { consentState } from "./consent.ts";

/** The number of a resident in E.164; null once erased, or given up (RES-14). */
export async function phoneOfResident(env: Env, residentId: ResidentId): Promise<string | null> {
  const sealed = await sealedPhoneOf(databaseOf(env, null), residentId);
  const phone = sealed && (await openSealedText(env.PHONE_KEY, "phone", residentId, sealed));
  return phone || null;
}

/** What the wallet knows of its resident. */
export async function residentMe(
  env: Env,
  residentId: ResidentId,
  { registered, codeNeeded }: { readonly registered: boolean; readonly codeNeeded: boolean },
) {
  const nowMs = clockOf(env).now();
  const [phone, texts] = await Promise.all([
    phoneOfResident(env, residentId),
    textsInForce(databaseOf(env, null), residentId, null, nowMs),
  ]);
  return {
    residentId,
    phoneEnd: phone?.slice(-4) ?? "",
    registered,
    codeNeeded,
    consents: consentState(texts, nowMs),
    serverNowMs: nowMs,
  };
}
