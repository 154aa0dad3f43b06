import type { Hold } from "../../schema/api/imports.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import type { Env } from "../env.ts";
import type { Lease } from "../queue/lease.ts";
import { type ImportFacts, type ImportWork, readImport } from "./import-row.ts";
import type { ImportKind } from "./kind.ts";
import { KINDS } from "./kinds.ts";

/** Between two looks whether everything under way has arrived. */
export const BETWEEN_LOOKS_SECONDS = 60;
/** Entries that are missing for longer than this hold the import: somebody has to see to them first. */
const UNSETTLED_MS = 24 * 60 * 60_000;

/** Rows by what they did: ?1 the import. */
const MADE = "r.import_id = ?1 and r.state = 'made'";
const REWRITTEN = "r.import_id = ?1 and r.state = 'rewritten'";
const HELD_ROWS = "(select count(*) from csv_import_row r where r.import_id = ?1 and r.hold is not null)";
/** Within the last batch: whether nothing held, decided by the statement before. */
const IS_UNDONE = "exists (select 1 from csv_import where id = ?1 and state = 'undone')";
const IS_HELD = "exists (select 1 from csv_import where id = ?1 and state = 'done')";

/**
 * One step of taking an import back (IMP-6), all of it or nothing. What is in use already ends it before anything is
 * touched. Else what the import made is closed, so that nothing new happens to it; where yen may be under way that names
 * it, its time to arrive is waited for; then one atomic batch looks at every row again and either takes everything away or
 * opens it again and says at each row what holds it.
 */
export async function runUndo(
  env: Env,
  lease: Lease<ImportWork>,
  facts: ImportFacts,
  closedAtMs: number | null,
  nowMs: number,
): Promise<"wait" | "taken" | "done"> {
  const kind = KINDS[facts.kind];
  const look = async () => (await kind.heldElsewhere?.(env, facts.regionId)) ?? null;
  let closed = closedAtMs;
  if (closed === null) {
    if (!(await close(env.DB, kind, facts, await look(), nowMs))) return "done";
    closed = nowMs;
    const work: ImportWork = { step: "undo", importId: facts.id, closedAtMs: closed };
    if (!(await lease.save(work, nowMs))) return "taken";
  }
  const settled = await isSettled(env.DB, kind, facts, nowMs - closed);
  if (!settled && nowMs - closed < UNSETTLED_MS) return "wait";
  const elsewhere = settled ? await look() : { hold: "unsettled" as const, ids: null };
  await env.DB.batch(endStatements(env.DB, kind, facts, elsewhere, nowMs));
  return "done";
}

/** Ids that are held for a reason D1 doesn't know; null ids: everything is. */
type HeldElsewhere = { readonly hold: Hold; readonly ids: readonly string[] | null } | null;

/**
 * Closes what the import made, and keeps what state it was in; false where something of it is in use: then nothing is
 * closed, for closing shops that are open would be worse than an import that stays. Twice is once.
 */
async function close(
  db: D1Database,
  kind: ImportKind,
  facts: ImportFacts,
  elsewhere: HeldElsewhere,
  nowMs: number,
): Promise<boolean> {
  const { table, closedState } = kind;
  const isUndoing = "exists (select 1 from csv_import where id = ?1 and state = 'undoing')";
  await db.batch([
    ...holdStatements(db, kind, facts, elsewhere),
    db
      .prepare(
        `update csv_import set state = 'done', held_rows = ${HELD_ROWS}, updated_at_ms = ?2
         where id = ?1 and state = 'undoing' and ${HELD_ROWS} > 0`,
      )
      .bind(facts.id, nowMs),
    ...[
      `update csv_import_row as r set before = (
         select json_object('state', s.state) from ${table} s where s.id = r.subject_id)
       where ${MADE} and r.before is null and ${isUndoing}`,
      `update ${table} set state = '${closedState}'
       where ${isUndoing} and id in (select r.subject_id from csv_import_row r where ${MADE} and r.before is not null)`,
    ].map((sql) => db.prepare(sql).bind(facts.id)),
  ]);
  return (await readImport(db, facts.id))?.state === "undoing";
}

