import { and, asc, desc, eq, gt, lt, or, sql } from "drizzle-orm";
import type { PayFace } from "../../schema/api/common.ts";
import { type Design, storedDesign } from "../../schema/api/programme-design.ts";
import type { ProgrammeState } from "../../schema/api/programmes.ts";
import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import type { RuleVersion } from "../../schema/commands.ts";
import { issue } from "../../schema/d1/coupon.ts";
import { staff } from "../../schema/d1/people.ts";
import { programme, programmeVersion } from "../../schema/d1/programme.ts";
import { region } from "../../schema/d1/region.ts";
import type { ProgrammeId, RegionId, StaffId } from "../../schema/ids.ts";
import { MAX_OPEN_PAYS } from "../../schema/limits.ts";
import type { Database } from "./database.ts";

/**
 * A version that was replaced is still read for so long: an actor whose clock is behind the edge's picks it, and what was
 * sent a moment ago is judged by what was in force then (PRG-1).
 */
const REPLACED_FOR_MS = 10 * 60_000;

/** One version of a design and the moment from which it holds. */
export interface DesignVersion {
  readonly version: number;
  readonly effectiveFromMs: number;
  readonly design: Design;
}

/** A programme as it is stored: the version in force when it was read, those to come, and the one just replaced. */
export interface StoredProgramme {
  readonly id: ProgrammeId;
  readonly regionId: RegionId;
  readonly regionName: string;
  readonly state: ProgrammeState;
  readonly createdAtMs: number;
  /** Oldest first; never empty. */
  readonly versions: readonly DesignVersion[];
}

/** A programme as the edge judges by it at one moment: the design in force, with the money rules of all versions it has. */
export interface ProgrammeFacts extends Omit<Design, "rule"> {
  readonly id: ProgrammeId;
  readonly regionId: RegionId;
  readonly regionName: string;
  readonly state: ProgrammeState;
  readonly createdAtMs: number;
  /** The version that this is. */
  readonly version: number;
  /** Oldest first; never empty. */
  readonly rules: readonly RuleVersion[];
}

/** The design in force at a moment, or the first one where none is yet (PRG-1). Pure. */
export function versionAt<V extends { readonly effectiveFromMs: number }>(
  versions: readonly V[],
  nowMs: number,
): V {
  const first = versions[0];
  if (!first) throw new Error("a programme without a version");
  return versions.reduce(
    (chosen, each) =>
      each.effectiveFromMs <= nowMs && each.effectiveFromMs >= chosen.effectiveFromMs ? each : chosen,
    first,
  );
}

/** A programme as it is at a moment. Pure, so that a cached row changes its design to the millisecond (PRG-1). */
export function factsAt(stored: StoredProgramme, nowMs: number): ProgrammeFacts {
  const { versions, ...rest } = stored;
  const { version, design } = versionAt(versions, nowMs);
  const { rule: _rule, ...shown } = design;
  return {
    ...rest,
    ...shown,
    version,
    rules: versions.map((each) => ({
      version: each.version,
      effectiveFromMs: each.effectiveFromMs,
      ...each.design.rule,
    })),
  };
}

function select(db: Database) {
  return db
    .select({ programme, regionName: region.name })
    .from(programme)
    .innerJoin(region, eq(region.id, programme.regionId));
}

/** Puts the versions that matter from `nowMs` on to their programmes: one query for a whole list. */
async function withVersions(
  db: Database,
  rows: Awaited<ReturnType<typeof select>>,
  nowMs: number,
): Promise<readonly StoredProgramme[]> {
  const ids = JSON.stringify(rows.map((row) => row.programme.id));
  const versions = await db
    .select({
      programmeId: programmeVersion.programmeId,
      version: programmeVersion.version,
      effectiveFromMs: programmeVersion.effectiveFromMs,
      design: programmeVersion.design,
    })
    .from(programmeVersion)
    .where(
      sql`${programmeVersion.programmeId} in (select value from json_each(${ids}))
        and ${programmeVersion.effectiveFromMs} >= (
          select max(before.effective_from_ms) from programme_version before
          where before.programme_id = ${programmeVersion.programmeId}
            and before.effective_from_ms <= ${Math.max(0, nowMs - REPLACED_FOR_MS)})`,
    )
    .orderBy(asc(programmeVersion.effectiveFromMs));
  const own = Map.groupBy(versions, (each) => each.programmeId);
  return rows.map(({ programme: p, regionName }) => ({
    id: p.id as ProgrammeId,
    regionId: p.regionId as RegionId,
    regionName,
    state: p.state as ProgrammeState,
    createdAtMs: p.createdAtMs,
    versions: (own.get(p.id) ?? []).map((each) => ({
      version: each.version,
      effectiveFromMs: each.effectiveFromMs,
      design: storedDesign(each.design),
    })),
  }));
}

/** One programme, of whatever region; the caller compares `regionId` (WHO-1). */
export async function findProgramme(
  db: Database,
  programmeId: string,
  nowMs: number,
): Promise<StoredProgramme | null> {
  const rows = await select(db).where(eq(programme.id, programmeId));
  const [found] = await withVersions(db, rows, nowMs);
  return found ?? null;
}

/** The programmes of a region, oldest first. */
export async function programmesOfRegion(
  db: Database,
  regionId: RegionId,
  nowMs: number,
): Promise<readonly ProgrammeFacts[]> {
  const rows = await select(db)
    .where(eq(programme.regionId, regionId))
    .orderBy(asc(programme.createdAtMs), asc(programme.id));
  return (await withVersions(db, rows, nowMs)).map((stored) => factsAt(stored, nowMs));
}

