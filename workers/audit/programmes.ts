import { couponIssueState } from "../../durable-objects/lib/handed-over.ts";
import { type KeyEnv, verifyCouponMac } from "../../durable-objects/lib/keys.ts";
import type { CouponTerms } from "../../schema/coupon-terms.ts";
import { type Finding, sumFinding } from "./finding.ts";

/** A programme's money at a cut (AUD-2), yen. `issued + granted + granting` is the sum of all the others. */
export interface ProgrammeFigures {
  readonly programmeId: string;
  /** The business date by which expired and live are told apart (EXP-1). */
  readonly asOf: string;
  readonly issuedYen: number;
  readonly grantedYen: number;
  /** Still with the fund on its way to wallets; part of what must be found again. */
  readonly grantingYen: number;
  /** In coupons nobody has opened, still good. */
  readonly unopenedYen: number;
  /** On opened coupons and wallets, still good. */
  readonly liveYen: number;
  readonly expiredYen: number;
  /** Left its source, not yet arrived. */
  readonly inTransitYen: number;
  readonly paidYen: number;
  readonly reversedYen: number;
  readonly cancelledYen: number;
  /** 0 where the books hold. */
  readonly differenceYen: number;
}

/**
 * One statement, so one cut. Every side is kept by somebody else: what was issued by the fund's rows, what is unopened
 * by the coupons' rows, balances by the heads' walks, payments by the stores' days, transit by the transfers. Rows that
 * came before their predecessors are in every other side already, so they are added to the walks: the sums fit at any
 * moment, however much is on its way.
 */
const FIGURES = `
select
  (select coalesce(sum(case when part = 'issued' then amount_yen end), 0) from ledger_total where programme_id = ?1 and class = 'fund') as issuedYen,
  (select coalesce(sum(case when part = 'granted' then amount_yen end), 0) from ledger_total where programme_id = ?1 and class = 'fund') as grantedYen,
  (select coalesce(sum(case when part = 'granting' then amount_yen end), 0) from ledger_total where programme_id = ?1 and class = 'fund') as grantingYen,
  (select -coalesce(sum(case when part = 'cancelled' then amount_yen end), 0) from ledger_total where programme_id = ?1 and class = 'fund') as cancelledYen,
  u.good as unopenedYen, u.expired as unopenedExpiredYen,
  (select coalesce(sum(balance_yen), 0) from actor_head where programme_id = ?1 and class <> 'fund')
    + (select coalesce(sum(j.amount_yen), 0) from actor_head h join journal j on j.actor = h.actor and j.seq > h.seq
       where h.max_seq > h.seq and h.programme_id = ?1 and h.class <> 'fund') as balanceYen,
  (select coalesce(sum(amount_yen), 0) from ledger_total where programme_id = ?1 and class <> 'fund' and expires_on <> '' and expires_on < ?2) as expiredYen,
  (select coalesce(sum(held_yen - arrived_yen), 0) from transfer where programme_id = ?1 and held_yen <> arrived_yen
     and coalesce(ended_as, '') not in ('charge-voided', 'grant-voided')) as inTransitYen,
  s.paid as paidYen, s.reversed as reversedYen
from (
  select coalesce(sum(case when c.expires_on >= ?2 then c.face_yen end), 0) as good,
    coalesce(sum(case when c.expires_on < ?2 then c.face_yen end), 0) as expired
  from coupon c join issue i on i.id = c.issue_id
    and ${couponIssueState("c", "i")} in ('ready', 'active', 'stopped')
  where c.programme_id = ?1 and not exists (select 1 from actor_head h where h.actor = c.actor and h.seq > 0)
) u, (
  select coalesce(sum(paper_yen + app_yen), 0) as paid, coalesce(sum(paper_reversed_yen + app_reversed_yen), 0) as reversed
  from store_day where programme_id = ?1
) s`;

type Cut = Omit<ProgrammeFigures, "programmeId" | "asOf" | "liveYen" | "differenceYen"> & {
  readonly unopenedExpiredYen: number;
  readonly balanceYen: number;
};

/** A programme's figures at one cut of D1 (AUD-2); `today` decides what has expired (EXP-1). */
export async function programmeFigures(
  db: D1Database,
  programmeId: string,
  today: string,
): Promise<ProgrammeFigures> {
  const cut = (await db.prepare(FIGURES).bind(programmeId, today).first<Cut>()) as Cut;
  const { unopenedExpiredYen, balanceYen, expiredYen, ...rest } = cut;
  const {
    issuedYen,
    grantedYen,
    grantingYen,
    unopenedYen,
    inTransitYen,
    paidYen,
    reversedYen,
    cancelledYen,
  } = rest;
  const foundYen =
    unopenedYen + unopenedExpiredYen + balanceYen + inTransitYen + paidYen - reversedYen + cancelledYen;
  return {
    programmeId,
    asOf: today,
    ...rest,
    liveYen: balanceYen - expiredYen,
    expiredYen: expiredYen + unopenedExpiredYen,
    differenceYen: issuedYen + grantedYen + grantingYen - foundYen,
  };
}

