import { and, eq, gt } from "drizzle-orm";
import { staff } from "../../schema/d1/people.ts";
import { store } from "../../schema/d1/store.ts";
import { trace } from "../../schema/d1/trace.ts";
import type { RegionId, StaffId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

export type TraceRow = typeof trace.$inferSelect;

/** Writes down that a story was opened. */
export async function openTrace(db: Database, row: TraceRow): Promise<void> {
  await db.insert(trace).values(row);
}

/** A story that this member of staff opened since then; anybody else's isn't there. */
export async function findTrace(
  db: Database,
  regionId: RegionId,
  staffId: StaffId,
  id: string,
  sinceMs: number,
): Promise<TraceRow | null> {
  const [row] = await db
    .select()
    .from(trace)
    .where(
      and(
        eq(trace.id, id),
        eq(trace.regionId, regionId),
        eq(trace.staffId, staffId),
        gt(trace.openedAtMs, sinceMs),
      ),
    );
  return row ?? null;
}

/** A member of staff of a region by id or sign-in ID. */
export async function staffByIdOrLogin(db: Database, regionId: RegionId, value: string) {
  const columns = { id: staff.id, name: staff.name };
  const byId = await db
    .select(columns)
    .from(staff)
    .where(and(eq(staff.id, value), eq(staff.regionId, regionId)));
  if (byId[0]) return byId[0];
  const byLogin = await db
    .select(columns)
    .from(staff)
    .where(and(eq(staff.loginId, value.normalize("NFKC").toLowerCase()), eq(staff.regionId, regionId)));
  return byLogin[0] ?? null;
}

/** A store of a region by id, or by its name where only one has it. */
export async function storeByIdOrName(db: Database, regionId: RegionId, value: string) {
  const columns = { id: store.id, name: store.name };
  const byId = await db
    .select(columns)
    .from(store)
    .where(and(eq(store.id, value), eq(store.regionId, regionId)));
  if (byId[0]) return byId[0];
  const byName = await db
    .select(columns)
    .from(store)
    .where(and(eq(store.name, value), eq(store.regionId, regionId)))
    .limit(2);
  return byName.length === 1 ? (byName[0] ?? null) : null;
}
