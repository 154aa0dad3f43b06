import { err, ok, type Result } from "../../schema/result.ts";
import { archiveKey, type Manifest, manifestSchema, sha256Hex } from "./format.ts";

/** A sealed date that stands in the archive, as D1 knows it. */
export interface ArchivedDay {
  readonly date: string;
  readonly entries: number;
  readonly manifestKey: string;
  readonly rootHash: string;
  readonly signedRoot: string;
  readonly madeAtMs: number;
  readonly sentAtMs: number | null;
}

const DAY = `select book_date as date, entries, manifest_key as manifestKey, root_hash as rootHash,
  signed_root as signedRoot, made_at_ms as madeAtMs, sent_at_ms as sentAtMs from archive_day`;

/** The archived day before a date, or the last of all. */
export async function dayBefore(db: D1Database, date: string | null): Promise<ArchivedDay | null> {
  return db
    .prepare(`${DAY} where ?1 is null or book_date < ?1 order by book_date desc limit 1`)
    .bind(date)
    .first<ArchivedDay>();
}

/** Archived days after a date, in order. */
export async function daysAfter(
  db: D1Database,
  after: string,
  limit: number,
): Promise<readonly ArchivedDay[]> {
  const { results } = await db
    .prepare(`${DAY} where book_date > ?1 order by book_date limit ?2`)
    .bind(after, limit)
    .all<ArchivedDay>();
  return results;
}

/** A sealed date, and its day in the archive where it stands there. */
export interface SealedDay {
  readonly date: string;
  readonly sealedAtMs: number | null;
  readonly archived: Pick<ArchivedDay, "rootHash" | "signedRoot" | "madeAtMs" | "sentAtMs"> | null;
}
type SealedDayRow = Pick<SealedDay, "date" | "sealedAtMs"> & {
  readonly [Part in "rootHash" | "signedRoot" | "madeAtMs"]: ArchivedDay[Part] | null;
} & Pick<ArchivedDay, "sentAtMs">;

const SEALED_DAY = `select s.book_date as date, s.sealed_at_ms as sealedAtMs, a.root_hash as rootHash,
  a.signed_root as signedRoot, a.made_at_ms as madeAtMs, a.sent_at_ms as sentAtMs
  from seal s left join archive_day a on a.book_date = s.book_date where s.state = 'sealed'`;

/** A page of sealed dates before one, newest first; all regions' dates are the same. */
export async function sealedDaysBefore(
  db: D1Database,
  before: string | null,
  limit: number,
): Promise<readonly SealedDay[]> {
  const { results } = await db
    .prepare(`${SEALED_DAY} and (?1 is null or s.book_date < ?1) order by s.book_date desc limit ?2`)
    .bind(before, limit)
    .all<SealedDayRow>();
  return results.map(sealedDay);
}

/** One sealed date; null where it isn't. */
export async function sealedDayOf(db: D1Database, date: string): Promise<SealedDay | null> {
  const row = await db.prepare(`${SEALED_DAY} and s.book_date = ?1`).bind(date).first<SealedDayRow>();
  return row && sealedDay(row);
}

function sealedDay({ date, sealedAtMs, rootHash, signedRoot, madeAtMs, sentAtMs }: SealedDayRow): SealedDay {
  const archived =
    rootHash === null || signedRoot === null || madeAtMs === null
      ? null
      : { rootHash, signedRoot, madeAtMs, sentAtMs };
  return { date, sealedAtMs, archived };
}

/** Archived days that no witness has taken yet, in order. */
export async function unsentDays(db: D1Database, limit: number): Promise<readonly ArchivedDay[]> {
  const { results } = await db
    .prepare(`${DAY} where sent_at_ms is null order by book_date limit ?1`)
    .bind(limit)
    .all<ArchivedDay>();
  return results;
}

/** One archived day. */
export async function dayOf(db: D1Database, date: string): Promise<ArchivedDay | null> {
  return db.prepare(`${DAY} where book_date = ?1`).bind(date).first<ArchivedDay>();
}

/** Writes down that a date stands in the archive. Doing it twice changes nothing. */
export async function recordDay(db: D1Database, day: Omit<ArchivedDay, "sentAtMs">): Promise<void> {
  await db
    .prepare(
      `insert into archive_day (book_date, entries, manifest_key, root_hash, signed_root, made_at_ms, sent_at_ms)
       values (?1, ?2, ?3, ?4, ?5, ?6, null) on conflict (book_date) do nothing`,
    )
    .bind(day.date, day.entries, day.manifestKey, day.rootHash, day.signedRoot, day.madeAtMs)
    .run();
}

/** Writes down when the outside witness took a day's root. */
export async function recordSent(db: D1Database, date: string, atMs: number): Promise<void> {
  await db
    .prepare("update archive_day set sent_at_ms = ?2 where book_date = ?1 and sent_at_ms is null")
    .bind(date, atMs)
    .run();
}

/** A sealed date as the archive needs it. */
export interface SealedDate {
  readonly date: string;
  readonly rows: number | null;
  readonly fileKey: string;
  readonly fileHash: string;
}

const SEAL = "select s.book_date as date, s.rows, s.file_key as fileKey, s.file_hash as fileHash from seal s";

/** The seal of a date whose day file stands. */
export async function sealOf(db: D1Database, date: string): Promise<SealedDate | null> {
  return db.prepare(`${SEAL} where s.book_date = ?1 and s.state = 'sealed'`).bind(date).first<SealedDate>();
}

/** The earliest sealed date that isn't in the archive yet. */
export async function nextToArchive(db: D1Database): Promise<SealedDate | null> {
  return db
    .prepare(
      `${SEAL} where s.state = 'sealed' and not exists (select 1 from archive_day a where a.book_date = s.book_date)
       order by s.book_date limit 1`,
    )
    .first<SealedDate>();
}

/** A day's manifest as it stands in R2, where its bytes have this hash; otherwise what is wrong. */
export async function readManifest(
  log: R2Bucket,
  day: { readonly date: string; readonly rootHash: string },
): Promise<Result<Manifest, string>> {
  const key = archiveKey.manifest(day.date);
  const object = await log.get(key);
  if (object === null) return err(`${key} is missing`);
  const text = await object.text();
  if (sha256Hex(text) !== day.rootHash) return err(`${key} is not the one whose root was signed`);
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : err(`${key} has not the form of a manifest`);
  } catch {
    return err(`${key} is not JSON`);
  }
}
