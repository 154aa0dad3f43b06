import type { Finding } from "../../schema/api/imports.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "../data/database.ts";
import { type ImportFileRow, type ImportLine, listImportRows } from "../data/imports.ts";
import { csvLine, csvStart, encodeCsv } from "../reports/csv.ts";
import { LEFT_OUT_HEADINGS, reasonText } from "./words.ts";

const PAGE_ROWS = 500;

/**
 * The rows that were left out as a CSV, each with its number and its reasons in front (IMP-7). The columns after those are
 * the file's own: mended, it can be brought in as it is, since nobody maps the two in front. UTF-8 with what spreadsheets
 * need, no cell a formula.
 */
export function leftOutFile(db: Database, file: ImportFileRow): ReadableStream<Uint8Array> {
  const bytes = leftOutBytes(db, file);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await bytes.return(undefined)),
  });
}

async function* leftOutBytes(db: Database, file: ImportFileRow): AsyncGenerator<Uint8Array, void> {
  const headings = JSON.parse(file.headings) as readonly string[];
  yield encodeCsv(csvStart("utf-8") + csvLine([...LEFT_OUT_HEADINGS, ...headings]), "utf-8");
  let afterRow = 0;
  for (;;) {
    const rows = await listImportRows(db, file.regionId as RegionId, file.id, {
      afterRow,
      limit: PAGE_ROWS,
      states: ["bad", "duplicate"],
    });
    if (rows.length === 0) return;
    yield encodeCsv(rows.map(leftOutLine).join(""), "utf-8");
    afterRow = rows.at(-1)?.row ?? afterRow;
  }
}

/** A row as it came, behind its number and what is wrong with it. */
export function leftOutLine(line: Pick<ImportLine, "row" | "findings" | "cells">): string {
  const findings = JSON.parse(line.findings) as readonly Finding[];
  const cells = line.cells === null ? [] : (JSON.parse(line.cells) as readonly string[]);
  return csvLine([line.row, findings.map(reasonText).join("、"), ...cells]);
}
