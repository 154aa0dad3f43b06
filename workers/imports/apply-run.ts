import type { FileFault } from "../../schema/api/imports.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import { newId } from "../api/new-id.ts";
import type { Env } from "../env.ts";
import type { Lease } from "../queue/lease.ts";
import { TOTALS } from "./check-run.ts";
import type { ImportFacts, ImportWork } from "./import-row.ts";
import type { Comparison, ImportKind } from "./kind.ts";
import { KINDS } from "./kinds.ts";

/** Rows of one batch. */
const CHUNK_ROWS = 500;

interface GoodRow {
  readonly row: number;
  readonly state: "new" | "changed";
  readonly key: string;
  readonly payload: string;
  readonly subjectId: string | null;
}

/**
 * One step of applying (IMP-5): chunk by chunk, each one atomic batch that makes what its rows say, logs it, and marks the
 * rows. Killed anywhere, the next worker finds the rows marked or nothing done. Rows are compared once more with what is
 * there now: between check and apply somebody may have made one of them by hand.
 */
export async function runApply(
  env: Env,
  lease: Lease<ImportWork>,
  facts: ImportFacts,
  now: () => number,
  over: () => boolean,
): Promise<"more" | "taken" | "done"> {
  const kind = KINDS[facts.kind];
  const comparison = await kind.compareWith(env.DB, facts.regionId);
  if (comparison === null) return endApply(env.DB, facts.id, now(), "region-too-large");
  let through = facts.appliedThrough;
  for (;;) {
    const rows = await nextRows(env.DB, facts.id, through);
    const last = rows.at(-1);
    if (last === undefined) break;
    await env.DB.batch(chunkStatements(env.DB, kind, facts, compared(rows, comparison), last.row, now()));
    through = last.row;
    if (!(await lease.save(lease.work, now()))) return "taken";
    if (over()) return "more";
  }
  return endApply(env.DB, facts.id, now(), null);
}

/** The end: what has been written stays, the totals say what hasn't, the fault why where something kept it. */
async function endApply(
  db: D1Database,
  importId: string,
  nowMs: number,
  fault: FileFault | null,
): Promise<"done"> {
  await db
    .prepare(
      `update csv_import set state = 'done', fault = ?3, updated_at_ms = ?2, ${TOTALS}
       where id = ?1 and state = 'applying'`,
    )
    .bind(importId, nowMs, fault)
    .run();
  return "done";
}

async function nextRows(db: D1Database, importId: string, through: number): Promise<readonly GoodRow[]> {
  const { results } = await db
    .prepare(
      `select row, state, key, payload, subject_id as subjectId from csv_import_row
       where import_id = ?1 and row > ?2 and state in ('new', 'changed') order by row limit ${CHUNK_ROWS}`,
    )
    .bind(importId, through)
    .all<GoodRow>();
  return results;
}

/** A row as it compares with what is there now. */
interface Compared {
  readonly row: number;
  readonly state: "new" | "changed" | "same" | "bad";
  readonly subjectId: string | null;
  /** Whether that is not what the check said. */
  readonly drifted: boolean;
  readonly payload: object;
}

function compared(rows: readonly GoodRow[], comparison: Comparison): readonly Compared[] {
  return rows.map((row) => {
    const payload = JSON.parse(row.payload) as object;
    const standing = comparison.standing(row.key, payload);
    const state = standing.state === "several" ? "bad" : standing.state;
    const subjectId = "subjectId" in standing ? standing.subjectId : null;
    const drifted = state !== row.state || subjectId !== row.subjectId;
    return { row: row.row, state, subjectId, drifted, payload };
  });
}

const FITS_SEVERAL = JSON.stringify([{ code: "fits-several", field: null, column: null, value: "" }]);
/**
 * `i`: a row and the ids for what it makes, out of the list ?2; `r`: the row, as long as it is still new. Crossed: SQLite
 * would else read the list anew for every row of the import.
 */
const NEW_ROWS = `
  (select value ->> 0 as row, value ->> 1 as id, value -> 2 as parts from json_each(?2)) i
  cross join csv_import_row r on r.import_id = ?1 and r.row = i.row and r.state = 'new'`;
/** Limits an update to the rows of the list ?2; of an update the target always comes first. */
const LISTED = "r.row in (select value ->> 0 from json_each(?2))";
/** `r`: rows of the list ?2 that write over what is there. */
const CHANGED = "r.import_id = ?1 and r.state = 'changed' and r.row in (select value from json_each(?2))";

