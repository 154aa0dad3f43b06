import type { ClosingRow } from "../data/closings.ts";
import type { ClosingLine, DueLine, Payee, StoreSums } from "../settlement/closing-lines.ts";
import type { FeeRate } from "../settlement/fees.ts";

/** Stores, and payees, of one page; each page is one write. */
const PAGE_STORES = 200;
const PAGE_PAYEES = 100;

/** Where a store belongs and what it was called on the closing's last date. */
export interface StorePlace {
  readonly storeId: string;
  readonly storeName: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly headOfficeId: string | null;
}

/** A line as it is first written. */
export interface NewLine extends DueLine {
  readonly rate: FeeRate;
  readonly place: StorePlace;
  readonly payee: Payee;
}

/**
 * The next stores with anything in the closing, by id: what they took and gave back between its dates, which are sealed
 * and change no more (STL-8), and what the closing before carried over.
 */
export async function nextStores(
  db: D1Database,
  closing: ClosingRow,
  after: string,
): Promise<readonly StoreSums[]> {
  const { results } = await db
    .prepare(
      `select storeId, sum(payments) as payments, sum(paid) as paidYen, sum(reversals) as reversals,
         sum(reversed) as reversedYen, sum(carried) as carriedInYen
       from (
         select store_id as storeId, paper_count + app_count as payments, paper_yen + app_yen as paid,
           paper_reversed_count + app_reversed_count as reversals, paper_reversed_yen + app_reversed_yen as reversed,
           0 as carried
         from store_day
         where programme_id = ?1 and region_id = ?2 and book_date between ?3 and ?4 and store_id > ?5
         union all
         select l.store_id, 0, 0, 0, 0, l.carried_out_yen
         from closing c join closing_line l on l.closing_id = c.id
         where c.programme_id = ?1 and c.region_id = ?2 and c.number = ?6 and l.carried_out_yen <> 0 and l.store_id > ?5
       )
       group by storeId order by storeId limit ${PAGE_STORES}`,
    )
    .bind(closing.programmeId, closing.regionId, closing.fromOn, closing.toOn, after, closing.number - 1)
    .all<StoreSums>();
  return results;
}

/** Stores by id, with their names as of the closing's last date where a seal has kept them (ASOF-1). */
export async function storePlaces(
  db: D1Database,
  closing: ClosingRow,
  storeIds: readonly string[],
): Promise<ReadonlyMap<string, StorePlace>> {
  const sealed = (kind: string, id: string) => `(
    select v.facts ->> 'name' from dimension_version v
    where v.kind = '${kind}' and v.subject_id = ${id} and v.book_date <= ?3 order by v.book_date desc limit 1)`;
  const { results } = await db
    .prepare(
      `select s.id as storeId, coalesce(${sealed("store", "s.id")}, s.name) as storeName,
         o.id as organisationId, coalesce(${sealed("organisation", "o.id")}, o.name) as organisationName,
         o.parent_id as headOfficeId
       from json_each(?1) w join store s on s.id = w.value and s.region_id = ?2
       join organisation o on o.id = s.organisation_id`,
    )
    .bind(JSON.stringify(storeIds), closing.regionId, closing.toOn)
    .all<StorePlace>();
  return new Map(results.map((place) => [place.storeId, place]));
}

/**
 * Writes a page of lines, over the same ones where the page is done again, and how many there are by now, which is what
 * people see meanwhile; nothing once the closing is added up.
 */
