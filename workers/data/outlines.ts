import { and, asc, eq, gt } from "drizzle-orm";
import type { MunicipalityOnMap, Outline } from "../../schema/api/maps.ts";
import { municipality } from "../../schema/d1/region.ts";
import type { RegionId } from "../../schema/ids.ts";
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
