import { and, asc, eq, gt } from "drizzle-orm";
import type { MunicipalityOnMap, Outline } from "../../schema/api/maps.ts";
import type { Pin } from "../../schema/api/stores.ts";
import { municipality } from "../../schema/d1/region.ts";
import type { RegionId } from "../../schema/ids.ts";
import { OUTLINES_PER_PAGE } from "../../schema/limits.ts";
import { mayBelongTo } from "../../schema/pins.ts";
import type { Database } from "./database.ts";

/** Municipalities of a region with where they lie, by code; one row more than asked for where there are more. */
export async function listOutlines(
  db: Database,
  regionId: RegionId,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly MunicipalityOnMap[]> {
  const rows = await db
    .select({ code: municipality.code, name: municipality.name, outline: municipality.outline })
    .from(municipality)
    .where(
      and(
        eq(municipality.regionId, regionId),
        page.after === null ? undefined : gt(municipality.code, page.after),
      ),
    )
    .orderBy(asc(municipality.code))
    .limit(page.limit + 1);
  return rows.map((row) => ({ ...row, outline: row.outline === null ? null : JSON.parse(row.outline) }));
}

/**
 * Whether a place lies away from all of a region (MAP-6). It is not said where nothing is drawn; the first municipality that it
 * may be of ends the search, page by page.
 */
export async function outsideRegion(db: Database, regionId: RegionId, pin: Pin): Promise<boolean> {
  let after: string | null = null;
  for (;;) {
    const rows: readonly MunicipalityOnMap[] = await listOutlines(db, regionId, {
      after,
      limit: OUTLINES_PER_PAGE,
    });
    const page = rows.slice(0, OUTLINES_PER_PAGE);
    if (page.some((town) => mayBelongTo(pin, town))) return false;
    const last = page.at(-1);
    if (last === undefined || rows.length <= OUTLINES_PER_PAGE) return last !== undefined;
    after = last.code;
  }
}

/** Draws a municipality; false where the region has none of that code. */
export async function setOutline(
  db: Database,
  regionId: RegionId,
  code: string,
  outline: Outline,
): Promise<boolean> {
  const rows = await db
    .update(municipality)
    .set({ outline: JSON.stringify(outline) })
    .where(and(eq(municipality.regionId, regionId), eq(municipality.code, code)))
    .returning({ code: municipality.code });
  return rows.length > 0;
}