/** Says at every row what holds it, if anything does. */
function holdStatements(
  db: D1Database,
  { table, holds, rewritable }: ImportKind,
  facts: ImportFacts,
  elsewhere: HeldElsewhere,
): D1PreparedStatement[] {
  const unlike = Object.entries(rewritable).map(([column, value]) => `s.${column} is not ${value}`);
  const made = db
    .prepare(
      `update csv_import_row as r set hold = case
         when ?2 is not null and (?3 is null or r.subject_id in (select value from json_each(?3))) then ?2
         ${holds.map(({ hold, when }) => `when ${when} then '${hold}'`).join("\n")} end where ${MADE}`,
    )
    .bind(facts.id, elsewhere?.hold ?? null, elsewhere?.ids ? JSON.stringify(elsewhere.ids) : null);
  if (unlike.length === 0) return [made];
  const rewritten = db
    .prepare(
      `update csv_import_row as r set hold = case
         when coalesce((select ${unlike.join(" or ")} from ${table} s where s.id = r.subject_id), 1) then 'edited-since' end
       where ${REWRITTEN}`,
    )
    .bind(facts.id);
  return [made, rewritten];
}

/** Whether everything that names something of the import has reached D1: long enough closed, and no gap in the region. */
async function isSettled(
  db: D1Database,
  kind: ImportKind,
  facts: ImportFacts,
  closedForMs: number,
): Promise<boolean> {
  const row = await db
    .prepare(
      `select exists (select 1 from csv_import_row r where ${MADE} and ${kind.lingers}) as lingers,
         exists (select 1 from actor_head where max_seq > seq and region_id = ?2) as gap`,
    )
    .bind(facts.id, facts.regionId)
    .first<{ lingers: number; gap: number }>();
  return row?.lingers === 0 || (closedForMs >= kind.drainMs && row?.gap === 0);
}

/** The end of it, in one atomic batch: D1 can't change between looking and taking away. */
function endStatements(
  db: D1Database,
  kind: ImportKind,
  facts: ImportFacts,
  elsewhere: HeldElsewhere,
  nowMs: number,
): D1PreparedStatement[] {
  const { table, closedState } = kind;
  const of = (sql: string, ...rest: readonly unknown[]) => db.prepare(sql).bind(facts.id, ...rest);
  const subjects = `select r.subject_id from csv_import_row r where ${MADE} and ${IS_UNDONE}`;
  const columns = Object.keys(kind.rewritable);
  const log = (action: "change" | "remove", before: string, after: string, which: string) =>
    of(
      `insert into audit_log (region_id, at_ms, actor, action, subject_kind, subject_id, before, after, reason, request_id)
       select r.region_id, ?2, ?3, '${`${table}.${action}` satisfies StaffAction}', '${table}', r.subject_id, ${before}, ${after}, ?4,
         'import:' || ?1 from csv_import_row r where ${which} and ${IS_UNDONE}`,
      nowMs,
      facts.undoBy,
      facts.undoReason,
    );
  return [
    ...holdStatements(db, kind, facts, elsewhere),
    of(
      `update csv_import set updated_at_ms = ?2, held_rows = ${HELD_ROWS},
         state = case when ${HELD_ROWS} > 0 then 'done' else 'undone' end
       where id = ?1 and state = 'undoing'`,
      nowMs,
    ),
    log("remove", "r.payload", "null", MADE),
    ...(kind.deleteParts ? [of(kind.deleteParts(subjects))] : []),
    of(`delete from ${table} where id in (${subjects})`),
    ...(columns.length === 0
      ? []
      : [
          log("change", "r.payload", "r.before", REWRITTEN),
          of(
            `update ${table} set ${columns.map((column) => `${column} = r.before ->> '${column}'`).join(", ")}
             from csv_import_row r where ${REWRITTEN} and ${IS_UNDONE} and ${table}.id = r.subject_id`,
          ),
        ]),
    of(
      `update ${table} set state = r.before ->> 'state' from csv_import_row r
       where ${MADE} and ${IS_HELD} and ${table}.id = r.subject_id and ${table}.state = '${closedState}'
         and r.before is not null`,
    ),
    of(`update csv_import_row as r set before = null where ${MADE}`),
    of(
      `update csv_import_row as r set state = 'undone'
       where r.import_id = ?1 and r.state in ('made', 'rewritten') and ${IS_UNDONE}`,
    ),
  ];
}
