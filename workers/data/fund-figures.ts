import type { BusinessDate } from "../../schema/calendar.ts";
import type { OrganisationId, ProgrammeId, RegionId } from "../../schema/ids.ts";

/** An issuer's share of a fund, from the projection. */
export interface ShareRow {
  readonly id: OrganisationId;
  readonly name: string;
  readonly kana: string;
  readonly givenYen: number;
  readonly leftYen: number;
}

/** Between an issuer and the fund or another issuer; every other kind issues, or gives back what was issued. */
const GIVING = "('allot', 'move')";

/** A page of a region's issuers (head offices) with their shares of a programme's fund, by kana. */
export async function issuerShares(
  db: D1Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  page: { readonly after: readonly [string, string] | null; readonly limit: number },
): Promise<readonly ShareRow[]> {
  const [kana, id] = page.after ?? ["", ""];
  const { results } = await db
    .prepare(
      `with share (id, given, has) as materialized (
         select substr(part, 10), sum(case when kind in ${GIVING} then amount_yen else 0 end), sum(amount_yen)
         from ledger_total
         where programme_id = ?1 and region_id = ?2 and class = 'fund' and part like 'allotted:%' group by part
       )
       select o.id, o.name, o.kana, coalesce(s.given, 0) as givenYen, coalesce(s.has, 0) as leftYen
       from organisation o left join share s on s.id = o.id
       where o.region_id = ?2 and o.is_issuer = 1 and o.parent_id is null and (o.kana, o.id) > (?3, ?4)
       order by o.kana, o.id limit ?5`,
    )
    .bind(programmeId, regionId, kana, id, page.limit + 1)
    .all<ShareRow>();
  return results;
}

/** Money of a fund that a threshold is held against: what can be issued of how much (FND-10). */
export interface Left {
  readonly leftYen: number;
  /** Deposited so far; of an issuer: given so far. */
  readonly ofYen: number;
}

/** What is left of a programme's whole fund, and of each issuer's allotment, from the projection. */
export async function leftOfFund(
  db: D1Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
): Promise<{ readonly fund: Left; readonly issuers: ReadonlyMap<string, Left> }> {
  const { results } = await db
    .prepare(
      `select part, sum(amount_yen) as leftYen,
         sum(case when kind = 'deposit' or (part <> 'available' and kind in ${GIVING}) then amount_yen else 0 end) as ofYen
       from ledger_total
       where programme_id = ?1 and region_id = ?2 and class = 'fund' and (part = 'available' or part like 'allotted:%')
       group by part`,
    )
    .bind(programmeId, regionId)
    .all<Left & { readonly part: string }>();
  const issuers = new Map<string, Left>();
  let [leftYen, ofYen] = [0, 0];
  for (const row of results) {
    leftYen += row.leftYen;
    if (row.part === "available") ofYen = row.ofYen;
    else issuers.set(row.part.slice("allotted:".length), { leftYen: row.leftYen, ofYen: row.ofYen });
  }
  return { fund: { leftYen, ofYen }, issuers };
}

/** The first booking date on which anything was issued or granted; null where nothing was. */
export async function firstIssuedOn(
  db: D1Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
): Promise<BusinessDate | null> {
  const row = await db
    .prepare(
      `select min(book_date) as date from ledger_total
       where programme_id = ?1 and region_id = ?2 and class = 'fund' and kind in ('issue', 'grant-pending')`,
    )
    .bind(programmeId, regionId)
    .first<{ date: BusinessDate | null }>();
  return row?.date ?? null;
}

/** What was issued out of what can be issued (less what came back), and what was used, by booking date. */
export interface FundDay {
  readonly date: BusinessDate;
  readonly issuedYen: number;
  readonly usedYen: number;
}

/** Every date of a range on which something was issued or used, in order (FND-9). */
export async function fundDays(
  db: D1Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  range: { readonly from: BusinessDate; readonly to: BusinessDate },
): Promise<readonly FundDay[]> {
  const { results } = await db
    .prepare(
      `select book_date as date,
         -sum(case when class = 'fund' and (part = 'available' or part like 'allotted:%')
           and kind not in ('deposit', 'allot', 'move') then amount_yen else 0 end) as issuedYen,
         -sum(case when class <> 'fund' and kind in ('pay', 'reverse') then amount_yen else 0 end) as usedYen
       from ledger_total
       where programme_id = ?1 and region_id = ?2 and book_date between ?3 and ?4
       group by book_date order by book_date`,
    )
    .bind(programmeId, regionId, range.from, range.to)
    .all<FundDay>();
  return results;
}
