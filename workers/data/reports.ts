import { and, desc, eq, isNull, lt, notInArray, or, sql } from "drizzle-orm";
import { job } from "../../schema/d1/job.ts";
import { staff } from "../../schema/d1/people.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

export type ReportRow = typeof job.$inferSelect & { readonly createdByName: string | null };

function select(db: Database) {
  return db.select({ job, createdByName: staff.name }).from(job).leftJoin(staff, eq(staff.id, job.createdBy));
}

/** Of a report its own, of a package `audit-package`. */
const KIND = sql`coalesce(${job.params} ->> 'kind', 'audit-package')`;

/** Writes down what was asked for. */
export async function createReport(db: Database, row: typeof job.$inferInsert): Promise<void> {
  await db.insert(job).values(row);
}

/** One report of a region. */
export async function findReport(db: Database, regionId: RegionId, id: string): Promise<ReportRow | null> {
  const [row] = await select(db).where(
    and(eq(job.id, id), eq(job.regionId, regionId), isNull(job.packageId), isNull(job.issueId)),
  );
  return row ? { ...row.job, createdByName: row.createdByName } : null;
}

/** Where a report's file lies; asked by who has a signed link, and so of any region. */
export async function findReportFile(
  db: Database,
  id: string,
): Promise<Pick<typeof job.$inferSelect, "fileKey" | "fileName" | "goneAtMs"> | null> {
  const [row] = await db
    .select({ fileKey: job.fileKey, fileName: job.fileName, goneAtMs: job.goneAtMs })
    .from(job)
    .where(eq(job.id, id));
  return row ?? null;
}

/** A page of a region's reports, newest first. */
export async function listReports(
  db: Database,
  regionId: RegionId,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly programmeId?: string | undefined;
    /** Kinds that are left out. */
    readonly without: readonly string[];
  },
): Promise<readonly ReportRow[]> {
  const rows = await select(db)
    .where(
      and(
        eq(job.regionId, regionId),
        isNull(job.packageId),
        isNull(job.issueId),
        page.programmeId ? eq(job.programmeId, page.programmeId) : undefined,
        page.without.length > 0 ? notInArray(KIND, [...page.without]) : undefined,
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
