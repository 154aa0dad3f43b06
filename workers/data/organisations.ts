import { and, asc, eq, gt, or, sql } from "drizzle-orm";
import { membership, staff } from "../../schema/d1/people.ts";
import { municipality, organisation, region } from "../../schema/d1/region.ts";
import type { OrganisationId, RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";
import { isUniqueViolation } from "./staff-accounts.ts";

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
  },
): Promise<readonly OrganisationRow[]> {
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
    readonly municipalities: readonly { readonly code: string; readonly name: string }[];
    readonly secretariat: OrganisationRow;
    readonly account: typeof staff.$inferInsert;
  },
): Promise<boolean> {
  const regionId = all.region.id;
  const list = JSON.stringify(all.municipalities.map(({ code, name }) => [code, name]));
  try {
    await db.batch([
      db.insert(region).values(all.region),
      // Two thousand rows of three values would be too many parameters for D1.
      db
        .insert(municipality)
        .select(sql`select ${regionId}, value ->> 0, value ->> 1 from json_each(${list})`),
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
