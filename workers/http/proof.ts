import type { MiddlewareHandler } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { ApiContext } from "./context.ts";
import { problem } from "./problem.ts";

/** So long after its owner showed who they are, a session may change how they sign in (STF-3, ASVS 7.5.1). */
export const PROOF_MS = 10 * 60_000;

/** Lets through whoever has lately shown who they are; stands behind `staffOnly`. */
export const provedLately: MiddlewareHandler<ApiContext> = async (c, next) => {
  const { provedAtMs } = c.get("staff").session;
  return clockOf(c.env).now() - provedAtMs < PROOF_MS ? next() : problem(c, "proof-needed");
};
