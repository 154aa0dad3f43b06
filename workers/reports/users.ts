import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import type { ReportCode } from "../../schema/report-words.ts";
import { lastDateOf, rowsOf, type Summed, summed } from "./report.ts";

/** Fewer people than this are never told apart (RPT-6): their rows become one. */
export const MIN_PEOPLE = 10;

/** A group of people and what they did. */
export interface People {
  readonly part: string;
  readonly town: string | null;
  readonly people: number;
  readonly payments: number;
  readonly usedYen: number;
}

/**
 * Groups in which nobody can be found (RPT-6): those of fewer than `least` people become one group, with further ones, the
 * smallest first, until that has as many too; otherwise it could be reckoned from the whole. Nothing where all together are
 * too few. Pure.
 */
export function withoutFew(groups: readonly People[], least: number): readonly People[] {
  const there = groups.filter(({ people }) => people > 0);
  const small = there.filter(({ people }) => people < least);
  if (small.length === 0) return there;
  const large = there
    .filter(({ people }) => people >= least)
    .sort((one, other) => one.people - other.people || (one.part < other.part ? -1 : 1));
  let few = small.reduce(together, { part: "few", town: null, people: 0, payments: 0, usedYen: 0 });
  while (few.people < least) {
    const next = large.shift();
    if (next === undefined) return [];
    few = together(few, next);
  }
  const kept = new Set(large);
  return [...there.filter((group) => kept.has(group)), few];
}

function together(few: People, group: People): People {
  return {
    ...few,
    people: few.people + group.people,
    payments: few.payments + group.payments,
    usedYen: few.usedYen + group.usedYen,
  };
}

const OF =
  "j.programme_id = ?1 and j.region_id = ?2 and j.class = 'wallet' and j.position <= ?4 and j.book_date <= ?3";
const IN_PERIOD = `${OF} and j.kind = 'pay' and j.book_date >= ?5`;

const WALLETS = `select count(*) as people from journal j where ${OF} and j.seq = 1`;

/** Wallets by how often they paid in the period. */
const BY_PAYMENTS = `
select case when n = 1 then 'payments-1' when n <= 5 then 'payments-2-5' when n <= 10 then 'payments-6-10'
    else 'payments-11' end as part,
  null as town, count(*) as people, sum(n) as payments, sum(yen) as usedYen
from (select j.actor, sum(j.line = 0) as n, -sum(j.amount_yen) as yen from journal j where ${IN_PERIOD} group by j.actor)
group by part order by min(n)`;

/** Wallets by where they paid; who paid in two towns is in both. */
const BY_MUNICIPALITY = `
with place (store, municipality, town) as materialized (
  select key, value ->> 'municipality', value ->> 'town' from json_each(?6))
select p.municipality as part, min(p.town) as town, count(distinct j.actor) as people, sum(j.line = 0) as payments,
  -sum(j.amount_yen) as usedYen
from journal j join place p on p.store = j.store_id where ${IN_PERIOD} group by p.municipality order by p.municipality`;

/**
 * Who uses the wallets, in numbers only: no person and no wallet is named, and no group is so small that somebody could be
 * found in it (RPT-6, 個人情報保護法).
 */
export const users = summed(REPORT_COLUMNS.users, async (db, scope, names) => {
  const of = [scope.programmeId, scope.regionId, lastDateOf(scope), scope.cut] as const;
  const places = Object.fromEntries(
    [...names.stores].map(([id, { municipality, town }]) => [id, { municipality, town }]),
  );
  const [wallets, payments, municipalities] = await db.batch([
    db.prepare(WALLETS).bind(...of),
    db.prepare(BY_PAYMENTS).bind(...of, scope.from),
    db.prepare(BY_MUNICIPALITY).bind(...of, scope.from, JSON.stringify(places)),
  ]);
  const all = rowsOf<{ readonly people: number }>(wallets)[0]?.people ?? 0;
  const paying = rowsOf<People>(payments);
  const [paid, made, yen] = (["people", "payments", "usedYen"] as const).map((of) =>
    paying.reduce((sum, row) => sum + row[of], 0),
  ) as [number, number, number];
  const never: People = { part: "payments-0", town: null, people: all - paid, payments: 0, usedYen: 0 };
  const everybody: People = { part: "everybody", town: null, people: all, payments: made, usedYen: yen };
  const rows = (group: ReportCode, people: readonly People[]): readonly Summed[] =>
    people.map((row) => ({
      key: [group, row.part],
      cells: [
        names.programme,
        group,
        row.part,
        row.town,
        row.people,
        row.payments,
        row.usedYen,
        names.unitWord,
      ],
    }));
  const told = withoutFew([everybody], MIN_PEOPLE);
  if (told.length === 0) return [];
  return [
    ...rows("everybody", told),
    ...rows("by-payments", withoutFew([never, ...paying], MIN_PEOPLE)),
    ...rows("by-municipality", withoutFew(rowsOf<People>(municipalities), MIN_PEOPLE)),
  ];
});
