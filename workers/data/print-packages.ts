import { and, desc, eq, isNotNull, lt, or, sql } from "drizzle-orm";
import { job } from "../../schema/d1/job.ts";
import { staff } from "../../schema/d1/people.ts";
import type { IssueId, JobId, RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

export type PrintPackageRow = typeof job.$inferSelect & { readonly createdByName: string | null };

/** Writes down that a package is wanted; false while another one of the issue is being made. */
export async function createPrintPackage(
  db: D1Database,
  row: {
    readonly id: JobId;
    readonly regionId: RegionId;
    readonly programmeId: string;
    readonly issueId: IssueId;
    readonly params: object;
    readonly total: number;
    readonly createdAtMs: number;
    readonly createdBy: string;
  },
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `insert into job (id, region_id, programme_id, kind, params, state, written, total, issue_id, created_at_ms, created_by, updated_at_ms)
       select ?1, ?2, ?3, 'print-package', ?4, 'queued', 0, ?5, ?6, ?7, ?8, ?7
       where not exists (select 1 from job where issue_id = ?6 and state in ('queued', 'running'))`,
    )
    .bind(
      row.id,
      row.regionId,
      row.programmeId,
      JSON.stringify(row.params),
      row.total,
      row.issueId,
      row.createdAtMs,
      row.createdBy,
    )
    .run();
  return meta.changes === 1;
}

/** A page of an issue's packages, newest first. The issue's region and reach were checked before. */
export async function listPrintPackages(
  db: Database,
  issueId: IssueId,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
): Promise<readonly PrintPackageRow[]> {
  const rows = await db
    .select({ job, createdByName: staff.name })
    .from(job)
    .leftJoin(staff, eq(staff.id, job.createdBy))
    .where(
      and(
        isNotNull(job.issueId),
        eq(job.issueId, issueId),
        page.after
          ? or(
              lt(job.createdAtMs, page.after[0]),
              and(eq(job.createdAtMs, page.after[0]), lt(job.id, page.after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(job.createdAtMs), desc(job.id))
    .limit(page.limit + 1);
  return rows.map((row) => ({ ...row.job, createdByName: row.createdByName }));
}

/** One package of an issue. */
export async function findPrintPackage(
  db: Database,
  issueId: IssueId,
  id: JobId,
): Promise<PrintPackageRow | null> {
  const [row] = await db
    .select({ job, createdByName: staff.name })
    .from(job)
    .leftJoin(staff, eq(staff.id, job.createdBy))
    .where(and(eq(job.id, id), eq(job.issueId, issueId)));
  return row ? { ...row.job, createdByName: row.createdByName } : null;
}

/** Who issued, as the sheets name them. */
export async function issuerNameOf(db: Database, issuerId: string): Promise<string> {
  const row = await db.get<{ name: string }>(sql`select name from organisation where id = ${issuerId}`);
  return row?.name ?? "";
}
