import { and, eq, isNull, or, sql } from "drizzle-orm";
import { payout, payoutItem } from "../../schema/d1/settlement.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";
import { findPayout, type PayoutItemRow, type PayoutRow } from "./payouts.ts";

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
