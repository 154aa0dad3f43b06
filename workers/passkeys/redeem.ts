import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { Assertion, ConfirmedUse } from "../../schema/api/passkeys.ts";
import type { Database } from "../data/database.ts";
import { isSpent, notePasskeyUse, type PasskeyRow, passkeyByCredential } from "../data/passkeys.ts";
import type { Env } from "../env.ts";
import type { ResidentCaller } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { type ChallengeUse, makeChallenge, type PasskeyOwner } from "./challenge.ts";
import { challengeIn, type Expected, judgeAssertion } from "./judge.ts";
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

/** Who must have signed; where nobody has said who they are yet, only of what kind they are. */
type Signer = PasskeyOwner | Pick<PasskeyOwner, "kind">;

/** Takes what a device signed for one use, once (PSK-1): the passkey that did, or null. */
export async function redeem(
  c: Context<ApiContext>,
  db: Database,
  use: ChallengeUse,
  assertion: Assertion,
  signer: Signer,
): Promise<PasskeyRow | null> {
  const row = await passkeyByCredential(db, assertion.id);
  if (!row || row.ownerKind !== signer.kind || ("id" in signer && row.ownerId !== signer.id)) return null;
  const expected = expectedOf(c, use);
  const judged = await judgeAssertion(expected, assertion, row);
  if (!judged) return null;
  const noted = await notePasskeyUse(db, { id: row.id, ...judged, nowMs: expected.nowMs });
  return noted ? row : null;
}

/** Whether a resident confirmed this with one of their passkeys, once. */
export async function isConfirmed(
  c: Context<ApiContext>,
  db: Database,
  caller: ResidentCaller,
  what: ConfirmedUse,
  assertion: Assertion | undefined,
): Promise<boolean> {
  if (assertion === undefined) return false;
  const use = confirmationOf(caller, what);
  if ((await redeem(c, db, use, assertion, use.owner)) !== null) return true;
  if (what.for !== "payment") return false;
  // The same payment that comes again has its signature with it (OPR-2): it says what was said, and nothing more.
  const challenge = challengeIn(assertion.response.clientDataJSON, expectedOf(c, use));
  return challenge !== null && (await isSpent(db, challenge));
}

/** What a resident's device signs for to confirm something. */
export function confirmationOf({ residentId, session }: ResidentCaller, what: ConfirmedUse) {
  const owner: PasskeyOwner = { kind: "resident", id: residentId };
  return { for: "confirmation", owner, sessionId: session.sessionId, what } as const;
}
