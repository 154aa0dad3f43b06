import type { BusinessDate } from "../../schema/calendar.ts";
import type { IssueManifest, IssueState } from "../../schema/commands.ts";
import type { IdTail, IssueId } from "../../schema/ids.ts";
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
];

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
  decision: Pick<FundDecision<unknown>, "state" | "issues" | "use" | "returned">,
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
      "insert or replace into issue (id, state, manifest, salts, cap_keys) values (?, ?, ?, ?, ?)",
      issue.manifest.issueId,
      issue.state,
      JSON.stringify(issue.manifest),
      JSON.stringify(issue.salts),
      JSON.stringify(issue.capKeys),
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

/** One issue, or null. */
export function readIssue(sql: Sql, id: IssueId): FundIssue | null {
  // Every column: a book that nothing was written to since the last one was added hasn't got it yet (ACT-2).
  const row = sql.all<{ state: string; manifest: string; salts: string; cap_keys?: string }>(
    "select * from issue where id = ?",
    id,
  )[0];
  if (!row) return null;
  return {
    state: row.state as IssueState,
    manifest: JSON.parse(row.manifest) as IssueManifest,
    salts: JSON.parse(row.salts) as FundIssue["salts"],
    capKeys: JSON.parse(row.cap_keys ?? "[]") as FundIssue["capKeys"],
  };
}
