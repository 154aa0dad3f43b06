import { sql } from "drizzle-orm";
import { auditLog } from "../../schema/d1/people.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import type { Database } from "./database.ts";

/** What a member of staff, or the operator, did (AUD-4). */
export interface AuditRecord {
  /** Null above regions. */
  readonly regionId: string | null;
  readonly atMs: number;
  /**
   * A staff id, `operator`, or `sweep` for what happens by itself; `resident`, `old-number` and `new-number` for who answers the
   * call centre's check of a number (RES-12).
   */
  readonly actor: string;
  readonly action: StaffAction;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
  readonly requestId: string;
}

/**
 * Appends many at once: a database that takes a write for each payment would be what limits them. Where the same records
 * come again, as after a failure that wasn't one, each is written once: a request logs an action of a subject once.
 */
export async function writeAudits(db: Database, records: readonly AuditRecord[]): Promise<void> {
  const rows = records.map(({ before, after, ...record }) => ({
    ...record,
    before: before === undefined ? null : JSON.stringify(before),
    after: after === undefined ? null : JSON.stringify(after),
  }));
  await db.run(sql`
    insert into audit_log (region_id, at_ms, actor, action, subject_kind, subject_id, before, after, reason, request_id)
    select r.value->>'regionId', r.value->>'atMs', r.value->>'actor', r.value->>'action', r.value->>'subjectKind',
      r.value->>'subjectId', r.value->>'before', r.value->>'after', r.value->>'reason', r.value->>'requestId'
    from json_each(${JSON.stringify(rows)}) r
    where not exists (
      select 1 from audit_log l
      where l.subject_kind = r.value->>'subjectKind' and l.subject_id = r.value->>'subjectId'
        and l.request_id = r.value->>'requestId' and l.action = r.value->>'action')`);
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
