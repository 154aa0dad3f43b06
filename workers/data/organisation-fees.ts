import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { BusinessDate } from "../../schema/calendar.ts";
import { organisationFee } from "../../schema/d1/settlement.ts";
import type { OrganisationId, RegionId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import type { FeeRate } from "../settlement/fees.ts";
import type { ClosingRow } from "./closings.ts";
import type { Database } from "./database.ts";
import { isUniqueViolation } from "./unique.ts";

export type OrganisationFeeRow = typeof organisationFee.$inferSelect;

/** The rate of a version; null where it says "as everybody". */
export function rateOfRow(row: Pick<OrganisationFeeRow, "basisPoints" | "fixedYen">): FeeRate | null {
  return row.basisPoints === null
    ? null
    : { basisPoints: row.basisPoints, fixedYen: (row.fixedYen ?? 0) as Yen };
}

/** The fees of a programme's that some organisations have of their own on a date, of what was written by a moment. */
export async function ownFeesOn(
  db: Database,
  programme: { readonly regionId: string; readonly programmeId: string },
  at: { readonly on: string; readonly writtenByMs: number },
  organisationIds: readonly string[],
): Promise<ReadonlyMap<string, FeeRate | null>> {
  const rows = await db
    .select()
    .from(organisationFee)
    .where(
      and(
        eq(organisationFee.programmeId, programme.programmeId),
        eq(organisationFee.regionId, programme.regionId),
        sql`${organisationFee.organisationId} in (select value from json_each(${JSON.stringify(organisationIds)}))`,
        sql`${organisationFee.version} = (
          select max(v.version) from organisation_fee v
          where v.programme_id = ${organisationFee.programmeId} and v.organisation_id = ${organisationFee.organisationId}
            and v.effective_from <= ${at.on} and v.created_at_ms <= ${at.writtenByMs})`,
      ),
    );
  return new Map(rows.map((row) => [row.organisationId, rateOfRow(row)]));
}

/** What a closing charges organisations of their own (STL-12): in force on its first date, written before it began. */
export function ownFeesFor(
  db: Database,
  closing: ClosingRow,
  organisationIds: readonly string[],
): Promise<ReadonlyMap<string, FeeRate | null>> {
  return ownFeesOn(db, closing, { on: closing.fromOn, writtenByMs: closing.createdAtMs }, organisationIds);
}

/** An organisation that has versions, with the one in force and the last one. */
export interface OrganisationWithFee {
  readonly id: OrganisationId;
  readonly name: string;
  readonly kana: string;
  readonly parentName: string | null;
  readonly nowBasisPoints: number | null;
  readonly nowFixedYen: number | null;
  readonly lastFrom: BusinessDate;
  readonly lastBasisPoints: number | null;
  readonly lastFixedYen: number | null;
}

/** A page of the organisations with versions, by kana, and one row more. */
export async function listOrganisationsWithFee(
  db: Database,
  programme: { readonly regionId: string; readonly programmeId: string },
  page: {
    readonly today: BusinessDate;
    readonly after: readonly [string, string] | null;
    readonly limit: number;
  },
): Promise<readonly OrganisationWithFee[]> {
  const [kana, id] = page.after ?? ["", ""];
  return db.all<OrganisationWithFee>(sql`
    select o.id, o.name, o.kana, p.name as parentName,
      n.basis_points as nowBasisPoints, n.fixed_yen as nowFixedYen,
      l.effective_from as lastFrom, l.basis_points as lastBasisPoints, l.fixed_yen as lastFixedYen
    from (
      select organisation_id as id, max(version) as last,
        max(case when effective_from <= ${page.today} then version end) as now
      from organisation_fee
      where programme_id = ${programme.programmeId} and region_id = ${programme.regionId} group by organisation_id
    ) f
    join organisation o on o.id = f.id and o.region_id = ${programme.regionId}
    left join organisation p on p.id = o.parent_id
    join organisation_fee l on l.programme_id = ${programme.programmeId} and l.organisation_id = f.id and l.version = f.last
    left join organisation_fee n
      on n.programme_id = ${programme.programmeId} and n.organisation_id = f.id and n.version = f.now
    where (o.kana, o.id) > (${kana}, ${id})
    order by o.kana, o.id limit ${page.limit + 1}`);
}

/** A page of an organisation's versions, the newest first, and one row more. */
export async function listFeeVersions(
  db: Database,
  regionId: RegionId,
  of: { readonly programmeId: string; readonly organisationId: string },
  page: { readonly before: number | null; readonly limit: number },
): Promise<readonly OrganisationFeeRow[]> {
  return db
    .select()
    .from(organisationFee)
    .where(
      and(
        eq(organisationFee.programmeId, of.programmeId),
        eq(organisationFee.organisationId, of.organisationId),
        eq(organisationFee.regionId, regionId),
        page.before === null ? undefined : lt(organisationFee.version, page.before),
      ),
    )
    .orderBy(desc(organisationFee.version))
    .limit(page.limit + 1);
}

/** Appends a version; false where somebody else wrote the same one first. */
export async function addFeeVersion(db: Database, row: OrganisationFeeRow): Promise<boolean> {
  try {
    await db.insert(organisationFee).values(row);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
