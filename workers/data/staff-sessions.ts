import { and, desc, eq, gt, gte, isNull, ne, sql } from "drizzle-orm";
import { staffSession } from "../../schema/d1/staff-session.ts";
import type { RegionId, StaffId } from "../../schema/ids.ts";
import { MAX_STAFF_SESSIONS } from "../../schema/limits.ts";
import type { Database } from "./database.ts";

export type StaffSessionRow = typeof staffSession.$inferSelect;
/** Why somebody ended a session before its time. */
export type SessionEnd = "signed-out" | "taken-away" | "too-many";

interface Account {
  readonly staffId: StaffId;
  readonly regionId: RegionId;
}

/**
 * Writes a session down, and ends those used longest ago where the account has too many; their ids. Half-open ones go first:
 * a password alone ends nobody's work.
 */
export async function insertStaffSession(
  db: Database,
  row: Omit<StaffSessionRow, "end" | "endedAtMs" | "lockedAtMs">,
): Promise<string[]> {
  const [, ended] = await db.batch([
    db.insert(staffSession).values(row),
    db
      .update(staffSession)
      .set({ end: "too-many", endedAtMs: row.startedAtMs })
      .where(
        and(
          eq(staffSession.staffId, row.staffId),
          isNull(staffSession.end),
          sql`${staffSession.id} not in (
            select id from staff_session where staff_id = ${row.staffId} and "end" is null
            order by id = ${row.id} desc, factor_at_ms is null, seen_at_ms desc limit ${MAX_STAFF_SESSIONS})`,
        ),
      )
      .returning({ id: staffSession.id }),
  ]);
  return ended.map((one) => one.id);
}

/** What the guard needs to know of a session; null where there is no such row. */
export async function findStaffSession(db: Database, id: string) {
  const [row] = await db
    .select({
      staffId: staffSession.staffId,
      seenAtMs: staffSession.seenAtMs,
      provedAtMs: staffSession.provedAtMs,
      factorAtMs: staffSession.factorAtMs,
      lockedAtMs: staffSession.lockedAtMs,
      ended: sql<boolean>`${staffSession.end} is not null`.mapWith(Boolean),
    })
    .from(staffSession)
    .where(eq(staffSession.id, id));
  return row ?? null;
}

/** Notes that a session was used. */
export async function sawStaffSession(db: Database, id: string, nowMs: number): Promise<void> {
  await db
    .update(staffSession)
    .set({ seenAtMs: sql`max(${staffSession.seenAtMs}, ${nowMs})` })
    .where(eq(staffSession.id, id));
}

/** Notes that its owner has shown once more who they are. */
export async function provedStaffSession(db: Database, id: string, nowMs: number): Promise<void> {
  await db.update(staffSession).set({ provedAtMs: nowMs }).where(eq(staffSession.id, id));
}

/** The sessions of an account that are open: not ended, not over, not older than what ended all of them. */
export async function openStaffSessions(
  db: Database,
  account: Account & { readonly sessionsFromMs: number },
  times: { readonly nowMs: number; readonly idleMs: number },
): Promise<StaffSessionRow[]> {
  return db
    .select()
    .from(staffSession)
    .where(
      and(
        eq(staffSession.staffId, account.staffId),
        eq(staffSession.regionId, account.regionId),
        isNull(staffSession.end),
        gte(staffSession.startedAtMs, account.sessionsFromMs),
        gt(staffSession.endsAtMs, times.nowMs),
        gt(staffSession.seenAtMs, times.nowMs - times.idleMs),
      ),
    )
    .orderBy(desc(staffSession.startedAtMs), desc(staffSession.id))
    .limit(MAX_STAFF_SESSIONS);
}

/** Which of an account's sessions somebody ends. */
export type WhichSessions = { readonly only: string } | { readonly allBut: string } | { readonly all: true };

/** Ends sessions of an account; those that are ended stay as they ended. The ids of the ones that this ended. */
export async function endStaffSessions(
  db: Database,
  account: Account,
  which: WhichSessions,
  end: SessionEnd,
  nowMs: number,
): Promise<string[]> {
  const rows = await db
    .update(staffSession)
    .set({ end, endedAtMs: nowMs })
    .where(
      and(
        eq(staffSession.staffId, account.staffId),
        eq(staffSession.regionId, account.regionId),
        isNull(staffSession.end),
        "only" in which ? eq(staffSession.id, which.only) : undefined,
        "allBut" in which ? ne(staffSession.id, which.allBut) : undefined,
      ),
    )
    .returning({ id: staffSession.id });
  return rows.map((row) => row.id);
}
