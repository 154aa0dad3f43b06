import { and, desc, eq, isNull, lt, or } from "drizzle-orm";
import { alert } from "../../schema/d1/ledger.ts";
import type { Database } from "./database.ts";

/** A page of what a person still has to look at, of all regions, newest first (OPS-5). The table is small enough to be read whole. */
export async function listOpenAlerts(
  db: Database,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
): Promise<readonly (typeof alert.$inferSelect)[]> {
  return db
    .select()
    .from(alert)
    .where(
      and(
        isNull(alert.closedAtMs),
        page.after
          ? or(
              lt(alert.raisedAtMs, page.after[0]),
              and(eq(alert.raisedAtMs, page.after[0]), lt(alert.id, page.after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(alert.raisedAtMs), desc(alert.id))
    .limit(page.limit + 1);
}
