import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A list of stays that somebody brought in to issue for (ISS-7). The file itself is not kept: its rows are, sealed. */
export const issueList = sqliteTable(
  "issue_list",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    issuerId: text("issuer_id").notNull(),
    branchId: text("branch_id").notNull(),
    /** A name of `ISSUE_LIST_STATES`. */
    state: text("state").notNull(),
    fileName: text("file_name").notNull(),
    fileSha256: text("file_sha256").notNull(),
    /** JSON array of the first line's cells. */
    headings: text("headings").notNull(),
    /** JSON: field to column number, the first being 0. */
    mapping: text("mapping").notNull(),
    /** Counts the checks: what was looked at is what is issued. */
    checks: integer("checks").notNull(),
    /** Counts how often issuing was begun: a refused row that is tried again is another operation (OPR-4). */
    tries: integer("tries").notNull(),
    againReason: text("again_reason"),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    issuedAtMs: integer("issued_at_ms"),
    issuedBy: text("issued_by"),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (t) => [
    index("issue_list_branch").on(t.branchId, t.createdAtMs, t.id),
    index("issue_list_file").on(t.branchId, t.fileSha256),
  ],
);

/** One row of such a list: what it is, and what became of it. What it says is sealed (WHO-3). */
export const issueListRow = sqliteTable(
  "issue_list_row",
  {
    listId: text("list_id").notNull(),
    /** As a spreadsheet counts: the headings are row 1. */
    row: integer("row").notNull(),
    regionId: text("region_id").notNull(),
    /** A name of `LIST_ROW_STATES`. */
    state: text("state").notNull(),
    coupons: integer("coupons").notNull(),
    sumYen: integer("sum_yen").notNull(),
    /** AES-256-GCM of JSON: the cells, what they say, and what is wrong with them; null once erased. */
    sealed: text("sealed"),
    issueId: text("issue_id"),
    /** The code with which the fund refused it. */
    refusedWith: text("refused_with"),
  },
  (t) => [
    primaryKey({ columns: [t.listId, t.row] }),
    index("issue_list_row_state").on(t.listId, t.state, t.row),
  ],
);
