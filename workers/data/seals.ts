import { and, desc, eq, lt } from "drizzle-orm";
import type { BusinessDate } from "../../schema/calendar.ts";
import { seal } from "../../schema/d1/ledger.ts";
import type { Database } from "./database.ts";

export type SealRow = typeof seal.$inferSelect;

/** A page of closed dates, newest first; all regions close together. */
export async function listSeals(
  db: Database,
  page: { readonly after: string | null; readonly limit: number; readonly sealedOnly: boolean },
): Promise<readonly SealRow[]> {
  return db
    .select()
    .from(seal)
    .where(
      and(
        page.sealedOnly ? eq(seal.state, "sealed") : undefined,
        page.after === null ? undefined : lt(seal.bookDate, page.after),
      ),
    )
    .orderBy(desc(seal.bookDate))
    .limit(page.limit + 1);
}

/** Whether a date is sealed: its rows and their dimensions are what they will be for ever (ASOF-1). */
export async function isSealed(db: Database, date: BusinessDate): Promise<boolean> {
  const rows = await db
    .select({ date: seal.bookDate })
    .from(seal)
    .where(and(eq(seal.bookDate, date), eq(seal.state, "sealed")));
  return rows.length > 0;
}
