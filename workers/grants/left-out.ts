import type { CsvRecord } from "../imports/csv-reader.ts";
import { LEFT_OUT_HEADINGS } from "../imports/words.ts";
import { csvLine, csvStart, encodeCsv } from "../reports/csv.ts";
import { reasonOfLine } from "./left-out-words.ts";

/** A line of a grant that got nothing. */
export interface LeftOutLine {
  readonly row: number;
  readonly state: string;
  readonly code: string | null;
  readonly amountYen: number;
}

/** What our own sample of a list calls its columns; with them a file of left-out lines can be brought in again. */
const OWN_HEADINGS = ["電話番号", "金額"] as const;

/**
 * The lines that got nothing, each with its number and the reason in front, in the columns of a list (GRT-8). Whose line it
 * is isn't known here (GRT-2): that column is empty, for whoever has the list.
 */
export async function* leftOutLines(lines: AsyncIterable<LeftOutLine>): AsyncGenerator<Uint8Array> {
  yield encodeCsv(csvStart("utf-8") + csvLine([...LEFT_OUT_HEADINGS, ...OWN_HEADINGS]), "utf-8");
  for await (const line of lines)
    yield encodeCsv(
      csvLine([line.row, reasonOfLine(line), null, line.state === "bad" ? null : line.amountYen]),
      "utf-8",
    );
}

/**
 * The same out of the list itself, with everything that its lines say: mended, it can be brought in as it is. A list that is
 * such a file already gets new numbers and reasons in place of the old ones.
 * @param records the list's lines, its headings first
 * @param lines in the order of the list
 */
export async function* leftOutOfList(
  records: AsyncIterable<CsvRecord>,
  lines: AsyncIterable<LeftOutLine>,
): AsyncGenerator<Uint8Array> {
  const left = lines[Symbol.asyncIterator]();
  let next = await left.next();
  let own: ((cells: readonly string[]) => readonly string[]) | undefined;
  for await (const { row, cells } of records) {
    if (own === undefined) {
      const isLeftOut = LEFT_OUT_HEADINGS.every((heading, i) => cells[i]?.trim() === heading);
      own = (all) => all.slice(isLeftOut ? LEFT_OUT_HEADINGS.length : 0);
      yield encodeCsv(csvStart("utf-8") + csvLine([...LEFT_OUT_HEADINGS, ...own(cells)]), "utf-8");
      continue;
    }
    while (!next.done && next.value.row < row) next = await left.next();
    if (next.done) return;
    if (next.value.row === row)
      yield encodeCsv(csvLine([row, reasonOfLine(next.value), ...own(cells)]), "utf-8");
  }
}
