import type { RefusalRow } from "../../schema/api/refusals.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import type { RegionId } from "../../schema/ids.ts";

/** Somebody who was refused something. */
export interface Refusal {
  readonly kind: RefusalRow["kind"];
  readonly subject: string;
  /** The region whose staff it was; null for anybody else. */
  readonly regionId: RegionId | null;
  readonly route: string;
  readonly code: ProblemCode;
  /** A network's first digits. */
  readonly shown: string | null;
}

/** Rows of one hour; whoever comes later shares one per answer, so that an attack can't fill the table (SEC-8). */
const MAX_ROWS_PER_HOUR = 2_000;
const HOUR_MS = 3_600_000;

/** Adds refusals to their hour. */
export async function addRefusals(
  db: D1Database,
  refusals: readonly Refusal[],
  atMs: number,
  maxRows = MAX_ROWS_PER_HOUR,
): Promise<void> {
  const hourMs = atMs - (atMs % HOUR_MS);
  const counted = Map.groupBy(refusals, ({ kind, subject, regionId, route, code }) =>
    JSON.stringify([kind, subject, regionId ?? "", route, code]),
  );
  const rows = [...counted.values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ ...first, regionId: first.regionId ?? "", times: own.length }] : [];
  });
  await db
    .prepare(
      `with asked as materialized (
         select value ->> 'kind' as kind, value ->> 'subject' as subject, value ->> 'regionId' as region_id,
           value ->> 'route' as route, value ->> 'code' as code, value ->> 'shown' as shown,
           value ->> 'times' as times, key as place from json_each(?1)
       ), room as materialized (
         select ${maxRows} - count(*) as places from (select 1 from refusal where hour_ms = ?2 limit ${maxRows})
       ), kept as (
         select a.*, a.place < (select places from room) or exists (select 1 from refusal r where r.hour_ms = ?2
           and r.kind = a.kind and r.subject = a.subject and r.region_id = a.region_id and r.route = a.route
           and r.code = a.code) as has_row from asked a
       )
       insert into refusal (hour_ms, kind, subject, region_id, route, code, shown, times, last_at_ms)
       select ?2, iif(has_row, kind, 'network'), iif(has_row, subject, 'others'), iif(has_row, region_id, ''),
         iif(has_row, route, '*'), code, iif(has_row, shown, null), sum(times), ?3
       from kept group by 2, 3, 4, 5, 6
       on conflict do update set times = times + excluded.times, last_at_ms = max(last_at_ms, excluded.last_at_ms)`,
    )
    .bind(JSON.stringify(rows), hourMs, atMs)
    .run();
}

/** A page of refusals, the newest hour first: of one region's staff, or of everybody. */
export async function listRefusals(
  db: D1Database,
  regionId: RegionId | null,
  page: { readonly after: readonly [hourMs: number, key: string] | null; readonly limit: number },
): Promise<readonly (RefusalRow & { readonly key: string })[]> {
  const [hourMs, key] = page.after ?? [Number.MAX_SAFE_INTEGER, ""];
  const own = regionId === null ? "?5 is null" : "r.region_id = ?5";
  const { results } = await db
    .prepare(
      `select * from (
         select r.hour_ms as hourMs, r.last_at_ms as lastAtMs, r.kind, r.subject, coalesce(s.name, k.name, r.shown) as name, r.route,
           r.code, r.times, r.kind || ' ' || r.subject || ' ' || r.route || ' ' || r.code || ' ' || r.region_id as key
         from refusal r left join staff s on r.kind = 'staff' and s.id = r.subject and s.region_id = r.region_id
           left join pos_key k on r.kind = 'pos-key' and k.id = r.subject and k.region_id = r.region_id
         where ${own} and r.hour_ms <= ?1)
       where hourMs < ?1 or key < ?2 order by hourMs desc, key desc limit ?3 + ?4`,
    )
    .bind(hourMs, key === "" ? "\uffff" : key, page.limit, 1, regionId)
    .all<RefusalRow & { readonly key: string }>();
  return results;
}
