import type { BusinessDate } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { TillDeed } from "../fraud/clerk-voids.ts";
import type { DayIssue } from "../fraud/over-capacity.ts";
import type { PaperPayment } from "../fraud/quick-spending.ts";
import type { StoreDays } from "../fraud/swapped-tills.ts";
import type { WalletPayment } from "../fraud/wallet-velocity.ts";
import { keptSheets, keptYen } from "./handed-over.ts";

/**
 * What the rules of fraud signals look at, read from the projection: a page of what is new, and then only the day, wallet or
 * branch that something new touches. Every question is about one region and programme (WHO-1). A cross join keeps SQLite from
 * beginning with the larger table, and a plus from taking the wider index.
 */

/** A span of time, its end exclusive. */
export interface Span {
  readonly fromMs: number;
  readonly beforeMs: number;
}

/** A place in a region's programme. */
interface In {
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId;
}

/** Payments of one store and day, deeds of one clerk and day, issues of one branch and day: more is not looked at. */
const MAX_DAY_ROWS = 5_000;
/** Rows of a wallet's journal on either side of a new payment: more than the most payments a threshold may name. */
const WALLET_ROWS = 300;

/** A row of the projection, as far as it says whom to look at. */
export interface NewEntry {
  readonly position: number;
  readonly actorClass: string;
  readonly kind: string;
  readonly line: number;
  readonly actor: string;
  readonly seq: number;
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId;
  readonly atMs: number;
  readonly storeId: string | null;
  readonly issueId: string | null;
  /** Of a reversal: the payment. */
  readonly payment: string | null;
}

/** The next rows of the projection, in its own order: a row is never inserted before one that was read. */
export async function newEntries(
  db: D1Database,
  afterPosition: number,
  limit: number,
): Promise<readonly NewEntry[]> {
  const { results } = await db
    .prepare(
      `select position, class as actorClass, kind, line, actor, seq, region_id as regionId,
         programme_id as programmeId, at_ms as atMs, store_id as storeId,
         case when class = 'fund' then detail ->> 'issueId' end as issueId,
         case when kind = 'reverse' then detail ->> 'payment' end as payment
       from journal where position > ?1 order by position limit ?2`,
    )
    .bind(afterPosition, limit)
    .all<NewEntry>();
  return results;
}

/** A void in the log of what staff did. */
export interface NewVoid {
  readonly id: number;
  readonly regionId: RegionId | null;
  readonly actor: string;
  readonly action: string;
  readonly atMs: number;
}

/** The next lines of the log. */
export async function newDeeds(db: D1Database, afterId: number, limit: number): Promise<readonly NewVoid[]> {
  const { results } = await db
    .prepare(
      `select id, region_id as regionId, actor, action, at_ms as atMs from audit_log where id > ?1 order by id limit ?2`,
    )
    .bind(afterId, limit)
    .all<NewVoid>();
  return results;
}

/** Who voided these payments, by the log: what the journal doesn't know. */
export async function voidersOf(
  db: D1Database,
  payments: readonly { readonly regionId: RegionId; readonly payment: string }[],
): Promise<readonly { readonly regionId: RegionId; readonly actor: string; readonly atMs: number }[]> {
  if (payments.length === 0) return [];
  const { results } = await db
    .prepare(
      `select l.region_id as regionId, l.actor, l.at_ms as atMs from json_each(?1) p
       cross join audit_log l on l.subject_kind = 'payment' and l.subject_id = p.value ->> 'payment'
       where l.action = 'payment.void' and l.region_id = p.value ->> 'regionId'`,
    )
    .bind(JSON.stringify(payments))
    .all<{ regionId: RegionId; actor: string; atMs: number }>();
  return results;
}

