import { and, asc, eq, gt, or, sql } from "drizzle-orm";
import { membership, staff } from "../../schema/d1/people.ts";
import { municipality, organisation, region } from "../../schema/d1/region.ts";
import { store } from "../../schema/d1/store.ts";
import type { OrganisationId, RegionId, StaffId, StoreId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";
import { likePattern } from "./like.ts";
import { isUniqueViolation } from "./unique.ts";

export type OrganisationRow = typeof organisation.$inferSelect;

/** One organisation of a region. */
export async function findOrganisation(
  db: Database,
  regionId: RegionId,
  id: string,
): Promise<OrganisationRow | null> {
  const [row] = await db
    .select()
    .from(organisation)
    .where(and(eq(organisation.id, id), eq(organisation.regionId, regionId)));
  return row ?? null;
}

/** Several of a region, by id. */
export async function organisationsByIds(
  db: Database,
  regionId: RegionId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OrganisationRow>> {
  if (ids.length === 0) return new Map();
  const wanted = JSON.stringify([...new Set(ids)]);
  const rows = await db
    .select()
    .from(organisation)
    .where(
      and(
        eq(organisation.regionId, regionId),
        sql`${organisation.id} in (select value from json_each(${wanted}))`,
      ),
    );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A page of a region's organisations, by kana. */
export async function listOrganisations(
  db: Database,
  regionId: RegionId,
  page: {
    readonly after: readonly [string, string] | null;
    readonly limit: number;
    readonly kind?: "secretariat" | "issuer" | "merchant" | undefined;
    readonly state?: "active" | "stopped" | undefined;
    readonly text?: string | undefined;
  },
): Promise<readonly OrganisationRow[]> {
  const like = page.text ? likePattern(page.text) : null;
  const kind = {
    secretariat: organisation.isSecretariat,
    issuer: organisation.isIssuer,
    merchant: organisation.isMerchant,
  };
  return db
    .select()
    .from(organisation)
    .where(
      and(
        eq(organisation.regionId, regionId),
        page.kind ? eq(kind[page.kind], true) : undefined,
        page.state ? eq(organisation.state, page.state) : undefined,
        like
          ? sql`(${organisation.name} like ${like} escape '\\' or ${organisation.kana} like ${like} escape '\\')`
          : undefined,
        page.after
          ? or(
              gt(organisation.kana, page.after[0]),
              and(eq(organisation.kana, page.after[0]), gt(organisation.id, page.after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(asc(organisation.kana), asc(organisation.id))
    .limit(page.limit + 1);
}

/** The branches of a head office, by kana; one more than asked for where there are more. */
export async function branchesOf(
  db: Database,
  regionId: RegionId,
  parentId: string,
  limit: number,
): Promise<readonly OrganisationRow[]> {
  return db
    .select()
    .from(organisation)
    .where(and(eq(organisation.regionId, regionId), eq(organisation.parentId, parentId)))
    .orderBy(asc(organisation.kana), asc(organisation.id))
    .limit(limit + 1);
}

/** The ids of an organisation and its branches. */
export async function treeOf(
  db: Database,
  regionId: RegionId,
  organisationId: OrganisationId,
): Promise<readonly OrganisationId[]> {
  const rows = await db
    .select({ id: organisation.id })
    .from(organisation)
    .where(
      and(
        eq(organisation.regionId, regionId),
        or(eq(organisation.id, organisationId), eq(organisation.parentId, organisationId)),
      ),
    );
  return rows.map((row) => row.id as OrganisationId);
}

/** How many stores and accounts an organisation has, its branches' included. */
export async function countsUnder(
  db: Database,
  regionId: RegionId,
  organisationId: string,
): Promise<{ readonly stores: number; readonly accounts: number }> {
  const tree = sql`(select ${organisation.id} from ${organisation} where ${organisation.regionId} = ${regionId} and (${organisation.id} = ${organisationId} or ${organisation.parentId} = ${organisationId}))`;
  const [stores, accounts] = await Promise.all([
    db.$count(store, and(eq(store.regionId, regionId), sql`${store.organisationId} in ${tree}`)),
    db
      .select({ n: sql<number>`count(distinct ${membership.staffId})` })
      .from(membership)
      .where(and(eq(membership.regionId, regionId), sql`${membership.organisationId} in ${tree}`)),
  ]);
  return { stores, accounts: accounts[0]?.n ?? 0 };
}

/** Stops an organisation or lets it go on (ORG-4); what lies under it follows from it and is not written. */
export async function setOrganisationState(
  db: Database,
  regionId: RegionId,
  organisationId: string,
  state: "active" | "stopped",
): Promise<void> {
  await db
    .update(organisation)
    .set({ state })
    .where(and(eq(organisation.id, organisationId), eq(organisation.regionId, regionId)));
}

/** Writes down how many guests a branch can take in on one day (FRD-3). */
export async function setGuestsPerDay(
  db: Database,
  regionId: RegionId,
  organisationId: string,
  guestsPerDay: number | null,
): Promise<void> {
  await db
    .update(organisation)
    .set({ guestsPerDay })
    .where(and(eq(organisation.id, organisationId), eq(organisation.regionId, regionId)));
}

/** The accounts at an organisation and its branches: whose sessions its suspension ends. */
export async function staffUnder(
  db: Database,
  regionId: RegionId,
  organisationId: string,
): Promise<readonly StaffId[]> {
  const rows = await db
    .selectDistinct({ id: membership.staffId })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.organisationId))
    .where(
      and(
        eq(membership.regionId, regionId),
        or(eq(organisation.id, organisationId), eq(organisation.parentId, organisationId)),
      ),
    );
  return rows.map((row) => row.id as StaffId);
}

/** The stores of an organisation and its branches. */
export async function storesUnder(
  db: Database,
  regionId: RegionId,
  organisationId: string,
): Promise<readonly StoreId[]> {
  const rows = await db
    .select({ id: store.id })
    .from(store)
    .innerJoin(organisation, eq(organisation.id, store.organisationId))
    .where(
      and(
        eq(store.regionId, regionId),
        or(eq(organisation.id, organisationId), eq(organisation.parentId, organisationId)),
      ),
    );
  return rows.map((row) => row.id as StoreId);
}

/** The name of a region; null where there is none. */
export async function regionName(db: Database, regionId: RegionId): Promise<string | null> {
  const [row] = await db.select({ name: region.name }).from(region).where(eq(region.id, regionId));
  return row?.name ?? null;
}

/** Writes an organisation. */
export async function createOrganisation(db: Database, row: OrganisationRow): Promise<void> {
  await db.insert(organisation).values(row);
}

/** The municipalities of a region. */
export async function municipalitiesOf(db: Database, regionId: RegionId) {
  return db
    .select({ code: municipality.code, name: municipality.name })
    .from(municipality)
    .where(eq(municipality.regionId, regionId))
    .orderBy(asc(municipality.code));
}

/** A region with its municipalities, its secretariat and the first account, all or nothing; false where a name is taken. */
export async function createRegion(
  db: Database,
  all: {
    readonly region: typeof region.$inferInsert;
    readonly municipalities: readonly {
      readonly code: string;
      readonly name: string;
      readonly kana?: string | undefined;
    }[];
    readonly secretariat: OrganisationRow;
    readonly account: typeof staff.$inferInsert;
  },
): Promise<boolean> {
  const regionId = all.region.id;
  const list = JSON.stringify(all.municipalities.map(({ code, name, kana }) => [code, name, kana ?? null]));
  try {
    await db.batch([
      db.insert(region).values(all.region),
      // Two thousand rows of four values would be too many parameters for D1.
      db
        .insert(municipality)
        .select(sql`select ${regionId}, value ->> 0, value ->> 1, value ->> 2, null from json_each(${list})`),
      db.insert(organisation).values(all.secretariat),
      db.insert(staff).values(all.account),
      db.insert(membership).values({
        staffId: all.account.id,
        organisationId: all.secretariat.id as OrganisationId,
        role: "secretariat-admin",
        regionId,
      }),
    ]);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
