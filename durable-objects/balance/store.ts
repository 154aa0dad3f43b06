import type { BusinessDate } from "../../schema/calendar.ts";
import type { IdTail, ProgrammeId } from "../../schema/ids.ts";
import { type Holder, LEDGER_TABLES, PUBLISHED_TABLE } from "../lib/ledger.ts";
import type { Migrations } from "../lib/migrate.ts";
import type { Sql } from "../lib/sql.ts";
import type { BalanceState, CouponFacts, Lot, Transfer } from "./state.ts";

/** The tables of a balance. Only ever appended to (ACT-2). */
export const BALANCE_MIGRATIONS: Migrations = [
  [
    ...LEDGER_TABLES,
    "create table lot (lot integer primary key, origin text not null, remaining integer not null check (remaining >= 0), expires_on text not null)",
    `create table mark (
       frozen integer not null, cancelled integer not null, charged_into text, received_yen integer not null,
       next_lot integer not null, coupon text)`,
    "create table transfer (parent text primary key, body text not null) without rowid",
  ],
  PUBLISHED_TABLE,
];

/** Reads a balance back after an eviction; null where the actor was never opened. */
export function loadBalance(sql: Sql, holder: Holder, tail: IdTail): BalanceState | null {
  const mark = sql.all<{
    frozen: number;
    cancelled: number;
    charged_into: string | null;
    received_yen: number;
    next_lot: number;
    coupon: string | null;
  }>("select * from mark")[0];
  if (!mark) return null;
  return {
    holder,
    tail,
    frozen: mark.frozen === 1,
    cancelled: mark.cancelled === 1,
    chargedInto: mark.charged_into as ProgrammeId | null,
    receivedYen: mark.received_yen,
    nextLot: mark.next_lot,
    coupon: mark.coupon === null ? null : (JSON.parse(mark.coupon) as CouponFacts),
    lots: sql
      .all<{ lot: number; origin: string; remaining: number; expires_on: string }>(
        "select * from lot order by lot",
      )
      .map((row) => ({
        lot: String(row.lot),
        origin: row.origin as Lot["origin"],
        remainingYen: row.remaining,
        expiresOn: row.expires_on as BusinessDate,
      })),
    transfers: sql
      .all<{ body: string }>("select body from transfer order by parent")
      .map((row) => JSON.parse(row.body) as Transfer),
  };
}

/** Writes what changed between two states, and nothing else: a one-lot payment writes one row here. */
export function saveBalance(sql: Sql, before: BalanceState | null, after: BalanceState): void {
  const known = new Map((before?.lots ?? []).map((lot) => [lot.lot, lot]));
  for (const lot of after.lots) {
    const old = known.get(lot.lot);
    if (old === lot) continue;
    if (!old) {
      sql.all(
        "insert into lot (lot, origin, remaining, expires_on) values (?, ?, ?, ?)",
        Number(lot.lot),
        lot.origin,
        lot.remainingYen,
        lot.expiresOn,
      );
    } else if (old.remainingYen !== lot.remainingYen || old.expiresOn !== lot.expiresOn) {
      sql.all(
        "update lot set remaining = ?, expires_on = ? where lot = ?",
        lot.remainingYen,
        lot.expiresOn,
        Number(lot.lot),
      );
    }
  }
  if (!before || markOf(before) !== markOf(after)) writeMark(sql, before === null, after);
  const open = new Set(after.transfers.map((transfer) => transfer.parent));
  const had = new Set((before?.transfers ?? []).map((transfer) => transfer.parent));
  for (const transfer of after.transfers) {
    if (!had.has(transfer.parent))
      sql.all("insert into transfer (parent, body) values (?, ?)", transfer.parent, JSON.stringify(transfer));
  }
  for (const parent of had) if (!open.has(parent)) sql.all("delete from transfer where parent = ?", parent);
}

function markOf(state: BalanceState): string {
  return JSON.stringify([state.frozen, state.cancelled, state.chargedInto, state.receivedYen, state.nextLot]);
}

function writeMark(sql: Sql, first: boolean, state: BalanceState): void {
  const values = [
    state.frozen ? 1 : 0,
    state.cancelled ? 1 : 0,
    state.chargedInto,
    state.receivedYen,
    state.nextLot,
    state.coupon === null ? null : JSON.stringify(state.coupon),
  ];
  sql.all(
    first
      ? "insert into mark (frozen, cancelled, charged_into, received_yen, next_lot, coupon) values (?, ?, ?, ?, ?, ?)"
      : "update mark set frozen = ?, cancelled = ?, charged_into = ?, received_yen = ?, next_lot = ?, coupon = ?",
    ...values,
  );
}
