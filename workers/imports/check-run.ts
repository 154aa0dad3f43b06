import type { Env } from "../env.ts";
import type { Lease } from "../queue/lease.ts";
import type { CsvRecord } from "./csv-reader.ts";
import { fileRows, type Unreadable } from "./file-rows.ts";
import type { ImportFacts, ImportWork } from "./import-row.ts";
import { KINDS } from "./kinds.ts";
import { draftOf, type RowDraft, withRepeats } from "./row-draft.ts";
import { piecesOf, textOf } from "./text-encoding.ts";

/** What one batch writes: rows, and characters of their cells; what is made of them stays below one value of D1 (2 MB). */
const CHUNK_ROWS = 500;
const CHUNK_CHARACTERS = 120_000;

interface CheckWork {
  readonly importId: string;
  readonly checks: number;
}

/**
 * One step of a check (IMP-3): reads the file, compares each row with the region, writes down what it is. The file is read
 * from its start in every step and what is written already passed over: reading is quick, writing is what takes the time.
 * @param over whether the step has taken long enough
 */
export async function runCheck(
  env: Env,
  lease: Lease<ImportWork>,
  facts: ImportFacts,
  now: () => number,
  over: () => boolean,
): Promise<"more" | "taken" | "done"> {
  const work: CheckWork = { importId: facts.id, checks: facts.checks };
  const comparison = await KINDS[facts.kind].compareWith(env.DB, facts.regionId);
  if (comparison === null)
    return endUnreadable(env.DB, work, { code: "region-too-large", line: null }, now());
  const file = await env.FILES.get(facts.fileKey);
  if (file === null) throw new Error("the file is not in R2");
  const through = await env.DB.prepare(
    "select coalesce(max(row), 0) as row, count(*) as rows from csv_import_row where import_id = ?1",
  )
    .bind(facts.id)
    .first<{ row: number; rows: number }>();
  let { row: last, rows } = through ?? { row: 0, rows: 0 };
  let columns: number | undefined;
  let chunk: CsvRecord[] = [];
  let characters = 0;
  const write = async () => {
    const drafts = chunk.map((record) =>
      draftOf(record, { mapping: facts.mapping, columns: columns ?? 0 }, comparison),
    );
    rows += drafts.length;
    last = drafts.at(-1)?.row ?? last;
    chunk = [];
    characters = 0;
    await writeDrafts(env.DB, work, facts.regionId, await repeatsOf(env.DB, facts.id, drafts), rows, now());
  };
  for await (const one of fileRows(textOf(piecesOf(file.body), facts.encoding))) {
    if (!one.ok) return endUnreadable(env.DB, work, one.error, now());
    if (columns === undefined) {
      columns = one.value.cells.length;
      continue;
    }
    if (one.value.row <= last) continue;
    chunk.push(one.value);
    characters += one.value.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (chunk.length < CHUNK_ROWS && characters < CHUNK_CHARACTERS) continue;
    await write();
    if (!(await lease.save(lease.work, now()))) return "taken";
    if (over()) return "more";
  }
  if (chunk.length > 0) await write();
  await endCheck(env.DB, work, now());
  return "done";
}

/** Marks rows that repeat an earlier one, of this chunk or of those written before. */
async function repeatsOf(
  db: D1Database,
  importId: string,
  drafts: readonly RowDraft[],
): Promise<readonly RowDraft[]> {
  const keys = drafts.flatMap((draft) => (draft.key === null ? [] : [draft.key]));
  const { results } = await db
    .prepare(
      `select key, min(row) as row from csv_import_row
       where import_id = ?1 and key in (select value from json_each(?2)) and row < ?3 group by key`,
    )
    .bind(importId, JSON.stringify(keys), drafts[0]?.row ?? 0)
    .all<{ key: string; row: number }>();
  return withRepeats(drafts, new Map(results.map(({ key, row }) => [key, row])));
}

/** True while it is still this check that counts: a newer one, or its end, makes a late worker's writing nothing. */
const STILL_CHECKING =
  "exists (select 1 from csv_import where id = ?1 and checks = ?2 and state = 'checking')";

async function writeDrafts(
  db: D1Database,
  { importId, checks }: CheckWork,
  regionId: string,
  drafts: readonly RowDraft[],
  rows: number,
  nowMs: number,
): Promise<void> {
  const values = drafts.map((draft) => [
    draft.row,
    draft.state,
    draft.key,
    draft.title,
    draft.payload === null ? null : JSON.stringify(draft.payload),
    JSON.stringify(draft.findings),
    JSON.stringify(draft.cells),
    draft.subjectId,
  ]);
  await db.batch([
    db
      .prepare(
        `insert into csv_import_row (import_id, region_id, row, state, key, title, payload, findings, cells, subject_id)
         select ?1, ?3, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
         from json_each(?4) where ${STILL_CHECKING}
         on conflict (import_id, row) do nothing`,
      )
      .bind(importId, checks, regionId, JSON.stringify(values)),
    db
      .prepare(
        "update csv_import set rows_read = ?3, updated_at_ms = ?4 where id = ?1 and checks = ?2 and state = 'checking'",
      )
      .bind(importId, checks, rows, nowMs),
  ]);
}

/** The totals by what the rows are now; ?1 the import. */
export const TOTALS = `
  rows_read = (select count(*) from csv_import_row where import_id = ?1),
  new_rows = (select count(*) from csv_import_row where import_id = ?1 and state = 'new'),
  changed_rows = (select count(*) from csv_import_row where import_id = ?1 and state = 'changed'),
  same_rows = (select count(*) from csv_import_row where import_id = ?1 and state = 'same'),
  bad_rows = (select count(*) from csv_import_row where import_id = ?1 and state = 'bad'),
  duplicate_rows = (select count(*) from csv_import_row where import_id = ?1 and state = 'duplicate')`;

async function endCheck(db: D1Database, { importId, checks }: CheckWork, nowMs: number): Promise<void> {
  await db
    .prepare(
      `update csv_import set state = 'ready', updated_at_ms = ?3, ${TOTALS}
       where id = ?1 and checks = ?2 and state = 'checking'`,
    )
    .bind(importId, checks, nowMs)
    .run();
}

async function endUnreadable(
  db: D1Database,
  { importId, checks }: CheckWork,
  fault: Unreadable,
  nowMs: number,
): Promise<"done"> {
  await db
    .prepare(
      `update csv_import set state = 'unreadable', fault = ?3, fault_line = ?4, updated_at_ms = ?5
       where id = ?1 and checks = ?2 and state = 'checking'`,
    )
    .bind(importId, checks, fault.code, fault.line, nowMs)
    .run();
  return "done";
}