export async function writeDue(
  db: D1Database,
  closing: ClosingRow,
  lines: readonly NewLine[],
): Promise<void> {
  const insert = db
    .prepare(
      `insert or replace into closing_line (closing_id, store_id, region_id, programme_id, organisation_id, store_name,
         organisation_name, payee_kind, payee_id, payments, paid_yen, reversals, reversed_yen, fee_basis_points,
         fee_fixed_yen, fee_yen, tax_yen, carried_in_yen, carried_out_yen, payable_yen, outcome)
       select ?1, l.value ->> '$.storeId', ?2, ?3, l.value ->> '$.place.organisationId', l.value ->> '$.place.storeName',
         l.value ->> '$.place.organisationName', l.value ->> '$.payee.kind', l.value ->> '$.payee.id',
         l.value ->> '$.payments', l.value ->> '$.paidYen', l.value ->> '$.reversals', l.value ->> '$.reversedYen',
         l.value ->> '$.rate.basisPoints', l.value ->> '$.rate.fixedYen', l.value ->> '$.feeYen', l.value ->> '$.taxYen',
         l.value ->> '$.carriedInYen', 0, 0, 'due'
       from json_each(?4) l where exists (select 1 from closing c where c.id = ?1 and c.state = 'calculating')`,
    )
    .bind(closing.id, closing.regionId, closing.programmeId, JSON.stringify(lines));
  const count = db
    .prepare(
      `update closing set stores = (select count(*) from closing_line where closing_id = ?1)
       where id = ?1 and state = 'calculating'`,
    )
    .bind(closing.id);
  await db.batch([insert, count]);
}

/** All lines of the next payees, in their order. */
export async function nextPayees(
  db: D1Database,
  closing: ClosingRow,
  afterKind: string,
  afterId: string,
): Promise<readonly (DueLine & { readonly payeeKind: Payee["kind"]; readonly payeeId: string })[]> {
  const { results } = await db
    .prepare(
      `select l.payee_kind as payeeKind, l.payee_id as payeeId, l.store_id as storeId, l.payments, l.paid_yen as paidYen,
         l.reversals, l.reversed_yen as reversedYen, l.carried_in_yen as carriedInYen, l.fee_yen as feeYen,
         l.tax_yen as taxYen, l.carried_in_yen + l.paid_yen - l.reversed_yen - l.fee_yen - l.tax_yen as dueYen
       from (
         select distinct payee_kind, payee_id from closing_line
         where closing_id = ?1 and (payee_kind, payee_id) > (?2, ?3) order by payee_kind, payee_id limit ${PAGE_PAYEES}
       ) p join closing_line l on l.closing_id = ?1 and l.payee_kind = p.payee_kind and l.payee_id = p.payee_id
       order by l.payee_kind, l.payee_id, l.store_id`,
    )
    .bind(closing.id, afterKind, afterId)
    .all<DueLine & { readonly payeeKind: Payee["kind"]; readonly payeeId: string }>();
  return results;
}

/** Writes what was decided over lines. */
export async function writeSettled(
  db: D1Database,
  closing: ClosingRow,
  lines: readonly ClosingLine[],
): Promise<void> {
  const decided = lines.map(({ storeId, payableYen, carriedOutYen, outcome }) => ({
    storeId,
    payableYen,
    carriedOutYen,
    outcome,
  }));
  await db
    .prepare(
      `update closing_line set payable_yen = d.value ->> 'payableYen', carried_out_yen = d.value ->> 'carriedOutYen',
         outcome = d.value ->> 'outcome'
       from json_each(?2) d where closing_line.closing_id = ?1 and closing_line.store_id = d.value ->> 'storeId'`,
    )
    .bind(closing.id, JSON.stringify(decided))
    .run();
}

/** The totals, from the lines themselves; from now on people look at it. */
export async function finishClosing(db: D1Database, closing: ClosingRow): Promise<void> {
  await db
    .prepare(
      `update closing set state = 'review', stores = t.stores, payees = t.payees, payments = t.payments,
         paid_yen = t.paid, reversed_yen = t.reversed, fee_yen = t.fee, tax_yen = t.tax, carried_in_yen = t.carriedIn,
         carried_out_yen = t.carriedOut, payable_yen = t.payable
       from (
         select count(*) as stores,
           count(distinct case when payable_yen <> 0 then payee_kind || payee_id end) as payees,
           coalesce(sum(payments), 0) as payments, coalesce(sum(paid_yen), 0) as paid,
           coalesce(sum(reversed_yen), 0) as reversed, coalesce(sum(fee_yen), 0) as fee,
           coalesce(sum(tax_yen), 0) as tax, coalesce(sum(carried_in_yen), 0) as carriedIn,
           coalesce(sum(carried_out_yen), 0) as carriedOut, coalesce(sum(payable_yen), 0) as payable
         from closing_line where closing_id = ?1
       ) t where closing.id = ?1 and closing.state = 'calculating'`,
    )
    .bind(closing.id)
    .run();
}
