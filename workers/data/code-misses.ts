import type { RegionId } from "../../schema/ids.ts";
import type { MissHour } from "../fraud/guesses.ts";
import type { Span } from "./fraud-reading.ts";

/** Who typed a code that leads nowhere. */
export interface Miss {
  readonly kind: "store" | "staff" | "resident" | "network";
  readonly subject: string;
  /** The region whose staff it was; null for anybody else. */
  readonly regionId: RegionId | null;
  /** A network's first digits. */
  readonly shown: string | null;
}

/** Askers of one hour that have a row of their own; more share one, so that an attack can't fill the table. */
const MAX_ASKERS_PER_HOUR = 5_000;
const HOUR_MS = 3_600_000;
/** How long it is known who mistyped or guessed. */
export const MISS_DAYS = 30;

/** Adds misses to their hour (FRD-1). Nothing of the code is kept (CPN-1). */
export async function addMisses(db: D1Database, misses: readonly Miss[], atMs: number): Promise<void> {
  const hourMs = atMs - (atMs % HOUR_MS);
  const counted = Map.groupBy(misses, ({ kind, subject, regionId }) =>
    JSON.stringify([kind, subject, regionId ?? ""]),
  );
  const rows = [...counted].map(([key, own]) => {
    const [kind, subject, regionId] = JSON.parse(key) as string[];
    return { kind, subject, regionId, shown: own[0]?.shown ?? null, misses: own.length };
  });
  await db
    .prepare(
      `with asked as materialized (
         select value ->> 'kind' as kind, value ->> 'subject' as subject, value ->> 'regionId' as region_id,
           value ->> 'shown' as shown, value ->> 'misses' as misses from json_each(?1)
       ), room as materialized (
         select count(*) < ${MAX_ASKERS_PER_HOUR} as is_left
         from (select 1 from code_miss where hour_ms = ?2 limit ${MAX_ASKERS_PER_HOUR})
       ), kept as (
         select a.*, (select is_left from room) or exists (select 1 from code_miss m where m.hour_ms = ?2
           and m.kind = a.kind and m.subject = a.subject and m.region_id = a.region_id) as has_row from asked a
       )
       insert into code_miss (hour_ms, kind, subject, region_id, shown, misses, last_at_ms)
       select ?2, iif(has_row, kind, 'network'), iif(has_row, subject, 'others'), iif(has_row, region_id, ''),
         iif(has_row, shown, null), sum(misses), ?3
       from kept group by 2, 3, 4
       on conflict do update set misses = misses + excluded.misses, last_at_ms = max(last_at_ms, excluded.last_at_ms)`,
    )
    .bind(JSON.stringify(rows), hourMs, atMs)
    .run();
}

/** Somebody with misses since an hour. */
export interface Misser {
  readonly kind: Miss["kind"];
  readonly subject: string;
  /** Empty where it belongs to no region. */
  readonly regionId: RegionId | "";
}

/** Who had misses within a span, a page by (kind, subject, region). */
export async function missers(
  db: D1Database,
  span: Span,
  after: Misser | null,
  limit: number,
): Promise<readonly Misser[]> {
  const { kind = "", subject = "", regionId = "" } = after ?? {};
  const { results } = await db
    .prepare(
      `select distinct kind, subject, region_id as regionId from code_miss
       where hour_ms >= ?1 and hour_ms < ?2 and (kind, subject, region_id) > (?3, ?4, ?5) order by 1, 2, 3 limit ?6`,
    )
    .bind(span.fromMs, span.beforeMs, kind, subject, regionId, limit)
    .all<Misser>();
  return results;
}

/** The hours of one asker within a span, and how the network is shown. */
export async function missHours(
  db: D1Database,
  { kind, subject, regionId }: Misser,
  span: Span,
): Promise<readonly (MissHour & { readonly shown: string | null })[]> {
  const { results } = await db
    .prepare(
      `select m.hour_ms as hourMs, m.misses, m.shown from json_each(?1) h
       join code_miss m on m.hour_ms = h.value and m.kind = ?2 and m.subject = ?3 and m.region_id = ?4 order by m.hour_ms`,
    )
    .bind(JSON.stringify(hoursOf(span)), kind, subject, regionId)
    .all<MissHour & { shown: string | null }>();
  return results;
}

function hoursOf({ fromMs, beforeMs }: Span) {
  return Array.from(
    { length: Math.ceil((beforeMs - fromMs) / HOUR_MS) },
    (_, hour) => fromMs + hour * HOUR_MS,
  );
}

/** Forgets who asked longer ago than that. */
export async function forgetMisses(db: D1Database, beforeMs: number): Promise<void> {
  await db
    .prepare(
      "delete from code_miss where rowid in (select rowid from code_miss where hour_ms < ?1 limit 5000)",
    )
    .bind(beforeMs)
    .run();
}

/** The regions in which a resident has a Pay: who may stop them there. */
export async function regionsOfResident(db: D1Database, residentId: string): Promise<readonly RegionId[]> {
  const { results } = await db
    .prepare("select distinct region_id as regionId from wallet_link where resident_id = ?1 order by 1")
    .bind(residentId)
    .all<{ regionId: RegionId }>();
  return results.map(({ regionId }) => regionId);
}
