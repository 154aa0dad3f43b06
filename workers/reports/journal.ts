import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import { keyOfDated, pageByDate } from "./by-date.ts";
import type { Cell, Report } from "./report.ts";

/** In the order of the report's columns, the place first. */
type EntryRow = readonly [position: number, bookDate: never, ...cells: readonly Cell[]];

const COUNT = `
select coalesce(sum(rows), 0) as figure from ledger_total
where programme_id = ?1 and region_id = ?2 and book_date between ?3 and ?4`;

const PAGE = `
select position, book_date, class, actor, seq, at_ms, operation_id, line, kind, account, expires_on, amount_yen, detail,
  request_hash, result, prev_hash, hash
from journal
where programme_id = ?1 and region_id = ?2 and position <= ?3 and book_date = ?4 and position > ?5
order by position limit ?6`;

/**
 * Every entry of every ledger of the programme as it was published, so that anybody can reckon its hash again and follow the
 * chain (docs/archive-format.md says how). Wallets stand by their pseudonyms, which whoever has D1 could resolve.
 */
export const journal: Report<EntryRow> = {
  columns: REPORT_COLUMNS.journal,
  count: (db, { programmeId, regionId, from, to }) => db.prepare(COUNT).bind(programmeId, regionId, from, to),
  page: (db, scope, _, after, limit) => pageByDate(db, PAGE, scope, after, limit),
  keyOf: keyOfDated,
  cells:
    () =>
    ([, ...cells]) =>
      cells,
};
