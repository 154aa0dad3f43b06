import { and, asc, count, desc, eq, gt, gte, inArray, lt, lte, or, sql, sum } from "drizzle-orm";
import type { IssueListState, ListRowState } from "../../schema/api/issue-lists.ts";
import { coupon, issue } from "../../schema/d1/coupon.ts";
import { csvImportMapping } from "../../schema/d1/csv-import.ts";
import { issueList, issueListRow } from "../../schema/d1/issue-list.ts";
import { staff, stay } from "../../schema/d1/people.ts";
import { organisation } from "../../schema/d1/region.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import { MAX_LIST_ROWS } from "../../schema/limits.ts";
import type { Reach } from "../http/caller.ts";
import { jobStatement } from "../queue/lease.ts";
import type { Database } from "./database.ts";

export type IssueListRow = typeof issueList.$inferSelect & {
  readonly branchName: string;
  readonly createdByName: string | null;
};
export type StayListRow = typeof issueListRow.$inferSelect;

/** A row as a check leaves it. */
export interface CheckedRow {
  readonly row: number;
  readonly state: ListRowState;
  readonly coupons: number;
  readonly sumYen: number;
  readonly sealed: string;
}

/** Rows in one statement; with what they say sealed some 1 KB each, below D1's 2 MB. */
const CHUNK_ROWS = 250;

function select(db: Database) {
  return db
    .select({ list: issueList, branchName: organisation.name, createdByName: staff.name })
    .from(issueList)
    .innerJoin(organisation, eq(organisation.id, issueList.branchId))
    .leftJoin(staff, eq(staff.id, issueList.createdBy));
}

function within(reach: Reach) {
  if (reach.kind === "region") return undefined;
  return sql`${issueList.branchId} in (select value from json_each(${JSON.stringify(reach.ids)}))`;
}

/** A list within reach, or null (WHO-1, WHO-2). */
export async function findIssueList(
  db: Database,
  regionId: RegionId,
  reach: Reach,
  listId: string,
): Promise<IssueListRow | null> {
  const [row] = await select(db).where(
    and(eq(issueList.id, listId), eq(issueList.regionId, regionId), within(reach)),
  );
  return row ? { ...row.list, branchName: row.branchName, createdByName: row.createdByName } : null;
}

