import { type BusinessDate, endExclusiveMs } from "../../schema/calendar.ts";

/**
 * What reports say of a programme, an organisation, a store and a till, as JSON in a fixed order of keys, so that what
 * hasn't changed is the same text (ASOF-1). A fact more makes a new version of everything at the next seal; none may be
 * taken away while a report as of an earlier date needs it.
 */
const FACTS = {
  programme: {
    // The version in force at the end of the date (PRG-1).
    table: `(
      select p.id, p.region_id, v.design from programme p join programme_version v on v.programme_id = p.id
      where v.effective_from_ms = (
        select max(effective_from_ms) from programme_version where programme_id = p.id and effective_from_ms < ?2)) d`,
    facts: `json_object('name', d.design->>'name', 'payName', d.design->>'payName', 'unitWord', d.design->>'unitWord')`,
  },
  organisation: {
    table: "organisation d",
    facts: `json_object('name', d.name, 'kana', d.kana, 'parentId', d.parent_id, 'isIssuer', d.is_issuer,
      'isMerchant', d.is_merchant, 'state', d.state,
      'guestsPerDay', d.guests_per_day)`,
  },
  store: {
    table: "store d left join municipality m on m.region_id = d.region_id and m.code = d.municipality",
    facts: `json_object('name', d.name, 'kana', d.kana, 'organisationId', d.organisation_id,
      'municipality', d.municipality, 'town', m.name, 'industry', d.industry, 'accepts', d.accepts, 'state', d.state)`,
  },
  till: {
    table: "till d",
    facts: `json_object('storeId', d.store_id, 'number', d.number)`,
  },
} as const;
export type DimensionKind = keyof typeof FACTS;

/** Facts of each kind, as its statements in {@link versionDimensions} write them. */
export interface Dimensions {
  readonly programme: { readonly name: string; readonly payName: string; readonly unitWord: string };
  readonly organisation: {
    readonly name: string;
    readonly kana: string;
    readonly parentId: string | null;
    /** Not there in what was kept before it was asked for. */
    readonly guestsPerDay?: number | null;
  };
  readonly store: {
    readonly name: string;
    readonly organisationId: string;
    readonly municipality: string;
    readonly town: string | null;
    readonly industry: string;
  };
  readonly till: { readonly storeId: string; readonly number: number };
}

/**
 * Statements that keep for a date what isn't as it was at the seal before. In one batch they are done wholly or not at
 * all, and doing them again changes nothing.
 */
export function versionDimensions(db: D1Database, date: BusinessDate): D1PreparedStatement[] {
  return Object.entries(FACTS).map(([kind, { table, facts }]) =>
    db
      .prepare(
        `insert into dimension_version (kind, subject_id, book_date, region_id, facts)
         select '${kind}', n.id, ?1, n.region_id, n.facts
         from (select d.id, d.region_id, ${facts} as facts from ${table}) n
         where n.facts is not (
           select v.facts from dimension_version v
           where v.kind = '${kind}' and v.subject_id = n.id and v.book_date < ?1 order by v.book_date desc limit 1)
         on conflict (kind, subject_id, book_date) do nothing`,
      )
      .bind(...(table.includes("?2") ? [date, endExclusiveMs(date)] : [date])),
  );
}

/** Facts of everything of a kind within a region as they are at a moment, as rows of `id` and `facts`. */
export function dimensionsNow(
  db: D1Database,
  kind: DimensionKind,
  regionId: string,
  nowMs: number,
): D1PreparedStatement {
  const { table, facts } = FACTS[kind];
  const statement = db.prepare(
    `select n.id, n.facts from (select d.id, d.region_id, ${facts} as facts from ${table}) n where n.region_id = ?1`,
  );
  // What is effective from this very moment is in force.
  return table.includes("?2") ? statement.bind(regionId, nowMs + 1) : statement.bind(regionId);
}

/** The same as the last seal up to a date found it. */
export function dimensionsSealed(
  db: D1Database,
  kind: DimensionKind,
  regionId: string,
  asOf: string,
): D1PreparedStatement {
  return db
    .prepare(
      `select v.subject_id as id, v.facts, max(v.book_date) from dimension_version v
       where v.kind = ?3 and v.region_id = ?1 and v.book_date <= ?2 group by v.subject_id`,
    )
    .bind(regionId, asOf, kind);
}