/** The batch of one chunk. Each statement looks at the rows' state, which the last ones change: twice is once. */
function chunkStatements(
  db: D1Database,
  kind: ImportKind,
  facts: ImportFacts,
  rows: readonly Compared[],
  through: number,
  nowMs: number,
): D1PreparedStatement[] {
  const drifted = rows.filter((one) => one.drifted).map((one) => [one.row, one.state, one.subjectId]);
  const ids = rows
    .filter((one) => one.state === "new")
    .map((one) => [
      one.row,
      newId(),
      Array.from({ length: kind.parts?.count(one.payload) ?? 0 }, () => newId()),
    ]);
  const changed = rows.filter((one) => one.state === "changed" && facts.rewrites).map((one) => one.row);
  const { table } = kind;
  /** ?1 the import, ?2 a list, the rest from ?3 on. */
  const bound = (sql: string, list: unknown, ...rest: readonly unknown[]) =>
    db.prepare(sql).bind(facts.id, JSON.stringify(list), ...rest);
  const made = `${NEW_ROWS} join ${table} s on s.id = i.id`;
  const written = `csv_import_row r join ${table} s on s.id = r.subject_id where ${CHANGED}`;
  const log = (action: "create" | "change", before: string, from: string, list: unknown) =>
    bound(
      `insert into audit_log (region_id, at_ms, actor, action, subject_kind, subject_id, before, after, request_id)
       select r.region_id, ?3, ?4, '${`${table}.${action}` satisfies StaffAction}', '${table}', s.id, ${before},
         json_insert(r.payload, '$.importId', ?1), 'import:' || ?1 from ${from}`,
      list,
      nowMs,
      facts.appliedBy,
    );
  return [
    bound(
      `update csv_import_row as r set state = d.state, subject_id = d.subject_id,
         findings = case when d.state = 'bad' then ?3 else r.findings end
       from (select value ->> 0 as row, value ->> 1 as state, value ->> 2 as subject_id from json_each(?2)) d
       where r.import_id = ?1 and ${LISTED} and r.row = d.row and r.state in ('new', 'changed')`,
      drifted,
      FITS_SEVERAL,
    ),
    bound(
      `insert into ${table} (${Object.keys(kind.columns).join(", ")})
       select ${Object.values(kind.columns).join(", ")} from ${NEW_ROWS} where (${kind.twin}) is null`,
      ids,
      nowMs,
    ),
    ...(kind.parts ? [bound(kind.parts.insert(made), ids)] : []),
    log("create", "null", made, ids),
    ...(Object.keys(kind.rewritable).length === 0
      ? []
      : [
          bound(
            `update csv_import_row as r set before = (
               select json_object(${Object.keys(kind.rewritable)
                 .map((column) => `'${column}', s.${column}`)
                 .join(", ")})
               from ${table} s where s.id = r.subject_id) where ${CHANGED}`,
            changed,
          ),
          bound(
            `update ${table} set ${Object.entries(kind.rewritable)
              .map(([column, value]) => `${column} = ${value}`)
              .join(", ")}
             from csv_import_row r where ${CHANGED} and ${table}.id = r.subject_id`,
            changed,
          ),
          log("change", "r.before", written, changed),
        ]),
    bound(
      `update csv_import set applied_through = ?3, updated_at_ms = ?4,
         made_rows = made_rows + (select count(*) from ${made}) where id = ?1 and applied_through < ?3`,
      ids,
      through,
      nowMs,
    ),
    bound(
      `update csv_import set rewritten_rows = rewritten_rows + (select count(*) from ${written}) where id = ?1`,
      changed,
    ),
    bound(
      `update csv_import_row as r set
         state = case when exists (select 1 from ${table} s where s.id = i.id) then 'made' else 'same' end,
         subject_id = case when exists (select 1 from ${table} s where s.id = i.id) then i.id else (${kind.twin}) end
       from (select value ->> 0 as row, value ->> 1 as id from json_each(?2)) i
       where r.import_id = ?1 and ${LISTED} and r.row = i.row and r.state = 'new'`,
      ids,
    ),
    bound(`update csv_import_row as r set state = 'rewritten' where ${CHANGED}`, changed),
  ];
}
