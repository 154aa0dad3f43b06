import * as z from "zod";
import type { ImportId } from "../ids.ts";
import { entity, msSchema, pageOf, pageQuerySchema, reasonSchema } from "./common.ts";

/** What a CSV may bring in; each has its description in workers/imports/kinds.ts. */
export const IMPORT_KINDS = ["organisations", "stores"] as const;
export const importKindSchema = z.enum(IMPORT_KINDS);
export type ImportKindName = z.output<typeof importKindSchema>;

/** The fields a file of each kind may have; screens and files call them by words of their own. */
export const IMPORT_FIELDS = {
  organisations: ["name", "kana", "kinds", "parent"],
  stores: ["owner", "name", "kana", "address", "municipality", "industry", "accepts", "tills"],
} as const satisfies { readonly [K in ImportKindName]: readonly string[] };
/** The fields of a list of stays, which a desk brings in to issue for (schema/api/issue-lists.ts). */
export const STAY_FIELDS = ["reference", "guest", "guests", "nights", "checkIn", "face"] as const;
export type ImportFieldName = (typeof IMPORT_FIELDS)[ImportKindName][number] | (typeof STAY_FIELDS)[number];
export const importFieldSchema = z.enum([
  ...new Set([...Object.values(IMPORT_FIELDS).flat(), ...STAY_FIELDS]),
] as unknown as readonly [ImportFieldName, ...ImportFieldName[]]);

/** A file: at most this large, this long and this wide; a cell at most this many characters. */
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;
export const MAX_IMPORT_ROWS = 50_000;
export const MAX_IMPORT_COLUMNS = 100;
export const MAX_CELL_CHARACTERS = 1_000;

/** Why a file can't be read at all. */
export const FILE_FAULTS = [
  "not-text",
  "empty",
  "too-many-rows",
  "too-many-columns",
  "quote-never-closed",
  /** The region has more organisations or stores than one check can compare with. */
  "region-too-large",
  /** More rows than a list of stays may have (ISS-7). */
  "list-too-long",
] as const;
export const fileFaultSchema = z.enum(FILE_FAULTS);
export type FileFault = z.output<typeof fileFaultSchema>;

/** What may be wrong with a row (no field) or with one of its cells. */
export const FINDING_CODES = [
  "columns-too-few",
  "columns-too-many",
  "quote-misplaced",
  "repeats-row",
  "fits-several",
  /** Nothing wrong: what is registered is not what the row says; `value` is what is registered. */
  "differs",
  "missing",
  "too-long",
  "control-character",
  "not-kana",
  "municipality-unknown",
  "municipality-mistyped",
  "industry-unknown",
  "accepts-unknown",
  "tills-number",
  "owner-unknown",
  "owner-ambiguous",
  "owner-not-merchant",
  "owner-stopped",
  "kinds-unknown",
  "kinds-differ",
  "parent-unknown",
  "parent-ambiguous",
  "parent-is-branch",
  "guests-number",
  "nights-number",
  "day-unknown",
  "face-unknown",
  "over-stay",
  "stay-too-late",
] as const;
export const findingCodeSchema = z.enum(FINDING_CODES);
export type FindingCode = z.output<typeof findingCodeSchema>;

/** One thing that is wrong, where, and what stood there. */
export const findingSchema = z.object({
  code: findingCodeSchema,
  /** Null where it is about the whole row. */
  field: importFieldSchema.nullable(),
  /** The column as a spreadsheet counts, the first being 1; null where the file has no such column. */
  column: z.int().nullable(),
  /**
   * The cell as it came, at most 60 characters of it; of a repeated row the number of the first, of a difference what is
   * registered.
   */
  value: z.string(),
});
export type Finding = z.output<typeof findingSchema>;

/**
 * From `mapping` by a check to `ready`, from there to `done`; `done` may be taken back. `unreadable` is an end of its own,
 * but for another mapping.
 */
export const IMPORT_STATES = [
  "mapping",
  "checking",
  "unreadable",
  "ready",
  "applying",
  "done",
  "undoing",
  "undone",
] as const;
export const importStateSchema = z.enum(IMPORT_STATES);
export type ImportState = z.output<typeof importStateSchema>;

/**
 * What a row is: not there yet, there but different, there and the same, wrong, or said before in the same file; then
 * what became of it: made, written over what was there, taken back.
 */
