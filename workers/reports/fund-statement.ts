import type { BusinessDate } from "../../schema/calendar.ts";
import { accountSign, issuerOfAccount } from "../../schema/fund-account.ts";
import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import { COUNTERPARTS, ISSUE_OF_ENTRY } from "../data/fund-statement.ts";
import { keyOfDated, pageByDate } from "./by-date.ts";
import { clockCells } from "./clock-cells.ts";
import type { Names } from "./names.ts";
import type { Cell, Report, Scope } from "./report.ts";

/** In the order of `PAGE`. */
type StatementRow = readonly [
  seq: number,
  bookDate: BusinessDate,
  atMs: number,
  kind: string,
  amountYen: number,
  /** After the row, as the book keeps the account. */
  balanceYen: number,
  operationId: string,
  counterparts: string,
  issueId: string | null,
];

/**
 * Σ of an account on dates before ?4 of what counts up to the position ?3: the totals know it without reading every row,
 * and what was projected after that position, a few rows at the table's end, is taken off again.
 */
const balanceBefore = (account: string) => `(
  (select coalesce(sum(amount_yen), 0) from ledger_total
   where programme_id = ?1 and region_id = ?2 and class = 'fund' and part = ${account} and book_date < ?4)
  - (select coalesce(sum(late.amount_yen), 0) from journal late not indexed
     where late.position > ?3 and late.class = 'fund' and late.programme_id = ?1 and late.region_id = ?2
       and late.account = ${account} and late.book_date < ?4))`;

const COUNT = `
select coalesce(sum(rows), 0) as figure from ledger_total
where programme_id = ?1 and region_id = ?2 and book_date between ?3 and ?4 and class = 'fund' and part = ?5`;

// `+position`: else SQLite prefers the index of all the programme's rows on the date to that of the account's.
const PAGE = `
select j.seq, j.book_date, j.at_ms, j.kind, j.amount_yen, j.balance_yen, j.operation_id, ${COUNTERPARTS}, ${ISSUE_OF_ENTRY}
from (
  select seq, at_ms, kind, amount_yen, operation_id, actor, account, book_date,
    ${balanceBefore("?7")} + sum(amount_yen) over (order by seq) as balance_yen
  from journal
  where class = 'fund' and programme_id = ?1 and region_id = ?2 and account = ?7 and book_date = ?4 and +position <= ?3
) j
where j.seq > ?5 order by j.seq limit ?6`;

/**
 * One account of a fund's book as a bank's statement (FND-8): what stood before, then every entry with the balance after
 * it, in the order of (booking date, number in the fund's journal).
 */
export const fundStatement: Report<StatementRow> = {
  columns: REPORT_COLUMNS["fund-statement"],
  count: (db, scope) =>
    db.prepare(COUNT).bind(scope.programmeId, scope.regionId, scope.from, scope.to, accountOf(scope)),
  page: (db, scope, _, after, limit) => pageByDate(db, PAGE, scope, after, limit, [accountOf(scope)]),
  keyOf: keyOfDated,
  head: async (db, scope, names) => {
    const account = accountOf(scope);
    const row = await db
      .prepare(`select ${balanceBefore("?5")} as figure`)
      .bind(scope.programmeId, scope.regionId, scope.cut, scope.from, account)
      .first<{ figure: number }>();
    const openingYen = plain(accountSign(account) * (row?.figure ?? 0));
    const own = [names.programme, ...accountCells(account, names)];
    return [
      [
        scope.from,
        null,
        null,
        ...own,
        "opening",
        null,
        null,
        null,
        null,
        openingYen,
        names.unitWord,
        null,
        null,
      ],
    ];
  },
  cells: (names, scope) => {
    const clock = clockCells();
    const account = accountOf(scope);
    const sign = accountSign(account);
    const own = [names.programme, ...accountCells(account, names)];
    return (row) => {
      const [, bookDate, atMs, kind, amountYen, balanceYen, operationId, counterparts, issueId] = row;
      const moved = sign * amountYen;
      const others = JSON.parse(counterparts) as string[];
      const other = others.length > 1 ? ["several", null] : accountCells(others[0] ?? "", names);
      return [
        bookDate,
        ...clock(atMs),
        ...own,
        kind,
        ...other,
        moved > 0 ? moved : null,
        moved < 0 ? -moved : null,
        plain(sign * balanceYen),
        names.unitWord,
        operationId,
        issueId,
      ];
    };
  },
};

function accountOf(scope: Scope): string {
  return scope.account ?? "";
}

/** An account's code, and whose allotment it is, as two cells. */
export function accountCells(account: string, names: Names): readonly Cell[] {
  const issuer = issuerOfAccount(account);
  return issuer === null ? [account, null] : ["allotted", names.organisations.get(issuer)?.name ?? issuer];
}

/** No minus zero. */
export function plain(yen: number): number {
  return yen === 0 ? 0 : yen;
}
