import { DatabaseSync } from "node:sqlite";
import { nodeSql } from "../../durable-objects/lib/node-sql.testing.ts";
import type { Sql, SqlValue } from "../../durable-objects/lib/sql.ts";
import type { ActorClass, ActorName } from "../../schema/ids.ts";

/** A copy of everything an actor has stored. */
export type Snapshot = readonly {
  readonly table: string;
  readonly create: string;
  readonly rows: readonly Record<string, SqlValue>[];
}[];

/** One actor's disk: outlives its instances. The platform's one alarm is kept with it. */
export class ActorStorage {
  readonly actorClass: ActorClass;
  readonly actor: ActorName;
  alarmAtMs: number | null = null;
  /** Counts every setting, so that an alarm that was moved doesn't ring at its old time. */
  alarmSet = 0;
  /** An alarm set inside a transaction counts with its commit only. */
  alarmToCome: number | null = null;
  inTransaction = false;
  /** The handler failed and the platform will ring again by itself: until then nothing needs to be armed. */
  ringsAgain = false;
  /** Until then an alarm may be late: older code rang, could read nothing and was set again (ACT-2). */
  lateUntilMs = 0;
  /** Rows of the journal that the checks have looked at. */
  seenSeq = 0;
  /** Something was done to this disk that no rule can heal; the audit must name it. */
  harm: "wiped" | "forked" | "lost-last-entry" | null = null;
  #database: DatabaseSync;
  #sql: Sql;

  constructor(actorClass: ActorClass, actor: ActorName) {
    this.actorClass = actorClass;
    this.actor = actor;
    this.#database = new DatabaseSync(":memory:");
    this.#sql = nodeSql(this.#database);
  }

  get sql(): Sql {
    return this.#sql;
  }

  get isEmpty(): boolean {
    return this.#sql.all("select 1 as one from sqlite_master limit 1").length === 0;
  }

  copy(): Snapshot {
    return this.#sql
      .all<{ name: string; sql: string }>("select name, sql from sqlite_master where type = 'table'")
      .map(({ name, sql }) => ({
        table: name,
        create: sql,
        rows: this.#sql.all(`select * from ${name}`),
      }));
  }

  /** Puts an older copy back, or nothing at all. */
  restore(snapshot: Snapshot): void {
    const indexes = this.#sql
      .all<{ sql: string | null }>("select sql from sqlite_master where type = 'index' and sql is not null")
      .map((row) => row.sql as string);
    this.close();
    this.#database = new DatabaseSync(":memory:");
    this.#sql = nodeSql(this.#database);
    for (const { table, create, rows } of snapshot) {
      this.#database.exec(create);
      for (const row of rows) {
        const columns = Object.keys(row);
        this.#database
          .prepare(
            `insert into ${table} (${columns.map((name) => `"${name}"`).join(", ")}) values (${columns.map(() => "?").join(", ")})`,
          )
          .run(...Object.values(row));
      }
    }
    if (snapshot.length > 0) for (const index of indexes) this.#database.exec(index);
    this.seenSeq = snapshot.length === 0 ? 0 : this.lastSeq();
  }

  lastSeq(): number {
    if (this.isEmpty) return 0;
    return this.#sql.all<{ seq: number | null }>("select max(seq) as seq from journal")[0]?.seq ?? 0;
  }

  close(): void {
    this.#database.close();
  }
}
