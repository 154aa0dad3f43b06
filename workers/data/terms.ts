import { and, asc, desc, eq, gt, lte, or, sql } from "drizzle-orm";
import type { OfficeTermsKind, TermsKind } from "../../schema/api/terms.ts";
import { organisation } from "../../schema/d1/region.ts";
import { terms, termsAcceptance } from "../../schema/d1/terms.ts";
import type { OrganisationId, RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";
import { isUniqueViolation } from "./unique.ts";

export type TermsRow = typeof terms.$inferSelect;

/** Terms that an organisation has not accepted yet. */
export interface DueTerms {
  readonly termsId: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly kind: OfficeTermsKind;
  readonly version: number;
  readonly title: string;
  readonly blocksFromMs: number;
}

/** The version of a kind that is asked for now: the newest published. Null where none is. */
export async function currentTerms(
  db: Database,
  regionId: RegionId,
  kind: TermsKind,
  nowMs: number,
): Promise<TermsRow | null> {
  const [row] = await db
    .select()
    .from(terms)
    .where(and(eq(terms.regionId, regionId), eq(terms.kind, kind), lte(terms.publishedAtMs, nowMs)))
    .orderBy(desc(terms.version))
    .limit(1);
  return row ?? null;
}

/** One version, by id. */
export async function findTerms(db: Database, regionId: RegionId, id: string): Promise<TermsRow | null> {
  const [row] = await db
    .select()
    .from(terms)
    .where(and(eq(terms.id, id), eq(terms.regionId, regionId)));
  return row ?? null;
}

/** What these organisations have not accepted of what is asked of them now (ORG-5). Head offices accept, for all below. */
export async function dueTerms(
  db: Database,
  regionId: RegionId,
  offices: readonly (typeof organisation.$inferSelect)[],
  nowMs: number,
): Promise<readonly DueTerms[]> {
  const heads = offices.filter((office) => office.parentId === null);
  if (heads.length === 0) return [];
  const rows = await termsStates(db, regionId, heads, nowMs);
  return rows
    .filter((row) => row.acceptedAtMs === null)
    .map(({ acceptedAtMs: _, acceptedBy: __, ...due }) => due);
}

/** Every version that is asked of these organisations now, with who accepted it. */
export async function termsStates(
  db: Database,
  regionId: RegionId,
  heads: readonly (typeof organisation.$inferSelect)[],
  nowMs: number,
): Promise<
  readonly (DueTerms & { readonly acceptedBy: string | null; readonly acceptedAtMs: number | null })[]
> {
  const ids = JSON.stringify([...new Set(heads.map((head) => head.id))]);
  const rows = await db
    .select({
      terms,
      organisation,
      acceptedBy: termsAcceptance.name,
      acceptedAtMs: termsAcceptance.acceptedAtMs,
    })
    .from(organisation)
    .innerJoin(
      terms,
      and(
        eq(terms.regionId, organisation.regionId),
        sql`((${terms.kind} = 'merchant' and ${organisation.isMerchant}) or (${terms.kind} = 'issuer' and ${organisation.isIssuer}))`,
        // The newest published of its kind.
        sql`${terms.version} = (select max(t.version) from terms as t where t.region_id = ${regionId} and t.kind = ${terms.kind} and t.published_at_ms <= ${nowMs})`,
      ),
    )
    .leftJoin(
      termsAcceptance,
      and(eq(termsAcceptance.termsId, terms.id), eq(termsAcceptance.organisationId, organisation.id)),
    )
    .where(
      and(
        eq(organisation.regionId, regionId),
        sql`${organisation.id} in (select value from json_each(${ids}))`,
      ),
    )
    .orderBy(asc(terms.blocksFromMs));
  return rows.map((row) => ({
    termsId: row.terms.id,
    organisationId: row.organisation.id as OrganisationId,
    organisationName: row.organisation.name,
    kind: row.terms.kind as OfficeTermsKind,
    version: row.terms.version,
    title: row.terms.title,
    blocksFromMs: row.terms.blocksFromMs,
    acceptedBy: row.acceptedBy,
    acceptedAtMs: row.acceptedAtMs,
  }));
}

/** Writes the next version of its kind; null where somebody else wrote it at the same moment. */
export async function createTerms(db: Database, row: Omit<TermsRow, "version">): Promise<TermsRow | null> {
  try {
    const [written] = await db
      .insert(terms)
      .values({
        ...row,
        version: sql<number>`(select coalesce(max(t.version), 0) + 1 from terms as t where t.region_id = ${row.regionId} and t.kind = ${row.kind})`,
      } as unknown as TermsRow)
      .returning();
    return written ?? null;
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/** Every version of a region with how many accepted it, newest first; one more row than asked for. */
export async function listTerms(
  db: Database,
  regionId: RegionId,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly kind?: TermsKind | undefined;
  },
) {
  return db
    .select({
      terms,
      acceptances: sql<number>`case when ${terms.kind} = 'resident'
        then (select count(*) from resident_consent as c
          where c.region_id = terms.region_id and c.kind = 'terms' and c.version = terms.version)
        else (select count(*) from terms_acceptance as a where a.terms_id = ${terms.id}) end`,
    })
    .from(terms)
    .where(
      and(
        eq(terms.regionId, regionId),
        page.kind ? eq(terms.kind, page.kind) : undefined,
        page.after
          ? sql`(${terms.createdAtMs}, ${terms.id}) < (${page.after[0]}, ${page.after[1]})`
          : undefined,
      ),
    )
    .orderBy(desc(terms.createdAtMs), desc(terms.id))
    .limit(page.limit + 1);
}

/** Writes down who accepted; a second time changes nothing, so the first name and time stand. */
export async function acceptTerms(db: Database, row: typeof termsAcceptance.$inferInsert): Promise<void> {
  await db.insert(termsAcceptance).values(row).onConflictDoNothing();
}

/** Who accepted a version, oldest first; one more row than asked for. */
export async function listAcceptances(
  db: Database,
  regionId: RegionId,
  termsId: string,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
) {
  return db
    .select({
      organisationId: termsAcceptance.organisationId,
      organisationName: organisation.name,
      name: termsAcceptance.name,
      acceptedAtMs: termsAcceptance.acceptedAtMs,
    })
    .from(termsAcceptance)
    .innerJoin(organisation, eq(organisation.id, termsAcceptance.organisationId))
    .where(
      and(
        eq(termsAcceptance.regionId, regionId),
        eq(termsAcceptance.termsId, termsId),
        page.after
          ? or(
              gt(termsAcceptance.acceptedAtMs, page.after[0]),
              and(
                eq(termsAcceptance.acceptedAtMs, page.after[0]),
                gt(termsAcceptance.organisationId, page.after[1]),
              ),
            )
          : undefined,
      ),
    )
    .orderBy(asc(termsAcceptance.acceptedAtMs), asc(termsAcceptance.organisationId))
    .limit(page.limit + 1);
}
