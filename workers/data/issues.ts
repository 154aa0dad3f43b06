import { and, asc, desc, eq, gte, inArray, lt, or, sql } from "drizzle-orm";
import type { ASKS } from "../../schema/api/programme-design.ts";
import type { IssueManifest, IssueState } from "../../schema/commands.ts";
import { coupon, issue } from "../../schema/d1/coupon.ts";
import { staff, stay } from "../../schema/d1/people.ts";
import { organisation } from "../../schema/d1/region.ts";
import type { IssueId, OperationId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { Reach } from "../http/caller.ts";
import type { Database } from "./database.ts";
import { handedSheets, handedYen, keptSheets, keptYen, RECORD_HANDED_OVER } from "./handed-over.ts";

export type IssueRow = typeof issue.$inferSelect & {
  readonly issuerName: string;
  readonly branchName: string;
  readonly createdByName: string | null;
  readonly sealedStay: string | null;
  /** Sheets of it that were handed over by themselves, and their yen (FND-14). */
  readonly handedSheets: number;
  readonly handedYen: number;
  /** Of the version it was made under; null where that isn't known. */
  readonly reprintHours: number | null;
  /** What that version asks for; a replacement asks for nothing again. */
  readonly evidenceAsked: Ask;
  readonly receiptAsked: Ask;
  readonly evidenceFiles: number;
};
export type CouponRow = typeof coupon.$inferSelect;

type Ask = (typeof ASKS)[number];

/** What the version of an issue asks for; versions older than the question don't ask. */
function askedOf(field: "evidence" | "receipt") {
  return sql<Ask>`coalesce((
    select v.design->>${`$.asks.${field}`} from programme_version v
    where v.programme_id = ${issue.programmeId} and v.version = ${issue.programmeVersion}), 'no')`;
}

function select(db: Database) {
  return db
    .select({
      issue,
      issuerName: sql<string>`(select name from organisation where id = ${issue.issuerId})`,
      branchName: organisation.name,
      createdByName: staff.name,
      sealedStay: stay.sealed,
      handedSheets: sql<number>`${sql.raw(handedSheets())}`,
      handedYen: sql<number>`${sql.raw(handedYen())}`,
      reprintHours: sql<number | null>`(
        select v.design->>'reprintHours' from programme_version v
        where v.programme_id = ${issue.programmeId} and v.version = ${issue.programmeVersion})`,
      evidenceAsked: askedOf("evidence"),
      receiptAsked: askedOf("receipt"),
      evidenceFiles: sql<number>`(select count(*) from issue_evidence where issue_id = ${issue.id})`,
    })
    .from(issue)
    .innerJoin(organisation, eq(organisation.id, issue.branchId))
    .leftJoin(staff, eq(staff.id, issue.createdBy))
    .leftJoin(stay, eq(stay.issueId, issue.id));
}

function shown(rows: readonly Awaited<ReturnType<typeof select>>[number][]): readonly IssueRow[] {
  return rows.map(({ issue: row, ...rest }) => ({ ...row, ...rest }));
}

/** An issue that the reach includes, or null (WHO-1, WHO-2). */
export async function findIssue(
  db: Database,
  regionId: RegionId,
  reach: Reach,
  issueId: string,
): Promise<IssueRow | null> {
  const rows = await select(db).where(
    and(eq(issue.id, issueId), eq(issue.regionId, regionId), within(reach)),
  );
  return shown(rows)[0] ?? null;
}

/** A page of issues within a reach, newest first. */
export async function listIssues(
  db: Database,
  regionId: RegionId,
  reach: Reach,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly programmeId?: string | undefined;
    readonly branchId?: string | undefined;
    /** Only those made within; the end is exclusive. */
    readonly day?: DayOfIssues | undefined;
  },
): Promise<readonly IssueRow[]> {
  if (reach.kind === "organisations" && reach.ids.length === 0) return [];
  const rows = await select(db)
    .where(
      and(
        eq(issue.regionId, regionId),
        within(reach),
        page.programmeId ? eq(issue.programmeId, page.programmeId) : undefined,
        page.branchId ? eq(issue.branchId, page.branchId) : undefined,
        page.day ? madeWithin(page.day) : undefined,
        page.after
          ? or(
              lt(issue.createdAtMs, page.after[0]),
              and(eq(issue.createdAtMs, page.after[0]), lt(issue.id, page.after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(issue.createdAtMs), desc(issue.id))
    .limit(page.limit + 1);
  return shown(rows);
}

/** A business date as moments. */
export interface DayOfIssues {
  readonly fromMs: number;
  readonly untilMs: number;
}

function madeWithin(day: DayOfIssues) {
  return and(gte(issue.createdAtMs, day.fromMs), lt(issue.createdAtMs, day.untilMs));
}

/** Issues of stays by the keys of their reservation number (ISS-4), newest first; one more than `limit` where there are. */
export async function issuesOfReference(
  db: Database,
  regionId: RegionId,
  reach: Reach,
  referenceKeys: readonly string[],
  limit: number,
  programmeId?: string,
): Promise<readonly IssueRow[]> {
  const rows = await select(db)
    .where(
      and(
        inArray(stay.referenceKey, [...referenceKeys]),
        eq(issue.regionId, regionId),
        within(reach),
        programmeId ? eq(issue.programmeId, programmeId) : undefined,
      ),
    )
    .orderBy(desc(issue.createdAtMs), desc(issue.id))
    .limit(limit + 1);
  return shown(rows);
}

/** Coupons with a serial, in whichever programme of the region (ISS-5). */
export async function couponsWithSerial(
  db: Database,
  regionId: RegionId,
  serial: number,
  limit: number,
): Promise<readonly CouponRow[]> {
  return db
    .select()
    .from(coupon)
    .where(
      and(
        sql`${coupon.programmeId} in (select id from programme where region_id = ${regionId})`,
        eq(coupon.serial, serial),
      ),
    )
    .limit(limit);
}

/** What was issued on a day, by branch and programme (ISS-6); one line more than `limit` where there are. */
export async function issueSums(
  db: Database,
  regionId: RegionId,
  reach: Reach,
  query: {
    readonly day: DayOfIssues;
    readonly programmeId?: string | undefined;
    readonly branchId?: string | undefined;
  },
  limit: number,
) {
  const sumWhere = (column: typeof issue.count | typeof issue.sumYen, states: string) =>
    sql<number>`coalesce(sum(case when ${issue.state} ${sql.raw(states)} then ${column} end), 0)`;
  return db
    .select({
      branchId: issue.branchId,
      branchName: organisation.name,
      programmeId: issue.programmeId,
      issues: sql<number>`sum(${sql.raw(keptSheets())} > 0)`,
      coupons: sql<number>`coalesce(sum(${sql.raw(keptSheets())}), 0)`,
      sumYen: sql<number>`coalesce(sum(${sql.raw(keptYen())}), 0)`,
      waitingCoupons: sumWhere(issue.count, "in ('writing', 'ready')"),
      withdrawnCoupons: sql<number>`coalesce(sum(case ${issue.state} when 'withdrawn' then ${issue.count} - ${sql.raw(handedSheets())} end), 0)`,
      withdrawnYen: sql<number>`coalesce(sum(case ${issue.state} when 'withdrawn' then ${issue.sumYen} - ${sql.raw(handedYen())} end), 0)`,
    })
    .from(issue)
    .innerJoin(organisation, eq(organisation.id, issue.branchId))
    .where(
      and(
        eq(issue.regionId, regionId),
        within(reach),
        madeWithin(query.day),
        query.programmeId ? eq(issue.programmeId, query.programmeId) : undefined,
        query.branchId ? eq(issue.branchId, query.branchId) : undefined,
      ),
    )
    .groupBy(issue.branchId, issue.programmeId)
    .orderBy(asc(organisation.kana), asc(issue.branchId), asc(issue.programmeId))
    .limit(limit + 1);
}

/** A desk sees its own branch's issues, a head office its branches' and those issued in its name. */
function within(reach: Reach) {
  if (reach.kind === "region") return undefined;
  return sql`${issue.branchId} in (select value from json_each(${JSON.stringify(reach.ids)}))`;
}

/** Writes the row of an issue that the fund has journaled; a second time changes nothing. */
export async function recordIssue(
  db: Database,
  record: {
    readonly manifest: IssueManifest;
    readonly regionId: RegionId;
    readonly programmeId: ProgrammeId;
    /** The version its terms come from; null for a replacement, which keeps its coupon's. */
    readonly programmeVersion: number | null;
    readonly operationId: OperationId;
    readonly createdAtMs: number;
    readonly createdBy: string | null;
  },
): Promise<void> {
  const { manifest } = record;
  await db
    .insert(issue)
    .values({
      id: manifest.issueId,
      regionId: record.regionId,
      programmeId: record.programmeId,
      programmeVersion: record.programmeVersion,
      issuerId: manifest.issuerId,
      branchId: manifest.branchId,
      operationId: record.operationId,
      state: "writing",
      fundSeq: 0,
      serialFrom: manifest.serialFrom,
      count: manifest.count,
      sumYen: manifest.sumYen,
      written: 0,
      notBeforeOn: manifest.notBeforeOn,
      expiresOn: manifest.expiresOn,
      keyId: manifest.keyId,
      pepperGeneration: manifest.pepperGeneration,
      faces: JSON.stringify(manifest.faces),
      createdAtMs: record.createdAtMs,
      createdBy: record.createdBy,
    })
    .onConflictDoUpdate({
      // The projection may have written the row first; it doesn't know who asked.
      target: issue.id,
      set: {
        createdBy: sql`coalesce(${issue.createdBy}, excluded.created_by)`,
        programmeVersion: sql`coalesce(${issue.programmeVersion}, excluded.programme_version)`,
      },
    });
}

/** Follows the fund: an older word never replaces a newer one. */
export async function setIssueState(
  db: Database,
  issueId: IssueId,
  state: IssueState,
  fundSeq: number,
): Promise<void> {
  await db
    .update(issue)
    .set({ state, fundSeq, ...(state === "withdrawn" ? { restWithdrawn: 1 } : {}) })
    .where(and(eq(issue.id, issueId), lt(issue.fundSeq, fundSeq)));
}

/** Copies what the fund handed over, so that its coupons open at once; the projection writes the same (FND-14). */
export async function recordHandOver(
  db: D1Database,
  done: {
    readonly issueId: IssueId;
    readonly operationId: OperationId;
    readonly atMs: number;
    readonly ranges: readonly (readonly [from: number, to: number, sumYen: number])[];
  },
): Promise<void> {
  await db.batch(RECORD_HANDED_OVER.map((statement) => db.prepare(statement).bind(JSON.stringify([done]))));
}

/** Progress of the rows, which only grows. */
export async function setWritten(db: Database, issueId: IssueId, written: number): Promise<void> {
  await db
    .update(issue)
    .set({ written })
    .where(and(eq(issue.id, issueId), lt(issue.written, written)));
}

/** The row of an issue for its job, without asking who looks. */
export async function issueForJob(db: Database, issueId: string) {
  const [row] = await db.select().from(issue).where(eq(issue.id, issueId));
  return row ?? null;
}

/** Keeps what the desk wrote about a stay, sealed. */
export async function recordStay(
  db: Database,
  row: {
    readonly issueId: IssueId;
    readonly regionId: RegionId;
    readonly sealed: string;
    readonly createdAtMs: number;
    readonly checkInOn: string | null;
    readonly referenceKey: string | null;
  },
): Promise<void> {
  await db.insert(stay).values(row).onConflictDoNothing();
}

/** Coupons of an issue by serial, from one on. The issue's region and reach were checked before. */
export async function couponsOfIssue(
  db: Database,
  issueId: string,
  fromSerial: number,
  limit: number,
): Promise<readonly CouponRow[]> {
  return db
    .select()
    .from(coupon)
    .where(and(eq(coupon.issueId, issueId), gte(coupon.serial, fromSerial)))
    .orderBy(asc(coupon.serial))
    .limit(limit);
}

/** A coupon by its public id, within a region. */
export async function findCoupon(
  db: Database,
  regionId: RegionId,
  programmeId: string,
  serial: number,
): Promise<CouponRow | null> {
  const [row] = await db
    .select()
    .from(coupon)
    .where(
      and(eq(coupon.programmeId, programmeId), eq(coupon.serial, serial), eq(coupon.regionId, regionId)),
    );
  return row ?? null;
}

/** How many issues of a programme are still being written. */
export function writingIssues(db: Database, regionId: RegionId, programmeId: ProgrammeId): Promise<number> {
  return db.$count(
    issue,
    and(eq(issue.programmeId, programmeId), eq(issue.regionId, regionId), eq(issue.state, "writing")),
  );
}
