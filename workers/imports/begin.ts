import type { Mapping } from "../../schema/api/imports.ts";
import type { ImportFileRow } from "../data/imports.ts";
import { jobStatement } from "../queue/lease.ts";
import { type ImportWork, importJobId } from "./import-row.ts";

/** States of an import from which a check may begin: nothing of it has been written yet. */
const MAY_CHECK = "('mapping', 'checking', 'unreadable', 'ready')";
/** No other import of the region is writing. */
const NOT_BUSY = `not exists (
  select 1 from csv_import o where o.region_id = csv_import.region_id and o.id <> csv_import.id
    and o.state in ('applying', 'undoing'))`;

/**
 * Begins a check with a mapping, and forgets what an earlier one found: all of it or, where the import has gone on since it
 * was read, nothing. The job it goes on with is in the same batch (ALM-2).
 * @returns the job's id, or null
 */
export async function beginCheck(
  db: D1Database,
  row: ImportFileRow,
  chosen: { readonly mapping: Mapping; readonly headings: object },
  nowMs: number,
): Promise<string | null> {
  const checks = row.checks + 1;
  const jobId = importJobId.check(row.id, checks);
  const work: ImportWork = { step: "check", importId: row.id, checks };
  const began = `exists (select 1 from csv_import where id = ?1 and checks = ${checks} and state = 'checking')`;
  const [claimed] = await db.batch([
    db
      .prepare(
        `update csv_import set mapping = ?2, state = 'checking', checks = ${checks}, fault = null, fault_line = null,
           rows_read = 0, new_rows = 0, changed_rows = 0, same_rows = 0, bad_rows = 0, duplicate_rows = 0, updated_at_ms = ?3
         where id = ?1 and checks = ${row.checks} and state in ${MAY_CHECK} and erased_at_ms is null`,
      )
      .bind(row.id, JSON.stringify(chosen.mapping), nowMs),
    db.prepare(`delete from csv_import_row where import_id = ?1 and ${began}`).bind(row.id),
    db
      .prepare(
        `insert into csv_import_mapping (region_id, kind, headings, updated_at_ms) select ?2, ?3, ?4, ?5 where ${began}
         on conflict (region_id, kind) do update set headings = excluded.headings, updated_at_ms = excluded.updated_at_ms`,
      )
      .bind(row.id, row.regionId, row.kind, JSON.stringify(chosen.headings), nowMs),
    jobStatement(db, { jobId, kind: "import", work }, nowMs, {
      when: `exists (select 1 from csv_import where id = ?5 and checks = ${checks} and state = 'checking')`,
      value: row.id,
    }),
  ]);
  return claimed?.meta.changes === 1 ? jobId : null;
}

/** Begins to apply what a check found; null where the import is at another stage by now, or another one is writing. */
export async function beginApply(
  db: D1Database,
  row: ImportFileRow,
  by: { readonly staffId: string; readonly rewrites: boolean },
  nowMs: number,
): Promise<string | null> {
  const jobId = importJobId.apply(row.id);
  const work: ImportWork = { step: "apply", importId: row.id };
  const [claimed] = await db.batch([
    db
      .prepare(
        `update csv_import set state = 'applying', rewrites = ?2, applied_by = ?3, applied_at_ms = ?4, updated_at_ms = ?4
         where id = ?1 and checks = ?5 and state = 'ready' and erased_at_ms is null and ${NOT_BUSY}`,
      )
      .bind(row.id, by.rewrites ? 1 : 0, by.staffId, nowMs, row.checks),
    jobStatement(db, { jobId, kind: "import", work }, nowMs, {
      when: "exists (select 1 from csv_import where id = ?5 and state = 'applying')",
      value: row.id,
    }),
  ]);
  return claimed?.meta.changes === 1 ? jobId : null;
}

/** Begins to take an import back; null as for {@link beginApply}. */
export async function beginUndo(
  db: D1Database,
  row: ImportFileRow,
  by: { readonly staffId: string; readonly reason: string },
  nowMs: number,
): Promise<string | null> {
  const jobId = importJobId.undo(row.id, nowMs);
  const work: ImportWork = { step: "undo", importId: row.id, closedAtMs: null };
  const [claimed] = await db.batch([
    db
      .prepare(
        `update csv_import set state = 'undoing', undo_by = ?2, undo_at_ms = ?3, undo_reason = ?4, held_rows = 0,
           updated_at_ms = ?3
         where id = ?1 and state = 'done' and made_rows + rewritten_rows > 0 and ${NOT_BUSY}`,
      )
      .bind(row.id, by.staffId, nowMs, by.reason),
    jobStatement(db, { jobId, kind: "import", work }, nowMs, {
      when: `exists (select 1 from csv_import where id = ?5 and state = 'undoing' and undo_at_ms = ${nowMs})`,
      value: row.id,
    }),
  ]);
  return claimed?.meta.changes === 1 ? jobId : null;
}
