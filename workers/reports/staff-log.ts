import { endExclusiveMs, startOfDayMs } from "../../schema/calendar.ts";
import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import { clockCells } from "./clock-cells.ts";
import type { Report } from "./report.ts";

interface LogRow {
  readonly id: number;
  readonly atMs: number;
  readonly actor: string;
  /** Names of accounts and of store keys never change; null of the operator and what happens by itself. */
  readonly name: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  readonly requestId: string;
}

const PAGE = `
select l.id, l.at_ms as atMs, l.actor, coalesce(s.name, k.name) as name, l.action, l.subject_kind as subjectKind, l.subject_id as subjectId,
  l.before, l.after, l.reason, l.request_id as requestId
from audit_log l left join staff s on s.id = l.actor and s.region_id = ?1
  left join pos_key k on l.actor like 'pos:%' and k.id = substr(l.actor, 5) and k.region_id = ?1
where l.region_id = ?1 and l.at_ms >= ?2 and l.at_ms < ?3 and (l.at_ms, l.id) > (?4, ?5)
order by l.at_ms, l.id limit ?6`;

/**
 * ⑨ The log of what staff did in the region (AUD-4): who, what, before, after, why. It is of all programmes. Text that was
 * erased since (WHO-4) is not in it, also where it is made again: that alone changes a file as of a sealed date.
 */
export const staffLog: Report<LogRow> = {
  columns: REPORT_COLUMNS["staff-log"],
  count: (db, scope) =>
    db
      .prepare("select count(*) as figure from audit_log where region_id = ?1 and at_ms >= ?2 and at_ms < ?3")
      .bind(scope.regionId, startOfDayMs(scope.from), endOf(scope)),
  page: async (db, scope, _, after, limit) => {
    const [atMs, id] = after ?? [0, 0];
    const { results } = await db
      .prepare(PAGE)
      .bind(scope.regionId, startOfDayMs(scope.from), endOf(scope), atMs, id, limit)
      .all<LogRow>();
    const last = results.at(-1);
    return { rows: results, next: last && results.length === limit ? [last.atMs, last.id] : null };
  },
  keyOf: ({ atMs, id }) => [atMs, id],
  cells: () => {
    const clock = clockCells();
    return (row) => [
      ...clock(row.atMs),
      row.id,
      row.name,
      row.actor,
      row.action,
      row.subjectKind,
      row.subjectId,
      row.before,
      row.after,
      row.reason,
      row.requestId,
    ];
  },
};

/** The end of the period, or of what is known. */
function endOf({
  to,
  endMs,
}: {
  readonly to: Parameters<typeof endExclusiveMs>[0];
  readonly endMs: number;
}): number {
  return Math.min(endExclusiveMs(to), endMs);
}
