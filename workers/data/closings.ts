import { and, asc, desc, eq, inArray, lt, or, sql } from "drizzle-orm";
import type { BusinessDate } from "../../schema/calendar.ts";
import { staff } from "../../schema/d1/people.ts";
import { closing, closingLine, payout, payoutItem } from "../../schema/d1/settlement.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";
import { isUniqueViolation } from "./unique.ts";

export type ClosingRow = typeof closing.$inferSelect;
export type ClosingLineRow = typeof closingLine.$inferSelect;

/** One closing of a region. */
export async function findClosing(db: Database, regionId: RegionId, id: string): Promise<ClosingRow | null> {
  const [row] = await db
    .select()
    .from(closing)
    .where(and(eq(closing.id, id), eq(closing.regionId, regionId)));
  return row ?? null;
}

/** A programme's last closing; null before the first. */
export async function lastClosing(
  db: Database,
  regionId: RegionId,
  programmeId: string,
): Promise<ClosingRow | null> {
  const [row] = await listClosings(db, regionId, programmeId, { before: null, limit: 0 });
  return row ?? null;
}

/** A page of a programme's closings, the newest first, and one row more. */
export async function listClosings(
  db: Database,
  regionId: RegionId,
  programmeId: string,
  page: { readonly before: number | null; readonly limit: number },
): Promise<readonly ClosingRow[]> {
  return db
    .select()
    .from(closing)
    .where(
      and(
        eq(closing.programmeId, programmeId),
        eq(closing.regionId, regionId),
        page.before === null ? undefined : lt(closing.number, page.before),
      ),
    )
    .orderBy(desc(closing.number))
    .limit(page.limit + 1);
}

/** The first business date on which a programme's stores took or gave back anything; null where they never did. */
export async function firstStoreDate(
  db: Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
): Promise<BusinessDate | null> {
  const [row] = await db.all<{ first: BusinessDate | null }>(
    sql`select min(book_date) as first from store_day where programme_id = ${programmeId} and region_id = ${regionId}`,
  );
  return row?.first ?? null;
}

/** Writes a closing that is to be added up; false where its dates or its number are taken (STL-8). */
export async function createClosing(db: Database, row: typeof closing.$inferInsert): Promise<boolean> {
  try {
    await db.insert(closing).values(row);
    return true;
  } catch (error) {
    if (isUniqueViolation(error) || /are in another one/.test(String((error as Error).cause ?? error)))
      return false;
    throw error;
  }
}

/** STL-9: one person says the figures are right. False where the closing isn't to be checked now. */
export async function confirmClosing(
  db: Database,
  row: ClosingRow,
  by: { readonly staffId: string; readonly atMs: number },
): Promise<boolean> {
  const done = await db
    .update(closing)
    .set({ state: "confirmed", confirmedAtMs: by.atMs, confirmedBy: by.staffId })
    .where(and(eq(closing.id, row.id), eq(closing.regionId, row.regionId), eq(closing.state, "review")))
    .returning({ id: closing.id });
  return done.length === 1;
}

/** What one payee is to get for a closing. */
export interface PayeeSum {
  readonly kind: "store" | "organisation";
  readonly id: string;
  readonly name: string;
  readonly amountYen: number;
}

/** The payees of a closing who get something, with their names of now. */
export async function payeesOf(db: Database, row: ClosingRow): Promise<readonly PayeeSum[]> {
  return db.all<PayeeSum>(sql`
    select l.payee_kind as kind, l.payee_id as id, sum(l.payable_yen) as amountYen,
      coalesce(case when l.payee_kind = 'store' then s.name else o.name end, '') as name
    from closing_line l
    left join store s on s.id = l.payee_id and l.payee_kind = 'store'
    left join organisation o on o.id = l.payee_id and l.payee_kind = 'organisation'
    where l.closing_id = ${row.id} and l.region_id = ${row.regionId}
    group by l.payee_kind, l.payee_id having sum(l.payable_yen) > 0
    order by l.payee_kind, l.payee_id`);
}

/** Transfers written in one statement. */
const ITEMS_AT_ONCE = 1_000;

/**
 * STL-9, STL-10: another person approves, and in the same moment there is one transfer for each payee. False where the
 * closing isn't to be approved now, or not by this person.
 */
