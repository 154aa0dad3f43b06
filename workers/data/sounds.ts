import { and, eq } from "drizzle-orm";
import { sound } from "../../schema/d1/programme.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** How many sounds a region has uploaded. */
export function countSounds(db: Database, regionId: RegionId): Promise<number> {
  return db.$count(sound, eq(sound.regionId, regionId));
}

/** Writes down whose a sound is; a second time changes nothing. */
export async function recordSound(db: Database, row: typeof sound.$inferInsert): Promise<void> {
  await db.insert(sound).values(row).onConflictDoNothing();
}

/** Whether a sound is one of the region's. */
export async function hasSound(db: Database, regionId: RegionId, name: string): Promise<boolean> {
  const row = await db
    .select({ name: sound.name })
    .from(sound)
    .where(and(eq(sound.regionId, regionId), eq(sound.name, name)))
    .get();
  return row !== undefined;
}
