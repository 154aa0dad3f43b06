import type { SalesBy, Taken } from "../../schema/api/sales.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { RegionId } from "../../schema/ids.ts";

/** Whose sales, and of which of them (SAL-1). */
export interface SalesScope {
  readonly regionId: RegionId;
  /** Stores of these organisations and of no other (WHO-2). */
  readonly organisationIds: readonly string[];
  readonly storeId: string | null;
  readonly tillId: string | null;
  readonly programmeId: string | null;
  /** Business dates, both inclusive. */
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** One row as D1 gives it: everything that may tell rows apart, of which only the keys of its `by` mean something. */
export interface SalesSum extends Taken {
  readonly date: string;
  readonly programmeId: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly tillId: string;
  readonly tillNumber: number;
}

/** What rows are grouped and ordered by: ends in ids, so that no two rows are equal. */
const KEYS: { readonly [By in SalesBy]: readonly (keyof SalesSum)[] } = {
  day: ["date"],
  month: ["date"],
  store: ["storeName", "storeId"],
  till: ["storeName", "storeId", "tillNumber", "tillId"],
  programme: ["programmeId"],
  each: ["date", "programmeId", "storeName", "storeId", "tillNumber", "tillId"],
};

const SUMS = `
  coalesce(sum(paper_count), 0) as paperCount, coalesce(sum(paper_yen), 0) as paperYen,
  coalesce(sum(app_count), 0) as appCount, coalesce(sum(app_yen), 0) as appYen,
  coalesce(sum(paper_reversed_count + app_reversed_count), 0) as reversedCount,
  coalesce(sum(paper_reversed_yen + app_reversed_yen), 0) as reversedYen,
  coalesce(sum(paper_yen + app_yen - paper_reversed_yen - app_reversed_yen), 0) as netYen`;

/** Days of the stores in scope, store by store along the key of `store_day`, never a region's whole days. */
const DAYS = `
from (
  select id, name from store
  where organisation_id in (select value from json_each(?2)) and region_id = ?1 and (?3 is null or id = ?3)
) s cross join store_day d on d.store_id = s.id and d.book_date between ?6 and ?7 and d.region_id = ?1
  and (?4 is null or d.till_id = ?4) and (?5 is null or d.programme_id = ?5)`;

const scopeValues = ({ regionId, organisationIds, storeId, tillId, programmeId, from, to }: SalesScope) => [
  regionId,
  JSON.stringify(organisationIds),
  storeId,
  tillId,
  programmeId,
  from,
  to,
];

/** Rows of sales in the order of their keys, from behind one key on. */
export function salesRows(
  db: D1Database,
  scope: SalesScope,
  by: SalesBy,
  after: readonly unknown[] | null,
  limit: number,
): D1PreparedStatement {
  const keys = KEYS[by];
  const behind = after?.length === keys.length ? after : null;
  const places = keys.map((_, at) => `?${at + 9}`).join(", ");
  return db
    .prepare(
      `with named as (
         select ${by === "month" ? "substr(d.book_date, 1, 7)" : "d.book_date"} as date, d.programme_id as programmeId,
           s.id as storeId, s.name as storeName, d.till_id as tillId, coalesce(t.number, 0) as tillNumber, d.*
         ${DAYS} left join till t on t.id = d.till_id
       )
       select date, programmeId, storeId, storeName, tillId, tillNumber, ${SUMS}
       from named ${behind ? `where (${keys.join(", ")}) > (${places})` : ""}
       group by ${keys.join(", ")} order by ${keys.join(", ")} limit ?8`,
    )
    .bind(...scopeValues(scope), limit, ...(behind ?? []));
}

/** The key behind which the page after a row begins. */
export function salesKey(by: SalesBy, row: SalesSum): readonly (string | number)[] {
  return KEYS[by].map((key) => row[key]);
}

/** The sums of a whole scope. */
export function salesTotal(db: D1Database, scope: SalesScope): D1PreparedStatement {
  return db.prepare(`select ${SUMS} ${DAYS}`).bind(...scopeValues(scope));
}

/** What Pays are called now, by programme. */
export async function payNames(
  db: D1Database,
  regionId: RegionId,
  nowMs: number,
): Promise<ReadonlyMap<string, string>> {
  const { results } = await db
    .prepare(
      `select p.id, coalesce((select v.design ->> 'payName' from programme_version v
           where v.programme_id = p.id and v.effective_from_ms <= ?2 order by v.effective_from_ms desc limit 1), p.id) as name
       from programme p where p.region_id = ?1`,
    )
    .bind(regionId, nowMs)
    .all<{ id: string; name: string }>();
  return new Map(results.map(({ id, name }) => [id, name]));
}
