import { MAX_LIST_ROWS } from "../../../schema/limits.ts";

/** Rows of a list that were chosen, both inclusive; without a bound where nothing was typed. */
export interface RowRange {
  readonly fromRow?: number;
  readonly toRow?: number;
}

/** What was typed as a row of the file: undefined where nothing was, null where it is none. */
function parseRow(text: string): number | undefined | null {
  const digits = text.normalize("NFKC").replaceAll(",", "").trim();
  if (digits === "") return undefined;
  if (!/^\d{1,4}$/.test(digits)) return null;
  // The headings are row 1.
  const row = Number(digits);
  return row >= 2 && row <= MAX_LIST_ROWS + 1 ? row : null;
}

/** Reads a choice of rows, in whatever width it was typed; null where it is none. Pure. */
export function parseRange(from: string, to: string): RowRange | null {
  const [fromRow, toRow] = [parseRow(from), parseRow(to)];
  if (fromRow === null || toRow === null) return null;
  if (fromRow !== undefined && toRow !== undefined && fromRow > toRow) return null;
  return { ...(fromRow === undefined ? {} : { fromRow }), ...(toRow === undefined ? {} : { toRow }) };
}
