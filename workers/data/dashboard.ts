import { addDays, type BusinessDate, compareDates } from "../../schema/calendar.ts";
import type { OrganisationId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { DASHBOARD_NAMES, MAX_DASHBOARD_DAYS } from "../../schema/limits.ts";
import { type DayTotal, daysBetween, foldHours, type TimeTotal } from "./hour-totals.ts";

type Of = { readonly programmeId: ProgrammeId; readonly regionId: RegionId };
type Dates = { readonly from: BusinessDate; readonly to: BusinessDate };

/** What was paid at the stores of one place or industry, or at one store. */
export interface Taken {
  readonly id: string;
  readonly name: string;
  readonly town: string;
  readonly stores: number;
  readonly payments: number;
  readonly paperNetYen: number;
  readonly appNetYen: number;
  readonly netYen: number;
}
interface TakenRow extends Taken {
  readonly what: "town" | "industry" | "store" | "total";
}

const SUMS = `sum(payments) as payments, sum(paperNetYen) as paperNetYen, sum(appNetYen) as appNetYen,
  sum(paperNetYen + appNetYen) as netYen`;

/**
 * The stores' days of a period, read once and gathered by what people ask for. Names and places are today's; a report as of
 * a sealed date has those of its seal. Every municipality is there, also where nothing was paid.
 */
const TAKEN = `
with taken as materialized (
  select d.store_id, sum(d.paper_count + d.app_count) as payments,
    sum(d.paper_yen - d.paper_reversed_yen) as paperNetYen, sum(d.app_yen - d.app_reversed_yen) as appNetYen
  from store_day d
  where d.programme_id = ?1 and d.region_id = ?2 and d.book_date between ?3 and ?4
  group by d.store_id
), placed as materialized (
  select t.*, s.name, s.municipality, substr(s.industry, 1, 1) as division
  from taken t join store s on s.id = t.store_id
)
select 'total' as what, '' as id, '' as name, '' as town, count(*) as stores, coalesce(sum(payments), 0) as payments,
  coalesce(sum(paperNetYen), 0) as paperNetYen, coalesce(sum(appNetYen), 0) as appNetYen,
  coalesce(sum(paperNetYen + appNetYen), 0) as netYen
from taken
union all
select 'town', m.code, m.name, '', count(p.store_id), coalesce(sum(p.payments), 0), coalesce(sum(p.paperNetYen), 0),
  coalesce(sum(p.appNetYen), 0), coalesce(sum(p.paperNetYen + p.appNetYen), 0)
from municipality m left join placed p on p.municipality = m.code
where m.region_id = ?2 group by m.code
union all
select 'industry', division, '', '', count(*), ${SUMS} from placed group by division
union all
select * from (
  select 'store', p.store_id, p.name, m.name, 1, p.payments, p.paperNetYen, p.appNetYen, p.paperNetYen + p.appNetYen
  from placed p join municipality m on m.region_id = ?2 and m.code = p.municipality
  order by p.paperNetYen + p.appNetYen desc, p.store_id limit ${DASHBOARD_NAMES}
)
order by 9 desc, 2`;

/** What issuers took out of their allotments for coupons, less what came back (FND-9); giving and moving is neither. */
const ISSUED = `
with issued as materialized (
  select substr(part, 10) as issuer, -sum(amount_yen) as yen
  from ledger_total
  where programme_id = ?1 and region_id = ?2 and class = 'fund' and part like 'allotted:%'
    and kind not in ('allot', 'move') and book_date between ?3 and ?4
  group by part
), named as (
  select i.issuer, o.name, i.yen from issued i join organisation o on o.id = i.issuer
  order by i.yen desc, i.issuer limit ${DASHBOARD_NAMES}
)
select issuer as issuerId, name, yen as netYen, (select count(*) from issued) as issuers,
  (select sum(yen) from issued) as allYen
from named order by yen desc, issuer`;

/** The first date on which anything of a programme was booked that stands in its hours. */
const FIRST = `select min(book_date) as date from hour_total where programme_id = ?1 and region_id = ?2`;

/** A period of a programme as the dashboard tells it. */
export interface Period extends Dates {
  readonly total: TimeTotal & Pick<Taken, "paperNetYen" | "appNetYen" | "netYen">;
  readonly days: readonly DayTotal[];
  readonly towns: readonly Taken[];
  readonly industries: readonly Taken[];
  readonly issuers: readonly IssuerTotal[];
  readonly otherIssuers: Others;
  readonly stores: readonly Taken[];
  readonly otherStores: Others;
}
export interface IssuerTotal {
  readonly issuerId: OrganisationId;
  readonly name: string;
  readonly netYen: number;
}
export interface Others {
  readonly count: number;
  readonly netYen: number;
}

/** The days that a question means: from the first on which anything happened, until today, and never more than told at once. */
async function datesOf(
  db: D1Database,
  of: Of,
  asked: { readonly from?: BusinessDate | undefined; readonly to?: BusinessDate | undefined },
  today: BusinessDate,
): Promise<Dates> {
  const to = asked.to ?? today;
  const first = asked.from ?? (await firstDate(db, of)) ?? to;
  const [from = to] = [first, to].sort(compareDates);
  const earliest = addDays(to, 1 - MAX_DASHBOARD_DAYS);
  return { from: compareDates(from, earliest) < 0 ? earliest : from, to };
}

async function firstDate(db: D1Database, of: Of): Promise<BusinessDate | null> {
  const row = await db
    .prepare(FIRST)
    .bind(of.programmeId, of.regionId)
    .first<{ date: BusinessDate | null }>();
  return row?.date ?? null;
}

/** Reads a period from the totals that the projection keeps, all of it at one moment (DSH-1). */
export async function readPeriod(
  db: D1Database,
  of: Of,
  asked: { readonly from?: BusinessDate | undefined; readonly to?: BusinessDate | undefined },
  today: BusinessDate,
): Promise<Period> {
  await foldHours(db);
  const dates = await datesOf(db, of, asked, today);
  const bound = [of.programmeId, of.regionId, dates.from, dates.to] as const;
  const [days, taken, issued] = await db.batch([
    daysBetween(db, of, dates),
    db.prepare(TAKEN).bind(...bound),
    db.prepare(ISSUED).bind(...bound),
  ]);
  return periodFrom(
    dates,
    (days?.results ?? []) as DayTotal[],
    (taken?.results ?? []) as TakenRow[],
    (issued?.results ?? []) as (IssuerTotal & { readonly issuers: number; readonly allYen: number })[],
  );
}

/** Puts rows into a period; what isn't named is told as others, so that every list adds up to its whole. Pure. */
function periodFrom(
  dates: Dates,
  days: readonly DayTotal[],
  taken: readonly TakenRow[],
  issued: readonly (IssuerTotal & { readonly issuers: number; readonly allYen: number })[],
): Period {
  const rows = (what: TakenRow["what"]) => taken.filter((row) => row.what === what);
  const sum = (of: keyof TimeTotal) => days.reduce((all, day) => all + day[of], 0);
  const [whole] = rows("total");
  const stores = rows("store");
  const { paperNetYen = 0, appNetYen = 0, netYen = 0 } = whole ?? {};
  const yenOf = (some: readonly { readonly netYen: number }[]) =>
    some.reduce((all, each) => all + each.netYen, 0);
  const [first] = issued;
  return {
    ...dates,
    total: {
      issuedYen: sum("issuedYen"),
      cancelledYen: sum("cancelledYen"),
      grantedYen: sum("grantedYen"),
      payments: sum("payments"),
      paidYen: sum("paidYen"),
      reversedYen: sum("reversedYen"),
      paperNetYen,
      appNetYen,
      netYen,
    },
    days,
    towns: rows("town"),
    industries: rows("industry"),
    issuers: issued.map(({ issuerId, name, netYen: yen }) => ({ issuerId, name, netYen: yen })),
    otherIssuers: {
      count: (first?.issuers ?? 0) - issued.length,
      netYen: (first?.allYen ?? 0) - yenOf(issued),
    },
    stores,
    otherStores: { count: (whole?.stores ?? 0) - stores.length, netYen: netYen - yenOf(stores) },
  };
}
