import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { Assertion } from "../../schema/api/passkeys.ts";
import type { Database } from "../data/database.ts";
import { notePasskeyUse, type PasskeyRow, passkeyByCredential } from "../data/passkeys.ts";
import type { Env } from "../env.ts";
import type { ApiContext } from "../http/context.ts";
import { type ChallengeUse, makeChallenge, type PasskeyOwner } from "./challenge.ts";
import { type Expected, judgeAssertion } from "./judge.ts";
import { relyingPartyOf } from "./relying-party.ts";

const NONCE_BYTES = 16;

/** What this request's answers of devices are held against. */
export function expectedOf(c: Context<ApiContext>, use: ChallengeUse): Expected {
  const env: Env = c.env;
  return {
    secret: env.SESSION_KEY,
    party: relyingPartyOf(env.ENVIRONMENT, env.PUBLIC_ORIGIN, c.req.header("origin")),
    use,
    nowMs: clockOf(env).now(),
  };
}

/** A fresh challenge for one use, and the host it is for. */
export function challengeFor(c: Context<ApiContext>, use: ChallengeUse) {
  const { secret, party, nowMs } = expectedOf(c, use);
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return { rpId: party.id, challenge: makeChallenge(secret, party.id, use, nowMs, nonce) };
}

/**
 * Takes what a device signed for one use, once (PSK-1): the passkey that did, or null. `owner` is who must have signed;
 * where nobody has said who they are yet, only of what kind they are.
 */
export async function redeem(
  c: Context<ApiContext>,
  db: Database,
  use: ChallengeUse,
  assertion: Assertion,
  owner: PasskeyOwner | Pick<PasskeyOwner, "kind">,
): Promise<PasskeyRow | null> {
  const row = await passkeyByCredential(db, assertion.id);
  if (!row || row.ownerKind !== owner.kind || ("id" in owner && row.ownerId !== owner.id)) return null;
  const expected = expectedOf(c, use);
  const judged = await judgeAssertion(expected, assertion, row);
  if (!judged) return null;
  const noted = await notePasskeyUse(db, { id: row.id, ...judged, nowMs: expected.nowMs });
  return noted ? row : null;
}
