import { openDayFile } from "../archive/day-file.ts";
import { readGzipLines } from "../archive/lines.ts";
import { sealedEntries } from "../archive/log-entries.ts";
import { sha256Of } from "../reports/parts.ts";
import { type DimensionRow, nextSealedDate, readSealFile, type SealFile } from "../sealing/day-file.ts";
import { projectLogged } from "./entries.ts";

/** Entries projected at once, and lines of dimensions written at once. */
const BATCH_ENTRIES = 1_000;
const BATCH_LINES = 1_000;

/** Where the sealed dates stand: the last whole one, and how many rows of the next are done. */
export interface DayCursor {
  readonly date: string;
  readonly rows: number;
}
export const DAYS_START: DayCursor = { date: "", rows: 0 };

type Env = { readonly DB: D1Database; readonly LOG: R2Bucket };
type Entry = Parameters<typeof projectLogged>[1][number];

/**
 * Goes on in the sealed dates, in order: each row that a day file names is projected from the log object it names, every
 * hash checked, on that date and in that order; then its dimensions and its seal stand again (PRJ-2, ASOF-1).
 */
export async function daysPage(
  env: Env,
  cursor: DayCursor,
  nowMs: () => number,
  untilMs: number,
): Promise<{
  readonly next: DayCursor | null;
  readonly dates: number;
  readonly rows: number;
  readonly problems: readonly string[];
}> {
  const date = await nextSealedDate(env.LOG, cursor.date);
  if (date === null) return { next: null, dates: 0, rows: 0, problems: [] };
  const seal = await readSealFile(env.LOG, date);
  if (seal === null) return skip(date, `${date}: the seal can't be read`);
  const head = await env.LOG.head(seal.rows.key);
  if (head === null) return skip(date, `${seal.rows.key} is missing`);
  const problems: string[] = [];
  if (cursor.rows === 0) problems.push(...(await checkFiles(env.LOG, seal)));

  let done = cursor.rows;
  let rows = 0;
  while (nowMs() < untilMs) {
    const opened = await openDayFile(env.LOG, { key: seal.rows.key, etag: head.etag }, done);
    if (!opened.ok) throw new Error(opened.error);
    let batch: Entry[] = [];
    let stopped = false;
    const flush = async () => {
      rows += await projectLogged(env.DB, batch, date, nowMs());
      done += batch.length;
      batch = [];
    };
    try {
      for await (const found of sealedEntries(env.LOG, opened.value)) {
        if (!found.ok) {
          await flush();
          // Named and left out: the others are no worse for it.
          problems.push(`${date}: ${found.error}`);
          done += 1;
          stopped = true;
          break;
        }
        batch.push({ entry: found.value.entry, key: found.value.row.logKey });
        if (batch.length < BATCH_ENTRIES) continue;
        await flush();
        if (nowMs() >= untilMs) return { next: { date: cursor.date, rows: done }, dates: 0, rows, problems };
      }
      await flush();
    } finally {
      await opened.value.close();
    }
    if (stopped) continue;
    await putBack(env, seal, head.uploaded.getTime());
    return { next: { date, rows: 0 }, dates: 1, rows, problems };
  }
  return { next: { date: cursor.date, rows: done }, dates: 0, rows, problems };
}

function skip(date: string, problem: string) {
  return { next: { date, rows: 0 }, dates: 0, rows: 0, problems: [problem] };
}

/** What is wrong with the files of a sealed date, each against the hash that its seal names. */
export async function checkFiles(log: R2Bucket, seal: SealFile): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const file of [seal.rows, seal.dimensions]) {
    const object = await log.get(file.key);
    if (object === null) problems.push(`${file.key} is missing`);
    else if ((await sha256Of(object.body)) !== file.sha256)
      problems.push(`${file.key} is not the file that was sealed`);
  }
  return problems;
}

/** Dimensions, then the seal: from then on nothing books on this date any more. */
async function putBack(env: Env, seal: SealFile, sealedAtMs: number): Promise<void> {
  const object = await env.LOG.get(seal.dimensions.key);
  if (object) {
    const lines = readGzipLines(object.body);
    try {
      for (let ended = false; !ended; ) {
        const some: DimensionRow[] = [];
        while (some.length < BATCH_LINES) {
          const line = await lines.next();
          if (line === null) {
            ended = true;
            break;
          }
          some.push(JSON.parse(line) as DimensionRow);
        }
        await env.DB.prepare(
          `insert into dimension_version (kind, subject_id, book_date, region_id, facts)
           select value->>0, value->>1, ?2, value->>2, value->3 from json_each(?1) where true
           on conflict (kind, subject_id, book_date) do nothing`,
        )
          .bind(JSON.stringify(some), seal.date)
          .run();
      }
    } finally {
      await lines.close();
    }
  }
  await env.DB.prepare(
    `insert into seal (book_date, state, audit_id, late, closed_at_ms, sealed_at_ms, rows, file_key, file_hash)
     values (?1, 'sealed', ?2, ?3, ?4, ?4, ?5, ?6, ?7) on conflict (book_date) do nothing`,
  )
    .bind(
      seal.date,
      seal.auditId,
      JSON.stringify(seal.late),
      sealedAtMs,
      seal.rows.rows,
      seal.rows.key,
      seal.rows.sha256,
    )
    .run();
}
