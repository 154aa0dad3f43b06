import type { JournalEntry } from "../../schema/events.ts";
import { type DayRow, openDayFile } from "../archive/day-file.ts";
import { type ArchivedDay, dayBefore, dayOf, daysAfter, readManifest, sealOf } from "../archive/days.ts";
import { archiveKey, type Manifest, runningHash, startHash } from "../archive/format.ts";
import { archiveKeys, readRoot } from "../archive/keys.ts";
import { readGzipLines } from "../archive/lines.ts";
import type { Env } from "../env.ts";
import { whyBroken } from "../queue/message.ts";
import { sha256Of } from "../reports/parts.ts";
import { type Finding, rowFinding } from "./finding.ts";

/** Rows compared with D1 in one statement. */
const COMPARE_ROWS = 500;

/** Where the archive's part of an audit stands. */
interface Cursor {
  readonly date: string;
  /** Files of this day that were looked at; all of them: the next day is up. */
  readonly files: number;
  /** Rows of the day file that those files hold, and the running hash behind them. */
  readonly rows: number;
  readonly runningHash: string;
  readonly whole: boolean;
}

const START: Cursor = { date: "", files: 0, rows: 0, runningHash: "", whole: true };

/** What D1 does not hold as the archive does: another hash, another date, or no row. */
const COMPARE = `
select e.value->>'actor' as actor, e.value->>'seq' as seq
from json_each(?1) e left join journal j on j.actor = e.value->>'actor' and j.seq = e.value->>'seq'
where j.hash is not e.value->>'hash' or j.book_date is not ?2 limit 1`;

type EnvOfPage = Pick<Env, "DB" | "LOG" | "ARCHIVE_SIGNING_KEY">;

/**
 * One page of the archive (AUD-7): a day's manifest and signed root, or one of its files. The manifest is the one whose
 * root was signed by a published key, names the root before, and is of the day file that was sealed; a file has the
 * bytes and running hashes that the manifest names, its lines are the day file's rows in their order, each entry's hash
 * covers it, and D1 holds those rows, and no others, under that date.
 */
export async function checkArchive(
  env: EnvOfPage,
  after: string,
): Promise<{ readonly next: string | null; readonly finding: Finding | null }> {
  const cursor: Cursor = after === "" ? START : (JSON.parse(after) as Cursor);
  const checked = cursor.whole ? await checkNextDay(env, cursor.date) : await checkNextFile(env, cursor);
  if (checked === null) return { next: null, finding: null };
  if ("rule" in checked) return { next: null, finding: checked };
  return { next: JSON.stringify(checked), finding: null };
}

/** A day's manifest, root, seal and count. Null where there is no day left. */
async function checkNextDay(env: EnvOfPage, after: string): Promise<Cursor | Finding | null> {
  const [day] = await daysAfter(env.DB, after, 1);
  if (!day) return null;
  const { date } = day;
  const read = await readManifest(env.LOG, day);
  if (!read.ok) return archiveFinding(read.error);
  const manifest = read.value;
  const keys = await archiveKeys(env);
  if (!keys.ok) return archiveFinding(`the signatures can't be checked: ${keys.error}`);
  const signed = await env.LOG.get(archiveKey.root(date));
  if (signed === null) return archiveFinding(`${archiveKey.root(date)} is missing`);
  if ((await signed.text()).trim() !== day.signedRoot)
    return archiveFinding(`${archiveKey.root(date)} is not the root that D1 holds`);
  const root = await readRoot(day.signedRoot, keys.value.published);
  if (!root.ok) return archiveFinding(`${archiveKey.root(date)}: ${root.error}`);
  const before = await dayBefore(env.DB, date);
  const wrong = whyDayBroken(day, manifest, root.value, before);
  if (wrong) return archiveFinding(`${day.manifestKey} ${wrong}`);
  const seal = await sealOf(env.DB, date);
  if (seal === null) return archiveFinding(`${date} is archived and not sealed`);
  const dayFile = await env.LOG.get(seal.fileKey);
  if (dayFile === null) return archiveFinding(`${seal.fileKey} is missing`);
  const sealedRowsHash = await sha256Of(dayFile.body);
  if (sealedRowsHash !== seal.fileHash || sealedRowsHash !== manifest.sealedRowsHash)
    return archiveFinding(`${seal.fileKey} is not the file that was sealed and archived`);
  // Totals were compared with the rows already: they count them without reading them all again.
  const booked = await env.DB.prepare(
    "select coalesce(sum(rows), 0) as rows from ledger_total where book_date = ?1",
  )
    .bind(date)
    .first<{ rows: number }>();
  if (booked?.rows !== manifest.entries)
    return archiveFinding(
      `${day.manifestKey} names ${manifest.entries} entries, D1 books ${booked?.rows} on that date`,
    );
  const whole = manifest.files.length === 0;
  return { date, files: 0, rows: 0, runningHash: manifest.startHash, whole };
}

