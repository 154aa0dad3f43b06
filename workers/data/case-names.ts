import type { RegionId } from "../../schema/ids.ts";

/** Somebody or something by kind and id. */
interface Named {
  readonly kind: string;
  readonly id: string;
}

const NAMED: Readonly<Record<string, string>> = {
  store: "store",
  staff: "staff",
  organisation: "organisation",
};

/** A till system acts in the log as `pos:` and its key's id; it is called as its key is. */
const TILL_SYSTEMS = `select 'staff:pos:' || id as key, name from pos_key where region_id = ?1
  and id in (select substr(value ->> 'id', 5) from json_each(?2)
    where value ->> 'kind' = 'staff' and value ->> 'id' like 'pos:%')`;

/** What stores, staff and organisations of a region are called, by kind and id; a resident has no name here (WHO-4). */
export async function namesOf(
  db: D1Database,
  regionId: RegionId,
  subjects: readonly Named[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = subjects.filter(({ kind }) => kind in NAMED);
  if (wanted.length === 0) return new Map();
  const { results } = await db
    .prepare(
      [
        ...Object.entries(NAMED).map(
          ([kind, table]) =>
            `select '${kind}:' || id as key, name from ${table} where region_id = ?1
             and id in (select value ->> 'id' from json_each(?2) where value ->> 'kind' = '${kind}')`,
        ),
        TILL_SYSTEMS,
      ].join(" union all "),
    )
    .bind(regionId, JSON.stringify(wanted))
    .all<{ key: string; name: string }>();
  return new Map(results.map(({ key, name }) => [key, name]));
}

/** A key of {@link namesOf}. */
export function nameKey({ kind, id }: Named): string {
  return `${kind}:${id}`;
}

/** What programmes of a region are called now. */
export async function programmeNamesOf(
  db: D1Database,
  regionId: RegionId,
  ids: readonly string[],
  nowMs: number,
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { results } = await db
    .prepare(
      `select v.programme_id as id, v.design ->> 'name' as name from programme_version v
       where v.region_id = ?1 and v.programme_id in (select value from json_each(?2))
         and v.effective_from_ms = (select max(n.effective_from_ms) from programme_version n
           where n.programme_id = v.programme_id and n.effective_from_ms <= ?3)`,
    )
    .bind(regionId, JSON.stringify([...new Set(ids)]), nowMs)
    .all<{ id: string; name: string }>();
  return new Map(results.map(({ id, name }) => [id, name]));
}
