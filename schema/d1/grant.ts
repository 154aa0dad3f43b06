import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A grant of the secretariat to many wallets (B15): who is meant, how much, how far it has come. */
export const grantBatch = sqliteTable(
  "grant_batch",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    /** What it is for, as its secretariat calls it. */
    title: text("title").notNull(),
    /** `list` or `segment`. */
    source: text("source").notNull(),
    /** JSON of the segment; null of a list. */
    segment: text("segment"),
    /** The list in R2 while it is being read: it names people by telephone, so it goes at once afterwards (GRT-1). */
    fileKey: text("file_key"),
    fileName: text("file_name"),
    fileSha256: text("file_sha256"),
    encoding: text("encoding"),
    /** For each wallet; null where the list says it row by row. */
    amountYen: integer("amount_yen"),
    expiresOn: text("expires_on").notNull(),
    /** A name of `GRANT_STATES` (schema/api/grants.ts). */
    state: text("state").notNull(),
    /** Why it can't be read: a name of `GRANT_FAULTS`, and the line. */
    fault: text("fault"),
    faultLine: integer("fault_line"),
    readRows: integer("read_rows").notNull().default(0),
    readyRows: integer("ready_rows").notNull().default(0),
    readyYen: integer("ready_yen").notNull().default(0),
    duplicateRows: integer("duplicate_rows").notNull().default(0),
    unknownRows: integer("unknown_rows").notNull().default(0),
    badRows: integer("bad_rows").notNull().default(0),
    creditedRows: integer("credited_rows").notNull().default(0),
    creditedYen: integer("credited_yen").notNull().default(0),
    failedRows: integer("failed_rows").notNull().default(0),
    failedYen: integer("failed_yen").notNull().default(0),
    /** The operation that began it, by which the fund sets its yen aside. */
    operationId: text("operation_id").unique(),
    createdBy: text("created_by").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    begunBy: text("begun_by"),
    begunAtMs: integer("begun_at_ms"),
    stoppedBy: text("stopped_by"),
    stopReason: text("stop_reason"),
    endedAtMs: integer("ended_at_ms"),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (t) => [
    index("grant_batch_programme").on(t.programmeId, t.createdAtMs),
    index("grant_batch_file").on(t.programmeId, t.fileSha256).where(sql`file_sha256 is not null`),
  ],
);

/** One wallet of a grant, or a line of its list that is none. */
export const grantRow = sqliteTable(
  "grant_row",
  {
    grantId: text("grant_id").notNull(),
    /** The line of the list as a spreadsheet counts; of a segment a number. */
    row: integer("row").notNull(),
    regionId: text("region_id").notNull(),
    /** Null where the line names nobody who has this Pay. */
    residentId: text("resident_id"),
    amountYen: integer("amount_yen").notNull(),
    /** A name of `GRANT_ROW_STATES`. */
    state: text("state").notNull(),
    /** Why it is none, or why it failed; of a repeated one the line of the first. */
    code: text("code"),
  },
  (t) => [
    primaryKey({ columns: [t.grantId, t.row] }),
    index("grant_row_state").on(t.grantId, t.state, t.row),
    index("grant_row_resident").on(t.grantId, t.residentId).where(sql`resident_id is not null`),
  ],
);
