import { and, asc, desc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Contact, PageKind } from "../../schema/api/regions.ts";
import { staff } from "../../schema/d1/people.ts";
import { municipality, organisation, region, regionPage } from "../../schema/d1/region.ts";
import type { RegionId, StaffId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** What a page says: a text, or where the call centre is. */
export type PageBody = { readonly text: string } | { readonly contact: Contact };

export interface RegionFacts {
  readonly id: RegionId;
  readonly name: string;
  readonly domain: string | null;
}

export interface PageRow {
  readonly kind: PageKind;
  readonly version: number;
  readonly body: PageBody;
  readonly publishedAtMs: number;
  readonly publishedByName: string | null;
}

/** A region as everybody may know it. */
export async function findRegion(db: Database, regionId: string): Promise<RegionFacts | null> {
  const [row] = await db.select().from(region).where(eq(region.id, regionId));
  return row ? { id: row.id as RegionId, name: row.name, domain: row.domain } : null;
}

/** A region with what its Pays are found by. */
export interface RegionWithTowns {
  readonly kana: string | null;
  /** Its secretariat by name. */
  readonly runBy: string;
  readonly towns: readonly { readonly code: string; readonly name: string; readonly kana: string | null }[];
}

/** Regions with their secretariats and municipalities: two queries, however many there are. */
export async function regionsWithTowns(
  db: Database,
  regionIds: readonly RegionId[],
): Promise<ReadonlyMap<RegionId, RegionWithTowns>> {
  const ids = JSON.stringify(regionIds);
  const [regions, towns] = await Promise.all([
    db
      .select({ id: region.id, kana: region.kana, runBy: organisation.name })
      .from(region)
      .innerJoin(
        organisation,
        and(
          eq(organisation.regionId, region.id),
          eq(organisation.isSecretariat, true),
          isNull(organisation.parentId),
        ),
      )
      .where(sql`${region.id} in (select value from json_each(${ids}))`),
    db
      .select({
        regionId: municipality.regionId,
        code: municipality.code,
        name: municipality.name,
        kana: municipality.kana,
      })
      .from(municipality)
      .where(sql`${municipality.regionId} in (select value from json_each(${ids}))`)
      .orderBy(asc(municipality.regionId), asc(municipality.code)),
  ]);
  const own = Map.groupBy(towns, (town) => town.regionId);
  return new Map(
    regions.map(({ id, kana, runBy }) => [id as RegionId, { kana, runBy, towns: own.get(id) ?? [] }]),
  );
}

/** The newest version of each page of a region that has been published. */
export async function currentPages(
  db: Database,
  regionId: RegionId,
): Promise<ReadonlyMap<PageKind, PageRow>> {
  const rows = await db
    .select()
    .from(regionPage)
    .where(
      and(
        eq(regionPage.regionId, regionId),
        sql`${regionPage.version} = (
          select max(last.version) from region_page last
          where last.region_id = ${regionPage.regionId} and last.kind = ${regionPage.kind})`,
      ),
    );
  return new Map(rows.map((row) => [row.kind as PageKind, shown(row, null)]));
}

/** A page of a page's versions, newest first. */
export async function listPageVersions(
  db: Database,
  regionId: RegionId,
  kind: PageKind,
  page: { readonly beforeVersion: number | null; readonly limit: number },
): Promise<readonly PageRow[]> {
  const rows = await db
    .select({ row: regionPage, name: staff.name })
    .from(regionPage)
    .leftJoin(staff, eq(staff.id, regionPage.publishedBy))
    .where(
      and(
        eq(regionPage.regionId, regionId),
        eq(regionPage.kind, kind),
        page.beforeVersion === null ? undefined : lt(regionPage.version, page.beforeVersion),
      ),
    )
    .orderBy(desc(regionPage.version))
    .limit(page.limit + 1);
  return rows.map(({ row, name }) => shown(row, name));
}

/** Where a region's call centre is, as it says itself; null where it has published none. */
export async function findCallCentre(db: Database, regionId: RegionId): Promise<Contact | null> {
  const [page] = await listPageVersions(db, regionId, "contact", { beforeVersion: null, limit: 1 });
  return page && "contact" in page.body ? page.body.contact : null;
}

/** Publishes the next version of a page; false where somebody else published the same number first. */
export async function publishPage(
  db: Database,
  row: {
    readonly regionId: RegionId;
    readonly kind: PageKind;
    readonly version: number;
    readonly body: PageBody;
    readonly publishedAtMs: number;
    readonly publishedBy: StaffId;
  },
): Promise<boolean> {
  const done = await db
    .insert(regionPage)
    .values({ ...row, body: JSON.stringify(row.body) })
    .onConflictDoNothing()
    .returning({ version: regionPage.version });
  return done.length === 1;
}

function shown(row: typeof regionPage.$inferSelect, publishedByName: string | null): PageRow {
  return {
    kind: row.kind as PageKind,
    version: row.version,
    body: JSON.parse(row.body) as PageBody,
    publishedAtMs: row.publishedAtMs,
    publishedByName,
  };
}
