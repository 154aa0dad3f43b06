import { and, asc, desc, eq, lt, or, sql } from "drizzle-orm";
import type { PayFace } from "../../schema/api/common.ts";
import type { Validity } from "../../schema/api/programmes.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { IssueCaps, RuleVersion } from "../../schema/commands.ts";
import { issue } from "../../schema/d1/coupon.ts";
import { programme, programmeRule } from "../../schema/d1/programme.ts";
import { region } from "../../schema/d1/region.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import type { Scope } from "../../schema/scope.ts";
import type { Database } from "./database.ts";

/** A programme as the edge judges by it, with every version of its rules. */
export interface ProgrammeFacts {
  readonly id: ProgrammeId;
  readonly regionId: RegionId;
  readonly regionName: string;
  readonly name: string;
  readonly payName: string;
  readonly face: PayFace["face"];
  readonly unitWord: string;
  readonly facesYen: readonly Yen[];
  readonly facePer: "coupon" | "night";
  readonly stayRequired: boolean;
  readonly validity: Validity;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly scope: Scope;
  readonly caps: IssueCaps;
  readonly reprintHours: number;
  readonly state: "open" | "closed";
  readonly createdAtMs: number;
  /** Oldest first; never empty. */
  readonly rules: readonly RuleVersion[];
}

type Row = { readonly programme: typeof programme.$inferSelect; readonly regionName: string };

function facts(row: Row, rules: readonly (typeof programmeRule.$inferSelect)[]): ProgrammeFacts {
  const own = rules.filter((rule) => rule.programmeId === row.programme.id);
  const { programme: p } = row;
  return {
    id: p.id as ProgrammeId,
    regionId: p.regionId as RegionId,
    regionName: row.regionName,
    name: p.name,
    payName: p.payName,
    face: p.face as PayFace["face"],
    unitWord: p.unitWord,
    facesYen: JSON.parse(p.facesYen) as Yen[],
    facePer: p.facePer as "coupon" | "night",
    stayRequired: p.stayRequired,
    validity: JSON.parse(p.validity) as Validity,
    startsOn: p.startsOn as BusinessDate,
    endsOn: p.endsOn as BusinessDate,
    scope: JSON.parse(p.scope) as Scope,
    caps: JSON.parse(p.caps) as IssueCaps,
    reprintHours: p.reprintHours,
    state: p.state as "open" | "closed",
    createdAtMs: p.createdAtMs,
    rules: own
      .map((rule) => ({
        version: rule.version,
        effectiveFromMs: rule.effectiveFromMs,
        unitYen: rule.unitYen as Yen,
        payLimitYen: rule.payLimitYen as Yen,
        personCapYen: rule.personCapYen as Yen | null,
      }))
      .sort((a, b) => a.version - b.version),
  };
}

/** One programme with its rules, of whatever region; the caller compares `regionId` (WHO-1). */
export async function findProgramme(db: Database, programmeId: string): Promise<ProgrammeFacts | null> {
  const [row] = await db
    .select({ programme, regionName: region.name })
    .from(programme)
    .innerJoin(region, eq(region.id, programme.regionId))
    .where(eq(programme.id, programmeId));
  if (!row) return null;
  const rules = await db.select().from(programmeRule).where(eq(programmeRule.programmeId, programmeId));
  return facts(row, rules);
}

/** The programmes of a region, oldest first. */
export async function programmesOfRegion(
  db: Database,
  regionId: RegionId,
): Promise<readonly ProgrammeFacts[]> {
  const rows = await db
    .select({ programme, regionName: region.name })
    .from(programme)
    .innerJoin(region, eq(region.id, programme.regionId))
    .where(eq(programme.regionId, regionId))
    .orderBy(asc(programme.createdAtMs), asc(programme.id));
  const rules = await db.select().from(programmeRule).where(eq(programmeRule.regionId, regionId));
  return rows.map((row) => facts(row, rules));
}

/** A page of a region's programmes, newest first. */
export async function listProgrammes(
  db: Database,
  regionId: RegionId,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
): Promise<readonly ProgrammeFacts[]> {
  const rows = await db
    .select({ programme, regionName: region.name })
    .from(programme)
    .innerJoin(region, eq(region.id, programme.regionId))
    .where(
      and(
        eq(programme.regionId, regionId),
        page.after
          ? or(
              lt(programme.createdAtMs, page.after[0]),
              and(eq(programme.createdAtMs, page.after[0]), lt(programme.id, page.after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(programme.createdAtMs), desc(programme.id))
    .limit(page.limit + 1);
  const rules = await db.select().from(programmeRule).where(eq(programmeRule.regionId, regionId));
  return rows.map((row) => facts(row, rules));
}

/** Ids of the open programmes of every region: what a wallet may choose from (S11, S23). */
export async function openProgrammes(db: Database, today: BusinessDate): Promise<readonly ProgrammeFacts[]> {
  const rows = await db
    .select({ programme, regionName: region.name })
    .from(programme)
    .innerJoin(region, eq(region.id, programme.regionId))
    .where(
      and(
        eq(programme.state, "open"),
        sql`${programme.startsOn} <= ${today} and ${programme.endsOn} >= ${today}`,
      ),
    )
    .orderBy(asc(region.name), asc(programme.payName), asc(programme.id))
    .limit(500);
  const ids = JSON.stringify(rows.map((row) => row.programme.id));
  const rules = await db
    .select()
    .from(programmeRule)
    .where(sql`${programmeRule.programmeId} in (select value from json_each(${ids}))`);
  return rows.map((row) => facts(row, rules));
}

/** Writes a programme and the first version of its rules. */
export async function createProgramme(
  db: Database,
  row: typeof programme.$inferInsert,
  rule: typeof programmeRule.$inferInsert,
): Promise<void> {
  await db.batch([db.insert(programme).values(row), db.insert(programmeRule).values(rule)]);
}

/** Appends a version; false where somebody else appended the same number first. */
export async function addRule(db: Database, rule: typeof programmeRule.$inferInsert): Promise<boolean> {
  const done = await db
    .insert(programmeRule)
    .values(rule)
    .onConflictDoNothing()
    .returning({ v: programmeRule.version });
  return done.length === 1;
}

/** Whether anything was ever issued: from then on the unit is fixed (MON-2). */
export async function hasIssues(
  db: Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
): Promise<boolean> {
  const [row] = await db
    .select({ id: issue.id })
    .from(issue)
    .where(and(eq(issue.programmeId, programmeId), eq(issue.regionId, regionId)))
    .limit(1);
  return row !== undefined;
}

/** The Pay as any screen shows it (S4). */
export function payFaceOf(p: ProgrammeFacts, nowMs: number): PayFace {
  return {
    programmeId: p.id,
    payName: p.payName,
    programmeName: p.name,
    regionName: p.regionName,
    face: p.face,
    unitWord: p.unitWord,
    unitYen: ruleNow(p, nowMs).unitYen,
  };
}

/** The version in force now, or the first one where none is yet. */
export function ruleNow(p: ProgrammeFacts, nowMs: number): RuleVersion {
  const first = p.rules[0];
  if (!first) throw new Error(`programme ${p.id} has no rules`);
  return p.rules.reduce(
    (chosen, rule) =>
      rule.effectiveFromMs <= nowMs && rule.effectiveFromMs >= chosen.effectiveFromMs ? rule : chosen,
    first,
  );
}
