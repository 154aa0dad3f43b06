import { and, desc, eq, gt, lt, or, type SQL } from "drizzle-orm";
import type { CaseLevel, CaseOutcome, FraudRule, SUBJECT_KINDS } from "../../schema/api/cases.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { fraudCase, fraudDecision, fraudEvidence, fraudRecipient } from "../../schema/d1/fraud.ts";
import { staff } from "../../schema/d1/people.ts";
import type { CaseId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { MAX_CASE_EVIDENCE } from "../../schema/limits.ts";
import type { Judged } from "../fraud/judged.ts";
import type { Database } from "./database.ts";

export type CaseRow = typeof fraudCase.$inferSelect;
export type EvidenceRow = typeof fraudEvidence.$inferSelect;

/** Whom a case is about. */
export interface Subject {
  readonly kind: (typeof SUBJECT_KINDS)[number];
  readonly id: string;
}

/** Something that a rule found about somebody on some day. */
export interface Finding {
  readonly caseId: CaseId;
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId | null;
  readonly rule: FraudRule;
  readonly subject: Subject;
  readonly shown: string | null;
  readonly other: Subject | null;
  readonly date: BusinessDate;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly judged: Judged;
}

/** How cases stand that findings are about; those that aren't there yet are left out. */
export async function standingOf(
  db: D1Database,
  caseIds: readonly string[],
): Promise<
  ReadonlyMap<
    string,
    {
      readonly weight: number;
      readonly level: CaseLevel;
      readonly state: "open" | "decided";
      readonly decidedWeight: number | null;
      readonly reopened: number;
    }
  >
> {
  const { results } = await db
    .prepare(
      `select id, weight, level, state, decided_weight as decidedWeight, reopened from fraud_case
       where id in (select value from json_each(?1))`,
    )
    .bind(JSON.stringify(caseIds))
    .all<{
      id: string;
      weight: number;
      level: CaseLevel;
      state: "open" | "decided";
      decidedWeight: number | null;
      reopened: number;
    }>();
  return new Map(results.map(({ id, ...standing }) => [id, standing]));
}

/**
 * The statements that write a finding down: its case, made or added to, and its evidence. Whatever is there stays; a decided
 * case of which there is more now than the decision was about is open again (FRD-8).
 */
export function findingStatements(db: D1Database, finding: Finding, nowMs: number): D1PreparedStatement[] {
  const { caseId, regionId, judged } = finding;
  return [
    db
      .prepare(
        `insert into fraud_case (id, region_id, programme_id, rule, subject_kind, subject_id, subject_shown, other_kind,
           other_id, date, level, weight, measures, thresholds, state, version, reopened, found_at_ms, opened_at_ms,
           updated_at_ms)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 'open', 1, 0, ?15, ?15, ?15)
         on conflict (id) do update set
           level = iif(level = 'serious', level, excluded.level),
           weight = max(weight, excluded.weight),
           measures = excluded.measures, thresholds = excluded.thresholds,
           version = version + 1, updated_at_ms = excluded.updated_at_ms,
           reopened = reopened + (state = 'decided' and excluded.weight > decided_weight),
           opened_at_ms = iif(state = 'decided' and excluded.weight > decided_weight, excluded.updated_at_ms, opened_at_ms),
           state = iif(state = 'decided' and excluded.weight <= decided_weight, 'decided', 'open')
         where excluded.weight > weight or (excluded.level = 'serious' and level <> 'serious')`,
      )
      .bind(
        caseId,
        regionId,
        finding.programmeId,
        finding.rule,
        finding.subject.kind,
        finding.subject.id,
        finding.shown,
        finding.other?.kind ?? null,
        finding.other?.id ?? null,
        finding.date,
        judged.level,
        judged.weight,
        JSON.stringify(judged.measures),
        JSON.stringify(finding.thresholds),
        nowMs,
      ),
    db
      .prepare(
        `insert into fraud_evidence (case_id, key, region_id, kind, at_ms, facts)
         select ?1, e.value ->> 'key', ?2, e.value ->> 'kind', e.value ->> 'atMs', e.value -> 'facts'
         from json_each(?3) e
         where exists (select 1 from fraud_evidence k where k.case_id = ?1 and k.key = e.value ->> 'key')
           or (select count(*) from fraud_evidence k where k.case_id = ?1) < ${MAX_CASE_EVIDENCE}
         on conflict (case_id, key) do update set facts = excluded.facts, at_ms = excluded.at_ms
         where facts <> excluded.facts`,
      )
      .bind(caseId, regionId, JSON.stringify(judged.evidence)),
  ];
}

/** A page of a region's cases: what came last into the queue first. */
export async function listCases(
  db: Database,
  regionId: RegionId,
  query: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly state?: "open" | "decided" | undefined;
    readonly rule?: FraudRule | undefined;
    readonly level?: CaseLevel | undefined;
    readonly programmeId?: ProgrammeId | undefined;
  },
): Promise<readonly CaseRow[]> {
  const { openedAtMs, id } = fraudCase;
  const wanted: (SQL | undefined)[] = [
    eq(fraudCase.regionId, regionId),
    query.state && eq(fraudCase.state, query.state),
    query.rule && eq(fraudCase.rule, query.rule),
    query.level && eq(fraudCase.level, query.level),
    query.programmeId && eq(fraudCase.programmeId, query.programmeId),
    query.after
      ? or(lt(openedAtMs, query.after[0]), and(eq(openedAtMs, query.after[0]), lt(id, query.after[1])))
      : undefined,
  ];
  return db
    .select()
    .from(fraudCase)
    .where(and(...wanted))
    .orderBy(desc(openedAtMs), desc(id))
    .limit(query.limit + 1);
}

