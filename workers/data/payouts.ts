import { and, asc, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
import { closing, payout, payoutItem } from "../../schema/d1/settlement.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";
import { isUniqueViolation } from "./staff-accounts.ts";

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

/** Gives a file up that was never sent: its transfers wait again. False where it was sent, or is being sent. */
export async function discardPayout(db: Database, row: PayoutRow): Promise<boolean> {
  const [, done] = await db.batch([
    db
      .update(payoutItem)
      .set({ state: "waiting", payoutId: null, line: null, accountId: null })
      .where(
        and(
          eq(payoutItem.payoutId, row.id),
          eq(payoutItem.state, "in-file"),
          sql`exists (select 1 from payout p where p.id = ${row.id} and p.state = 'made' and p.operation_id is null)`,
        ),
      ),
    db
      .update(payout)
      .set({ state: "discarded" })
      .where(and(eq(payout.id, row.id), eq(payout.state, "made"), isNull(payout.operationId)))
      .returning({ id: payout.id }),
  ]);
  return done.length === 1;
}

/**
 * Binds a file to the one operation by which it leaves the fund (STL-10): the first that asks. Null where the file isn't
 * to be sent any more; otherwise the operation that holds it, which may be another's.
 */
export async function claimSending(
  db: Database,
  row: PayoutRow,
  operationId: string,
): Promise<string | null> {
  await db
    .update(payout)
    .set({ operationId })
    .where(and(eq(payout.id, row.id), eq(payout.state, "made"), isNull(payout.operationId)));
  const now = await findPayout(db, row.regionId as RegionId, row.id);
  return now && now.state !== "discarded" ? now.operationId : null;
}

/** Lets a file go again whose operation was refused and moved nothing. */
export async function releaseSending(db: Database, row: PayoutRow, operationId: string): Promise<void> {
  await db
    .update(payout)
    .set({ operationId: null })
    .where(and(eq(payout.id, row.id), eq(payout.operationId, operationId), eq(payout.state, "made")));
}

/** The fund has paid it. Doing it twice changes nothing. */
export async function markSent(
  db: Database,
  row: PayoutRow,
  by: { readonly staffId: string; readonly atMs: number },
): Promise<void> {
  await db.batch([
    db
      .update(payout)
      .set({ state: "sent", sentAtMs: by.atMs, sentBy: by.staffId })
      .where(and(eq(payout.id, row.id), eq(payout.state, "made"))),
    db
      .update(payoutItem)
      .set({ state: "sent" })
      .where(and(eq(payoutItem.payoutId, row.id), eq(payoutItem.state, "in-file"))),
  ]);
}

/** The bank has answered: what hasn't come back by now has arrived. False where the file isn't sent. */
export async function settlePayout(db: Database, row: PayoutRow, atMs: number): Promise<boolean> {
  const done = await db
    .update(payout)
    .set({ state: "settled", settledAtMs: atMs })
    .where(and(eq(payout.id, row.id), eq(payout.state, "sent")))
    .returning({ id: payout.id });
  return done.length === 1;
}

/** Binds a sent transfer to the one operation by which it comes back; as {@link claimSending}. */
export async function claimReturn(
  db: Database,
  row: PayoutItemRow,
  operationId: string,
  reason: string,
): Promise<string | null> {
  await db
    .update(payoutItem)
    .set({ returnOperationId: operationId, returnReason: reason })
    .where(
      and(
        eq(payoutItem.id, row.id),
        eq(payoutItem.state, "sent"),
        or(isNull(payoutItem.returnOperationId), eq(payoutItem.returnOperationId, operationId)),
      ),
    );
  const [now] = await db
    .select({ state: payoutItem.state, operationId: payoutItem.returnOperationId })
    .from(payoutItem)
    .where(eq(payoutItem.id, row.id));
  return now && (now.state === "sent" || now.state === "returned") ? now.operationId : null;
}

/** Lets a transfer go again whose return was refused. */
export async function releaseReturn(db: Database, row: PayoutItemRow, operationId: string): Promise<void> {
  await db
    .update(payoutItem)
    .set({ returnOperationId: null, returnReason: null })
    .where(
      and(
        eq(payoutItem.id, row.id),
        eq(payoutItem.returnOperationId, operationId),
        eq(payoutItem.state, "sent"),
      ),
    );
}

/** The money is back in the fund: the transfer has ended, and its next attempt waits. Twice changes nothing. */
export async function markReturned(
  db: Database,
  row: PayoutItemRow,
  nextId: string,
  atMs: number,
): Promise<void> {
  await db.batch([
    db
      .update(payoutItem)
      .set({ state: "returned", returnedAtMs: atMs })
      .where(and(eq(payoutItem.id, row.id), eq(payoutItem.state, "sent"))),
    db.insert(payoutItem).select(sql`
      select ${nextId}, region_id, programme_id, closing_id, payee_kind, payee_id, payee_name, attempt + 1, amount_yen,
        'waiting', null, null, null, null, null, null, ${atMs}
      from payout_item i where i.id = ${row.id} and i.state = 'returned' and not exists (
        select 1 from payout_item n where n.closing_id = i.closing_id and n.payee_kind = i.payee_kind
          and n.payee_id = i.payee_id and n.attempt = i.attempt + 1)`),
  ]);
}