export async function approveClosing(
  db: Database,
  row: ClosingRow,
  items: readonly { readonly itemId: string; readonly payee: PayeeSum }[],
  by: { readonly staffId: string; readonly atMs: number },
): Promise<boolean> {
  const approve = db
    .update(closing)
    .set({ state: "approved", approvedAtMs: by.atMs, approvedBy: by.staffId })
    .where(
      and(
        eq(closing.id, row.id),
        eq(closing.regionId, row.regionId),
        eq(closing.state, "confirmed"),
        sql`${closing.confirmedBy} <> ${by.staffId}`,
      ),
    )
    .returning({ id: closing.id });
  const inserts = [];
  for (let at = 0; at < items.length; at += ITEMS_AT_ONCE) {
    const chunk = JSON.stringify(
      items.slice(at, at + ITEMS_AT_ONCE).map(({ itemId, payee }) => ({ itemId, ...payee })),
    );
    inserts.push(
      db.insert(payoutItem).select(sql`
        select i.value ->> 'itemId', ${row.regionId}, ${row.programmeId}, ${row.id}, i.value ->> 'kind',
          i.value ->> 'id', i.value ->> 'name', 1, i.value ->> 'amountYen', 'waiting', null, null, null, null, null, null,
          ${by.atMs}
        from json_each(${chunk}) i
        where exists (select 1 from closing c where c.id = ${row.id} and c.state = 'approved'
          and c.approved_by = ${by.staffId} and c.approved_at_ms = ${by.atMs})`),
    );
  }
  const [done] = await db.batch([approve, ...inserts]);
  return done.length === 1;
}

/** Takes back a closing that nobody has approved; false where somebody has. */
export async function discardClosing(db: Database, row: ClosingRow): Promise<boolean> {
  const open = ["calculating", "review", "confirmed"];
  const [, done] = await db.batch([
    db
      .delete(closingLine)
      .where(
        and(
          eq(closingLine.closingId, row.id),
          sql`exists (select 1 from closing c where c.id = ${row.id} and c.state <> 'approved')`,
        ),
      ),
    db
      .delete(closing)
      .where(and(eq(closing.id, row.id), eq(closing.regionId, row.regionId), inArray(closing.state, open)))
      .returning({ id: closing.id }),
  ]);
  return done.length === 1;
}

/** A line with what its transfer has come to. */
export interface LineWithTransfer {
  readonly line: ClosingLineRow;
  readonly itemState: string | null;
  readonly payoutState: string | null;
}

/** The last attempt of the transfer that a line is part of. */
const transferOfLine = and(
  eq(payoutItem.closingId, closingLine.closingId),
  eq(payoutItem.payeeKind, closingLine.payeeKind),
  eq(payoutItem.payeeId, closingLine.payeeId),
  sql`${payoutItem.attempt} = (select max(a.attempt) from payout_item a where a.closing_id = ${closingLine.closingId}
    and a.payee_kind = ${closingLine.payeeKind} and a.payee_id = ${closingLine.payeeId})`,
);

/** A page of a closing's lines, those that took most first. */
export async function listLines(
  db: Database,
  row: ClosingRow,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly text?: string | undefined;
    readonly carriedOnly?: boolean;
  },
): Promise<readonly LineWithTransfer[]> {
  const text = page.text?.replace(/[%_\\]/g, "");
  return db
    .select({ line: closingLine, itemState: payoutItem.state, payoutState: payout.state })
    .from(closingLine)
    .leftJoin(payoutItem, transferOfLine)
    .leftJoin(payout, eq(payout.id, payoutItem.payoutId))
    .where(
      and(
        eq(closingLine.closingId, row.id),
        eq(closingLine.regionId, row.regionId),
        text
          ? or(
              sql`${closingLine.storeName} like ${`%${text}%`}`,
              sql`${closingLine.organisationName} like ${`%${text}%`}`,
              eq(closingLine.storeId, text),
            )
          : undefined,
        page.carriedOnly ? sql`${closingLine.carriedOutYen} <> 0` : undefined,
        page.after
          ? or(
              lt(closingLine.paidYen, page.after[0]),
              and(eq(closingLine.paidYen, page.after[0]), sql`${closingLine.storeId} > ${page.after[1]}`),
            )
          : undefined,
      ),
    )
    .orderBy(desc(closingLine.paidYen), asc(closingLine.storeId))
    .limit(page.limit + 1);
}

/** Names of the people who moved a closing on. */
export async function staffNames(
  db: Database,
  regionId: RegionId,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = JSON.stringify([...new Set(ids.filter((id) => id !== null))]);
  const rows = await db
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(and(eq(staff.regionId, regionId), sql`${staff.id} in (select value from json_each(${wanted}))`));
  return new Map(rows.map((row) => [row.id, row.name]));
}
