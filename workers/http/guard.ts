import type { MiddlewareHandler } from "hono";
import type { PosOperation } from "../../schema/api/pos-keys.ts";
import type { Capability } from "../../schema/api/staff.ts";
import type { ApiContext } from "./context.ts";

/** A store's key, made for an operation or for any (POS-4). */
export type PosNeeds = "pos" | `pos.${PosOperation}`;

/**
 * Whom a guard lets in: a resident, the operator's key, a store's key, any member of staff, or staff with a capability (of
 * several, any one).
 */
export type Needs =
  | "resident"
  | "operator"
  | "staff"
  | PosNeeds
  | readonly PosNeeds[]
  | Capability
  | readonly Capability[];

const asked = new WeakMap<object, Needs>();

/** Notes what a guard asks for, so that the access table can be held against what stands at the routes (ACC-2). */
export function asks(needs: Needs, guard: MiddlewareHandler<ApiContext>): MiddlewareHandler<ApiContext> {
  asked.set(guard, needs);
  return guard;
}

/** What a middleware asks of whoever wants to pass it; undefined where it is no guard. */
export function askedBy(middleware: object): Needs | undefined {
  return asked.get(middleware);
}
