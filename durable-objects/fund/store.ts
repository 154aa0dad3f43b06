import type { BusinessDate } from "../../schema/calendar.ts";
import type { IssueManifest, IssueState, SerialRange } from "../../schema/commands.ts";
import type { IdTail, IssueId } from "../../schema/ids.ts";
import { MAX_HANDED_RANGES } from "../../schema/limits.ts";
import { type Holder, LEDGER_TABLES, PUBLISHED_TABLE } from "../lib/ledger.ts";
import type { Migrations } from "../lib/migrate.ts";
import type { Sql } from "../lib/sql.ts";
import type { Account, FundIssue, FundLookup, FundState, Grant } from "./book.ts";
import type { FundDecision } from "./decision.ts";

/** The tables of a fund. Only ever appended to (ACT-2). */
export const FUND_MIGRATIONS: Migrations = [
  [
    ...LEDGER_TABLES,
    "create table account (name text primary key, amount integer not null) without rowid",
    "create table serial (next integer not null)",
    "create table issue (id text primary key, state text not null, manifest text not null, salts text not null) without rowid",
    "create table used (key text primary key, amount integer not null) without rowid",
    "create table returned (expires_on text primary key, as_of text not null, total integer not null) without rowid",
    "create table grant_transfer (parent text primary key, body text not null) without rowid",
  ],
  ["alter table issue add column cap_keys text not null default '[]'"],
  PUBLISHED_TABLE,
  // PAY-6: what a branch and the programme have issued so far counts under the caps that came with this migration.
  [
    `insert into used (key, amount)
       select 'branch:' || (manifest->>'branchId'), sum(manifest->>'sumYen') from issue
       where state not in ('failed', 'withdrawn') and manifest->>'replaces' is null group by 1`,
    `insert into used (key, amount)
       select 'programme', sum(manifest->>'sumYen') from issue
       where state not in ('failed', 'withdrawn') and manifest->>'replaces' is null having count(*) > 0`,
    `update issue set cap_keys = json_insert(cap_keys, '$[#]', 'branch:' || (manifest->>'branchId'), '$[#]', 'programme')
       where manifest->>'replaces' is null`,
  ],
  // FND-14: sheets that are handed over one by one. Runs of serials, apart from each other.
  [
    "create table handed_over (issue_id text not null, from_serial integer not null, to_serial integer not null, primary key (issue_id, from_serial)) without rowid",
    "alter table issue add column handed_count integer not null default 0",
    "alter table issue add column handed_yen integer not null default 0",
  ],
];

/** Runs of serials that lie in a range or begin or end beside it; those before it are apart from each other. */
const RUNS_NEAR = `
select from_serial, to_serial from (
  select * from handed_over where issue_id = ?1 and from_serial < ?2 order by from_serial desc limit 1)
where to_serial >= ?2 - 1
union all
select from_serial, to_serial from handed_over where issue_id = ?1 and from_serial between ?2 and ?3 + 1`;

function runsNear(sql: Sql, id: IssueId, [from, to]: SerialRange): readonly SerialRange[] {
  return sql
    .all<{ from_serial: number; to_serial: number }>(
      `${RUNS_NEAR} limit ?4`,
      id,
      from,
      to,
      MAX_HANDED_RANGES + 2,
    )
    .map((row) => [row.from_serial, row.to_serial] as const);
}

/** Reads the accounts back after an eviction. */
export function loadFund(sql: Sql, holder: Holder, tail: IdTail): FundState {
  return {
    holder,
    tail,
    nextSerial: sql.all<{ next: number }>("select next from serial")[0]?.next ?? 1,
    accounts: new Map(
      sql
        .all<{ name: string; amount: number }>("select name, amount from account")
        .map((row) => [row.name as Account, row.amount]),
    ),
    grants: sql
      .all<{ body: string }>("select body from grant_transfer order by parent")
      .map((row) => JSON.parse(row.body) as Grant),
  };
}

