import { and, asc, eq, gt, gte, inArray, isNotNull, lt, or, sql } from "drizzle-orm";
import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import type { HolderName } from "../../schema/api/holders.ts";
import { type BusinessDate, endExclusiveMs, startOfDayMs } from "../../schema/calendar.ts";
import { coupon } from "../../schema/d1/coupon.ts";
import { journal } from "../../schema/d1/ledger.ts";
import {
  type ActorName,
  type OperationId,
  type ProgrammeId,
  parseWalletName,
  type RegionId,
} from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** The first line of an operation on a balance, as far as a search needs it. */
export interface FoundEntry {
  readonly operationId: OperationId;
  readonly actorClass: "coupon" | "wallet";
  readonly actor: ActorName;
  readonly programmeId: ProgrammeId;
  readonly kind: string;
  readonly atMs: number;
  readonly amountYen: number;
  readonly storeId: string | null;
  readonly receiptNumber: string | null;
}

/** Payments read at a time while a receipt number is looked for. */
const SCAN_ROWS = 2_000;

const columns = {
  operationId: journal.operationId,
  actorClass: journal.actorClass,
  actor: journal.actor,
  programmeId: journal.programmeId,
  kind: journal.kind,
  atMs: journal.atMs,
  amountYen: sql<number>`coalesce(${journal.result} ->> 'amountYen', 0)`,
  storeId: journal.storeId,
  hash: journal.hash,
};

function found(row: { [K in keyof typeof columns]: unknown }): FoundEntry {
  const { hash, ...rest } = row;
  const number = row.kind === "pay" ? receiptNumber(hash as string) : null;
  return { ...rest, receiptNumber: number } as FoundEntry;
}

/** The operation of a balance with this id, in the region (OPR-1: at most one of its actor; AUD-6: pairs apart). */
export async function entriesOfOperation(
  db: Database,
  regionId: RegionId,
  operationId: OperationId,
): Promise<readonly FoundEntry[]> {
  const rows = await db
    .select(columns)
    .from(journal)
    .where(
      and(
        eq(journal.operationId, operationId),
        eq(journal.regionId, regionId),
        eq(journal.line, 0),
        inArray(journal.actorClass, ["coupon", "wallet"]),
      ),
    );
  return rows.map(found);
}

/**
 * Payments of a store and date that carry a receipt number, oldest first. The number is made of the entry's hash (PAY-4)
 * and stored nowhere, so every payment of the date is looked at, page by page.
 */
export async function paymentsByReceipt(
  db: Database,
  regionId: RegionId,
  wanted: { readonly storeId: string; readonly date: BusinessDate; readonly receiptNumber: string },
  limit: number,
): Promise<readonly FoundEntry[]> {
  const hits: FoundEntry[] = [];
  let after: { readonly atMs: number; readonly operationId: string } | null = null;
  for (;;) {
    const rows: readonly FoundEntry[] = (
      await db
        .select(columns)
        .from(journal)
        .where(
          and(
            isNotNull(journal.storeId),
            eq(journal.storeId, wanted.storeId),
            eq(journal.regionId, regionId),
            gte(journal.atMs, after?.atMs ?? startOfDayMs(wanted.date)),
            lt(journal.atMs, endExclusiveMs(wanted.date)),
            eq(journal.kind, "pay"),
            eq(journal.line, 0),
            after ? or(gt(journal.atMs, after.atMs), gt(journal.operationId, after.operationId)) : undefined,
          ),
        )
        .orderBy(asc(journal.atMs), asc(journal.operationId))
        .limit(SCAN_ROWS)
    ).map(found);
    hits.push(...rows.filter((row) => row.receiptNumber === wanted.receiptNumber));
    const last = rows.at(-1);
    if (hits.length >= limit || rows.length < SCAN_ROWS || !last) return hits.slice(0, limit);
    after = last;
  }
}

/** Public names of coupons by their actors, within a region. */
export async function couponIdsOf(
  db: Database,
  regionId: RegionId,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (actors.length === 0) return new Map();
  const rows = await db
    .select({ actor: coupon.actor, programmeId: coupon.programmeId, serial: coupon.serial })
    .from(coupon)
    .where(
      and(
        eq(coupon.regionId, regionId),
        sql`${coupon.actor} in (select value from json_each(${JSON.stringify([...new Set(actors)])}))`,
      ),
    );
  return new Map(rows.map((row) => [row.actor, `${row.programmeId}-${row.serial}`]));
}

/** Where the page of a holder is; null for a coupon that has no row (its rows are being made again, PRJ-2). */
export function holderNameOf(
  entry: Pick<FoundEntry, "actorClass" | "actor">,
  couponIds: ReadonlyMap<string, string>,
): HolderName | null {
  if (entry.actorClass === "wallet") {
    const name = parseWalletName(entry.actor);
    return name && { kind: "wallet", ...name };
  }
  const couponId = couponIds.get(entry.actor);
  return couponId === undefined ? null : { kind: "coupon", couponId };
}
