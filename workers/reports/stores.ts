import { REPORT_COLUMNS } from "../../schema/report-columns.ts";
import type { Names } from "./names.ts";
import { type Cell, lastDateOf, type Report, type Scope, type Summed, summed } from "./report.ts";

interface Taken {
  readonly paperCount: number;
  readonly paperYen: number;
  readonly appCount: number;
  readonly appYen: number;
  readonly reversedCount: number;
  readonly reversedYen: number;
}

/** What one store took in the period, and where it belongs as the report's names have it. */
interface StoreTaken extends Taken {
  readonly storeId: string;
}

const TAKEN = `
select store_id as storeId, sum(paper_count) as paperCount, sum(paper_yen) as paperYen, sum(app_count) as appCount,
  sum(app_yen) as appYen, sum(paper_reversed_count + app_reversed_count) as reversedCount,
  sum(paper_reversed_yen + app_reversed_yen) as reversedYen
from store_day where programme_id = ?1 and region_id = ?2 and book_date between ?3 and ?4
group by store_id order by store_id`;

async function storesTaken(db: D1Database, scope: Scope): Promise<readonly StoreTaken[]> {
  const { results } = await db
    .prepare(TAKEN)
    .bind(scope.programmeId, scope.regionId, scope.from, lastDateOf(scope))
    .all<StoreTaken>();
  return results;
}

/** ③ What each store took. */
export const stores = summed(REPORT_COLUMNS.stores, async (db, scope, names) =>
  (await storesTaken(db, scope)).map((taken) => {
    const { storeId } = taken;
    const store = names.stores.get(storeId);
    const { branch, head } = officesOf(storeId, names);
    return {
      key: [storeId],
      cells: [
        names.programme,
        store?.name ?? null,
        storeId,
        branch,
        head?.name ?? null,
        store?.municipality ?? null,
        store?.town ?? null,
        store?.industry ?? null,
        ...takenCells(taken, names),
      ],
    };
  }),
);

/** The same by head office, by municipality and by industry (JSIC). */
export const merchants = grouped(REPORT_COLUMNS.merchants, (storeId, names) => {
  const { head } = officesOf(storeId, names);
  return { key: head?.id ?? "", cells: [head?.name ?? null, head?.id ?? null] };
});
export const municipalities = grouped(REPORT_COLUMNS.municipalities, (storeId, names) => {
  const store = names.stores.get(storeId);
  const code = store?.municipality ?? "";
  return { key: code, cells: [code, store?.town ?? null] };
});
export const industries = grouped(REPORT_COLUMNS.industries, (storeId, names) => {
  const code = names.stores.get(storeId)?.industry ?? "";
  return { key: code, cells: [code] };
});

function grouped(
  columns: Report<Summed>["columns"],
  groupOf: (storeId: string, names: Names) => { readonly key: string; readonly cells: readonly Cell[] },
): Report<Summed> {
  return summed(columns, async (db, scope, names) => {
    const groups = new Map<string, { cells: readonly Cell[]; stores: number; taken: Taken }>();
    for (const store of await storesTaken(db, scope)) {
      const { key, cells } = groupOf(store.storeId, names);
      const before = groups.get(key);
      groups.set(key, {
        cells,
        stores: (before?.stores ?? 0) + 1,
        taken: before ? added(before.taken, store) : store,
      });
    }
    return [...groups]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, { cells, stores: count, taken }]) => ({
        key: [key],
        cells: [names.programme, ...cells, count, ...takenCells(taken, names)],
      }));
  });
}

function takenCells(taken: Taken, { unitWord }: Names): readonly Cell[] {
  const { paperCount, paperYen, appCount, appYen, reversedCount, reversedYen } = taken;
  const netYen = paperYen + appYen - reversedYen;
  return [paperCount, paperYen, appCount, appYen, reversedCount, reversedYen, netYen, unitWord];
}

function added(one: Taken, other: Taken): Taken {
  return {
    paperCount: one.paperCount + other.paperCount,
    paperYen: one.paperYen + other.paperYen,
    appCount: one.appCount + other.appCount,
    appYen: one.appYen + other.appYen,
    reversedCount: one.reversedCount + other.reversedCount,
    reversedYen: one.reversedYen + other.reversedYen,
  };
}

/** The branch a store belongs to, where it is one, and the head office above. */
function officesOf(
  storeId: string,
  names: Names,
): { readonly branch: string | null; readonly head: { readonly id: string; readonly name: string } | null } {
  const ownId = names.stores.get(storeId)?.organisationId;
  const own = ownId === undefined ? undefined : names.organisations.get(ownId);
  if (ownId === undefined || own === undefined) return { branch: null, head: null };
  if (own.parentId === null) return { branch: null, head: { id: ownId, name: own.name } };
  const head = names.organisations.get(own.parentId);
  return { branch: own.name, head: head ? { id: own.parentId, name: head.name } : null };
}
