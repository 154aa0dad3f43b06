import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A report somebody asked for (S18): what, how far, and the file in R2. The work itself is `job_work`'s. */
export const job = sqliteTable(
  "job",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    /** Today only `report`. */
    kind: text("kind").notNull(),
    /** JSON: report kind, from, to, encoding. */
    params: text("params").notNull(),
    /** queued, running, done or failed. */
    state: text("state").notNull(),
    written: integer("written").notNull(),
    total: integer("total"),
    fileKey: text("file_key"),
    fileName: text("file_name"),
    fileBytes: integer("file_bytes"),
    fileSha256: text("file_sha256"),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (t) => [index("job_region").on(t.regionId, t.createdAtMs)],
);
