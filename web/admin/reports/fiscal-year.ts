import type { BusinessDate } from "../../../schema/calendar.ts";

/** A fiscal year of Japan: from April to March. */
export interface FiscalYear {
  readonly year: number;
  readonly from: BusinessDate;
  /** Its last day, or the last one that is final. */
  readonly to: BusinessDate;
}

/** Years that are offered; audits ask for the last ones. */
const YEARS = 5;

/** The fiscal years up to the one a date is in, the newest first, none beyond that date. Pure. */
export function fiscalYears(finalOn: BusinessDate): readonly FiscalYear[] {
  const [year = 0, month = 0] = finalOn.split("-").map(Number);
  const newest = month >= 4 ? year : year - 1;
  return Array.from({ length: YEARS }, (_, back) => {
    const of = newest - back;
    const end = `${of + 1}-03-31`;
    return {
      year: of,
      from: `${of}-04-01` as BusinessDate,
      to: (end < finalOn ? end : finalOn) as BusinessDate,
    };
  });
}