/** One case of a region. */
export async function findCase(db: Database, regionId: RegionId, caseId: string): Promise<CaseRow | null> {
  const [row] = await db
    .select()
    .from(fraudCase)
    .where(and(eq(fraudCase.id, caseId), eq(fraudCase.regionId, regionId)));
  return row ?? null;
}

/** What was decided of a case, newest first. */
export async function decisionsOf(db: Database, regionId: RegionId, caseId: string) {
  return db
    .select({
      version: fraudDecision.version,
      outcome: fraudDecision.outcome,
      reason: fraudDecision.reason,
      done: fraudDecision.done,
      decidedAtMs: fraudDecision.decidedAtMs,
      decidedByName: staff.name,
    })
    .from(fraudDecision)
    .leftJoin(staff, and(eq(staff.id, fraudDecision.decidedBy), eq(staff.regionId, regionId)))
    .where(and(eq(fraudDecision.caseId, caseId), eq(fraudDecision.regionId, regionId)))
    .orderBy(desc(fraudDecision.version))
    .limit(100);
}

/** A page of what a case rests on, in order of time. */
export async function evidenceOf(
  db: Database,
  regionId: RegionId,
  caseId: string,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
): Promise<readonly EvidenceRow[]> {
  const { atMs, key } = fraudEvidence;
  return db
    .select()
    .from(fraudEvidence)
    .where(
      and(
        eq(fraudEvidence.caseId, caseId),
        eq(fraudEvidence.regionId, regionId),
        page.after
          ? or(gt(atMs, page.after[0]), and(eq(atMs, page.after[0]), gt(key, page.after[1])))
          : undefined,
      ),
    )
    .orderBy(atMs, key)
    .limit(page.limit + 1);
}

/**
 * Writes a decision on the version of a case that was read, and closes its alert. False where there is another version by
 * now: somebody decided, or more was found.
 */
export async function decideCase(
  db: D1Database,
  decision: {
    readonly caseId: string;
    readonly regionId: RegionId;
    readonly version: number;
    readonly outcome: CaseOutcome;
    readonly reason: string;
    readonly done: string;
    readonly staffId: string;
    readonly nowMs: number;
  },
): Promise<boolean> {
  const { caseId, regionId, version, outcome, reason, done, staffId, nowMs } = decision;
  const [written] = await db.batch([
    db
      .prepare(
        `insert into fraud_decision (case_id, version, region_id, outcome, reason, done, decided_at_ms, decided_by)
         select id, version, region_id, ?4, ?5, ?6, ?7, ?8 from fraud_case where id = ?1 and region_id = ?2 and version = ?3`,
      )
      .bind(caseId, regionId, version, outcome, reason, done, nowMs, staffId),
    db
      .prepare(
        `update fraud_case set state = 'decided', outcome = ?4, decided_weight = weight, version = version + 1,
           updated_at_ms = ?5 where id = ?1 and region_id = ?2 and version = ?3`,
      )
      .bind(caseId, regionId, version, outcome, nowMs),
    db
      .prepare(
        `update alert set closed_at_ms = ?2 where id = 'fraud-case:' || ?1 and closed_at_ms is null
           and exists (select 1 from fraud_case where id = ?1 and state = 'decided')`,
      )
      .bind(caseId, nowMs),
  ]);
  return written?.meta.changes === 1;
}

/** Who gets mail of a region's serious cases, as it lies at rest; null where nobody does. */
export async function recipientsOf(db: D1Database, regionId: RegionId): Promise<string | null> {
  const row = await db
    .prepare("select sealed from fraud_recipient where region_id = ?1")
    .bind(regionId)
    .first<{ sealed: string }>();
  return row?.sealed ?? null;
}

/** Writes them down anew. */
export async function setRecipients(db: Database, row: typeof fraudRecipient.$inferInsert): Promise<void> {
  await db
    .insert(fraudRecipient)
    .values(row)
    .onConflictDoUpdate({ target: fraudRecipient.regionId, set: row });
}
