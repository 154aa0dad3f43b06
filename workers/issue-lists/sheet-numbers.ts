/** An issued row of a list and the serials of its coupons. */
export interface RowSerials {
  readonly row: number;
  readonly serialFrom: number;
  readonly count: number;
}

/**
 * The sheets of a list's rows, numbered from 1 on in their order. Every coupon that was issued has its number, printable or
 * not: what is withdrawn while a printer is jammed moves no other sheet, and printing goes on where it stopped (ISS-12). Pure.
 */
export function sheetNumbers(rows: readonly RowSerials[]) {
  let before = 0;
  const starts = rows.map((each) => {
    const start = { ...each, before };
    before += each.count;
    return start;
  });
  const byRow = new Map(starts.map((each) => [each.row, each]));
  return {
    /** How many there are. */
    of: before,
    /** Where a number lies; null beyond the last. */
    place: (number: number): { readonly row: number; readonly serial: number } | null => {
      const found = starts.find((each) => number <= each.before + each.count);
      return found ? { row: found.row, serial: found.serialFrom + number - found.before - 1 } : null;
    },
    /** The number of a row's coupon. */
    numberOf: (row: number, serial: number): number => {
      const found = byRow.get(row);
      if (!found) throw new RangeError(`row ${row} has no sheets`);
      return found.before + serial - found.serialFrom + 1;
    },
  };
}
