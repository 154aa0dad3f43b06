import { type BusinessDate, endExclusiveMs } from "../../schema/calendar.ts";
import { unlessRebuilding } from "../queue/rebuilding.ts";
import type { LateActor } from "./day-file.ts";

/**
 * Actors of which D1 knows later entries than it can join up, where the missing one may belong to the date: no row yet,
 * or the last verified one from before the date's end. One whose verified prefix reaches beyond the date hides nothing.
 */
const HIDING_GAP = `
select 1 from actor_head h left join journal j on j.actor = h.actor and j.seq = h.seq
where h.max_seq > h.seq and (j.at_ms is null or j.at_ms < ?2)`;

/** A break that nobody has mended and that may concern the date: everything but one at a row that is booked later. */
const OPEN_BREAK = `
select 1 from journal_break b left join journal j on j.actor = b.actor and j.seq = b.seq
where b.state = 'open' and (j.book_date is null or j.book_date <= ?1)`;

const CLOSE = `
insert into seal (book_date, state, audit_id, late, closed_at_ms)
select ?1, 'closing', ?3, ?4, ?5
where not exists (${HIDING_GAP}) and not exists (${OPEN_BREAK}) and not exists (select 1 from seal where book_date >= ?1)
on conflict (book_date) do nothing`;

/**
 * Closes a date in one statement that looks again for gaps and breaks; from then on whatever arrives for it books later
 * (ASOF-1). Says why not, where it isn't closed.
 */
export async function closeDate(
  db: D1Database,
  date: BusinessDate,
  seal: { readonly auditId: string; readonly late: readonly LateActor[] },
  nowMs: number,
): Promise<"closed" | "gap" | "break"> {
  const end = endExclusiveMs(date);
  const [, , why] = await db.batch<{ closed: string | null; gap: number; broken: number }>([
    unlessRebuilding(db),
    db.prepare(CLOSE).bind(date, end, seal.auditId, JSON.stringify(seal.late), nowMs),
    db
      .prepare(
        `select (select state from seal where book_date = ?1) as closed, exists (${HIDING_GAP}) as gap,
           exists (${OPEN_BREAK}) as broken`,
      )
      .bind(date, end),
  ]);
  const state = why?.results[0];
  if (state?.closed) return "closed";
  return state?.gap ? "gap" : "break";
}
