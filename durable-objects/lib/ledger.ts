import type { BusinessDate } from "../../schema/calendar.ts";
import type { EntryDetail, EntryKind, Head, JournalEntry } from "../../schema/events.ts";
import type { ActorClass, ActorName, IdTail, OperationId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { MAX_DETAIL_BYTES } from "../../schema/limits.ts";
import { entryHash } from "./chain.ts";
import type { Clock } from "./clock.ts";
import { genesisHash, idTail } from "./hash.ts";
import { type Migrations, migrate, schemaVersion } from "./migrate.ts";
import type { Sql } from "./sql.ts";

/** Who an actor is, in whose books it stands. */
export interface Holder {
  readonly actorClass: ActorClass;
  readonly actor: ActorName;
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId;
}

/** The platform's single alarm of an actor. `set` must take part in the surrounding transaction. */
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

/** Work that is waiting. */
export interface DueWork {
  readonly what: string;
  readonly atMs: number;
  readonly attempt: number;
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
  /** When the platform will ring; undefined until it was read back from the due work after a restart. */
  #armedAtMs: number | null | undefined = undefined;

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
    if (this.#armedAtMs === undefined) this.#armedAtMs = this.born ? this.#earliestDue() : null;
    const armedBefore = this.#armedAtMs;
    let tip = this.#readTip();
    const entries: JournalEntry[] = [];
    try {
      const value = this.#sql.transaction(() => {
        if (this.#schemaVersion() !== this.#migrations.length) migrate(this.#sql, this.#migrations);
        return body({
          atMs,
          find: (operation) => this.find(operation),
          append: (holder, drafts) => {
            const made = this.#append(tip, holder, drafts, atMs);
            const last = made.at(-1);
            if (last) {
              tip = { head: { seq: last.seq, hash: last.hash }, atMs };
              entries.push(...made);
              this.#dueWithin(PUBLISH_CHECK, atMs + PUBLISH_CHECK_MS);
            }
            return made;
          },
          due: (what, dueAtMs) => this.#setDue(what, dueAtMs, 0),
          done: (what) => void this.#sql.all("delete from due where what = ?", what),
        });
      });
      this.#tip = tip;
      this.#version = this.#migrations.length;
      return { value, entries };
    } catch (error) {
      this.#armedAtMs = armedBefore;
      this.#version = null;
      this.#tip = null;
      this.#holder = null;
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

  /** Entries in falling order below `beforeSeq`, for a holder's history. */
  entriesBefore(beforeSeq: number | null, limit: number): JournalEntry[] {
    if (!this.born) return [];
    return this.#sql
      .all<JournalRow>(
        "select * from journal where seq < ? order by seq desc limit ?",
        beforeSeq ?? Number.MAX_SAFE_INTEGER,
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

  /** What is due now, with each one's next try already committed, so that a crash in the work can't lose it (ALM-1). */
  takeDue(backOffMs: (work: DueWork) => number): readonly DueWork[] {
    if (!this.born) return [];
    this.#armedAtMs = null;
    const nowMs = this.#clock.now();
    return this.#sql.transaction(() => {
      const work = this.#sql
        .all<{ what: string; at_ms: number; attempt: number }>(
          "select what, at_ms, attempt from due where at_ms <= ? order by at_ms",
          nowMs,
        )
        .map((row) => ({ what: row.what, atMs: row.at_ms, attempt: row.attempt }));
      for (const item of work) {
        this.#sql.all(
          "update due set at_ms = ?, attempt = ? where what = ?",
          nowMs + backOffMs(item),
          item.attempt + 1,
          item.what,
        );
      }
      this.#armEarliest();
      return work;
    });
  }

  /** PUB-6: stands down when D1's head is this head; says whether it did. */
  settlePublish(projected: Head): boolean {
    const { head } = this;
    if (projected.seq !== head.seq || projected.hash !== head.hash) return false;
    this.#sql.all("delete from due where what = ?", PUBLISH_CHECK);
    return true;
  }

  /** Arms the alarm again for work that is overdue: the platform may have used its tries up (ALM-1). */
  rearm(): void {
    if (!this.born) return;
    const earliest = this.#earliestDue();
    if (earliest !== null && earliest <= this.#clock.now()) {
      this.#armedAtMs = null;
      this.#arm(earliest);
    }
  }

  #schemaVersion(): number {
    this.#version ??= schemaVersion(this.#sql);
    return this.#version;
  }

  #earliestDue(): number | null {
    return this.#sql.all<{ at_ms: number | null }>("select min(at_ms) as at_ms from due")[0]?.at_ms ?? null;
  }

  #armEarliest(): void {
    const earliest = this.#earliestDue();
    if (earliest !== null) this.#arm(earliest);
  }

  /** Leaves work alone that is due by then, and brings forward what would come later. */
  #dueWithin(what: string, atMs: number): void {
    const known = this.#sql.all<{ at_ms: number }>("select at_ms from due where what = ?", what)[0];
    if (!known || known.at_ms > atMs) this.#setDue(what, atMs, 0);
  }

  #setDue(what: string, atMs: number, attempt: number): void {
    this.#sql.all("insert or replace into due (what, at_ms, attempt) values (?, ?, ?)", what, atMs, attempt);
    this.#arm(atMs);
  }

  #arm(atMs: number): void {
    if (this.#armedAtMs === undefined) this.#armedAtMs = null;
    if (this.#armedAtMs !== null && this.#armedAtMs <= atMs) return;
    this.#alarm.set(this.#clock.toPlatform(atMs));
    this.#armedAtMs = atMs;
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