/** Payments by paper of a store and day, with when their own sheet or their issue was handed over (FRD-2, FND-14). */
export async function paperPayments(
  db: D1Database,
  { regionId, programmeId }: In,
  storeId: string,
  day: Span,
): Promise<readonly PaperPayment[]> {
  const { results } = await db
    .prepare(
      `select j.operation_id as operationId, j.store_id as storeId, j.at_ms as atMs,
         coalesce(j.result ->> 'amountYen', -j.amount_yen) as amountYen,
         c.programme_id || '-' || c.serial as couponId, c.issue_id as issueId, c.issuer_id as issuerId,
         coalesce((select h.at_ms from handed_over h where h.issue_id = c.issue_id and h.from_serial <= c.serial
           and h.to_serial >= c.serial order by h.from_serial desc limit 1), i.handed_over_at_ms) as handedOverAtMs
       from journal j
       join coupon c on c.actor = j.actor and c.region_id = j.region_id
       left join issue i on i.id = c.issue_id and i.region_id = j.region_id
       where j.store_id = ?1 and j.at_ms >= ?2 and j.at_ms < ?3 and j.region_id = ?4 and j.programme_id = ?5
         and j.class = 'coupon' and j.kind = 'pay' and j.line = 0
       order by j.at_ms, j.operation_id limit ${MAX_DAY_ROWS}`,
    )
    .bind(storeId, day.fromMs, day.beforeMs, regionId, programmeId)
    .all<PaperPayment>();
  return results;
}