/** Writes what a decision changed. */
export function saveFund(
  sql: Sql,
  before: FundState,
  decision: Pick<FundDecision<unknown>, "state" | "issues" | "use" | "returned" | "handedOver">,
): void {
  const { state } = decision;
  for (const [name, amount] of state.accounts) {
    if (before.accounts.get(name) !== amount)
      sql.all("insert or replace into account (name, amount) values (?, ?)", name, amount);
  }
  if (before.nextSerial !== state.nextSerial) {
    sql.all("delete from serial");
    sql.all("insert into serial (next) values (?)", state.nextSerial);
  }
  for (const issue of decision.issues ?? []) {
    sql.all(
      "insert or replace into issue (id, state, manifest, salts, cap_keys, handed_count, handed_yen) values (?, ?, ?, ?, ?, ?, ?)",
      issue.manifest.issueId,
      issue.state,
      JSON.stringify(issue.manifest),
      JSON.stringify(issue.salts),
      JSON.stringify(issue.capKeys),
      issue.handed.count,
      issue.handed.sumYen,
    );
  }
  if (decision.handedOver) {
    const { issueId, serials } = decision.handedOver;
    // What lies in or beside the range is one run with it.
    const near = runsNear(sql, issueId, serials);
    for (const [from] of near)
      sql.all("delete from handed_over where issue_id = ? and from_serial = ?", issueId, from);
    const all = [...near, serials];
    sql.all(
      "insert into handed_over (issue_id, from_serial, to_serial) values (?, ?, ?)",
      issueId,
      Math.min(...all.map(([from]) => from)),
      Math.max(...all.map(([, to]) => to)),
    );
  }
  for (const { key, amountYen } of decision.use ?? []) {
    sql.all(
      "insert into used (key, amount) values (?, ?) on conflict (key) do update set amount = amount + excluded.amount",
      key,
      amountYen,
    );
  }
  if (decision.returned) {
    const { expiresOn, asOf, totalYen } = decision.returned;
    sql.all(
      "insert or replace into returned (expires_on, as_of, total) values (?, ?, ?)",
      expiresOn,
      asOf,
      totalYen,
    );
  }
  const open = new Set(state.grants.map((grant) => grant.parent));
  const had = new Set(before.grants.map((grant) => grant.parent));
  for (const grant of state.grants) {
    if (!had.has(grant.parent))
      sql.all("insert into grant_transfer (parent, body) values (?, ?)", grant.parent, JSON.stringify(grant));
  }
  for (const parent of had)
    if (!open.has(parent)) sql.all("delete from grant_transfer where parent = ?", parent);
}

/** What decisions look up by key. */
export function fundLookup(sql: Sql): FundLookup {
  return {
    issue: (id) => readIssue(sql, id),
    handedOver: (id, range) => runsNear(sql, id, range),
    used: (key) => sql.all<{ amount: number }>("select amount from used where key = ?", key)[0]?.amount ?? 0,
    returned: (expiresOn) => {
      const row = sql.all<{ as_of: string; total: number }>(
        "select as_of, total from returned where expires_on = ?",
        expiresOn,
      )[0];
      return row ? { asOf: row.as_of as BusinessDate, totalYen: row.total } : null;
    },
  };
}

type IssueRow = {
  readonly state: string;
  readonly manifest: string;
  readonly salts: string;
  readonly cap_keys?: string;
  readonly handed_count?: number;
  readonly handed_yen?: number;
};

/** One issue, or null. */
export function readIssue(sql: Sql, id: IssueId): FundIssue | null {
  // Every column: a book that nothing was written to since the last one was added hasn't got it yet (ACT-2).
  const row = sql.all<IssueRow>("select * from issue where id = ?", id)[0];
  if (!row) return null;
  return {
    state: row.state as IssueState,
    manifest: JSON.parse(row.manifest) as IssueManifest,
    salts: JSON.parse(row.salts) as FundIssue["salts"],
    capKeys: JSON.parse(row.cap_keys ?? "[]") as FundIssue["capKeys"],
    handed: { count: row.handed_count ?? 0, sumYen: row.handed_yen ?? 0 },
  };
}