function whyDayBroken(
  day: ArchivedDay,
  manifest: Manifest,
  root: {
    readonly date: string;
    readonly rootHash: string;
    readonly previousRootHash: string | null;
    readonly entries: number;
  },
  before: ArchivedDay | null,
): string | null {
  const previousRootHash = before?.rootHash ?? null;
  if (manifest.date !== day.date || root.date !== day.date) return "is of another day";
  if (root.rootHash !== day.rootHash) return "is not the one that was signed";
  if (manifest.previousRootHash !== previousRootHash || root.previousRootHash !== previousRootHash)
    return "does not name the root of the day before";
  if (manifest.previousDate !== (before?.date ?? null)) return "does not name the day before";
  if (manifest.startHash !== startHash(day.date, previousRootHash)) return "starts from another running hash";
  if (manifest.endHash !== (manifest.files.at(-1)?.lastHash ?? manifest.startHash))
    return "does not end with its last file's running hash";
  if (
    manifest.entries !== manifest.files.reduce((sum, file) => sum + file.rows, 0) ||
    manifest.entries !== day.entries
  )
    return "has another number of entries than its files";
  if (root.entries !== manifest.cumulative.entries) return "names other totals than its root";
  return null;
}

/** The next file of a day, line by line beside the day file and D1. */
async function checkNextFile(env: EnvOfPage, cursor: Cursor): Promise<Cursor | Finding> {
  const { date } = cursor;
  const day = await dayOf(env.DB, date);
  const read = day && (await readManifest(env.LOG, day));
  if (!read?.ok) return archiveFinding(read ? read.error : `${date} is no longer in the archive`);
  const file = read.value.files[cursor.files];
  if (!file) return archiveFinding(`${date} has fewer files than a moment ago`);
  const key = archiveKey.file(date, file.name);
  if (file.firstHash !== cursor.runningHash)
    return archiveFinding(`${key} does not go on from the running hash before it`);
  const head = await env.LOG.get(key);
  if (head === null) return archiveFinding(`${key} is missing`);
  if (head.size !== file.bytes || (await sha256Of(head.body)) !== file.sha256)
    return archiveFinding(`${key} has not the bytes that its manifest names`);
  const seal = await sealOf(env.DB, date);
  const dayFile = seal && (await env.LOG.head(seal.fileKey));
  if (!seal || !dayFile) return archiveFinding(`the day file of ${date} is missing`);
  const rows = await openDayFile(env.LOG, { key: seal.fileKey, etag: dayFile.etag }, cursor.rows);
  if (!rows.ok) return archiveFinding(rows.error);
  const object = await env.LOG.get(key);
  if (object === null) return archiveFinding(`${key} is missing`);
  const lines = readGzipLines(object.body);
  let last = cursor.runningHash;
  let count = 0;
  try {
    let waiting: DayRow[] = [];
    for (let line = await lines.next(); line !== null; line = await lines.next()) {
      count += 1;
      last = runningHash(last, line);
      const row = await rows.value.next();
      const wrong = whyLineBroken(line, row);
      if (wrong) return archiveFinding(`${key} line ${count} ${wrong}`, row);
      waiting.push(row as DayRow);
      if (waiting.length < COMPARE_ROWS) continue;
      const off = await notInD1(env.DB, date, waiting);
      if (off) return off;
      waiting = [];
    }
    const off = await notInD1(env.DB, date, waiting);
    if (off) return off;
  } finally {
    await lines.close();
    await rows.value.close();
  }
  if (count !== file.rows)
    return archiveFinding(`${key} holds ${count} lines, its manifest names ${file.rows}`);
  if (last !== file.lastHash)
    return archiveFinding(`${key} does not end with the running hash that its manifest names`);
  const files = cursor.files + 1;
  return {
    date,
    files,
    rows: cursor.rows + count,
    runningHash: last,
    whole: files === read.value.files.length,
  };
}

function whyLineBroken(line: string, row: DayRow | null): string | null {
  if (row === null) return "is not in the day file";
  let entry: JournalEntry;
  try {
    entry = JSON.parse(line) as JournalEntry;
  } catch {
    return "is not JSON";
  }
  if (entry.actor !== row.actor || entry.seq !== row.seq || entry.hash !== row.hash)
    return "is not the day file's row";
  const broken = whyBroken(entry);
  return broken && `does not match its ${broken}`;
}

async function notInD1(db: D1Database, date: string, rows: readonly DayRow[]): Promise<Finding | null> {
  if (rows.length === 0) return null;
  const off = await db
    .prepare(COMPARE)
    .bind(JSON.stringify(rows.map(({ actor, seq, hash }) => ({ actor, seq, hash }))), date)
    .first<{ actor: string; seq: number }>();
  if (off === null) return null;
  const what = `the row stands in the archive of ${date}, and not so in D1`;
  return { ...archiveFinding(what), place: "d1", actor: off.actor, seq: off.seq };
}

function archiveFinding(what: string, row: DayRow | null = null): Finding {
  const nobody = { actorClass: "coupon" as const, actor: row?.actor ?? "" };
  const finding = rowFinding("AUD-7", "archive", nobody, row?.seq ?? null, what);
  return { ...finding, actorClass: null, actor: row?.actor ?? null };
}
