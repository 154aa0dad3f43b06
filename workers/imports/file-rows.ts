import { type FileFault, MAX_IMPORT_COLUMNS, MAX_IMPORT_ROWS } from "../../schema/api/imports.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { CsvReader, type CsvRecord } from "./csv-reader.ts";

/** A file that can't be read, and the line where that shows. */
export interface Unreadable {
  readonly code: FileFault;
  readonly line: number | null;
}

/** The headings of a file and some rows below them. */
export interface FileHead {
  readonly headings: readonly string[];
  readonly samples: readonly (readonly string[])[];
}

/**
 * The rows of a file as they come, the headings first; the last thing it says where the file can't be read on. Rows that
 * were said before that stay true.
 */
export async function* fileRows(texts: AsyncIterable<string>): AsyncGenerator<Result<CsvRecord, Unreadable>> {
  const reader = new CsvReader();
  let rows = 0;
  const told = (record: CsvRecord): Result<CsvRecord, Unreadable> => {
    rows += 1;
    if (rows === 1 && record.cells.length > MAX_IMPORT_COLUMNS)
      return err({ code: "too-many-columns", line: record.line });
    // The headings are no row of the list.
    if (rows > MAX_IMPORT_ROWS + 1) return err({ code: "too-many-rows", line: record.line });
    return ok(record);
  };
  for await (const text of texts) {
    for (const record of reader.push(text)) {
      const one = told(record);
      yield one;
      if (!one.ok) return;
    }
  }
  const last = reader.end();
  if (!last.ok) yield err(last.error);
  else for (const record of last.value) yield told(record);
  if (last.ok && rows < 2) yield err({ code: "empty", line: null });
}

/** The beginning of a file, for whoever maps its columns; or why it can't be read. */
export async function readHead(
  texts: AsyncIterable<string>,
  sampleRows: number,
): Promise<Result<FileHead, Unreadable>> {
  let headings: readonly string[] | undefined;
  const samples: (readonly string[])[] = [];
  for await (const one of fileRows(texts)) {
    if (!one.ok) return one;
    if (headings === undefined) headings = one.value.cells.map((cell) => cell.trim());
    else samples.push(one.value.cells);
    if (samples.length === sampleRows) break;
  }
  return ok({ headings: headings ?? [], samples });
}
