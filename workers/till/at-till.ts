import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { Capability } from "../../schema/api/staff.ts";
import type { PosKeyId, RegionId, StaffId, TillId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { AuditRecord } from "../data/audit-log.ts";
import type { StoreFacts } from "../data/stores.ts";
import { auditLater } from "../http/audit-later.ts";
import type { ApiContext } from "../http/context.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { reachedStore, tillOf } from "../http/reachable-store.ts";

/** Who works at a store's till: a clerk in a session, or a till system by the store's key (POS-3). */
export interface AtTill {
  readonly regionId: RegionId;
  readonly store: StoreFacts;
  /** Who it is in the log (AUD-4). */
  readonly actor: string;
  /** In what a handle of `inspect` pays (OPR-7): the clerk's session, the key. */
  readonly sessionId: string;
  /** Null for a till system: nobody knows who stands there. */
  readonly staffId: StaffId | null;
}

/** A clerk at a store that their capability reaches; at any other one they are nowhere (WHO-2). */
export async function clerkAt(
  c: Context<ApiContext>,
  capability: Capability,
  storeId: string,
): Promise<Result<AtTill, ProblemReply>> {
  const store = await reachedStore(c, capability, storeId);
  if (!store.ok) return store;
  const { regionId, staffId, session } = c.get("staff");
  return ok({ regionId, store: store.value, actor: staffId, sessionId: session.sessionId, staffId });
}

/** The same at one of the store's tills. */
export async function clerkAtTill(
  c: Context<ApiContext>,
  { storeId, tillId }: { readonly storeId: string; readonly tillId: TillId },
): Promise<Result<AtTill & { readonly tillId: TillId }, ProblemReply>> {
  const by = await clerkAt(c, "counter.use", storeId);
  if (!by.ok) return by;
  return tillOf(by.value.store, tillId) ? ok({ ...by.value, tillId }) : err(problem(c, "store-not-found"));
}

/** Who a till system is in the log. */
export function posActor(keyId: PosKeyId): string {
  return `pos:${keyId}`;
}
/** Whether somebody in the log is a till system: nobody's deed is weighed by it (FRD-6). */
export function isPosActor(actor: string): boolean {
  return actor.startsWith("pos:");
}

/** Logs what was done at a till, after the reply: a queue is waiting, and the journal has the money already (AUD-4). */
export function logAtTill(
  c: Context<ApiContext>,
  { regionId, actor }: AtTill,
  record: Omit<AuditRecord, "regionId" | "actor" | "atMs" | "requestId">,
): void {
  auditLater(c.env, c.executionCtx, {
    ...record,
    regionId,
    actor,
    atMs: clockOf(c.env).now(),
    requestId: c.get("requestId"),
  });
}
