import { and, asc, desc, eq, gt, or } from "drizzle-orm";
import { application, applicationDecision } from "../../schema/d1/applications.ts";
import { membership, staff } from "../../schema/d1/people.ts";
import { organisation } from "../../schema/d1/region.ts";
import { store, till } from "../../schema/d1/store.ts";
import { termsAcceptance } from "../../schema/d1/terms.ts";
import type { RegionId } from "../../schema/ids.ts";
import { type AlsoStatements, batchWith } from "./batch-with.ts";
import type { Database } from "./database.ts";
import { isUniqueViolation } from "./unique.ts";

export type ApplicationRow = typeof application.$inferSelect;
export type DecisionRow = typeof applicationDecision.$inferSelect;

/** Writes an application; false where its key, its receipt number or its id is taken. */
export async function createApplication(db: Database, row: ApplicationRow): Promise<boolean> {
  try {
    await db.insert(application).values(row);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** The application of a private link. Applicants belong to no region's staff: their key is all they have. */
export async function applicationByKey(db: Database, keyHash: string): Promise<ApplicationRow | null> {
  const [row] = await db.select().from(application).where(eq(application.keyHash, keyHash));
  return row ?? null;
}

/** One application of a region. */
export async function findApplication(
  db: Database,
  regionId: RegionId,
  id: string,
): Promise<ApplicationRow | null> {
  const [row] = await db
    .select()
    .from(application)
    .where(and(eq(application.id, id), eq(application.regionId, regionId)));
  return row ?? null;
}

/** Applications of a region, oldest first: who waits longest is read first. One more than asked for. */
export async function listApplications(
  db: Database,
  regionId: RegionId,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly state?: string | undefined;
  },
): Promise<readonly ApplicationRow[]> {
  return db
    .select()
    .from(application)
    .where(
      and(
        eq(application.regionId, regionId),
        page.state ? eq(application.state, page.state) : undefined,
        page.after
          ? or(
              gt(application.sentAtMs, page.after[0]),
              and(eq(application.sentAtMs, page.after[0]), gt(application.id, page.after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(asc(application.sentAtMs), asc(application.id))
    .limit(page.limit + 1);
}

/** What was decided on it, newest first, and by whom. */
export async function decisionsOn(db: Database, row: ApplicationRow) {
  return db
    .select({ decision: applicationDecision, decidedBy: staff.name })
    .from(applicationDecision)
    .leftJoin(staff, eq(staff.id, applicationDecision.decidedBy))
    .where(and(eq(applicationDecision.applicationId, row.id), eq(applicationDecision.regionId, row.regionId)))
    .orderBy(desc(applicationDecision.version));
}

/** Sends a mended form; false where it is not the version that was sent back (ORG-3). */
export async function sendAgain(
  db: Database,
  row: ApplicationRow,
  next: Pick<ApplicationRow, "bodyHash" | "organisationName" | "storeName" | "sealed" | "sentAtMs">,
): Promise<boolean> {
  const written = await db
    .update(application)
    .set({ ...next, state: "waiting", version: row.version + 1 })
    .where(
      and(
        eq(application.id, row.id),
        eq(application.regionId, row.regionId),
        eq(application.state, "returned"),
        eq(application.version, row.version),
      ),
    )
    .returning({ id: application.id });
  return written.length > 0;
}

/** What an approval makes. */
export interface Approved {
  readonly organisation: typeof organisation.$inferInsert;
  readonly store: typeof store.$inferInsert;
  readonly till: typeof till.$inferInsert;
  readonly account: typeof staff.$inferInsert;
  readonly acceptance: typeof termsAcceptance.$inferInsert;
}

/**
 * Decides one version, and makes what an approval makes, all or nothing (ORG-3). The decision's key lets the first
 * through: false for whoever comes second, or decided on a version that is no longer the one.
 */
export async function decideApplication(
  db: Database,
  decision: DecisionRow,
  made: Approved | null,
  /** What happens with it, or not at all: an invitation and its mail. */
  also: AlsoStatements,
): Promise<boolean> {
  const decided = db.insert(applicationDecision).values(decision);
  const moved = db
    .update(application)
    .set({ state: decision.decision })
    .where(
      and(
        eq(application.id, decision.applicationId),
        eq(application.regionId, decision.regionId),
        eq(application.version, decision.version),
      ),
    );
  try {
    const rows = made
      ? [
          db.insert(organisation).values(made.organisation),
          db.insert(store).values(made.store),
          db.insert(till).values(made.till),
          db.insert(staff).values(made.account),
          db.insert(membership).values({
            staffId: made.account.id,
            organisationId: made.organisation.id,
            role: "merchant-head",
            regionId: decision.regionId,
          }),
          db.insert(termsAcceptance).values(made.acceptance),
        ]
      : [];
    await batchWith([decided, moved, ...rows], also);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
