import { and, asc, desc, eq, isNull, lt, sql } from "drizzle-orm";
import { closing, payout, payoutItem } from "../../schema/d1/settlement.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";
import { isUniqueViolation } from "./unique.ts";

export type PayoutRow = typeof payout.$inferSelect;
export type PayoutItemRow = typeof payoutItem.$inferSelect;

/** A transfer with the dates it pays for, and the account that the attempt before went to. */
export interface ItemWithClosing {
  readonly item: PayoutItemRow;
  readonly from: string;
  readonly to: string;
  /** The day the calendar pays the closing on. */
  readonly payOn: string;
  readonly accountBefore: string | null;
}

/** One file of a region. */
export async function findPayout(db: Database, regionId: RegionId, id: string): Promise<PayoutRow | null> {
  const [row] = await db
    .select()
    .from(payout)
    .where(and(eq(payout.id, id), eq(payout.regionId, regionId)));
  return row ?? null;
}

/** A page of a programme's files, the newest first, and one row more. */
export async function listPayouts(
  db: Database,
  regionId: RegionId,
  programmeId: string,
  page: { readonly before: number | null; readonly limit: number },
): Promise<readonly PayoutRow[]> {
  return db
    .select()
    .from(payout)
    .where(
      and(
        eq(payout.programmeId, programmeId),
        eq(payout.regionId, regionId),
        page.before === null ? undefined : lt(payout.number, page.before),
      ),
    )
    .orderBy(desc(payout.number))
    .limit(page.limit + 1);
}

/** What came back of each of several files. */
export async function returnedOf(
  db: Database,
  payoutIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly count: number; readonly sumYen: number }>> {
  const rows = await db
    .select({
      payoutId: payoutItem.payoutId,
      count: sql<number>`count(*)`,
      sumYen: sql<number>`sum(${payoutItem.amountYen})`,
    })
    .from(payoutItem)
    .where(
      and(
        sql`${payoutItem.payoutId} in (select value from json_each(${JSON.stringify(payoutIds)}))`,
        eq(payoutItem.state, "returned"),
      ),
    )
    .groupBy(payoutItem.payoutId);
  return new Map(rows.map(({ payoutId, ...sum }) => [payoutId as string, sum]));
}

const itemColumns = {
  item: payoutItem,
  from: closing.fromOn,
  to: closing.toOn,
  payOn: closing.payOn,
  accountBefore: sql<string | null>`(
    select b.account_id from payout_item b where b.closing_id = ${payoutItem.closingId}
      and b.payee_kind = ${payoutItem.payeeKind} and b.payee_id = ${payoutItem.payeeId}
      and b.attempt = ${payoutItem.attempt} - 1)`,
};

/** One transfer of a region. */
export async function findItem(
  db: Database,
  regionId: RegionId,
  id: string,
): Promise<ItemWithClosing | null> {
  const [row] = await db
    .select(itemColumns)
    .from(payoutItem)
    .innerJoin(closing, eq(closing.id, payoutItem.closingId))
    .where(and(eq(payoutItem.id, id), eq(payoutItem.regionId, regionId)));
  return row ?? null;
}

/** The transfers of a file in the order of its records, from a line on. */
export async function itemsOfPayout(
  db: Database,
  row: PayoutRow,
  page: { readonly afterLine: number; readonly limit: number },
): Promise<readonly ItemWithClosing[]> {
  return db
    .select(itemColumns)
    .from(payoutItem)
    .innerJoin(closing, eq(closing.id, payoutItem.closingId))
    .where(
      and(
        eq(payoutItem.payoutId, row.id),
        eq(payoutItem.regionId, row.regionId),
        sql`${payoutItem.line} > ${page.afterLine}`,
      ),
    )
    .orderBy(asc(payoutItem.line))
    .limit(page.limit);
}

/** Transfers of a programme that are in no file yet, the oldest first. */
export async function waitingItems(
  db: Database,
  regionId: RegionId,
  programmeId: string,
  limit: number,
): Promise<readonly ItemWithClosing[]> {
  return db
    .select(itemColumns)
    .from(payoutItem)
    .innerJoin(closing, eq(closing.id, payoutItem.closingId))
    .where(
      and(
        eq(payoutItem.programmeId, programmeId),
        eq(payoutItem.regionId, regionId),
        eq(payoutItem.state, "waiting"),
      ),
    )
    .orderBy(asc(payoutItem.createdAtMs), asc(payoutItem.id))
    .limit(limit);
}

/**
 * Makes a file of transfers that are in none: each goes in once, whoever makes another one in the same moment (STL-10).
 * False where somebody made one with the same number, or took every transfer.
 */
export async function createPayout(
  db: Database,
  row: Omit<typeof payout.$inferInsert, "number" | "items" | "sumYen">,
  items: readonly { readonly itemId: string; readonly accountId: string; readonly line: number }[],
): Promise<boolean> {
  const chosen = JSON.stringify(items);
  try {
    await db.batch([
      db.insert(payout).values({
        ...row,
        number: sql`(select coalesce(max(number), 0) + 1 from payout where programme_id = ${row.programmeId})`,
        items: 0,
        sumYen: 0,
      }),
      db
        .update(payoutItem)
        .set({
          state: "in-file",
          payoutId: row.id,
          accountId: sql`c.value ->> 'accountId'`,
          line: sql`c.value ->> 'line'`,
        })
        .from(sql`json_each(${chosen}) c`)
        .where(
          and(
            sql`${payoutItem.id} = c.value ->> 'itemId'`,
            eq(payoutItem.regionId, row.regionId),
            eq(payoutItem.state, "waiting"),
          ),
        ),
      db
        .update(payout)
        .set({
          items: sql`(select count(*) from payout_item where payout_id = ${row.id})`,
          sumYen: sql`(select coalesce(sum(amount_yen), 0) from payout_item where payout_id = ${row.id})`,
        })
        .where(eq(payout.id, row.id)),
      db.delete(payout).where(and(eq(payout.id, row.id), eq(payout.items, 0))),
    ]);
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
  return (await findPayout(db, row.regionId as RegionId, row.id)) !== null;
}

/** Keeps the file's hash: whenever it is asked for again it must be the same. */
export async function keepFileHash(db: Database, row: PayoutRow, sha256: string): Promise<void> {
  await db
    .update(payout)
    .set({ fileSha256: sha256 })
    .where(and(eq(payout.id, row.id), isNull(payout.fileSha256)));
}

/** Who first took the file away. */
export async function noteDownload(
  db: Database,
  row: PayoutRow,
  by: { readonly staffId: string; readonly atMs: number },
): Promise<void> {
  await db
    .update(payout)
    .set({ downloadedAtMs: by.atMs, downloadedBy: by.staffId })
    .where(and(eq(payout.id, row.id), isNull(payout.downloadedAtMs)));
}