/** A page of lists within reach, newest first, with one more that tells whether there is a next page. */
export async function listIssueLists(
  db: Database,
  regionId: RegionId,
  reach: Reach,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly branchId?: string | undefined;
  },
): Promise<readonly IssueListRow[]> {
  if (reach.kind === "organisations" && reach.ids.length === 0) return [];
  const rows = await select(db)
    .where(
      and(
        eq(issueList.regionId, regionId),
        within(reach),
        page.branchId ? eq(issueList.branchId, page.branchId) : undefined,
        page.after
          ? or(
              lt(issueList.createdAtMs, page.after[0]),
              and(eq(issueList.createdAtMs, page.after[0]), lt(issueList.id, page.after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(issueList.createdAtMs), desc(issueList.id))
    .limit(page.limit + 1);
  return rows.map(({ list, ...names }) => ({ ...list, ...names }));
}

/** Rows, coupons and yen of lists by what the rows are. */
export async function talliesOf(db: Database, listIds: readonly string[]) {
  if (listIds.length === 0) return [];
  return db
    .select({
      listId: issueListRow.listId,
      state: issueListRow.state,
      rows: count(),
      coupons: sql<number>`coalesce(${sum(issueListRow.coupons)}, 0)`.mapWith(Number),
      sumYen: sql<number>`coalesce(${sum(issueListRow.sumYen)}, 0)`.mapWith(Number),
    })
    .from(issueListRow)
    .where(inArray(issueListRow.listId, [...listIds]))
    .groupBy(issueListRow.listId, issueListRow.state);
}

/** When the same file was issued from before at this branch; null where it wasn't. */
export async function sameFileIssued(
  db: Database,
  list: Pick<IssueListRow, "id" | "branchId" | "fileSha256">,
): Promise<number | null> {
  const [row] = await db
    .select({ atMs: issueList.issuedAtMs })
    .from(issueList)
    .where(
      and(
        eq(issueList.branchId, list.branchId),
        eq(issueList.fileSha256, list.fileSha256),
        sql`${issueList.id} <> ${list.id} and ${issueList.issuedAtMs} is not null`,
      ),
    )
    .orderBy(desc(issueList.issuedAtMs))
    .limit(1);
  return row?.atMs ?? null;
}

/** Which of these reservation numbers got coupons of a programme before, and with which issue (ISS-4). */
export async function issuedReferences(
  db: Database,
  regionId: RegionId,
  programmeId: ProgrammeId,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select({ key: stay.referenceKey, issueId: issue.id })
    .from(stay)
    .innerJoin(issue, eq(issue.id, stay.issueId))
    .where(
      and(
        sql`${stay.referenceKey} in (select value from json_each(${JSON.stringify(keys)}))`,
        eq(issue.regionId, regionId),
        eq(issue.programmeId, programmeId),
        sql`${issue.state} not in ('failed', 'withdrawn')`,
      ),
    );
  return new Map(rows.flatMap((row) => (row.key === null ? [] : [[row.key, row.issueId] as const])));
}

/** Writes a list and its rows, in whole or not at all; of a list that is there, what a new check found. */
export async function writeList(
  d1: D1Database,
  list: typeof issueList.$inferInsert,
  rows: readonly CheckedRow[],
  headings: object,
): Promise<boolean> {
  const still = `exists (select 1 from issue_list where id = ?1 and checks = ${list.checks} and state <> 'issuing' and state <> 'done')`;
  const chunks = Array.from({ length: Math.ceil(rows.length / CHUNK_ROWS) }, (_, i) =>
    rows.slice(i * CHUNK_ROWS, (i + 1) * CHUNK_ROWS),
  );
  const [claimed] = await d1.batch([
    d1
      .prepare(
        `insert into issue_list (id, region_id, programme_id, issuer_id, branch_id, state, file_name, file_sha256, headings,
           mapping, checks, tries, created_at_ms, created_by, updated_at_ms)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12, ?13, ?14)
         on conflict (id) do update set mapping = excluded.mapping, state = excluded.state, checks = excluded.checks,
           updated_at_ms = excluded.updated_at_ms
         where issue_list.checks = excluded.checks - 1 and issue_list.state in ('mapping', 'ready')`,
      )
      .bind(
        list.id,
        list.regionId,
        list.programmeId,
        list.issuerId,
        list.branchId,
        list.state,
        list.fileName,
        list.fileSha256,
        list.headings,
        list.mapping,
        list.checks,
        list.createdAtMs,
        list.createdBy,
        list.updatedAtMs,
      ),
    d1.prepare(`delete from issue_list_row where list_id = ?1 and ${still}`).bind(list.id),
    ...chunks.map((chunk) =>
      d1
        .prepare(
          `insert into issue_list_row (list_id, row, region_id, state, coupons, sum_yen, sealed)
           select ?1, value ->> 'row', ?2, value ->> 'state', value ->> 'coupons', value ->> 'sumYen', value ->> 'sealed'
           from json_each(?3) where ${still}`,
        )
        .bind(list.id, list.regionId, JSON.stringify(chunk)),
    ),
    d1
      .prepare(
        `insert into csv_import_mapping (region_id, kind, headings, updated_at_ms) select ?2, ?3, ?4, ?5 where ${still}
         on conflict (region_id, kind) do update set headings = excluded.headings, updated_at_ms = excluded.updated_at_ms`,
      )
      .bind(list.id, list.regionId, mappingKind(list.issuerId), JSON.stringify(headings), list.updatedAtMs),
  ]);
  return claimed?.meta.changes === 1;
}

/** Under which kind an issuer's choice of columns is remembered, beside those of the region's imports (IMP-2). */
const mappingKind = (issuerId: string) => `stays:${issuerId}`;

/** Which heading held which field when this issuer last brought in a list. */
export async function rememberedListHeadings(
  db: Database,
  regionId: RegionId,
  issuerId: string,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await db
    .select({ headings: csvImportMapping.headings })
    .from(csvImportMapping)
    .where(and(eq(csvImportMapping.regionId, regionId), eq(csvImportMapping.kind, mappingKind(issuerId))));
  return row ? (JSON.parse(row.headings) as Record<string, string>) : {};
}

/** Rows of a list in the order of the file. */
export async function listRows(
  db: Database,
  regionId: RegionId,
  listId: string,
  page: {
    readonly afterRow: number;
    readonly limit: number;
    readonly states?: readonly ListRowState[] | undefined;
  },
): Promise<readonly StayListRow[]> {
  return db
    .select()
    .from(issueListRow)
    .where(
      and(
        eq(issueListRow.listId, listId),
        eq(issueListRow.regionId, regionId),
        page.states ? inArray(issueListRow.state, [...page.states]) : undefined,
        gt(issueListRow.row, page.afterRow),
      ),
    )
    .orderBy(asc(issueListRow.row))
    .limit(page.limit + 1);
}

/** The job of a list's issuing: one for each time it was begun. */
export const listJobId = (listId: string, tries: number) => `issue-list:${listId}:${tries}`;

/**
 * Begins to issue what a check found good: all of it or, where the list has gone on since it was read, nothing. Rows that
 * were refused are tried again as another operation. The job is in the same batch (ALM-2).
 * @returns the job's id, or null
 */
export async function beginIssuing(
  d1: D1Database,
  list: IssueListRow,
  by: { readonly staffId: string; readonly againReason: string | null },
  nowMs: number,
): Promise<string | null> {
  const tries = list.tries + 1;
  const jobId = listJobId(list.id, tries);
  const began = `exists (select 1 from issue_list where id = ?1 and state = 'issuing' and tries = ${tries})`;
  const [claimed] = await d1.batch([
    d1
      .prepare(
        `update issue_list set state = 'issuing', tries = ${tries}, again_reason = ?2, issued_by = ?3,
           issued_at_ms = coalesce(issued_at_ms, ?4), updated_at_ms = ?4
         where id = ?1 and state in ('ready', 'done') and checks = ${list.checks} and tries = ${list.tries}`,
      )
      .bind(list.id, by.againReason, by.staffId, nowMs),
    d1
      .prepare(
        `update issue_list_row set state = case refused_with when 'stay-issued-before' then 'again' else 'good' end,
           refused_with = null where list_id = ?1 and state = 'refused' and ${began}`,
      )
      .bind(list.id),
    jobStatement(d1, { jobId, kind: "issue-list", work: { listId: list.id, tries } }, nowMs, {
      when: `exists (select 1 from issue_list where id = ?5 and state = 'issuing' and tries = ${tries})`,
      value: list.id,
    }),
  ]);
  return claimed?.meta.changes === 1 ? jobId : null;
}

/** A list for its job, without asking who looks: whoever began it was asked. */
export async function listForJob(db: Database, listId: string) {
  const [row] = await db.select().from(issueList).where(eq(issueList.id, listId));
  return row ?? null;
}

/** What became of a row. A row that was issued stays so. */
export async function endRow(
  db: Database,
  listId: string,
  row: number,
  end: { readonly issueId: string } | { readonly refusedWith: string },
): Promise<void> {
  await db
    .update(issueListRow)
    .set("issueId" in end ? { state: "issued", issueId: end.issueId } : { state: "refused", ...end })
    .where(
      and(
        eq(issueListRow.listId, listId),
        eq(issueListRow.row, row),
        inArray(issueListRow.state, ["good", "again"]),
      ),
    );
}

/** The list's work is done for now. */
export async function endIssuing(db: Database, listId: string, tries: number, nowMs: number): Promise<void> {
  await db
    .update(issueList)
    .set({ state: "done" satisfies IssueListState, updatedAtMs: nowMs })
    .where(and(eq(issueList.id, listId), eq(issueList.state, "issuing"), eq(issueList.tries, tries)));
}

/** The rows of a list that a desk chose, both inclusive; all where a bound is left out. */
export interface RowRange {
  readonly fromRow?: number | undefined;
  readonly toRow?: number | undefined;
}

const chosenRows = ({ fromRow, toRow }: RowRange) =>
  and(
    fromRow === undefined ? undefined : gte(issueListRow.row, fromRow),
    toRow === undefined ? undefined : lte(issueListRow.row, toRow),
  );

/** The serials of each issued row, in the order of the file: what a list's sheets are numbered by. */
export async function serialsOfRows(db: Database, listId: string, rows: RowRange) {
  return db
    .select({ row: issueListRow.row, serialFrom: issue.serialFrom, count: issue.count })
    .from(issueListRow)
    .innerJoin(issue, eq(issue.id, issueListRow.issueId))
    .where(and(eq(issueListRow.listId, listId), chosenRows(rows)))
    .orderBy(asc(issueListRow.row))
    .limit(MAX_LIST_ROWS);
}

/** Coupons of a list's issues that can be printed, from a place on, in the order of the file. */
export async function couponsOfList(
  db: Database,
  listId: string,
  from: { readonly row: number; readonly serial: number },
  toRow: number | undefined,
  limit: number,
) {
  return db
    .select({ row: issueListRow.row, coupon })
    .from(issueListRow)
    .innerJoin(issue, eq(issue.id, issueListRow.issueId))
    .innerJoin(coupon, eq(coupon.issueId, issueListRow.issueId))
    .where(
      and(
        eq(issueListRow.listId, listId),
        inArray(issue.state, ["ready", "active"]),
        chosenRows({ toRow }),
        or(
          gt(issueListRow.row, from.row),
          and(eq(issueListRow.row, from.row), gte(coupon.serial, from.serial)),
        ),
      ),
    )
    .orderBy(asc(issueListRow.row), asc(coupon.serial))
    .limit(limit);
}

/** Rows whose issue waits for its hand-over, in the order of the file. */
export async function waitingRows(db: Database, listId: string, rows: RowRange, limit: number) {
  return db
    .select({ row: issueListRow.row, issueId: issue.id })
    .from(issueListRow)
    .innerJoin(issue, eq(issue.id, issueListRow.issueId))
    .where(and(eq(issueListRow.listId, listId), eq(issue.state, "ready"), chosenRows(rows)))
    .orderBy(asc(issueListRow.row))
    .limit(limit);
}

/** Rows, coupons and yen of lists by what became of their issues. */
export async function issueTalliesOf(db: Database, listIds: readonly string[]) {
  if (listIds.length === 0) return [];
  return db
    .select({
      listId: issueListRow.listId,
      state: issue.state,
      rows: count(),
      coupons: sql<number>`coalesce(${sum(issueListRow.coupons)}, 0)`.mapWith(Number),
      sumYen: sql<number>`coalesce(${sum(issueListRow.sumYen)}, 0)`.mapWith(Number),
    })
    .from(issueListRow)
    .innerJoin(issue, eq(issue.id, issueListRow.issueId))
    .where(inArray(issueListRow.listId, [...listIds]))
    .groupBy(issueListRow.listId, issue.state);
}

/** Of the last hand-over of an issue that wasn't refused, as the log has it (AUD-4). */
const ofHandOver = (what: "l.at_ms" | "s.name") => sql`(
  select ${sql.raw(what)} from audit_log l left join staff s on s.id = l.actor
  where l.subject_kind = 'issue' and l.subject_id = ${issue.id}
    and l.action in ('issue.activate', 'issue.hand-over') and l.after->>'refused' is null
  order by l.id desc limit 1)`;

/** State and hand-over of some issues. The moment is the fund's; until that is projected, the log's. */
export async function handOversOf(db: Database, issueIds: readonly string[]) {
  if (issueIds.length === 0) return new Map<string, never>();
  const rows = await db
    .select({
      issueId: issue.id,
      state: issue.state,
      atMs: sql<number | null>`coalesce(${issue.handedOverAtMs}, ${ofHandOver("l.at_ms")})`,
      byName: sql<string | null>`${ofHandOver("s.name")}`,
    })
    .from(issue)
    .where(inArray(issue.id, [...issueIds]));
  return new Map(rows.map((row) => [row.issueId, row]));
}