export const ROW_STATES = [
  "new",
  "changed",
  "same",
  "bad",
  "duplicate",
  "made",
  "rewritten",
  "undone",
] as const;
export const rowStateSchema = z.enum(ROW_STATES);
export type RowState = z.output<typeof rowStateSchema>;

/** Why something that was made can't be taken back. */
export const HOLDS = [
  "payments",
  "till-added",
  "account",
  "change-request",
  "terms",
  "threshold",
  "fee",
  "in-scope",
  "stores",
  "branches",
  "staff",
  "issues",
  "allotment",
  "edited-since",
  /** For a day entries were on their way that might have named it. */
  "unsettled",
] as const;
export const holdSchema = z.enum(HOLDS);
export type Hold = z.output<typeof holdSchema>;

export const importParamSchema = z.object({ id: entity<ImportId>("import") });

/** POST /api/imports: the file itself is the body (`text/csv`), the rest is the query. */
export const createImportQuerySchema = z.object({
  kind: importKindSchema,
  fileName: z.string().trim().min(1).max(200),
});
export const importsQuerySchema = pageQuerySchema.extend({ kind: importKindSchema.optional() });

/** Field to column, the first being 0; null or left out where the file has no such column. */
export const mappingSchema = z.partialRecord(
  importFieldSchema,
  z
    .int()
    .min(0)
    .max(MAX_IMPORT_COLUMNS - 1)
    .nullable(),
);
export type Mapping = z.output<typeof mappingSchema>;

/** POST /api/imports/:id/mapping: how the columns are read; starts the check. */
export const mapImportRequestSchema = z.object({ mapping: mappingSchema });

/** POST /api/imports/:id/apply. `checks` is the number of the check that was looked at. */
export const applyImportRequestSchema = z.object({
  checks: z.int().min(1),
  /** Whether rows that differ from what is there are written over it; otherwise they are left as they are. */
  rewrites: z.boolean().default(false),
});

/** POST /api/imports/:id/undo. */
export const undoImportRequestSchema = z.object({ reason: reasonSchema });

export const importSchema = z
  .object({
    importId: entity<ImportId>("import"),
    kind: importKindSchema,
    state: importStateSchema,
    file: z.object({
      name: z.string(),
      bytes: z.int(),
      sha256: z.string(),
      encoding: z.enum(["utf-8", "shift_jis"]),
    }),
    headings: z.array(z.string()),
    /** The first rows of the file, for whoever maps its columns. */
    samples: z.array(z.array(z.string())),
    /** The fields of this kind, and which of them a file must have. */
    fields: z.array(z.object({ name: importFieldSchema, required: z.boolean() })),
    mapping: mappingSchema,
    fault: z.object({ code: fileFaultSchema, line: z.int().nullable() }).nullable(),
    checks: z.int(),
    /** Rows looked at so far; how many there are is known at the end of a check. */
    rowsRead: z.int(),
    totals: z.object({
      new: z.int(),
      changed: z.int(),
      same: z.int(),
      bad: z.int(),
      duplicate: z.int(),
    }),
    /** The last row that applying has dealt with, and what it has written so far. */
    appliedThrough: z.int(),
    made: z.int(),
    rewritten: z.int(),
    rewrites: z.boolean(),
    /** Rows that stood in the way of the last try to take it back. */
    held: z.int(),
    /** When the file and the rows nothing was made of were erased (RET-2). */
    erasedAtMs: msSchema.nullable(),
    createdAtMs: msSchema,
    createdByName: z.string().nullable(),
    appliedAtMs: msSchema.nullable(),
    undoAtMs: msSchema.nullable(),
  })
  .meta({ id: "Import" });
export type ImportBody = z.output<typeof importSchema>;
export const importsPageSchema = pageOf(importSchema);

/** GET /api/imports/:id/rows. */
export const importRowsQuerySchema = pageQuerySchema.extend({
  state: rowStateSchema.optional(),
  /** Only rows that stood in the way of taking it back. */
  held: z.enum(["true"]).optional(),
});
export const importRowSchema = z.object({
  row: z.int(),
  state: rowStateSchema,
  title: z.string(),
  findings: z.array(findingSchema),
  hold: holdSchema.nullable(),
});
export type ImportRow = z.output<typeof importRowSchema>;
export const importRowsPageSchema = pageOf(importRowSchema);
