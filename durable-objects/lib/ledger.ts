import type { BusinessDate } from "../../schema/calendar.ts";
import type { HistoryQuery } from "../../schema/commands.ts";
import type { EntryDetail, EntryKind, Head, JournalEntry } from "../../schema/events.ts";
import type { ActorClass, ActorName, IdTail, OperationId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { MAX_DETAIL_BYTES } from "../../schema/limits.ts";
import { entryHash } from "./chain.ts";
import type { Clock } from "./clock.ts";
import { genesisHash, idTail } from "./hash.ts";
import { type Migrations, migrate, NEWER_SCHEMA_RETRY_MS, schemaVersion } from "./migrate.ts";
import type { Sql, SqlValue } from "./sql.ts";

/** Who an actor is, in whose books it stands. */
export interface Holder {
  readonly actorClass: ActorClass;
  readonly actor: ActorName;
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId;
}

/** The platform's single alarm of an actor, in the platform's time. `set` must take part in the surrounding transaction. */
export interface AlarmClock {
  set(atMs: number): void;
}

/** A journal row that a decision asks for; the ledger gives it number, time and hash. */
export interface Draft {
  readonly operationId: OperationId;
  readonly kind: EntryKind;
  readonly account: string;
  readonly expiresOn: BusinessDate | null;
  readonly amountYen: number;
  readonly detail: EntryDetail | null;
  /** Line 0 only. */
  readonly requestHash?: string | null;
  readonly result?: EntryDetail | null;
}

/** An operation as the journal remembers it: its first line, and all its lines. */
export interface StoredOperation {
  readonly first: JournalEntry;
  readonly lines: readonly JournalEntry[];
}

/** What a decision may do inside its transaction. */
export interface LedgerTransaction {
  /** The commit time: never earlier than the entry before (PAY-2). */
  readonly atMs: number;
  find(operation: OperationId): StoredOperation | null;
  append(holder: Holder, drafts: readonly Draft[]): readonly JournalEntry[];
  /** Puts work on the list and arms the alarm only if nothing earlier is armed (ALM-1). */
  due(what: string, atMs: number): void;
  done(what: string): void;
}

/** Work whose time has come. */
export interface DueWork {
  readonly what: string;
  /** Tries before this one; what is asked of D1 counts none and knows how long it has waited. */
  readonly attempt: number;
  readonly waitedMs: number;
}

/** The tables every money actor has. `account` is a lot in a balance and an account in the fund. */
export const LEDGER_TABLES: readonly string[] = [
  `create table holder (region_id text not null, programme_id text not null)`,
  `create table journal (
     seq integer primary key, at_ms integer not null, operation_id text not null, line integer not null,
     kind text not null, account text not null, expires_on text, amount integer not null, detail text,
     request_hash text, result text, prev_hash text not null, hash text not null)`,
  `create unique index journal_operation on journal (operation_id, line)`,
  `create table due (what text primary key, at_ms integer not null, attempt integer not null) without rowid`,
];

/**
 * How far D1's head was seen to agree with the journal. An entry beyond it is work that waits, so that a payment needs no
 * row of due work of its own (PUB-6). A second version: older storages still hold that row.
 */
export const PUBLISHED_TABLE: readonly string[] = [
  "create table published (one integer primary key check (one = 1), seq integer not null)",
  "delete from due where what = 'publish'",
];

/** Every append leaves an alarm armed within this time, to see whether the entries arrived (PUB-6). */
export const PUBLISH_CHECK_MS = 100_000;
export const PUBLISH_CHECK = "publish";

interface JournalRow extends Record<string, string | number | null> {
  seq: number;
  at_ms: number;
  operation_id: string;
  line: number;
  kind: string;
  account: string;
  expires_on: string | null;
  amount: number;
  detail: string | null;
  request_hash: string | null;
  result: string | null;
  prev_hash: string;
  hash: string;
}

/** One value for two places in a statement: where it is asked whether there is one, and where it is compared. */
const twice = (value: SqlValue): [SqlValue, SqlValue] => [value, value];

interface Tip {
  readonly head: Head;
  readonly atMs: number;
}

/**
 * One actor's journal with its transactions and due work. The journal is the only truth (ARCHITECTURE 2);
 * everything kept in memory is replaced only after the transaction that changed it has succeeded.
 */
export class Ledger {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #alarm: AlarmClock;
  readonly #migrations: Migrations;
  readonly identity: { readonly actorClass: ActorClass; readonly actor: ActorName };
  readonly tail: IdTail;
  /** The storage's schema version, read once: only this code moves it. Null where it must be read again. */
  #version: number | null = null;
  #tip: Tip | null = null;
  #holder: Holder | null = null;
  /** When the platform will ring, in its own time; after a restart `rearm` says. */
  #armedAtMs: number | null = null;
  /** D1 was seen to agree up to here; null until it was read back. */
  #publishedSeq: number | null = null;

  constructor(
    identity: { readonly actorClass: ActorClass; readonly actor: ActorName },
    deps: {
      readonly sql: Sql;
      readonly clock: Clock;
      readonly alarm: AlarmClock;
      readonly migrations: Migrations;
    },
  ) {
    this.identity = identity;
    this.#sql = deps.sql;
    this.#clock = deps.clock;
    this.#alarm = deps.alarm;
    this.#migrations = deps.migrations;
    this.tail = idTail(identity.actor);
  }

  /** Whether this actor was ever opened. Reads only: an unopened actor stays without tables (ACT-1). */
  get born(): boolean {
    return this.#schemaVersion() > 0;
  }

  /** Whether the storage was written by newer code than this; such an actor answers `try-again` (ACT-2). */
  get newerThanCode(): boolean {
    return this.#schemaVersion() > this.#migrations.length;
  }

  /** The end of the chain. */
  get head(): Head {
    return this.#readTip().head;
  }

  now(): number {
    return Math.max(this.#clock.now(), this.#readTip().atMs);
  }

  /**
   * One command, one transaction: migrate if this is the first, let `body` look up, judge and append, arm the alarm.
   * Nothing of it stays if `body` throws.
   */
  transact<T>(body: (tx: LedgerTransaction) => T): {
    readonly value: T;
    readonly entries: readonly JournalEntry[];
  } {
    const atMs = this.now();
    const armedBefore = this.#armedAtMs;
    let tip = this.#readTip();
    const entries: JournalEntry[] = [];
    try {
      const value = this.#sql.transaction(() => {
        this.#migrate();
        return body({
          atMs,
          find: (operation) => this.find(operation),
          append: (holder, drafts) => {
            const made = this.#append(tip, holder, drafts, atMs);
            const last = made.at(-1);
            if (last) {
              tip = { head: { seq: last.seq, hash: last.hash }, atMs };
              entries.push(...made);
              this.#arm(atMs + PUBLISH_CHECK_MS);
            }
            return made;
          },
          due: (what, dueAtMs) => this.#setDue(what, dueAtMs, 0),
          done: (what) => void this.#sql.all("delete from due where what = ?", what),
        });
      });
      this.#tip = tip;
      return { value, entries };
    } catch (error) {
      this.#forget(armedBefore);
      throw error;
    }
  }

  /** An operation's stored lines, or null where the journal knows nothing of it. */
  find(operation: OperationId): StoredOperation | null {
    const lines = this.#sql
      .all<JournalRow>("select * from journal where operation_id = ? order by line", operation)
      .map((row) => this.#entry(row));
    const first = lines[0];
    return first ? { first, lines } : null;
  }

  /** Entries in order from `fromSeq` on (PRJ-3). */
  entriesFrom(fromSeq: number, limit: number): JournalEntry[] {
    if (!this.born) return [];
    return this.#sql
      .all<JournalRow>("select * from journal where seq >= ? order by seq limit ?", fromSeq, limit)
      .map((row) => this.#entry(row));
  }

  /** Whole operations in falling order below `beforeSeq`, for a holder's history: at most `limit`, with all their lines. */
  operationsBefore(query: HistoryQuery): JournalEntry[] {
    if (!this.born) return [];
    const { beforeSeq, limit, kinds, fromMs, beforeMs, storeId } = query;
    // The first line of an operation is the lowest, and says what all of them are.
    return this.#sql
      .all<JournalRow>(
        `select * from journal where operation_id in (
           select operation_id from journal
           where line = 0 and seq < ? and at_ms >= ? and at_ms < ?
             and (? is null or kind in (select value from json_each(?)))
             and (? is null or json_extract(detail, '$.storeId') = ?)
           order by seq desc limit ?)
         order by seq desc`,
        beforeSeq ?? Number.MAX_SAFE_INTEGER,
        fromMs ?? 0,
        beforeMs ?? Number.MAX_SAFE_INTEGER,
        ...twice(kinds ? JSON.stringify(kinds) : null),
        ...twice(storeId ?? null),
        limit,
      )
      .map((row) => this.#entry(row));
  }

  /** All rows of one kind whose detail names `value` under `key`; for reversals of a payment. */
  findByDetail(kind: EntryKind, key: string, value: string): JournalEntry[] {
    return this.#sql
      .all<JournalRow>(
        "select * from journal where kind = ? and json_extract(detail, ?) = ? order by seq",
        kind,
        `$.${key}`,
        value,
      )
      .map((row) => this.#entry(row));
  }

  /** Σ payments less Σ reversals. */
  paidYen(): number {
    const row = this.#sql.all<{ paid: number }>(
      "select coalesce(-sum(amount), 0) as paid from journal where kind in ('pay', 'reverse')",
    )[0];
    return row?.paid ?? 0;
  }

  /** Whose books this actor stands in; null before it was opened. */
  holder(): Holder | null {
    if (this.#holder || !this.born) return this.#holder;
    const row = this.#sql.all<{ region_id: string; programme_id: string }>(
      "select region_id, programme_id from holder",
    )[0];
    if (!row) return null;
    this.#holder = {
      ...this.identity,
      regionId: row.region_id as RegionId,
      programmeId: row.programme_id as ProgrammeId,
    };
    return this.#holder;
  }

  /**
   * What is due now, with each one's next try already committed, so that a crash in the work can't lose it (ALM-1).
   * To be called when the platform has rung.
   */
  takeDue(backOffMs: (work: DueWork) => number): readonly DueWork[] {
    this.#armedAtMs = null;
    if (!this.born) return [];
    if (this.newerThanCode) {
      // What waits can't be read by this code; the newer one that comes back finds it, if it is rung (ACT-2).
      this.#arm(this.#clock.now() + NEWER_SCHEMA_RETRY_MS);
      return [];
    }
    try {
      return this.#sql.transaction(() => this.#takeDue(this.#clock.now(), backOffMs));
    } catch (error) {
      this.#forget(null);
      throw error;
    }
  }

  #takeDue(nowMs: number, backOffMs: (work: DueWork) => number): readonly DueWork[] {
    this.#migrate();
    const rows = this.#sql.all<{ what: string; at_ms: number; attempt: number }>(
      "select what, at_ms, attempt from due order by at_ms",
    );
    const work: DueWork[] = [];
    let nextMs = Number.POSITIVE_INFINITY;
    for (const row of rows) {
      if (row.at_ms > nowMs) {
        nextMs = Math.min(nextMs, row.at_ms);
        continue;
      }
      const item = { what: row.what, attempt: row.attempt, waitedMs: nowMs - row.at_ms };
      const atMs = nowMs + backOffMs(item);
      this.#sql.all("update due set at_ms = ?, attempt = ? where what = ?", atMs, row.attempt + 1, row.what);
      work.push(item);
      nextMs = Math.min(nextMs, atMs);
    }
    const unpublishedMs = this.#unpublishedSinceMs();
    if (unpublishedMs !== null) {
      const item = { what: PUBLISH_CHECK, attempt: 0, waitedMs: nowMs - unpublishedMs };
      const isDue = item.waitedMs >= PUBLISH_CHECK_MS;
      if (isDue) work.push(item);
      nextMs = Math.min(nextMs, isDue ? nowMs + backOffMs(item) : unpublishedMs + PUBLISH_CHECK_MS);
    }
    if (nextMs !== Number.POSITIVE_INFINITY) this.#arm(nextMs);
    return work;
  }

  /** What a transaction that was rolled back may have left in memory is read again. */
  #forget(armedAtMs: number | null): void {
    this.#armedAtMs = armedAtMs;
    this.#version = null;
    this.#tip = null;
    this.#holder = null;
    this.#publishedSeq = null;
  }

  /**
   * PUB-6: stands down when D1's head is this head; says whether it did. The alarm that is armed rings once more and
   * finds nothing: taking it back would cost a row as well.
   */
  settlePublish(projected: Head): boolean {
    const { head } = this;
    if (projected.seq !== head.seq || projected.hash !== head.hash) return false;
    this.#sql.all(
      "insert into published (one, seq) values (1, ?) on conflict (one) do update set seq = excluded.seq",
      head.seq,
    );
    this.#publishedSeq = head.seq;
    return true;
  }

  /**
   * To be called once at the start with what the platform has armed. Arms again where work waits and nothing is armed:
   * the platform may have used its tries up (ALM-1).
   */
  rearm(armedAtMs: number | null): void {
    this.#armedAtMs = armedAtMs;
    if (!this.born) return;
    if (this.newerThanCode) {
      if (armedAtMs === null) this.#arm(this.#clock.now() + NEWER_SCHEMA_RETRY_MS);
      return;
    }
    const earliest = this.#sql.all<{ at_ms: number | null }>("select min(at_ms) as at_ms from due")[0]?.at_ms;
    if (earliest != null) this.#arm(earliest);
    const unpublishedMs = this.#unpublishedSinceMs();
    if (unpublishedMs !== null && this.#armedAtMs === null) this.#arm(unpublishedMs + PUBLISH_CHECK_MS);
  }

  #schemaVersion(): number {
    this.#version ??= schemaVersion(this.#sql);
    return this.#version;
  }

  #migrate(): void {
    const from = this.#schemaVersion();
    if (from === this.#migrations.length) return;
    migrate(this.#sql, this.#migrations, from);
    this.#version = this.#migrations.length;
  }

  /** When the first entry was written that D1 was not yet seen to have; null where there is none. */
  #unpublishedSinceMs(): number | null {
    // An older storage has no mark yet; nothing was seen of it.
    if (this.#schemaVersion() === this.#migrations.length)
      this.#publishedSeq ??= this.#sql.all<{ seq: number }>("select seq from published")[0]?.seq ?? 0;
    const first = this.#sql.all<{ at_ms: number }>(
      "select at_ms from journal where seq > ? order by seq limit 1",
      this.#publishedSeq ?? 0,
    )[0];
    return first?.at_ms ?? null;
  }

  #setDue(what: string, atMs: number, attempt: number): void {
    this.#sql.all("insert or replace into due (what, at_ms, attempt) values (?, ?, ?)", what, atMs, attempt);
    this.#arm(atMs);
  }

  /** Arms the alarm unless an earlier one is armed: moving it costs a row and a slower commit. */
  #arm(atMs: number): void {
    const platformMs = this.#clock.toPlatform(atMs);
    if (this.#armedAtMs !== null && this.#armedAtMs <= platformMs) return;
    this.#alarm.set(platformMs);
    this.#armedAtMs = platformMs;
  }

  #readTip(): Tip {
    if (this.#tip) return this.#tip;
    const row = this.born
      ? this.#sql.all<{ seq: number; hash: string; at_ms: number }>(
          "select seq, hash, at_ms from journal order by seq desc limit 1",
        )[0]
      : undefined;
    const tip: Tip = row
      ? { head: { seq: row.seq, hash: row.hash }, atMs: row.at_ms }
      : { head: { seq: 0, hash: genesisHash(this.identity.actorClass, this.identity.actor) }, atMs: 0 };
    if (row) this.#tip = tip;
    return tip;
  }

  #append(tip: Tip, holder: Holder, drafts: readonly Draft[], atMs: number): JournalEntry[] {
    if (tip.head.seq === 0) {
      this.#sql.all(
        "insert into holder (region_id, programme_id) values (?, ?)",
        holder.regionId,
        holder.programmeId,
      );
      // Known from here on, also to whoever looks a row up in this very transaction.
      this.#holder = holder;
    }
    let { seq, hash } = tip.head;
    const lines = new Map<OperationId, number>();
    return drafts.map((draft) => {
      const line = lines.get(draft.operationId) ?? 0;
      lines.set(draft.operationId, line + 1);
      const detail = draft.detail === null ? null : JSON.stringify(draft.detail);
      if (detail !== null && detail.length > MAX_DETAIL_BYTES)
        throw new RangeError(`detail of ${draft.kind} is too large`);
      seq += 1;
      const body = {
        seq,
        atMs,
        operationId: draft.operationId,
        line,
        kind: draft.kind,
        account: draft.account,
        expiresOn: draft.expiresOn,
        amountYen: draft.amountYen,
        detail: draft.detail,
        requestHash: draft.requestHash ?? null,
        result: draft.result ?? null,
        prevHash: hash,
      };
      hash = entryHash(body);
      this.#sql.all(
        "insert into journal (seq, at_ms, operation_id, line, kind, account, expires_on, amount, detail, request_hash, result, prev_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        seq,
        atMs,
        draft.operationId,
        line,
        draft.kind,
        draft.account,
        draft.expiresOn,
        draft.amountYen,
        detail,
        body.requestHash,
        body.result === null ? null : JSON.stringify(body.result),
        body.prevHash,
        hash,
      );
      return { v: 1, ...holder, ...body, hash };
    });
  }

  #entry(row: JournalRow): JournalEntry {
    const holder = this.holder();
    if (!holder) throw new Error("a journal row without a holder");
    return {
      v: 1,
      ...holder,
      seq: row.seq,
      atMs: row.at_ms,
      operationId: row.operation_id as OperationId,
      line: row.line,
      kind: row.kind as EntryKind,
      account: row.account,
      expiresOn: row.expires_on as BusinessDate | null,
      amountYen: row.amount,
      detail: row.detail === null ? null : (JSON.parse(row.detail) as EntryDetail),
      requestHash: row.request_hash,
      result: row.result === null ? null : (JSON.parse(row.result) as EntryDetail),
      prevHash: row.prev_hash,
      hash: row.hash,
    };
  }
}
