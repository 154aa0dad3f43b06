import {
  type Finding,
  type FindingCode,
  type ImportFieldName,
  MAX_CELL_CHARACTERS,
  type Mapping,
  type RowState,
} from "../../schema/api/imports.ts";
import { valuesOf } from "./columns.ts";
import type { CsvRecord } from "./csv-reader.ts";
import type { Comparison } from "./kind.ts";

/** A row as the check leaves it. */
export interface RowDraft {
  readonly row: number;
  readonly state: Extract<RowState, "new" | "changed" | "same" | "bad" | "duplicate">;
  readonly title: string;
  readonly key: string | null;
  readonly payload: object | null;
  readonly findings: readonly Finding[];
  readonly cells: readonly string[];
  readonly subjectId: string | null;
}

/** Characters of a cell that a finding repeats. */
const SHOWN_CHARACTERS = 60;

/**
 * What a row of the file is (IMP-3): what is wrong with it, all of it at once, or how it compares with what is there. Pure.
 * Whether an earlier row says the same is for `withRepeats`.
 */
export function draftOf(
  record: CsvRecord,
  file: { readonly mapping: Mapping; readonly columns: number },
  comparison: Comparison,
): RowDraft {
  const { cells, row } = record;
  const finding = (
    code: FindingCode,
    column: number | null,
    field: ImportFieldName | null = null,
  ): Finding => ({
    code,
    field,
    column: column === null ? null : column + 1,
    value: (column === null ? "" : (cells[column] ?? "")).slice(0, SHOWN_CHARACTERS),
  });
  const broken = [...brokenCells(record, file.columns)].map(({ code, column }) => finding(code, column));
  const judged = comparison.judge(valuesOf(file.mapping, cells));
  const draft = { row, title: judged.title, cells };
  const bad = (findings: readonly Finding[]): RowDraft => ({
    ...draft,
    state: "bad",
    key: null,
    payload: null,
    subjectId: null,
    findings,
  });
  // Cells that have moved to other columns make faults of their own; only the cause is said.
  if (broken.length > 0) return bad(broken);
  if (!judged.ok)
    return bad(judged.faults.map(({ code, field }) => finding(code, file.mapping[field] ?? null, field)));
  const standing = comparison.standing(judged.key, judged.payload);
  if (standing.state === "several") return bad([finding("fits-several", null)]);
  return {
    ...draft,
    state: standing.state,
    key: judged.key,
    payload: judged.payload,
    findings:
      standing.state === "changed"
        ? standing.differs.map(({ field, there }) => ({
            ...finding("differs", file.mapping[field] ?? null, field),
            value: there,
          }))
        : [],
    subjectId: standing.state === "new" ? null : standing.subjectId,
  };
}

/** What is wrong with a row as a row of CSV, whatever its columns mean. */
function* brokenCells(
  { cells, misplacedQuote }: CsvRecord,
  columns: number,
): Generator<{ readonly code: FindingCode; readonly column: number | null }> {
  if (misplacedQuote !== null) yield { code: "quote-misplaced", column: misplacedQuote };
  const beyond = cells.findIndex((cell, column) => column >= columns && cell.trim() !== "");
  if (beyond >= 0) yield { code: "columns-too-many", column: beyond };
  if (cells.length < columns) yield { code: "columns-too-few", column: null };
  const long = cells.findIndex((cell) => cell.length > MAX_CELL_CHARACTERS);
  if (long >= 0) yield { code: "too-long", column: long };
}

/**
 * Marks rows that say again what an earlier row of the file says (IMP-4). The first one counts, whatever the others say
 * beside. Pure.
 * @param earlier the first row of each key among the rows before these
 */
export function withRepeats(
  drafts: readonly RowDraft[],
  earlier: ReadonlyMap<string, number>,
): readonly RowDraft[] {
  const first = new Map(earlier);
  return drafts.map((draft) => {
    if (draft.key === null) return draft;
    const before = first.get(draft.key);
    if (before === undefined) {
      first.set(draft.key, draft.row);
      return draft;
    }
    const repeats: Finding = { code: "repeats-row", field: null, column: null, value: String(before) };
    return { ...draft, state: "duplicate", key: null, payload: null, subjectId: null, findings: [repeats] };
  });
}
