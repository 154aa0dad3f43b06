import { DAY_MS } from "../../schema/calendar.ts";
import { EVIDENCE_YEARS, RETENTION_DAYS } from "../../schema/limits.ts";
import { writeAudits } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { evidenceOver, forgetEvidence } from "../data/evidence.ts";
import type { Env } from "../env.ts";

/** What one run takes on of each kind; the rest waits for the next. */
const MAX_APPLICATIONS = 200;
const MAX_IMPORTS = 10;
const MAX_REPORTS = 50;
const MAX_EVIDENCE = 200;
const YEAR_MS = 365 * DAY_MS;
/** Rows of a list that one statement erases. */
const ROWS_AT_ONCE = 5_000;

/** How much was erased. */
export interface Erased {
  readonly applications: number;
  readonly imports: number;
  readonly reports: number;
}

/**
 * Erases what regions don't need any more: applications that led to nothing (RET-1), lists as they came (RET-2) and files of
 * reports (RET-4), after the days that each region has set. Bounded; killed anywhere, the next run goes on. Each region's log gets the counts.
 */
export async function eraseDue(env: Env, nowMs: number): Promise<Erased> {
  const counts = new Map<string, { -readonly [What in keyof Erased]: number }>();
  const count = (regionId: string, what: keyof Erased) => {
    const now = counts.get(regionId) ?? { applications: 0, imports: 0, reports: 0 };
    now[what] += 1;
    counts.set(regionId, now);
  };
  for (const regionId of await eraseApplications(env.DB, nowMs)) count(regionId, "applications");
  for (const one of await importsDue(env.DB, nowMs))
    if (await eraseImport(env, one, nowMs)) count(one.regionId, "imports");
  for (const regionId of await eraseReportFiles(env, nowMs)) count(regionId, "reports");
  await eraseEvidence(env, nowMs);
  await writeAudits(
    databaseOf(env, null),
    [...counts].map(([regionId, erased]) => ({
      regionId,
      atMs: nowMs,
      actor: "sweep",
      action: "retention.erase",
      subjectKind: "region",
      subjectId: regionId,
      after: erased,
      requestId: `sweep-${nowMs}`,
    })),
  );
  const all = [...counts.values()];
  return {
    applications: all.reduce((sum, each) => sum + each.applications, 0),
    imports: all.reduce((sum, each) => sum + each.imports, 0),
    reports: all.reduce((sum, each) => sum + each.reports, 0),
  };
}

/** Applications that are still refused or sent back when they go: one that was sent again in the same moment stays. */
const LED_TO_NOTHING = "a.state in ('refused', 'returned')";

/** RET-1. Answers the region of each that is gone. */
async function eraseApplications(db: D1Database, nowMs: number): Promise<readonly string[]> {
  const { results } = await db
    .prepare(
      `select a.id, a.region_id as regionId from application a left join retention r on r.region_id = a.region_id
       where ${LED_TO_NOTHING} and (
         select max(d.decided_at_ms) from application_decision d where d.application_id = a.id
       ) <= ?1 - coalesce(r.application_days, ?2) * ?3
       order by a.sent_at_ms limit ?4`,
    )
    .bind(nowMs, RETENTION_DAYS.application, DAY_MS, MAX_APPLICATIONS)
    .all<{ id: string; regionId: string }>();
  if (results.length === 0) return [];
  const ids = JSON.stringify(results.map(({ id }) => id));
  const [, gone] = await db.batch<{ regionId: string }>([
    db
      .prepare(
        `delete from application_decision where application_id in (
           select a.id from application a where a.id in (select value from json_each(?1)) and ${LED_TO_NOTHING})`,
      )
      .bind(ids),
    db
      .prepare(
        `delete from application as a where a.id in (select value from json_each(?1)) and ${LED_TO_NOTHING}
         returning region_id as regionId`,
      )
      .bind(ids),
  ]);
  return gone?.results.map(({ regionId }) => regionId) ?? [];
}

interface ImportDue {
  readonly id: string;
  readonly regionId: string;
  readonly fileKey: string;
}

