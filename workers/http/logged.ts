import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { type AuditRecord, writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import type { ApiContext } from "./context.ts";

/** What a member of staff did; who, when and in which request is the caller's. */
export type Deed = Pick<AuditRecord, "action" | "subjectKind" | "subjectId" | "before" | "after" | "reason">;

/** The log's entry of what the caller did (AUD-4). */
export function recordOf(c: Context<ApiContext>, deed: Deed): AuditRecord {
  const caller = c.get("staff");
  return {
    ...deed,
    regionId: caller.regionId,
    atMs: clockOf(c.env).now(),
    actor: caller.staffId,
    requestId: c.get("requestId"),
  };
}

/** Logs what the caller did. Awaited before the reply, so that nothing goes unlogged (AUD-4). */
export function logged(c: Context<ApiContext>, deed: Deed): Promise<void> {
  return writeAudit(databaseOf(c.env, c.get("staff").regionId), recordOf(c, deed));
}
