import { and, desc, eq, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { ApprovalKind, ApprovalPolicy } from "../../schema/api/approvals.ts";
import { DEFAULT_APPROVALS } from "../../schema/api/approvals.ts";
import { approval } from "../../schema/d1/approval.ts";
import { region } from "../../schema/d1/region.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

export type ApprovalRow = typeof approval.$inferSelect;

/** What waits, or is on its way. */
const OPEN = (nowMs: number): SQL | undefined =>
  or(
    eq(approval.state, "approved"),
    and(eq(approval.state, "waiting"), sql`${approval.lapsesAtMs} > ${nowMs}`),
  );

/** What of a region needs a second person; the default where its operator has set nothing (APR-4). */
export async function approvalPolicy(db: Database, regionId: RegionId): Promise<ApprovalPolicy> {
  const [row] = await db.select({ policy: region.approvals }).from(region).where(eq(region.id, regionId));
  return row?.policy
    ? { ...DEFAULT_APPROVALS, ...(JSON.parse(row.policy) as ApprovalPolicy) }
    : DEFAULT_APPROVALS;
}

/** Sets it and says what it was; null where there is no such region. */
export async function setApprovalPolicy(
  db: Database,
  regionId: RegionId,
  policy: ApprovalPolicy,
): Promise<ApprovalPolicy | null> {
  const before = await approvalPolicy(db, regionId);
  const done = await db
    .update(region)
    .set({ approvals: JSON.stringify(policy) })
    .where(eq(region.id, regionId))
    .returning({ id: region.id });
  return done.length === 1 ? before : null;
}

/** The proposal behind an operation, whoever's region it is. */
export async function approvalOf(db: Database, operationId: string): Promise<ApprovalRow | null> {
  const [row] = await db.select().from(approval).where(eq(approval.operationId, operationId));
  return row ?? null;
}

/** The proposal of this very request that still waits, or is on its way, in a region. */
export async function waitingApproval(
  db: Database,
  {
    regionId,
    requestHash,
    nowMs,
  }: { readonly regionId: RegionId; readonly requestHash: string; readonly nowMs: number },
): Promise<ApprovalRow | null> {
  const [row] = await db
    .select()
    .from(approval)
    .where(and(eq(approval.regionId, regionId), eq(approval.requestHash, requestHash), OPEN(nowMs)))
    .orderBy(desc(approval.proposedAtMs))
    .limit(1);
  return row ?? null;
}

/** A proposal of a region. */
export async function findApproval(
  db: Database,
  regionId: RegionId,
  id: string,
): Promise<ApprovalRow | null> {
  const [row] = await db
    .select()
    .from(approval)
    .where(and(eq(approval.id, id), eq(approval.regionId, regionId)));
  return row ?? null;
}

/** Keeps a proposal; where its operation is proposed already, the one that stands is the answer. */
export async function propose(db: Database, row: typeof approval.$inferInsert): Promise<ApprovalRow> {
  await db.insert(approval).values(row).onConflictDoNothing();
  const kept = await approvalOf(db, row.operationId);
  if (!kept) throw new Error("a proposal that was written is not there");
  return kept;
}

/** A page of a region's proposals, newest first. */
export async function listApprovals(
  db: Database,
  regionId: RegionId,
  which: {
    readonly only: "open" | "ended" | undefined;
    readonly nowMs: number;
    readonly before: readonly [number, string] | null;
    readonly limit: number;
  },
): Promise<readonly ApprovalRow[]> {
  const { proposedAtMs, id } = approval;
  const open = OPEN(which.nowMs);
  return db
    .select()
    .from(approval)
    .where(
      and(
        eq(approval.regionId, regionId),
        which.only === undefined ? undefined : which.only === "open" ? open : sql`not (${open})`,
        which.before
          ? or(
              lt(proposedAtMs, which.before[0]),
              and(eq(proposedAtMs, which.before[0]), lt(id, which.before[1])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(proposedAtMs), desc(id))
    .limit(which.limit + 1);
}

/** What a reader may decide: kinds, and of the lifting of a stop what was stopped. */
export interface Decidable {
  readonly kinds: readonly ApprovalKind[];
  readonly stopped: readonly string[];
}

/** How many proposals that a reader may decide wait for a person who hasn't proposed them. */
export async function countWaiting(
  db: Database,
  regionId: RegionId,
  { kinds, stopped }: Decidable,
  reader: { readonly staffId: string; readonly nowMs: number },
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(approval)
    .where(
      and(
        eq(approval.regionId, regionId),
        or(
          inArray(approval.kind, [...kinds]),
          and(eq(approval.kind, "unfreeze"), inArray(approval.subjectKind, [...stopped])),
        ),
        OPEN(reader.nowMs),
        sql`${approval.proposedBy} <> ${reader.staffId}`,
      ),
    );
  return row?.count ?? 0;
}

/** A decision on a proposal that still waits: false where it doesn't any more. Nobody approves or refuses their own (APR-1). */
export async function decideApproval(
  db: Database,
  row: ApprovalRow,
  to: "approved" | "refused" | "withdrawn",
  by: { readonly staffId: string; readonly atMs: number; readonly reason: string | null },
): Promise<boolean> {
  const own = to === "withdrawn";
  const done = await db
    .update(approval)
    .set({ state: to, decidedBy: by.staffId, decidedAtMs: by.atMs, decisionReason: by.reason })
    .where(
      and(
        eq(approval.id, row.id),
        eq(approval.regionId, row.regionId),
        eq(approval.state, "waiting"),
        sql`${approval.lapsesAtMs} > ${by.atMs}`,
        own ? eq(approval.proposedBy, by.staffId) : sql`${approval.proposedBy} <> ${by.staffId}`,
      ),
    )
    .returning({ id: approval.id });
  return done.length === 1;
}

/** How an approved one ended. */
export async function endApproval(db: Database, row: ApprovalRow, failedWith: string | null): Promise<void> {
  await db
    .update(approval)
    .set({ state: failedWith === null ? "done" : "failed", failedWith })
    .where(and(eq(approval.id, row.id), eq(approval.state, "approved")));
}
