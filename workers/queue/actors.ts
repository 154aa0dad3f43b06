import type { LedgerRpc } from "../../schema/actors.ts";
import type { ActorClass, ActorName } from "../../schema/ids.ts";
import type { Env } from "../env.ts";

/** Money actors were placed here at birth and their names never move (ACT-1). */
const LOCATION: DurableObjectLocationHint = "apac";

/**
 * The ledger side of a money actor: what the sweep, the audit and `republish` need of it. Asking creates nothing in an
 * actor that was never opened.
 */
export function ledgerOf(env: Env, actorClass: ActorClass, actor: ActorName): LedgerRpc {
  const namespace = { coupon: env.COUPON, wallet: env.WALLET, fund: env.FUND }[actorClass];
  return namespace.get(namespace.idFromName(actor), { locationHint: LOCATION }) as unknown as LedgerRpc;
}
