import type { ResidentId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { phoneOfResident } from "./me.ts";

/** The end of a resident's telephone number, by which staff tell people apart; empty where there is none any more. */
export async function phoneEndOf(env: Env, residentId: ResidentId): Promise<string> {
  const phone = await phoneOfResident(env, residentId);
  return phone === null ? "" : `…${phone.slice(-4)}`;
}
