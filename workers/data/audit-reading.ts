import { sql } from "drizzle-orm";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** A line of the log as a person reads it. */
export interface AuditLine {
  readonly atMs: number;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** The operation that the action sent, where it sent one. */
  readonly operationId: string | null;
  /** The staff member's name; null for the operator. */
  readonly byName: string | null;
  readonly reason: string | null;
}

/** Lines of the log that one reading takes at most; of a subject with more, the newest. */
export const MAX_AUDIT_LINES = 1_000;

/**
 * What was done to some subjects of a region, newest first (AUD-4). The cross join and the plus keep SQLite from reading the
 * region's whole log.
 */
export async function auditsOf(
  db: Database,
  regionId: RegionId,
  subjects: readonly { readonly kind: string; readonly id: string }[],
): Promise<readonly AuditLine[]> {
  if (subjects.length === 0) return [];
  const wanted = JSON.stringify(subjects.map(({ kind, id }) => [kind, id]));
  return db.all<AuditLine>(sql`
    select l.at_ms as atMs, l.action, l.subject_kind as subjectKind, l.subject_id as subjectId,
      l.after ->> 'operationId' as operationId, coalesce(s.name, k.name) as byName, l.reason
    from json_each(${wanted}) w
    cross join audit_log l on l.subject_kind = w.value ->> 0 and l.subject_id = w.value ->> 1
    left join staff s on s.id = l.actor and s.region_id = ${regionId}
    left join pos_key k on l.actor like 'pos:%' and k.id = substr(l.actor, 5) and k.region_id = ${regionId}
    where +l.region_id = ${regionId}
    order by l.id desc limit ${MAX_AUDIT_LINES}`);
}