/** A wallet and where new payments of it stand in its journal. */
export interface TouchedWallet extends In {
  readonly actor: string;
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** Payments of wallets around their new ones, by wallet, in order of time (FRD-5). */
export async function walletPayments(
  db: D1Database,
  wallets: readonly TouchedWallet[],
): Promise<ReadonlyMap<string, readonly WalletPayment[]>> {
  if (wallets.length === 0) return new Map();
  const { results } = await db
    .prepare(
      `select j.actor, j.operation_id as operationId, substr(j.actor, 1, instr(j.actor, ':') - 1) as residentId,
         j.programme_id as programmeId, j.store_id as storeId, j.at_ms as atMs,
         coalesce(j.result ->> 'amountYen', -j.amount_yen) as amountYen
       from json_each(?1) w
       join journal j on j.actor = w.value ->> 'actor'
         and j.seq between (w.value ->> 'fromSeq') - ${WALLET_ROWS} and (w.value ->> 'toSeq') + ${WALLET_ROWS}
       where j.region_id = w.value ->> 'regionId' and j.programme_id = w.value ->> 'programmeId'
         and j.class = 'wallet' and j.kind = 'pay' and j.line = 0
       order by j.actor, j.at_ms, j.seq`,
    )
    .bind(JSON.stringify(wallets))
    .all<WalletPayment & { actor: string }>();
  return Map.groupBy(results, ({ actor }) => actor);
}

/** A branch that issued, and what it can take in. */
export interface BranchDay extends In {
  readonly branchId: string;
  readonly guestsPerDay: number;
  readonly date: BusinessDate;
}

/** The branches and days of issues, where somebody said how many guests they take in (FRD-3). */
export async function branchDays(
  db: D1Database,
  issues: readonly (In & { readonly issueId: string })[],
): Promise<readonly BranchDay[]> {
  if (issues.length === 0) return [];
  const { results } = await db
    .prepare(
      `select distinct i.region_id as regionId, i.programme_id as programmeId, i.branch_id as branchId,
         o.guests_per_day as guestsPerDay,
         coalesce(s.check_in_on, date(i.created_at_ms / 1000, 'unixepoch', '+9 hours')) as date
       from json_each(?1) w
       join issue i on i.id = w.value ->> 'issueId' and i.region_id = w.value ->> 'regionId'
       join organisation o on o.id = i.branch_id and o.region_id = i.region_id
       left join stay s on s.issue_id = i.id and s.region_id = i.region_id
       where o.guests_per_day is not null`,
    )
    .bind(JSON.stringify(issues))
    .all<BranchDay>();
  return results;
}

/**
 * What a branch issued for one day: stays that check in then, and what was made then without one. What was taken back
 * doesn't count, nor what replaces a coupon.
 */
export async function issuesOfDay(
  db: D1Database,
  { regionId, programmeId, branchId, date }: BranchDay,
  day: Span,
): Promise<readonly DayIssue[]> {
  const counts = `i.region_id = ?1 and +i.programme_id = ?2 and i.branch_id = ?3 and ${keptSheets("i")} > 0
    and not exists (select 1 from journal r where r.operation_id = i.operation_id and r.kind in ('replace', 'cancel'))`;
  const columns = `i.id as issueId, i.created_at_ms as atMs, ${keptSheets("i")} as guests, ${keptYen("i")} as sumYen`;
  const { results } = await db
    .prepare(
      `select ${columns} from stay s cross join issue i on i.id = s.issue_id
       where s.region_id = ?1 and s.check_in_on = ?4 and ${counts}
       union all
       select ${columns} from issue i left join stay s on s.issue_id = i.id
       where i.created_at_ms >= ?5 and i.created_at_ms < ?6 and s.check_in_on is null and ${counts}
       order by atMs, issueId limit ${MAX_DAY_ROWS}`,
    )
    .bind(regionId, programmeId, branchId, date, day.fromMs, day.beforeMs)
    .all<DayIssue>();
  return results;
}

/** What a member of staff took and voided at tills on one day, by programme (FRD-6). */
export async function tillDeeds(
  db: D1Database,
  regionId: RegionId,
  staffId: string,
  day: Span,
): Promise<ReadonlyMap<ProgrammeId, readonly TillDeed[]>> {
  const { results } = await db
    .prepare(
      `select case l.action when 'payment.void' then 'void' else 'take' end as kind, p.operation_id as operationId,
         p.store_id as storeId, l.at_ms as atMs, p.at_ms as paidAtMs, p.programme_id as programmeId,
         coalesce(p.result ->> 'amountYen', -p.amount_yen) as amountYen,
         case p.class when 'wallet' then substr(p.actor, 1, instr(p.actor, ':') - 1) end as residentId,
         (select c.programme_id || '-' || c.serial from coupon c where c.actor = p.actor) as couponId
       from audit_log l
       join journal p on p.operation_id = l.subject_id and p.kind = 'pay' and p.line = 0 and p.region_id = l.region_id
       where l.actor = ?1 and l.at_ms >= ?2 and l.at_ms < ?3 and l.region_id = ?4
         and l.subject_kind = 'payment' and l.action in ('payment.take', 'payment.void')
       order by l.at_ms, l.id limit ${MAX_DAY_ROWS}`,
    )
    .bind(staffId, day.fromMs, day.beforeMs, regionId)
    .all<TillDeed & { residentId: string | null; couponId: string | null }>();
  const deeds = results.map(({ residentId, couponId, ...deed }) => ({
    ...deed,
    ...(residentId === null ? {} : { residentId }),
    ...(couponId === null ? {} : { couponId }),
  }));
  return Map.groupBy(deeds, ({ programmeId }) => programmeId as ProgrammeId);
}

/** Payments by app of a programme's stores: on a day that is over, and on the days before it since each store's first. */
export async function storeDays(
  db: D1Database,
  { regionId, programmeId }: In,
  date: BusinessDate,
  from: BusinessDate,
): Promise<readonly StoreDays[]> {
  const { results } = await db
    .prepare(
      `select d.store_id as storeId, s.municipality,
         sum(case when d.book_date = ?3 then d.app_count else 0 end) as today,
         sum(case when d.book_date < ?3 then d.app_count else 0 end) as before,
         cast(julianday(?3) - julianday(min(d.book_date)) as integer) as days
       from store_day d join store s on s.id = d.store_id and s.region_id = d.region_id
       where d.programme_id = ?1 and d.region_id = ?2 and d.book_date between ?4 and ?3 and d.app_count > 0
       group by d.store_id order by d.store_id`,
    )
    .bind(programmeId, regionId, date, from)
    .all<StoreDays>();
  return results;
}

/** Stores that took at least so many payments by paper on a day, a page by id. */
export async function storesWithPaper(
  db: D1Database,
  { regionId, programmeId }: In,
  date: BusinessDate,
  page: { readonly least: number; readonly after: string; readonly limit: number },
): Promise<readonly string[]> {
  const { results } = await db
    .prepare(
      `select store_id as storeId from store_day
       where programme_id = ?1 and region_id = ?2 and book_date = ?3 and store_id > ?5
       group by store_id having sum(paper_count) >= ?4
       order by store_id limit ?6`,
    )
    .bind(programmeId, regionId, date, page.least, page.after, page.limit)
    .all<{ storeId: string }>();
  return results.map(({ storeId }) => storeId);
}

/** The next programme, of whatever region, in which money is still moved. */
export async function nextProgramme(db: D1Database, after: string): Promise<In | null> {
  return db
    .prepare(
      `select id as programmeId, region_id as regionId from programme
       where state in ('open', 'closed') and id > ?1 order by id limit 1`,
    )
    .bind(after)
    .first<In>();
}
