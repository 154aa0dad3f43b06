import { addDays, type BusinessDate, endExclusiveMs } from "../../schema/calendar.ts";

/** A date is sealed no earlier than so long after its end: what was committed before midnight has arrived by then. */
export const SEAL_AFTER_MS = 3_600_000;

/**
 * The first date that isn't sealed and may be closed by `nowMs`: dates follow one another without a gap from the first
 * journal row's on, also where nothing happened (ASOF-1). Null where none is due.
 *
 * @param afterMs how long after its end a date is due; 0 where a person asks for it
 */
export async function dueDate(
  db: D1Database,
  nowMs: number,
  afterMs = SEAL_AFTER_MS,
): Promise<BusinessDate | null> {
  const row = await db
    .prepare(
      `select (select book_date from seal where state = 'closing' order by book_date limit 1) as closing,
         (select max(book_date) from seal) as sealed, (select min(book_date) from ledger_total) as first`,
    )
    .first<{ closing: BusinessDate | null; sealed: BusinessDate | null; first: BusinessDate | null }>();
  if (row?.closing) return row.closing;
  const next = row?.sealed ? addDays(row.sealed, 1) : (row?.first ?? null);
  return next !== null && endExclusiveMs(next) + afterMs <= nowMs ? next : null;
}
