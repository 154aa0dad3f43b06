import { accountSign, issuerOfAccount } from "../../schema/fund-account.ts";
import { COUNTERPARTS, ISSUE_OF_ENTRY } from "../data/fund-statement.ts";
import { clockCells } from "./clock-cells.ts";
import { csvCell } from "./csv.ts";
import type { Names } from "./names.ts";
import type { Report } from "./report.ts";
import {
  FUND_ACCOUNT_WORDS,
  FUND_KIND_WORDS,
  SEVERAL_ACCOUNTS,
  STATEMENT_HEADINGS,
  STATEMENT_OPENING,
} from "./words.ts";

/** In the order of `page`. */
type StatementRow = readonly [
  seq: number,
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

/**
 * One account of a fund's book as a bank's statement (FND-8): what stood before, then every entry with the balance after
 * it, in the order of (booking date, number in the fund's journal). The positions of its pages are those numbers.
 */
export const fundStatement: Report<StatementRow> = {
  headings: STATEMENT_HEADINGS,
  count: `
select coalesce(sum(rows), 0) as figure from ledger_total
where programme_id = ?1 and region_id = ?2 and book_date between ?3 and ?4 and class = 'fund' and part = ?5`,
  // `+position`: else SQLite prefers the index of all the programme's rows on the date to that of the account's.
  page: `
select j.seq, j.at_ms, j.kind, j.amount_yen, j.balance_yen, j.operation_id, ${COUNTERPARTS}, ${ISSUE_OF_ENTRY}
from (
  select seq, at_ms, kind, amount_yen, operation_id, actor, account, book_date,
    ${balanceBefore("?7")} + sum(amount_yen) over (order by seq) as balance_yen
  from journal
  where class = 'fund' and programme_id = ?1 and region_id = ?2 and account = ?7 and book_date = ?4 and +position <= ?3
) j
where j.seq > ?5 order by j.seq limit ?6`,
  ofAccount: {
    balance: `select ${balanceBefore("?5")} as figure`,
    line: (names, account, from, balanceYen) =>
      `${from},,,${names.programme},${accountCells(account, names)},${STATEMENT_OPENING},,,,,` +
      `${plain(accountSign(account) * balanceYen)},${names.unitWord},,\r\n`,
  },
  writer: statementLine,
};

function statementLine(names: Names, account: string) {
  const clock = clockCells();
  const sign = accountSign(account);
  const head = `${names.programme},${accountCells(account, names)}`;
  return (row: StatementRow, bookDate: string): string => {
    const [, atMs, kind, amountYen, balanceYen, operationId, counterparts, issueId] = row;
    const moved = sign * amountYen;
    const others = JSON.parse(counterparts) as string[];
    const other = others.length > 1 ? `${SEVERAL_ACCOUNTS},` : accountCells(others[0] ?? "", names);
    return (
      `${bookDate},${clock(atMs)},${head},${FUND_KIND_WORDS[kind] ?? kind},${other},` +
      `${moved > 0 ? moved : ""},${moved < 0 ? -moved : ""},${plain(sign * balanceYen)},${names.unitWord},` +
      `${csvCell(operationId)},${issueId ?? ""}\r\n`
    );
  };
}

/** An account's word, and whose allotment it is, as two cells. */
function accountCells(account: string, names: Names): string {
  const issuer = issuerOfAccount(account);
  if (issuer === null) return `${FUND_ACCOUNT_WORDS[account] ?? account},`;
  return `${FUND_ACCOUNT_WORDS.allotted},${names.organisations.get(issuer) ?? issuer}`;
}

/** No minus zero. */
function plain(yen: number): number {
  return yen === 0 ? 0 : yen;
}
