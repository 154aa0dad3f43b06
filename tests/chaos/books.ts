import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { genesisHash } from "../../durable-objects/lib/hash.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorClass } from "../../schema/ids.ts";

/**
 * The books of a stopped system, read from its SQLite files without any of its code: each actor's own journal, and what
 * D1 made of them. What is compared with the clients' memory is this.
 */

/** A row of a journal as its file holds it. */
export type Row = Omit<JournalEntry, "v" | "actorClass" | "actor" | "regionId" | "programmeId">;

export interface ActorBook {
  readonly actorClass: ActorClass;
  /** Its name, which its first row's hash proves; null where nothing in D1 goes by it. */
  readonly actor: string | null;
  readonly file: string;
  readonly rows: readonly Row[];
  /** Balances: what its lots add up to. Null for a fund, whose accounts the audit re-adds. */
  readonly lotsYen: number | null;
}

/** A row of D1's journal, as far as it is compared. */
export interface ProjectedRow {
  readonly actor: string;
  readonly seq: number;
  readonly hash: string;
}

export interface Coupon {
  /** Its public id: programme and serial. */
  readonly couponId: string;
  readonly actor: string;
  readonly faceYen: number;
}

export interface Books {
  readonly actors: readonly ActorBook[];
  readonly projected: readonly ProjectedRow[];
  readonly coupons: readonly Coupon[];
  /** Actors of which D1 kept something aside (PUB-5) or could make nothing (PRJ-1). */
  readonly breaks: number;
  /** Reports that a job made, as D1 remembers them. */
  readonly reports: readonly ReportRow[];
}

export interface ReportRow {
  readonly id: string;
  readonly state: string;
  readonly written: number;
  readonly total: number | null;
  readonly sha256: string | null;
}

const CLASSES: readonly (readonly [ActorClass, string])[] = [
  ["coupon", "tegata-CouponActor"],
  ["wallet", "tegata-WalletActor"],
  ["fund", "tegata-FundActor"],
];

/** Reads the whole state folder of a system that is stopped. */
export function readBooks(stateDir: string): Books {
  const data = join(stateDir, "data");
  const d1 = withDatabase(databaseFile(join(data, "d1", "miniflare-D1DatabaseObject")), (db) => ({
    coupons: all<Coupon>(
      db,
      "select programme_id || '-' || serial as couponId, actor, face_yen as faceYen from coupon",
    ),
    wallets: all<{ actor: string }>(db, "select actor from wallet_link"),
    funds: all<{ actor: string }>(db, "select id as actor from programme"),
    projected: all<ProjectedRow>(db, "select actor, seq, hash from journal"),
    breaks: all(db, "select id from journal_break").length,
    reports: all<ReportRow>(
      db,
      "select id, state, written, total, file_sha256 as sha256 from job where kind = 'report'",
    ),
  }));
  const names = new Map<string, string>();
  const learn = (actorClass: ActorClass, rows: readonly { readonly actor: string }[]) => {
    for (const { actor } of rows) names.set(genesisHash(actorClass, actor as never), actor);
  };
  learn("coupon", d1.coupons);
  learn("wallet", d1.wallets);
  learn("fund", d1.funds);
  const actors = CLASSES.flatMap(([actorClass, folder]) =>
    sqliteFiles(join(data, "do", folder)).flatMap((file) => {
      const book = withDatabase(file, (db) => readActor(db, actorClass));
      if (book === null) return [];
      const genesis = book.rows[0]?.prevHash ?? "";
      return [{ ...book, actorClass, file, actor: names.get(genesis) ?? null }];
    }),
  );
  return { actors, projected: d1.projected, coupons: d1.coupons, breaks: d1.breaks, reports: d1.reports };
}

function readActor(db: DatabaseSync, actorClass: ActorClass): Pick<ActorBook, "rows" | "lotsYen"> | null {
  // An actor that was looked at and never opened has a file and no tables (ACT-1).
  if (!db.prepare("select 1 from sqlite_master where name = 'journal'").get()) return null;
  const rows = all(db, "select * from journal order by seq").map(
    (row): Row => ({
      seq: Number(row.seq),
      atMs: Number(row.at_ms),
      operationId: row.operation_id as Row["operationId"],
      line: Number(row.line),
      kind: row.kind as Row["kind"],
      account: String(row.account),
      expiresOn: row.expires_on as Row["expiresOn"],
      amountYen: Number(row.amount),
      detail: parsed(row.detail),
      requestHash: row.request_hash as string | null,
      result: parsed(row.result),
      prevHash: String(row.prev_hash),
      hash: String(row.hash),
    }),
  );
  if (rows.length === 0) return null;
  if (actorClass === "fund") return { rows, lotsYen: null };
  const [lots] = all<{ yen: number }>(db, "select coalesce(sum(remaining), 0) as yen from lot");
  return { rows, lotsYen: lots?.yen ?? 0 };
}

function parsed(text: unknown): Row["detail"] {
  return text === null ? null : (JSON.parse(String(text)) as Row["detail"]);
}

/** The files of the actors in one folder of a state folder. */
export function sqliteFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite")
    .map((name) => join(folder, name));
}

function databaseFile(folder: string): string {
  const files = sqliteFiles(folder);
  if (files.length !== 1) throw new Error(`${files.length} databases in ${folder}`);
  return files[0] as string;
}

function withDatabase<T>(path: string, work: (db: DatabaseSync) => T): T {
  // Not read-only: what a kill left in the write-ahead log of an actor that nobody woke since is taken over at the first
  // opening, whoever opens it.
  const db = new DatabaseSync(path);
  try {
    db.exec("pragma query_only = 1");
    return work(db);
  } finally {
    db.close();
  }
}

function all<T = Record<string, unknown>>(db: DatabaseSync, sql: string): T[] {
  return db.prepare(sql).all() as T[];
}
