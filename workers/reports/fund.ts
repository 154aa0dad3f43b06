import { addDays, businessDate } from "../../schema/calendar.ts";
import { accountSign, FUND_ACCOUNTS } from "../../schema/fund-account.ts";
import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import type { ReportCode } from "../../schema/report-words.ts";
import { firstIssuedOn, fundDays } from "../data/fund-figures.ts";
import { forecastWindow, runOut } from "../forecast/run-out.ts";
import { accountCells, plain } from "./fund-statement.ts";
import type { Names } from "./names.ts";
import { type Cell, lastDateOf, type Scope, type Summed, summed } from "./report.ts";

/** An account over the period, as the book keeps it. */
interface AccountRow {
  readonly account: string;
  readonly openingYen: number;
  readonly plusYen: number;
  readonly minusYen: number;
}

const ACCOUNTS = `
select account,
  coalesce(sum(case when book_date < ?3 then amount_yen end), 0) as openingYen,
  coalesce(sum(case when book_date >= ?3 and amount_yen > 0 then amount_yen end), 0) as plusYen,
  coalesce(sum(case when book_date >= ?3 and amount_yen < 0 then -amount_yen end), 0) as minusYen
from journal
where class = 'fund' and programme_id = ?1 and region_id = ?2 and account <> '' and book_date <= ?4 and +position <= ?5
group by account order by account`;

/** What was used before the period and in it: the balances' side of the fund. */
const USED = `
select -coalesce(sum(case when book_date < ?3 then amount_yen end), 0) as openingYen,
  -coalesce(sum(case when book_date >= ?3 and kind = 'pay' then amount_yen end), 0) as plusYen,
  coalesce(sum(case when book_date >= ?3 and kind = 'reverse' then amount_yen end), 0) as minusYen
from ledger_total
where programme_id = ?1 and region_id = ?2 and class <> 'fund' and kind in ('pay', 'reverse') and book_date <= ?4`;

/** Deposits in full; what the fund has now of them is `cash`. */
const BUDGET = `
select coalesce(sum(case when book_date < ?3 then amount_yen end), 0) as openingYen,
  coalesce(sum(case when book_date >= ?3 then amount_yen end), 0) as plusYen, 0 as minusYen
from ledger_total
where programme_id = ?1 and region_id = ?2 and class = 'fund' and kind = 'deposit' and part = 'available' and book_date <= ?4`;

/** ⑤ The money as a whole, then every account of the book, with what stood before, came, went, and stands after. */
export const fund = summed(REPORT_COLUMNS.fund, async (db, scope, names) => {
  const to = lastDateOf(scope);
  const of = [scope.programmeId, scope.regionId, scope.from, to] as const;
  const [accounts, used, budget] = await db.batch<AccountRow>([
    db.prepare(ACCOUNTS).bind(...of, scope.cut),
    db.prepare(USED).bind(...of),
    db.prepare(BUDGET).bind(...of),
  ]);
  const rows = accounts?.results ?? [];
  const line = (code: ReportCode, row: Omit<AccountRow, "account">, more: readonly Cell[] = []): Summed =>
    rowOf([code, null], row, names, more);
  const total = (...wanted: readonly string[]) =>
    added(rows.filter(({ account }) => wanted.includes(account)));
  const shares = rows.filter(({ account }) => account.startsWith("allotted:"));
  const left = added([...rows.filter(({ account }) => account === "available"), ...shares]);
  return [
    line("budget", budget?.results[0] as AccountRow),
    line("committed", total("reserved", "writing", "issued", "granting", "granted", "cancelled")),
    line("spent", used?.results[0] as AccountRow),
    line("released", turned(total("returned"))),
    line("left", left, await forecast(db, scope, closingOf(left))),
    ...[...rows].sort(byBook).map((row) => {
      const sided = accountSign(row.account) === 1 ? row : turned(row);
      return rowOf(accountCells(row.account, names), sided, names, []);
    }),
  ].map((row, at) => ({ ...row, key: [at] }));
});

/** When what is left runs out, reckoned on the day after the last one told (FND-9). */
async function forecast(db: D1Database, scope: Scope, leftYen: number): Promise<readonly Cell[]> {
  const today = scope.asOf === null ? businessDate(scope.endMs) : addDays(scope.asOf, 1);
  const { programmeId, regionId } = scope;
  const window = forecastWindow(today, await firstIssuedOn(db, regionId, programmeId));
  const days = window === null ? [] : await fundDays(db, regionId, programmeId, window);
  const out = runOut(leftYen, window, days);
  return out.kind === "date" ? [out.on, out.earliestOn, out.latestOn] : [];
}

type Moved = Omit<AccountRow, "account">;

function rowOf(account: readonly Cell[], row: Moved, names: Names, more: readonly Cell[]): Summed {
  const [on = null, earliestOn = null, latestOn = null] = more;
  return {
    key: [],
    cells: [
      names.programme,
      ...account,
      plain(row.openingYen),
      plain(row.plusYen),
      plain(row.minusYen),
      plain(closingOf(row)),
      names.unitWord,
      on,
      earliestOn,
      latestOn,
    ],
  };
}

function closingOf({ openingYen, plusYen, minusYen }: Moved): number {
  return openingYen + plusYen - minusYen;
}

function added(rows: readonly Moved[]): Moved {
  return rows.reduce(
    (sum, row) => ({
      openingYen: sum.openingYen + row.openingYen,
      plusYen: sum.plusYen + row.plusYen,
      minusYen: sum.minusYen + row.minusYen,
    }),
    { openingYen: 0, plusYen: 0, minusYen: 0 },
  );
}

/** As people speak of an account that the book keeps as minus. */
function turned({ openingYen, plusYen, minusYen, ...rest }: Moved): Moved {
  return { ...rest, openingYen: -openingYen, plusYen: minusYen, minusYen: plusYen };
}

/** The book's own accounts in their order, issuers' shares after what is not allotted. */
function byBook(one: AccountRow, other: AccountRow): number {
  const place = ({ account }: AccountRow) => {
    const at = (FUND_ACCOUNTS as readonly string[]).indexOf(account);
    return at === -1 ? 0.5 : at;
  };
  return place(one) - place(other) || (one.account < other.account ? -1 : 1);
}