/** Lists at rest for long enough, and those that an earlier run began with. */
async function importsDue(db: D1Database, nowMs: number): Promise<readonly ImportDue[]> {
  const { results } = await db
    .prepare(
      `select i.id, i.region_id as regionId, i.file_key as fileKey
       from csv_import i left join retention r on r.region_id = i.region_id
       where i.file_key <> '' and (i.erased_at_ms is not null or (
         i.state in ('mapping', 'unreadable', 'ready', 'done', 'undone')
         and i.updated_at_ms <= ?1 - coalesce(r.import_days, ?2) * ?3))
       order by i.created_at_ms limit ?4`,
    )
    .bind(nowMs, RETENTION_DAYS.import, DAY_MS, MAX_IMPORTS)
    .all<ImportDue>();
  return results;
}

/**
 * RET-2: the file, its first rows, and every row but those of which something was made, which taking back needs. It is
 * marked first, so that nobody begins a check or an applying of what is going (workers/imports/begin.ts).
 */
async function eraseImport(env: Env, { id, fileKey }: ImportDue, nowMs: number): Promise<boolean> {
  const { meta } = await env.DB.prepare(
    `update csv_import set erased_at_ms = coalesce(erased_at_ms, ?2), samples = '[]'
     where id = ?1 and state in ('mapping', 'unreadable', 'ready', 'done', 'undone')`,
  )
    .bind(id, nowMs)
    .run();
  // Somebody has gone on with it since it was looked for.
  if (meta.changes === 0) return false;
  for (;;) {
    const { meta: rows } = await env.DB.prepare(
      `delete from csv_import_row where rowid in (
         select rowid from csv_import_row
         where import_id = ?1 and state not in ('made', 'rewritten', 'undone') limit ${ROWS_AT_ONCE})`,
    )
      .bind(id)
      .run();
    if (rows.changes < ROWS_AT_ONCE) break;
  }
  await env.FILES.delete(fileKey);
  await env.DB.prepare("update csv_import set file_key = '' where id = ?1").bind(id).run();
  return true;
}

/** ISS-9: what proves a stay, once it was kept as long as books are. First the bytes, then the row that names them. */
async function eraseEvidence(env: Env, nowMs: number): Promise<void> {
  const db = databaseOf(env, null);
  const over = await evidenceOver(db, nowMs - EVIDENCE_YEARS * YEAR_MS, MAX_EVIDENCE);
  if (over.length === 0) return;
  await env.FILES.delete(over.map(({ fileKey }) => fileKey));
  await forgetEvidence(
    db,
    over.map(({ id }) => id),
  );
  const regions = [...new Set(over.map(({ regionId }) => regionId))];
  await writeAudits(
    db,
    regions.map((regionId) => ({
      regionId,
      atMs: nowMs,
      actor: "sweep",
      action: "retention.erase",
      subjectKind: "region",
      subjectId: regionId,
      after: { evidence: over.filter((one) => one.regionId === regionId).length },
      requestId: `sweep-evidence-${nowMs}`,
    })),
  );
}

/**
 * RET-4: files of reports that were kept long enough. What was asked for and the file's hash stay, so that the same report can
 * be made again and compared. Answers the region of each that is gone.
 */
async function eraseReportFiles(env: Env, nowMs: number): Promise<readonly string[]> {
  const { results } = await env.DB.prepare(
    `select id, region_id as regionId, file_key as fileKey from job
     where kept_until_ms is not null and gone_at_ms is null and kept_until_ms <= ?1 order by kept_until_ms limit ?2`,
  )
    .bind(nowMs, MAX_REPORTS)
    .all<{ id: string; regionId: string; fileKey: string }>();
  if (results.length === 0) return [];
  // First the files: a row that says so before its file is gone would keep the file for ever.
  await env.FILES.delete(results.map(({ fileKey }) => fileKey));
  await env.DB.prepare("update job set gone_at_ms = ?1 where id in (select value from json_each(?2))")
    .bind(nowMs, JSON.stringify(results.map(({ id }) => id)))
    .run();
  return results.map(({ regionId }) => regionId);
}
