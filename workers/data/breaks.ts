import { and, desc, eq, lt, or } from "drizzle-orm";
import { alert, journalBreak } from "../../schema/d1/ledger.ts";
import type { Database } from "./database.ts";

export type BreakRow = typeof journalBreak.$inferSelect;

/** A page of breaks of all regions, newest first. */
export async function listBreaks(
  db: Database,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly state?: string | undefined;
  },
): Promise<readonly BreakRow[]> {
  return db
    .select()
    .from(journalBreak)
    .where(
      and(
        page.state ? eq(journalBreak.state, page.state) : undefined,
        page.after
          ? or(
              lt(journalBreak.foundAtMs, page.after[0]),
              and(eq(journalBreak.foundAtMs, page.after[0]), lt(journalBreak.id, page.after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(journalBreak.foundAtMs), desc(journalBreak.id))
    .limit(page.limit + 1);
}

export async function findBreak(db: Database, id: string): Promise<BreakRow | null> {
  const [row] = await db.select().from(journalBreak).where(eq(journalBreak.id, id));
  return row ?? null;
}

/** Says that a person has settled a break, and closes its alert. Nothing is deleted. */
export async function mendBreak(db: Database, id: string, nowMs: number): Promise<void> {
  await db.batch([
    db.update(journalBreak).set({ state: "mended" }).where(eq(journalBreak.id, id)),
    db
      .update(alert)
      .set({ closedAtMs: nowMs })
      .where(eq(alert.id, `journal-break:${id}`)),
  ]);
}

/** How many breaks nobody has settled yet. */
export async function openBreaks(db: D1Database): Promise<number> {
  const row = await db
    .prepare("select count(*) as n from journal_break where state = 'open'")
    .first<{ n: number }>();
  return row?.n ?? 0;
}
