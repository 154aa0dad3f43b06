import type { ResidentId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { sealedPhoneOf } from "../data/residents.ts";
import type { Env } from "../env.ts";
import { openSealedText } from "../http/seal.ts";

/** The end of a resident's telephone number, by which staff tell people apart; empty once it is erased. */
export async function phoneEndOf(env: Env, residentId: ResidentId): Promise<string> {
  const sealed = await sealedPhoneOf(databaseOf(env, null), residentId);
  const phone = sealed === null ? null : await openSealedText(env.PHONE_KEY, "phone", residentId, sealed);
  return phone === null ? "" : `…${phone.slice(-4)}`;
}
