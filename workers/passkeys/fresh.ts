import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { ResidentId } from "../../schema/ids.ts";
import { PASSKEY_FRESH_MS } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { sealedPhoneOf } from "../data/residents.ts";
import type { Env } from "../env.ts";
import type { ResidentCaller } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { openSealedText } from "../http/seal.ts";
import { codeEntered } from "../messages/code.ts";
import { checkCode } from "../phones/code.ts";
import { phoneLookup } from "../phones/number.ts";

/** Whether somebody showed just now who they are, so that nothing more is asked (PSK-3). */
export function isFresh({ device }: ResidentCaller, nowMs: number): boolean {
  return nowMs - device.provenAtMs < PASSKEY_FRESH_MS;
}

/** The number of whoever is signed in; null once erased. */
export async function phoneOf(env: Env, residentId: ResidentId): Promise<string | null> {
  const sealed = await sealedPhoneOf(databaseOf(env, null), residentId);
  return sealed && openSealedText(env.PHONE_KEY, "phone", residentId, sealed);
}

/** A problem unless the sign-in is fresh or the code is right; a right one is used up (RES-2). */
export async function notFresh(
  c: Context<ApiContext>,
  phone: string,
  code: string | undefined,
): Promise<ProblemReply | null> {
  const nowMs = clockOf(c.env).now();
  if (isFresh(c.get("resident"), nowMs)) return null;
  if (code === undefined) return problem(c, "code-needed");
  const checked = await checkCode(c.env, phoneLookup(c.env, phone), "passkey", code);
  if (checked.ok) {
    codeEntered(c, phone, "passkey");
    return null;
  }
  if (checked.error.code === "try-again") return problem(c, "try-again");
  if (checked.error.code === "code-not-accepted") return problem(c, "code-wrong");
  return problem(c, "code-locked", { retryAfterMs: Math.max(0, checked.error.retryAtMs - nowMs) });
}