/** A page of a region's programmes, newest first. */
export async function listProgrammes(
  db: Database,
  regionId: RegionId,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
  nowMs: number,
): Promise<readonly ProgrammeFacts[]> {
  const rows = await select(db)
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
  return (await withVersions(db, rows, nowMs)).map((stored) => factsAt(stored, nowMs));
}

/** The open programmes of every region that have begun and not ended: what a wallet may choose from (S11, S23). */
export async function openProgrammes(db: Database, nowMs: number): Promise<readonly ProgrammeFacts[]> {
  const rows = await select(db)
    .where(eq(programme.state, "open"))
    .orderBy(asc(region.name), asc(programme.id))
    .limit(MAX_OPEN_PAYS);
  const today: BusinessDate = businessDate(nowMs);
  return (await withVersions(db, rows, nowMs))
    .map((stored) => factsAt(stored, nowMs))
    .filter((p) => p.startsOn <= today && p.endsOn >= today);
}

/** Writes a draft and the first version of its design, which is in force from the beginning (PRG-1). */
export async function createProgramme(
  db: Database,
  row: {
    readonly id: ProgrammeId;
    readonly regionId: RegionId;
    readonly design: Design;
    readonly madeBy: StaffId;
    readonly nowMs: number;
  },
): Promise<void> {
  const { id, regionId, design, madeBy, nowMs } = row;
  await db.batch([
    db.insert(programme).values({ id, regionId, state: "draft", createdAtMs: nowMs }),
    db.insert(programmeVersion).values({
      programmeId: id,
      version: 1,
      regionId,
      effectiveFromMs: 0,
      design: JSON.stringify(design),
      madeAtMs: nowMs,
      madeBy,
      reason: null,
    }),
  ]);
}

/**
 * Appends a version; false where somebody else appended one with the same number or for the same moment first, or moved
 * the programme out of `state`: what was approved can't change behind its back.
 */
export async function addVersion(
  db: Database,
  row: {
    readonly programmeId: ProgrammeId;
    readonly regionId: RegionId;
    readonly state: ProgrammeState;
    readonly version: number;
    readonly effectiveFromMs: number;
    readonly design: Design;
    readonly madeAtMs: number;
    readonly madeBy: StaffId;
    readonly reason: string | null;
  },
): Promise<boolean> {
  const done = await db.all(sql`
    insert into programme_version
      (programme_id, version, region_id, effective_from_ms, design, made_at_ms, made_by, reason)
    select id, ${row.version}, region_id, ${row.effectiveFromMs}, ${JSON.stringify(row.design)}, ${row.madeAtMs},
      ${row.madeBy}, ${row.reason}
    from programme where id = ${row.programmeId} and region_id = ${row.regionId} and state = ${row.state}
    on conflict do nothing returning version`);
  return done.length === 1;
}

/**
 * Moves a programme from one state to another; false where it was no longer in the first, or where its design isn't the
 * one any more that was judged.
 */
export async function moveProgramme(
  db: Database,
  row: {
    readonly programmeId: ProgrammeId;
    readonly regionId: RegionId;
    readonly from: ProgrammeState;
    readonly to: ProgrammeState;
    /** The newest version when it was judged. */
    readonly version: number;
  },
): Promise<boolean> {
  const done = await db
    .update(programme)
    .set({ state: row.to })
    .where(
      and(
        eq(programme.id, row.programmeId),
        eq(programme.regionId, row.regionId),
        eq(programme.state, row.from),
        sql`${row.version} = (select max(version) from programme_version where programme_id = ${row.programmeId})`,
      ),
    )
    .returning({ id: programme.id });
  return done.length === 1;
}

export interface VersionRow extends DesignVersion {
  readonly madeAtMs: number;
  readonly madeBy: StaffId | null;
  readonly madeByName: string | null;
  readonly reason: string | null;
}

/** A page of a programme's versions, newest first, with who made them. */
export async function listVersions(
  db: Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  page: { readonly beforeVersion: number | null; readonly limit: number },
): Promise<readonly VersionRow[]> {
  const rows = await db
    .select({ row: programmeVersion, madeByName: staff.name })
    .from(programmeVersion)
    .leftJoin(staff, eq(staff.id, programmeVersion.madeBy))
    .where(
      and(
        eq(programmeVersion.programmeId, programmeId),
        eq(programmeVersion.regionId, regionId),
        page.beforeVersion === null ? undefined : lt(programmeVersion.version, page.beforeVersion),
      ),
    )
    .orderBy(desc(programmeVersion.version))
    .limit(page.limit + 1);
  return rows.map(({ row, madeByName }) => ({
    version: row.version,
    effectiveFromMs: row.effectiveFromMs,
    design: storedDesign(row.design),
    madeAtMs: row.madeAtMs,
    madeBy: row.madeBy as StaffId | null,
    madeByName,
    reason: row.reason,
  }));
}

/** How many versions of a programme are still to come. */
export async function countComing(
  db: Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  nowMs: number,
): Promise<number> {
  return db.$count(
    programmeVersion,
    and(
      eq(programmeVersion.programmeId, programmeId),
      eq(programmeVersion.regionId, regionId),
      gt(programmeVersion.effectiveFromMs, nowMs),
    ),
  );
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
    regionId: p.regionId,
    regionName: p.regionName,
    face: p.face,
    unitWord: p.unitWord,
    unitYen: ruleNow(p, nowMs).unitYen,
  };
}

/** The money rules in force now, or the first ones where none are yet. */
export function ruleNow(p: ProgrammeFacts, nowMs: number): RuleVersion {
  return versionAt(p.rules, nowMs);
}