/** The next programme that has a fund, coupons or entries; null where there is none left. */
export async function nextProgramme(db: D1Database, after: string): Promise<string | null> {
  const row = await db
    .prepare(
      `select min(id) as id from (
         select min(id) as id from programme where id > ?1
         union all select min(programme_id) from ledger_total where programme_id > ?1)`,
    )
    .bind(after)
    .first<{ id: string | null }>();
  return row?.id ?? null;
}

/** FND-3: the coupons of every finished issue are as many, worth as much, and dated as the fund journaled them. */
export async function checkIssues(db: D1Database, programmeId: string): Promise<Finding | null> {
  const issue = await db
    .prepare(
      `select i.id, count(c.serial) as rows, coalesce(sum(c.face_yen), 0) as sum, min(m.count) as count, min(m.sumYen) as sumYen,
         sum(c.expires_on <> i.expires_on or c.issuer_id <> i.issuer_id or c.branch_id <> i.branch_id
           or coalesce(c.not_before_on, '') <> coalesce(i.not_before_on, '')) as other,
         min(case when c.expires_on <> i.expires_on or c.issuer_id <> i.issuer_id then c.serial end) as serial
       from issue i
       left join coupon c on c.issue_id = i.id
       left join (
         select json_extract(j.detail, '$.issueId') as id, json_extract(j.detail, '$.manifest.count') as count,
           json_extract(j.detail, '$.manifest.sumYen') as sumYen
         from journal j where j.actor = ?1 and j.kind in ('issue', 'replace') and j.line = 0
       ) m on m.id = i.id
       where i.programme_id = ?1 and i.state in ('ready', 'active', 'stopped', 'withdrawn')
       group by i.id
       having rows <> coalesce(min(m.count), -1) or sum <> coalesce(min(m.sumYen), -1) or other > 0
       limit 1`,
    )
    .bind(programmeId)
    .first<{
      id: string;
      rows: number;
      sum: number;
      count: number | null;
      sumYen: number | null;
      serial: number | null;
    }>();
  if (!issue) return null;
  const what =
    issue.serial !== null
      ? `coupon ${issue.serial} of issue ${issue.id} has other terms than its issue`
      : `issue ${issue.id} has ${issue.rows} coupons worth ${issue.sum} yen, the fund journaled ${issue.count ?? "none"} worth ${issue.sumYen ?? 0}`;
  return sumFinding("FND-3", programmeId, what);
}

/** A coupon that opened with another face than its row says (EXP-1: `open` adds nothing). */
export async function checkOpened(db: D1Database, programmeId: string): Promise<Finding | null> {
  const row = await db
    .prepare(
      `select c.serial, c.actor, h.seq from coupon c join actor_head h on h.actor = c.actor
       join journal j on j.actor = c.actor and j.seq = 1
       where c.programme_id = ?1 and (j.kind <> 'open' or j.amount_yen <> c.face_yen or j.expires_on <> c.expires_on)
       limit 1`,
    )
    .bind(programmeId)
    .first<{ serial: number; actor: string }>();
  if (!row) return null;
  return {
    ...sumFinding("FND-3", programmeId, `coupon ${row.serial} opened with other terms than its row`),
    actorClass: "coupon",
    actor: row.actor,
    seq: 1,
  };
}

/** Coupon rows whose MAC is looked at in one page. */
const PAGE_COUPONS = 1_000;

/**
 * One page of a programme's coupons by serial: the MAC over each one's terms verifies (CPN-5). Counts and sums alone
 * would not notice two rows whose terms were exchanged.
 */
export async function checkCoupons(
  env: KeyEnv & { readonly DB: D1Database },
  programmeId: string,
  afterSerial: number,
): Promise<{ readonly next: number | null; readonly finding: Finding | null }> {
  const { results } = await env.DB.prepare(
    `select programme_id as programmeId, serial, region_id as regionId, issue_id as issueId, actor,
       pepper_generation as pepperGeneration, key_id as keyId, salt, face_yen as faceYen, issuer_id as issuerId,
       branch_id as branchId, not_before_on as notBeforeOn, expires_on as expiresOn, mac
     from coupon where programme_id = ?1 and serial > ?2 order by serial limit ${PAGE_COUPONS}`,
  )
    .bind(programmeId, afterSerial)
    .all<CouponTerms & { readonly mac: string }>();
  const wrong = results.find(({ mac, ...terms }) => !verifyCouponMac(terms, mac, env));
  if (wrong) {
    const finding = sumFinding(
      "FND-3",
      programmeId,
      `the MAC of coupon ${wrong.serial} does not cover its terms`,
    );
    return { next: null, finding: { ...finding, actorClass: "coupon", actor: wrong.actor } };
  }
  return { next: results.length < PAGE_COUPONS ? null : (results.at(-1)?.serial ?? null), finding: null };
}
