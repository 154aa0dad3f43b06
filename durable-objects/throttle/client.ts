import ittyDurable from "itty-durable";
import type { Hit, Miss } from "./actor.ts";
import type { Verdict } from "./window.ts";

/** A name longer than this is cut: the caller's own part of it may be anything somebody sent. */
export const MAX_THROTTLE_NAME = 256;

export interface ThrottleVerdict extends Verdict {
  /** The throttle did not answer and the call was let through; say so in the log. */
  readonly degraded: boolean;
}

export interface Throttle {
  /** Counts a call against a quota. */
  hit(hit: Hit): Promise<ThrottleVerdict>;
  /** Counts a wrong guess; `allowed` false means that the key is blocked from now on. */
  miss(miss: Miss): Promise<ThrottleVerdict>;
}

/**
 * The throttle of one caller in one respect: `throttle(env.THROTTLE, "inspect:store", storeId)`. `scope` is one of
 * our constants, `caller` may be any text.
 *
 * Never rejects. When the throttle itself fails, the call is let through with `degraded`: it is a brake, and a broken
 * brake must not close every till. Whatever must hold in any case holds elsewhere (S20: `VerificationActor`).
 */
export function throttle(namespace: DurableObjectNamespace, scope: string, caller: string): Throttle {
  // The name travels in a header, which takes ASCII only; the scope's colon keeps it from looking like an object id.
  const named = `${scope}:${encodeURIComponent(caller.toWellFormed())}`.slice(0, MAX_THROTTLE_NAME);
  const call = async (method: "hit" | "miss", argument: Hit | Miss): Promise<ThrottleVerdict> => {
    try {
      // Never await the proxy itself: it would take `then` for a method of the actor.
      const actor = ittyDurable.proxyDurable(namespace, { name: "THROTTLE", parse: true }).get(named);
      const verdict: Verdict = await actor[method](argument);
      if (typeof verdict?.allowed !== "boolean") return LET_THROUGH;
      return { ...verdict, degraded: false };
    } catch {
      return LET_THROUGH;
    }
  };
  return { hit: (argument) => call("hit", argument), miss: (argument) => call("miss", argument) };
}

const LET_THROUGH: ThrottleVerdict = { allowed: true, remaining: 0, retryAfterMs: 0, degraded: true };
