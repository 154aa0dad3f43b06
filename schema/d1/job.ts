import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A report somebody asked for (S18): what, how far, and the file in R2. The work itself is `job_work`'s. */
export const job = sqliteTable(
  "job",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    /** `report`, `package` or `print-package`. */
    kind: text("kind").notNull(),
    /** JSON: report kind, from, to, format, date of the seal. */
    params: text("params").notNull(),
    /** queued, running, done or failed. */
    state: text("state").notNull(),
    written: integer("written").notNull(),
    total: integer("total"),
    fileKey: text("file_key"),
    fileName: text("file_name"),
    fileBytes: integer("file_bytes"),
    fileSha256: text("file_sha256"),
    /** JSON of a finished report: Σ of each column that adds up, and the cells its file can't hold as they are (RPT-3). */
    sums: text("sums"),
    told: text("told"),
    /** The audit package that it is a part of; null of what somebody asked for by itself. */
    packageId: text("package_id"),
    /** The issue that a printing house's package is of (PRN-5); null of everything else. */
    issueId: text("issue_id"),
    /** A problem's code, where it is known why the report failed. */
    failure: text("failure"),
    /** Until when the file is kept, and when it went (RET-4). */
    keptUntilMs: integer("kept_until_ms"),
    goneAtMs: integer("gone_at_ms"),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (t) => [
    index("job_region").on(t.regionId, t.createdAtMs),
    index("job_issue").on(t.issueId, t.createdAtMs).where(sql`issue_id is not null`),
    // Files that are to go; costs nothing while a report is made.
    index("job_kept").on(t.keptUntilMs).where(sql`kept_until_ms is not null and gone_at_ms is null`),
  ],
);
