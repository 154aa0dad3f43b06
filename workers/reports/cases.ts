import { endExclusiveMs, startOfDayMs } from "../../schema/calendar.ts";
import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import type { ReportCode } from "../../schema/report-words.ts";
import { clockCells } from "./clock-cells.ts";
import type { Names } from "./names.ts";
import { type Cell, lastDateOf, summed } from "./report.ts";

/** Something that was suspected, decided, stopped or let go; what happened doesn't change, however a case stands now. */
interface EventRow {
  readonly atMs: number;
  /** Apart from its like at the same moment. */
  readonly id: string;
  readonly what: "case-found" | "case-decided" | "frozen" | "unfrozen";
  readonly rule: string | null;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly outcome: string | null;
  readonly person: string | null;
  readonly reason: string | null;
  readonly caseId: string | null;
}

const OF_CASE = "c.region_id = ?2 and (c.programme_id = ?1 or c.programme_id is null)";
/** By somebody's own word: what the stop of a whole issue did carries a step's id. */
const BY_WORD = "substr(j.operation_id, 15, 1) = '7'";

// Residents are frozen in the whole region and have no name here; what a coupon is called is its serial.
const EVENTS = `
select c.found_at_ms as atMs, 'found:' || c.id as id, 'case-found' as what, c.rule, c.subject_kind as subjectKind,
  c.subject_id as subjectId, null as outcome, null as person, null as reason, c.id as caseId
from fraud_case c where ${OF_CASE} and c.found_at_ms >= ?3 and c.found_at_ms < ?4
union all
select d.decided_at_ms, 'decided:' || d.case_id || ':' || d.version, 'case-decided', c.rule, c.subject_kind, c.subject_id,
  d.outcome, s.name, d.reason, c.id
from fraud_decision d join fraud_case c on c.id = d.case_id left join staff s on s.id = d.decided_by
where ${OF_CASE} and d.decided_at_ms >= ?3 and d.decided_at_ms < ?4
union all
select f.at_ms, 'resident:' || f.operation_id, iif(f.frozen = 1, 'frozen', 'unfrozen'), null, 'resident', null, null, null,
  null, null
from freeze_operation f where f.region_id = ?2 and f.at_ms >= ?3 and f.at_ms < ?4
union all
select j.at_ms, 'coupon:' || j.operation_id, iif(j.kind = 'freeze', 'frozen', 'unfrozen'), null, 'coupon',
  cast(c.serial as text), null, null, null, null
from journal j join coupon c on c.actor = j.actor
where j.programme_id = ?1 and j.region_id = ?2 and j.class = 'coupon' and j.kind in ('freeze', 'unfreeze') and ${BY_WORD}
  and j.book_date between ?5 and ?6 and j.position <= ?7
order by atMs, id`;

/** ⑩ Fraud signals, what was decided of them, and what was frozen and let go, in the order in which it happened. */
export const cases = summed(REPORT_COLUMNS.cases, async (db, scope, names) => {
  const to = lastDateOf(scope);
  const { results } = await db
    .prepare(EVENTS)
    .bind(
      scope.programmeId,
      scope.regionId,
      startOfDayMs(scope.from),
      Math.min(endExclusiveMs(to), scope.endMs),
      scope.from,
      to,
      scope.cut,
    )
    .all<EventRow>();
  const staff = await staffNames(db, scope.regionId, results);
  const clock = clockCells();
  return results.map((row) => ({
    key: [row.atMs, row.id],
    cells: [
      ...clock(row.atMs),
      row.what,
      row.rule,
      GROUPS[row.subjectKind] ?? row.subjectKind,
      ...subjectCells(row, names, staff),
      row.outcome,
      row.person,
      row.reason,
      row.caseId,
    ],
  }));
});

const GROUPS: { readonly [kind: string]: ReportCode | undefined } = { store: "subject-store" };

/** What a subject is called, and its id: nothing of a resident or a network, who stand behind the case (WHO-4). */
function subjectCells(
  { subjectKind, subjectId }: EventRow,
  names: Names,
  staff: ReadonlyMap<string, string>,
): readonly Cell[] {
  if (subjectId === null) return [null, null];
  switch (subjectKind) {
    case "store":
      return [names.stores.get(subjectId)?.name ?? null, subjectId];
    case "organisation":
      return [names.organisations.get(subjectId)?.name ?? null, subjectId];
    case "staff":
      return [staff.get(subjectId) ?? null, subjectId];
    case "coupon":
      return [subjectId, null];
    default:
      return [null, null];
  }
}

async function staffNames(
  db: D1Database,
  regionId: string,
  rows: readonly EventRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap((row) => (row.subjectKind === "staff" && row.subjectId ? [row.subjectId] : []));
  if (ids.length === 0) return new Map();
  const { results } = await db
    .prepare("select id, name from staff where region_id = ?1 and id in (select value from json_each(?2))")
    .bind(regionId, JSON.stringify([...new Set(ids)]))
    .all<{ id: string; name: string }>();
  return new Map(results.map(({ id, name }) => [id, name]));
}
