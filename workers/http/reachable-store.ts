import type { Context } from "hono";
import type { Capability } from "../../schema/api/staff.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { StoreFacts, TillFacts } from "../data/stores.ts";
import { reaches, reachWith } from "./caller.ts";
import type { ApiContext } from "./context.ts";
import { forgetStore, storeFacts } from "./facts.ts";
import { type ProblemReply, problem } from "./problem.ts";

/** A store that the caller's capability reaches; any other one doesn't exist for them (WHO-1, WHO-2). */
export async function reachedStore(
  c: Context<ApiContext>,
  capability: Capability,
  storeId: string,
): Promise<Result<StoreFacts, ProblemReply>> {
  const caller = c.get("staff");
  const store = await storeFacts(c.env, storeId);
  const seen =
    store?.regionId === caller.regionId && reaches(reachWith(caller, capability), store.organisationId);
  return store && seen ? ok(store) : err(problem(c, "store-not-found"));
}

/** The same as D1 has it now: what is edited must not be shown seconds old. */
export async function freshStore(
  c: Context<ApiContext>,
  capability: Capability,
  storeId: string,
): Promise<Result<StoreFacts, ProblemReply>> {
  forgetStore(c.env, storeId);
  return reachedStore(c, capability, storeId);
}

/** A till of a store. */
export function tillOf(store: StoreFacts, tillId: string): TillFacts | null {
  return store.tills.find((till) => till.tillId === tillId) ?? null;
}
