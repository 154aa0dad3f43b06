import { and, asc, desc, eq, gt, inArray, lte, ne, sql } from "drizzle-orm";
import type { NumberCheckState } from "../../schema/api/number-checks.ts";
import { numberCheck } from "../../schema/d1/resident.ts";
import type { RegionId, ResidentId, StaffId } from "../../schema/ids.ts";
import { NUMBER_LINK_MS, NUMBER_OBJECT_MS } from "../../schema/limits.ts";
import type { Database } from "./database.ts";

export type NumberCheckRow = typeof numberCheck.$inferSelect;

const LIVE: readonly NumberCheckState[] = ["proposed", "approved", "waiting"];

/** Its state for a reader: what nobody took up in time has lapsed. What waits moves with the next sweep. Pure. */
export function checkStateAt(
  row: { readonly state: string; readonly untilMs: number },
  nowMs: number,
): NumberCheckState {
  const state = row.state as NumberCheckState;
  return (state === "proposed" || state === "approved") && row.untilMs <= nowMs ? "lapsed" : state;
}

/** Writes a check down; one that was under way for the same resident ends. */
export async function proposeCheck(db: Database, row: typeof numberCheck.$inferInsert): Promise<void> {
  await db.batch([
    db
      .update(numberCheck)
      .set({ state: "withdrawn", endedBy: row.proposedBy, endedAtMs: row.proposedAtMs })
      .where(and(eq(numberCheck.residentId, row.residentId), inArray(numberCheck.state, LIVE))),
    db.insert(numberCheck).values(row),
  ]);
}

/** A check of a region. */
export async function findCheck(
  db: Database,
  regionId: RegionId,
  id: string,
): Promise<NumberCheckRow | null> {
  const [row] = await db
    .select()
    .from(numberCheck)
    .where(and(eq(numberCheck.id, id), eq(numberCheck.regionId, regionId)));
  return row ?? null;
}

/** A region's checks since a moment, the newest first; of one resident, where one is named. */
export async function listChecks(
  db: Database,
  regionId: RegionId,
  { residentId, sinceMs, limit }: { residentId: ResidentId | undefined; sinceMs: number; limit: number },
): Promise<readonly NumberCheckRow[]> {
  return db
    .select()
    .from(numberCheck)
    .where(
      and(
        eq(numberCheck.regionId, regionId),
        gt(numberCheck.proposedAtMs, sinceMs),
        residentId === undefined ? undefined : eq(numberCheck.residentId, residentId),
      ),
    )
    .orderBy(desc(numberCheck.proposedAtMs), desc(numberCheck.id))
    .limit(limit);
}

/** A second person's approval, in time; false where it isn't theirs to give, or no more. */
export async function approveCheck(
  db: Database,
  check: { readonly id: string; readonly by: StaffId; readonly confirmKeyHash: string },
  nowMs: number,
): Promise<boolean> {
  const done = await db
    .update(numberCheck)
    .set({
      state: "approved",
      approvedBy: check.by,
      confirmKeyHash: check.confirmKeyHash,
      untilMs: nowMs + NUMBER_LINK_MS,
    })
    .where(
      and(
        eq(numberCheck.id, check.id),
        eq(numberCheck.state, "proposed"),
        ne(numberCheck.proposedBy, check.by),
        gt(numberCheck.untilMs, nowMs),
      ),
    )
    .returning({ id: numberCheck.id });
  return done.length > 0;
}

/** The check that a link's key belongs to. */
export async function checkByKey(
  db: Database,
  which: { readonly confirmKeyHash: string } | { readonly stopKeyHash: string },
): Promise<NumberCheckRow | null> {
  const [row] = await db
    .select()
    .from(numberCheck)
    .where(
      "confirmKeyHash" in which
        ? eq(numberCheck.confirmKeyHash, which.confirmKeyHash)
        : eq(numberCheck.stopKeyHash, which.stopKeyHash),
    );
  return row ?? null;
}

/** The new number has answered: from now on its owner has time to object. */
export async function beginWait(
  db: Database,
  check: { readonly id: string; readonly stopKeyHash: string },
  nowMs: number,
): Promise<NumberCheckRow | null> {
  const [row] = await db
    .update(numberCheck)
    .set({ state: "waiting", stopKeyHash: check.stopKeyHash, untilMs: nowMs + NUMBER_OBJECT_MS })
    .where(
      and(eq(numberCheck.id, check.id), eq(numberCheck.state, "approved"), gt(numberCheck.untilMs, nowMs)),
    )
    .returning();
  return row ?? null;
}

/** Ends a check that is under way; false where it had ended. */
export async function withdrawCheck(db: Database, id: string, by: string, nowMs: number): Promise<boolean> {
  const done = await db
    .update(numberCheck)
    .set({ state: "withdrawn", endedBy: by, endedAtMs: nowMs })
    .where(and(eq(numberCheck.id, id), inArray(numberCheck.state, LIVE)))
    .returning({ id: numberCheck.id });
  return done.length > 0;
}

/** What waits to move a resident's number. */
export async function waitingCheckOf(db: Database, residentId: ResidentId): Promise<NumberCheckRow | null> {
  const [row] = await db
    .select()
    .from(numberCheck)
    .where(and(eq(numberCheck.residentId, residentId), eq(numberCheck.state, "waiting")));
  return row ?? null;
}

/** Checks whose wait is over, the longest first. */
export async function dueChecks(
  db: Database,
  nowMs: number,
  limit: number,
): Promise<readonly NumberCheckRow[]> {
  return db
    .select()
    .from(numberCheck)
    .where(and(eq(numberCheck.state, "waiting"), lte(numberCheck.untilMs, nowMs)))
    .orderBy(asc(numberCheck.untilMs))
    .limit(limit);
}

/** A statement that holds where a check still waits and its time is over: what the number moves by. */
export function checkIsDue(db: Database, id: string, nowMs: number) {
  return db
    .select({ one: sql`1` })
    .from(numberCheck)
    .where(and(eq(numberCheck.id, id), eq(numberCheck.state, "waiting"), lte(numberCheck.untilMs, nowMs)));
}

/** Writes down how a wait ended that nobody withdrew: done where the number is the resident's now, else lapsed. */
export function endWait(db: Database, check: NumberCheckRow, nowMs: number) {
  return db
    .update(numberCheck)
    .set({
      state: sql`case when exists (
        select 1 from resident_phone p where p.resident_id = ${check.residentId} and p.lookup = ${check.toLookup}
      ) then 'done' else 'lapsed' end`,
      endedAtMs: nowMs,
    })
    .where(and(eq(numberCheck.id, check.id), eq(numberCheck.state, "waiting")));
}
