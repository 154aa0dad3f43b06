import { couponStub, fundStub, walletStub } from "../../durable-objects/lib/money-actor.ts";
import type { LedgerRpc } from "../../schema/actors.ts";
import type { ActorClass, ActorName } from "../../schema/ids.ts";
import type { Env } from "../env.ts";

/**
 * The ledger side of a money actor: what the sweep, the audit and `republish` need of it. Asking creates nothing in an
 * actor that was never opened.
 */
export function ledgerOf(env: Env, actorClass: ActorClass, actor: ActorName): LedgerRpc {
  switch (actorClass) {
    case "coupon":
      return couponStub(env, actor);
    case "wallet":
      return walletStub(env, actor);
    case "fund":
      return fundStub(env, actor);
  }
}
