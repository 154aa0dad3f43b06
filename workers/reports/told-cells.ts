import type { ReportColumn } from "../../schema/report-columns.ts";

/** A cell that a file can't hold as it is, and what it couldn't. */
export interface ToldCell {
  /** As a spreadsheet numbers lines: the headings are line 1. */
  readonly line: number;
  readonly column: ReportColumn;
  /** `characters` that the file's encoding lacks, or text that is `too-long` for a cell. */
  readonly what: "characters" | "too-long";
  readonly characters: string;
}

/** How many cells are told one by one; of more, only how many there are. */
export const MAX_TOLD_CELLS = 100;
const MAX_CHARACTERS = 20;

/** Cells that a file can't hold as they are, so that nothing is replaced in silence (RPT-3). */
export interface Told {
  readonly count: number;
  readonly cells: readonly ToldCell[];
}

export const NOTHING_TOLD: Told = { count: 0, cells: [] };

/** With one more. */
export function tell(told: Told, cell: ToldCell): Told {
  return {
    count: told.count + 1,
    cells:
      told.cells.length < MAX_TOLD_CELLS
        ? [...told.cells, { ...cell, characters: [...cell.characters].slice(0, MAX_CHARACTERS).join("") }]
        : told.cells,
  };
}
