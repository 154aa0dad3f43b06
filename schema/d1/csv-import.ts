import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One CSV file that somebody brought in (B8): what it is, how its columns are read, how far it has come. */
export const csvImport = sqliteTable(
  "csv_import",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    /** A name of `IMPORT_KINDS` (schema/api/imports.ts). */
    kind: text("kind").notNull(),
    fileName: text("file_name").notNull(),
    /** The file as it came, in R2; empty once it was erased (RET-2). */
    fileKey: text("file_key").notNull(),
    fileBytes: integer("file_bytes").notNull(),
    fileSha256: text("file_sha256").notNull(),
    /** utf-8 or shift_jis, as it was recognised. */
    encoding: text("encoding").notNull(),
    /** JSON array of the first line's cells. */
    headings: text("headings").notNull(),
    /** JSON: the first rows as they stand in the file, for whoever maps the columns. */
    samples: text("samples").notNull(),
    /** JSON: field to column number, the first being 0; null where the file has no such column. */
    mapping: text("mapping").notNull(),
    /** A name of `IMPORT_STATES`. */
    state: text("state").notNull(),
    /** Why the file as a whole can't be read, where it can't: a name of `FILE_FAULTS`, and the line it is about. */
    fault: text("fault"),
    faultLine: integer("fault_line"),
    /** Counts the checks begun: a worker of an earlier one writes nothing any more. */
    checks: integer("checks").notNull(),
    rowsRead: integer("rows_read").notNull(),
    newRows: integer("new_rows").notNull(),
    changedRows: integer("changed_rows").notNull(),
    sameRows: integer("same_rows").notNull(),
    badRows: integer("bad_rows").notNull(),
    duplicateRows: integer("duplicate_rows").notNull(),
    /** The last row that applying has dealt with, and what it has written. */
    appliedThrough: integer("applied_through").notNull(),
    madeRows: integer("made_rows").notNull(),
    rewrittenRows: integer("rewritten_rows").notNull(),
    /** Whether rows that differ from what is there are written over it. */
    rewrites: integer("rewrites", { mode: "boolean" }).notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    appliedAtMs: integer("applied_at_ms"),
    appliedBy: text("applied_by"),
    /** When taking it back was last begun. */
    undoAtMs: integer("undo_at_ms"),
    undoBy: text("undo_by"),
    undoReason: text("undo_reason"),
    /** Rows that stood in the way of the last try to take it back; 0 where nothing did. */
    heldRows: integer("held_rows").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
    /** When its file and the rows nothing was made of were erased (RET-2); from then on nothing is begun with it. */
    erasedAtMs: integer("erased_at_ms"),
  },
  (t) => [index("csv_import_region").on(t.regionId, t.createdAtMs, t.id)],
);

/** One row of such a file: what it says, what is wrong with it, and what was made of it (IMP-3). */
export const csvImportRow = sqliteTable(
  "csv_import_row",
  {
    importId: text("import_id").notNull(),
    /** As a spreadsheet counts: the headings are row 1, empty rows count. */
    row: integer("row").notNull(),
    regionId: text("region_id").notNull(),
    /** A name of `ROW_STATES`. */
    state: text("state").notNull(),
    /** What makes it one and the same thing in two files (IMP-4); null where that can't be told. */
    key: text("key"),
    /** What somebody recognises the row by. */
    title: text("title").notNull(),
    /** JSON of what the row says, checked and tidied; null where it is bad. */
    payload: text("payload"),
    /** JSON array of findings. */
    findings: text("findings").notNull(),
    /** JSON array of the cells as they came; kept for rows that are left out, so that they can be mended. */
    cells: text("cells"),
    /** The organisation or store that it made, or that was there already. */
    subjectId: text("subject_id"),
    /** JSON of what stood there before it was written over. */
    before: text("before"),
    /** Why it can't be taken back, where it can't: a name of `HOLDS`. */
    hold: text("hold"),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.row] }),
    index("csv_import_row_state").on(t.importId, t.state, t.row),
    index("csv_import_row_key").on(t.importId, t.key),
  ],
);

/** Which heading held which field when a file of this kind was last read: the next one begins with it. */
export const csvImportMapping = sqliteTable(
  "csv_import_mapping",
  {
    regionId: text("region_id").notNull(),
    kind: text("kind").notNull(),
    /** JSON: field to heading. */
    headings: text("headings").notNull(),
    updatedAtMs: integer("updated_at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.kind] })],
);
