import { and, eq, sql } from "drizzle-orm";
import { picture } from "../../schema/d1/programme.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** How many pictures a region has uploaded. */
export function countPictures(db: Database, regionId: RegionId): Promise<number> {
  return db.$count(picture, eq(picture.regionId, regionId));
}

/** Writes down whose a picture is; a second time changes nothing. */
export async function recordPicture(db: Database, row: typeof picture.$inferInsert): Promise<void> {
  await db.insert(picture).values(row).onConflictDoNothing();
}

/** Those of the names that are no picture of the region's. */
export async function unknownPictures(
  db: Database,
  regionId: RegionId,
  names: readonly string[],
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const rows = await db
    .select({ name: picture.name })
    .from(picture)
    .where(
      and(
        eq(picture.regionId, regionId),
        sql`${picture.name} in (select value from json_each(${JSON.stringify(names)}))`,
      ),
    );
  const known = new Set(rows.map((row) => row.name));
  return names.filter((name) => !known.has(name));
}
