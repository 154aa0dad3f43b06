import { verificationCode, verificationCodeHash } from "../../durable-objects/verification/code.ts";
import type { Env } from "../env.ts";
import { verificationActor } from "../http/actors.ts";
import { subKey } from "../http/secrets.ts";

/** What a code is for; one that was sent for something else is a wrong code (RES-2). */
export type CodePurpose = "sign-in" | "proof" | "new-number";

/** How long a code is good, and when the screen offers another; the actor holds the limits (RES-2). */
export const CODE_VALID_MS = 10 * 60_000;
export const NEXT_CODE_MS = 30_000;

/** Makes a code for a phone, named by its look-up. It counts from now on, so it is sent only where `ok`. */
export async function startCode(env: Env, lookup: string, purpose: CodePurpose) {
  const code = verificationCode((bytes) => crypto.getRandomValues(bytes));
  const started = await verificationActor(env, lookup).start({
    codeHash: hashOf(env, lookup, purpose, code),
  });
  return started.ok ? { ok: true as const, code } : { ok: false as const, error: started.error };
}

/** Tries a code; a right one works once. */
export async function checkCode(env: Env, lookup: string, purpose: CodePurpose, code: string) {
  return verificationActor(env, lookup).check({ codeHash: hashOf(env, lookup, purpose, code) });
}

function hashOf(env: Env, lookup: string, purpose: CodePurpose, code: string): string {
  return verificationCodeHash(subKey(env.PHONE_KEY, "verification"), lookup, purpose, code);
}
