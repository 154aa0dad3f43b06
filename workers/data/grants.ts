import { and, asc, desc, eq, gt, inArray, isNotNull, lt, ne, or } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { GrantRowState } from "../../schema/api/grants.ts";
import { grantBatch, grantRow } from "../../schema/d1/grant.ts";
import { staff } from "../../schema/d1/people.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

export type GrantFacts = typeof grantBatch.$inferSelect;
/** A grant with the names of who made and began it. */
export type GrantOfRegion = GrantFacts & {
  readonly createdByName: string | null;
  readonly begunByName: string | null;
};
export type GrantLine = typeof grantRow.$inferSelect;

/** Lines read at once for a file of them. */
const LEFT_OUT_PAGE = 500;

const beginner = alias(staff, "beginner");

function select(db: Database) {
  return db
    .select({ grant: grantBatch, createdByName: staff.name, begunByName: beginner.name })
    .from(grantBatch)
    .leftJoin(staff, eq(staff.id, grantBatch.createdBy))
    .leftJoin(beginner, eq(beginner.id, grantBatch.begunBy));
}

type Selected = Awaited<ReturnType<typeof select>>[number];
const flat = ({ grant, createdByName, begunByName }: Selected): GrantOfRegion => ({
  ...grant,
  createdByName,
  begunByName,
});

/** Writes a grant down; nothing is read and nothing moves yet. */
export async function createGrant(db: Database, row: typeof grantBatch.$inferInsert): Promise<void> {
  await db.insert(grantBatch).values(row);
}

/** A grant of a region. */
export async function findGrant(db: Database, regionId: RegionId, id: string): Promise<GrantOfRegion | null> {
  const [row] = await select(db).where(and(eq(grantBatch.id, id), eq(grantBatch.regionId, regionId)));
  return row ? flat(row) : null;
}

/** A grant as its job works on it. The job's own rows are its scope: the region was checked by who began it (WHO-1). */
export async function grantForJob(db: Database, id: string): Promise<GrantFacts | null> {
  const [row] = await db.select().from(grantBatch).where(eq(grantBatch.id, id));
  return row ?? null;
}

/** A page of a programme's grants, newest first. */
export async function listGrants(
  db: Database,
  regionId: RegionId,
  programmeId: string,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
): Promise<readonly GrantOfRegion[]> {
  const { createdAtMs, id } = grantBatch;
  const rows = await select(db)
    .where(
      and(
        eq(grantBatch.programmeId, programmeId),
        eq(grantBatch.regionId, regionId),
        page.after
          ? or(lt(createdAtMs, page.after[0]), and(eq(createdAtMs, page.after[0]), lt(id, page.after[1])))
          : undefined,
      ),
    )
    .orderBy(desc(createdAtMs), desc(id))
    .limit(page.limit + 1);
  return rows.map(flat);
}

/** The newest other grant of the same file that was begun; null where there is none (GRT-3). */
export async function begunFromSameFile(
  db: Database,
  row: GrantFacts,
): Promise<{ readonly id: string; readonly title: string } | null> {
  if (row.fileSha256 === null) return null;
  const [same] = await db
    .select({ id: grantBatch.id, title: grantBatch.title })
    .from(grantBatch)
    .where(
      and(
        eq(grantBatch.programmeId, row.programmeId),
        eq(grantBatch.fileSha256, row.fileSha256),
        ne(grantBatch.id, row.id),
        isNotNull(grantBatch.begunAtMs),
      ),
    )
    .orderBy(desc(grantBatch.begunAtMs))
    .limit(1);
  return same ?? null;
}

/** States of lines that got nothing; of a grant that was stopped, those too that were never sent. */
const LEFT_OUT = ["failed", "bad", "unknown", "duplicate"] as const satisfies readonly GrantRowState[];

/** All lines of a grant that got nothing, in their order, so many at a time (GRT-8). */
export async function* leftOutRows(db: Database, grant: GrantFacts): AsyncGenerator<GrantLine> {
  const states: readonly GrantRowState[] = grant.state === "stopped" ? [...LEFT_OUT, "ready"] : LEFT_OUT;
  for (let afterRow = 0; ; ) {
    const page: readonly GrantLine[] = await db
      .select()
      .from(grantRow)
      .where(
        and(eq(grantRow.grantId, grant.id), inArray(grantRow.state, [...states]), gt(grantRow.row, afterRow)),
      )
      .orderBy(asc(grantRow.row))
      .limit(LEFT_OUT_PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < LEFT_OUT_PAGE) return;
    afterRow = last.row;
  }
}

/** A page of a grant's lines in one state, in their order. */
export async function listGrantRows(
  db: Database,
  regionId: RegionId,
  grantId: string,
  page: { readonly state: GrantRowState; readonly afterRow: number; readonly limit: number },
): Promise<readonly GrantLine[]> {
  return db
    .select()
    .from(grantRow)
    .where(
      and(
        eq(grantRow.grantId, grantId),
        eq(grantRow.regionId, regionId),
        eq(grantRow.state, page.state),
        gt(grantRow.row, page.afterRow),
      ),
    )
    .orderBy(asc(grantRow.row))
    .limit(page.limit + 1);
}
