import { auditLog } from "../../schema/d1/people.ts";
import type { Database } from "./database.ts";

/** What a member of staff, or the operator, did (AUD-4). */
export interface AuditRecord {
  /** Null above regions. */
  readonly regionId: string | null;
  readonly atMs: number;
  /** A staff id, or `operator`. */
  readonly actor: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
  readonly requestId: string;
}

/** Appends to the log. Called before the reply, so that no action goes unlogged (AUD-4). */
export async function writeAudit(db: Database, record: AuditRecord): Promise<void> {
  await db.insert(auditLog).values({
    regionId: record.regionId,
    atMs: record.atMs,
    actor: record.actor,
    action: record.action,
    subjectKind: record.subjectKind,
    subjectId: record.subjectId,
    before: record.before === undefined ? null : JSON.stringify(record.before),
    after: record.after === undefined ? null : JSON.stringify(record.after),
    reason: record.reason ?? null,
    requestId: record.requestId,
  });
}
