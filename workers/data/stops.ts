import type { StopKind } from "../../schema/api/stops.ts";
import type { RegionId } from "../../schema/ids.ts";
import { likePattern } from "./like.ts";

/** Something that is stopped now, as it is read; a resident's name comes later. */
export interface StopRow {
  readonly kind: StopKind;
  readonly id: string;
  readonly name: string;
  readonly ofName: string | null;
  readonly sinceMs: number;
  readonly byName: string | null;
  readonly reason: string | null;
  readonly complete: number;
  readonly coupons: number | null;
}

/** What of a region's stops is asked for. */
export interface StopsAsked {
  readonly kinds: readonly StopKind[];
  readonly text: string | undefined;
  readonly before: readonly [sinceMs: number, id: string] | null;
  readonly limit: number;
}

/** The last line of the log that stopped something: who, when and why. */
const lastWord = (kind: string, id: string, action: string) =>
  `left join audit_log l on l.id = (select max(a.id) from audit_log a
     where a.subject_kind = '${kind}' and a.subject_id = ${id} and a.action = '${action}' and +a.region_id = ?1)
   left join staff by on by.id = l.actor and by.region_id = ?1`;

const WHY = "by.name as byName, l.reason as reason";

/** Each kind from the rows that are stopped on: no query reads what goes on as usual. */
const SOURCES: { readonly [K in StopKind]: string } = {
  person: `
    select 'person' as kind, r.id as id, '' as name, null as ofName, r.stopped_at_ms as sinceMs, null as byName,
      null as reason, 1 as complete, null as coupons
    from resident r where r.stopped_at_ms is not null
      and exists (select 1 from wallet_link w where w.resident_id = r.id and w.region_id = ?1)`,
  resident: `
    select 'resident' as kind, f.resident_id as id, '' as name, null as ofName, f.since_ms as sinceMs, ${WHY},
      f.driven_at_ms is not null as complete, null as coupons
    from resident_freeze f ${lastWord("resident", "f.resident_id", "freeze")}
    where f.region_id = ?1 and f.frozen = 1`,
  coupon: `
    select 'coupon' as kind, c.programme_id || '-' || c.serial as id, c.programme_id || '-' || c.serial as name,
      o.name as ofName, f.at_ms as sinceMs, ${WHY}, 1 as complete, null as coupons
    from coupon_freeze f join coupon c on c.actor = f.actor left join organisation o on o.id = c.issuer_id
    ${lastWord("coupon", "c.programme_id || '-' || c.serial", "freeze")}
    where f.region_id = ?1 and f.frozen = 1`,
  store: `
    select 'store' as kind, s.id as id, s.name as name, o.name as ofName, coalesce(l.at_ms, s.created_at_ms) as sinceMs,
      ${WHY}, 1 as complete, null as coupons
    from store s left join organisation o on o.id = s.organisation_id ${lastWord("store", "s.id", "store.suspend")}
    where s.region_id = ?1 and s.state = 'suspended'`,
  organisation: `
    select 'organisation' as kind, s.id as id, s.name as name, o.name as ofName,
      coalesce(l.at_ms, s.created_at_ms) as sinceMs, ${WHY}, 1 as complete, null as coupons
    from organisation s left join organisation o on o.id = s.parent_id
    ${lastWord("organisation", "s.id", "organisation.stop")}
    where s.region_id = ?1 and s.state = 'stopped'`,
  staff: `
    select 'staff' as kind, s.id as id, s.name as name, s.login_id as ofName,
      coalesce(l.at_ms, s.created_at_ms) as sinceMs, ${WHY}, 1 as complete, null as coupons
    from staff s ${lastWord("staff", "s.id", "staff.stop")}
    where s.region_id = ?1 and s.state = 'stopped'`,
  issue: `
    select 'issue' as kind, i.id as id, coalesce(o.name, '') as name, null as ofName,
      coalesce(l.at_ms, i.created_at_ms) as sinceMs, ${WHY}, 1 as complete, i.count as coupons
    from issue i left join organisation o on o.id = i.issuer_id ${lastWord("issue", "i.id", "issue.stop")}
    where i.region_id = ?1 and i.state = 'stopped'`,
};

/**
 * A page of what is stopped in a region now, newest first, over the kinds asked for: each is asked for as many as the page
 * takes, since all of the page may be of one kind. One row more than the limit tells whether there is another page.
 */
export async function listStops(
  db: D1Database,
  regionId: RegionId,
  { kinds, text, before, limit }: StopsAsked,
): Promise<readonly StopRow[]> {
  const [sinceMs, id] = before ?? [Number.MAX_SAFE_INTEGER, ""];
  const pattern = text === undefined ? null : likePattern(text);
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const { results } = await db
        .prepare(
          `select * from (${SOURCES[kind]})
           where sinceMs <= ?2 and (sinceMs < ?2 or id < ?3)
             and (?4 is null or id like ?4 escape '\\' or name like ?4 escape '\\' or ofName like ?4 escape '\\'
               or reason like ?4 escape '\\')
           order by sinceMs desc, id desc limit ?5`,
        )
        .bind(regionId, sinceMs, id, pattern, limit + 1)
        .all<StopRow>();
      return results;
    }),
  );
  return found
    .flat()
    .toSorted((a, b) => b.sinceMs - a.sinceMs || (a.id < b.id ? 1 : -1))
    .slice(0, limit + 1);
}
