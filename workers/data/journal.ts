import { and, desc, eq, gt, gte, inArray, isNotNull, lt, lte, sql } from "drizzle-orm";
import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import { journal } from "../../schema/d1/ledger.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName, OperationId, ProgrammeId, RegionId, StoreId, TillId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import type { StoreMove } from "../http/store-move.ts";
import type { Database } from "./database.ts";

/** How much of each payment of one balance came back, from the projection and from rows just read of the actor. */
export async function reversedOfActor(
  db: Database,
  actor: ActorName,
  fresh: readonly JournalEntry[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ operationId: journal.operationId, detail: journal.detail, result: journal.result })
    .from(journal)
    .where(and(eq(journal.actor, actor), eq(journal.kind, "reverse"), eq(journal.line, 0)));
  const seen = new Map<string, { readonly payment: string; readonly amountYen: number }>();
  const note = (operationId: string, detail: unknown, result: unknown) => {
    const payment = (detail as { payment?: string } | null)?.payment;
    const amountYen = (result as { amountYen?: number } | null)?.amountYen;
    if (payment && amountYen !== undefined) seen.set(operationId, { payment, amountYen });
  };
  for (const row of rows) note(row.operationId, parse(row.detail), parse(row.result));
  for (const entry of fresh)
    if (entry.kind === "reverse" && entry.line === 0) note(entry.operationId, entry.detail, entry.result);
  const sums = new Map<string, number>();
  for (const { payment, amountYen } of seen.values()) sums.set(payment, (sums.get(payment) ?? 0) + amountYen);
  return sums;
}

function parse(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}

function moveOf(row: typeof journal.$inferSelect): StoreMove {
  const detail = parse(row.detail) as { payment?: string; mode?: "void" | "refund" } | null;
  const result = parse(row.result) as { amountYen?: number } | null;
  return {
    operationId: row.operationId as OperationId,
    actorClass: row.actorClass as "coupon" | "wallet",
    actor: row.actor as ActorName,
    regionId: row.regionId as RegionId,
    programmeId: row.programmeId as ProgrammeId,
    kind: row.kind as "pay" | "reverse",
    atMs: row.atMs,
    storeId: row.storeId as StoreId,
    tillId: row.tillId as TillId | null,
    amountYen: (result?.amountYen ?? 0) as Yen,
    receiptNumber: row.kind === "pay" ? receiptNumber(row.hash) : "",
    payment: (detail?.payment ?? null) as OperationId | null,
    mode: detail?.mode ?? null,
  };
}

/** Moves at one store's tills between two moments, newest first; `beforeMs` is exclusive. */
export async function movesOfStore(
  db: Database,
  regionId: RegionId,
  storeId: StoreId,
  time: { readonly fromMs: number; readonly beforeMs: number },
  limit: number,
): Promise<readonly StoreMove[]> {
  const rows = await db
    .select()
    .from(journal)
    .where(
      and(
        isNotNull(journal.storeId),
        eq(journal.storeId, storeId),
        eq(journal.regionId, regionId),
        gte(journal.atMs, time.fromMs),
        lt(journal.atMs, time.beforeMs),
        eq(journal.line, 0),
        inArray(journal.kind, ["pay", "reverse"]),
      ),
    )
    .orderBy(desc(journal.atMs), desc(journal.operationId))
    .limit(limit);
  return rows.map(moveOf);
}

/** Moves in a stretch of the projection that are told to addresses of their store's organisation (POS-5), not older than a moment. */
export async function movesToTell(
  db: Database,
  stretch: { readonly after: number; readonly upTo: number; readonly sinceMs: number },
): Promise<readonly StoreMove[]> {
  const rows = await db
    .select()
    .from(journal)
    .where(
      and(
        gt(journal.position, stretch.after),
        lte(journal.position, stretch.upTo),
        gte(journal.atMs, stretch.sinceMs),
        isNotNull(journal.storeId),
        eq(journal.line, 0),
        inArray(journal.kind, ["pay", "reverse"]),
        sql`exists (
          select 1 from store s join organisation o on o.id = s.organisation_id
          join webhook w on w.organisation_id in (o.id, o.parent_id) and w.state = 'active'
          where s.id = ${journal.storeId})`,
      ),
    );
  return rows.map(moveOf);
}

/** Sums at one store between two moments, by way of paying; reversals count against the way of their payment. */
export async function sumsOfStore(
  db: Database,
  regionId: RegionId,
  storeId: StoreId,
  time: { readonly fromMs: number; readonly beforeMs: number },
): Promise<
  readonly {
    readonly actorClass: string;
    readonly kind: string;
    readonly count: number;
    readonly sum: number;
  }[]
> {
  return db
    .select({
      actorClass: journal.actorClass,
      kind: journal.kind,
      count: sql<number>`count(*)`,
      sum: sql<number>`coalesce(sum(${journal.result} ->> 'amountYen'), 0)`,
    })
    .from(journal)
    .where(
      and(
        isNotNull(journal.storeId),
        eq(journal.storeId, storeId),
        eq(journal.regionId, regionId),
        gte(journal.atMs, time.fromMs),
        lt(journal.atMs, time.beforeMs),
        eq(journal.line, 0),
        inArray(journal.kind, ["pay", "reverse"]),
      ),
    )
    .groupBy(journal.actorClass, journal.kind);
}

/** Of some operations, those that the projection has. */
export async function projectedOperations(
  db: Database,
  operationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (operationIds.length === 0) return new Set();
  const rows = await db
    .select({ operationId: journal.operationId })
    .from(journal)
    .where(
      and(
        sql`${journal.operationId} in (select value from json_each(${JSON.stringify(operationIds)}))`,
        eq(journal.line, 0),
      ),
    );
  return new Set(rows.map((row) => row.operationId));
}

/** A payment by its operation id, within a region: who holds it and where it was made. */
export async function findPayment(
  db: Database,
  regionId: RegionId,
  operationId: string,
): Promise<StoreMove | null> {
  const [row] = await db
    .select()
    .from(journal)
    .where(
      and(
        eq(journal.operationId, operationId),
        eq(journal.line, 0),
        eq(journal.kind, "pay"),
        eq(journal.regionId, regionId),
      ),
    );
  return row ? moveOf(row) : null;
}
