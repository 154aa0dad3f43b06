import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { Mapping } from "../../schema/api/imports.ts";
import {
  createIssueListQuerySchema,
  issueListParamSchema,
  issueListSchema,
  issueListsPageSchema,
  issueListsQuerySchema,
  issueTheListRequestSchema,
  listRowsPageSchema,
  listRowsQuerySchema,
  mapIssueListRequestSchema,
} from "../../schema/api/issue-lists.ts";
import type { IssueListId, OrganisationId, ProgrammeId } from "../../schema/ids.ts";
import { MAX_LIST_BYTES, MAX_LIST_ROWS } from "../../schema/limits.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import { databaseOf } from "../data/database.ts";
import {
  beginIssuing,
  findIssueList,
  type IssueListRow,
  listIssueLists,
  listRows,
  rememberedListHeadings,
  writeList,
} from "../data/issue-lists.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { findOrganisation } from "../data/organisations.ts";
import type { ProgrammeFacts } from "../data/programmes.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { headingsOf, mappingFaults, proposeMapping } from "../imports/columns.ts";
import type { CsvRecord } from "../imports/csv-reader.ts";
import { fileRows, type Unreadable } from "../imports/file-rows.ts";
import { readAtMost, readOnce, textOf } from "../imports/text-encoding.ts";
import { listBodies, rowBodies } from "../issue-lists/body.ts";
import { checkRows } from "../issue-lists/check.ts";
import { listFields } from "../issue-lists/judge.ts";
import { leftOutRows } from "../issue-lists/left-out.ts";
import { openRow } from "../issue-lists/sealed-row.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** Bringing a list in: its body is no JSON, so it stands before whatever demands that. */
export const issueListUpload = new Hono<ApiContext>().post(
  "/issue-lists",
  doc(
    "issuer",
    "Bring in a list of stays (the body, text/csv, at most 1 MiB), and check it",
    issueListSchema,
  ),
  staffOnly("issue.create"),
  valid("query", createIssueListQuerySchema),
  async (c) => {
    const { programmeId, branchId, fileName } = c.req.valid("query");
    const { regionId, staffId } = c.get("staff");
    const db = databaseOf(c.env, regionId);
    const [programme, branch] = await Promise.all([
      programmeFacts(c.env, programmeId),
      findOrganisation(db, regionId, branchId),
    ]);
    if (programme?.regionId !== regionId || !branch?.isIssuer || branch.state !== "active")
      return problem(c, "not-found");
    if (!reaches(reachWith(c.get("staff"), "issue.create"), branchId)) return problem(c, "not-found");
    if (c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() !== "text/csv")
      return problem(c, "unsupported-media-type");
    const bytes = await readAtMost(c.req.raw.body, MAX_LIST_BYTES);
    if (bytes === null) return problem(c, "body-too-large");
    const { sha256, encoding } = await readOnce(inOnePiece(bytes));
    if (encoding === null) return unreadable(c, { code: "not-text", line: null });
    const file = await readRecords(textOf(inOnePiece(bytes), encoding));
    if (!("headings" in file)) return unreadable(c, file);
    const issuerId = (branch.parentId ?? branch.id) as OrganisationId;
    const fields = listFields(programme);
    const mapping = proposeMapping(
      fields,
      file.headings,
      await rememberedListHeadings(db, regionId, issuerId),
    );
    const nowMs = clockOf(c.env).now();
    const id = newId<IssueListId>();
    const list = {
      id,
      regionId,
      programmeId,
      issuerId,
      branchId,
      fileName,
      fileSha256: sha256,
      headings: JSON.stringify(file.headings),
      mapping: JSON.stringify(mapping),
      state: mappingFaults(fields, mapping, file.headings.length).length > 0 ? "mapping" : "ready",
      checks: 1,
      tries: 0,
      createdAtMs: nowMs,
      createdBy: staffId,
      updatedAtMs: nowMs,
    };
    const rows = await checkRows(
      c.env,
      { listId: id, regionId, programmeId, issuerId, mapping, columns: file.headings.length },
      programme,
      file.records,
      nowMs,
    );
    await writeList(c.env.DB, list, rows, headingsOf(mapping, file.headings));
    await log(c, "issue-list.create", id, {
      after: { programmeId, branchId, fileName, sha256, rows: rows.length },
    });
    return replyWith(c, id);
  },
);

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The headings and every row of a list, or why it can't be read. */
async function readRecords(
  texts: AsyncIterable<string>,
): Promise<{ readonly headings: readonly string[]; readonly records: readonly CsvRecord[] } | Unreadable> {
  let headings: readonly string[] | undefined;
  const records: CsvRecord[] = [];
  for await (const one of fileRows(texts)) {
    if (!one.ok) return one.error;
    if (headings === undefined) headings = one.value.cells.map((cell) => cell.trim());
    else records.push(one.value);
    if (records.length > MAX_LIST_ROWS) return { code: "list-too-long", line: one.value.line };
  }
  return { headings: headings ?? [], records };
}

function unreadable(c: Context<ApiContext>, { code, line }: Unreadable) {
  return problem(c, "file-unreadable", {
    fields: [{ path: line === null ? "file" : `line ${line}`, message: code }],
  });
}

/** What becomes of a list of stays (ISS-7, ISS-8): mapped, checked, issued. */
export const issueLists = new Hono<ApiContext>()
  .get(
    "/issue-lists",
    doc("issuer", "Lists that were brought in, newest first", issueListsPageSchema),
    staffOnly("issue.create"),
    valid("query", issueListsQuerySchema),
    async (c) => {
      const { after, limit, branchId } = c.req.valid("query");
      const caller = c.get("staff");
      const rows = await listIssueLists(
        databaseOf(c.env, caller.regionId),
        caller.regionId,
        reachWith(caller, "issue.create"),
        { after: readNumberKey(after), limit, branchId },
      );
      const page = cutPage(
        rows,
        limit,
        (row) => [row.createdAtMs, row.id],
        (row) => row,
      );
      const bodies = await listBodies(c.env, caller.regionId, page.rows, clockOf(c.env).now());
      return c.json({ rows: bodies, next: page.next });
    },
  )
  .get(
    "/issue-lists/:id",
    doc("issuer", "A list and how far its issuing is", issueListSchema),
    staffOnly("issue.create"),
    valid("param", issueListParamSchema),
    async (c) => replyWith(c, c.req.valid("param").id),
  )
  .get(
    "/issue-lists/:id/rows",
    doc("issuer", "Rows of a list in the order of the file", listRowsPageSchema),
    staffOnly("issue.create"),
    valid("param", issueListParamSchema),
    valid("query", listRowsQuerySchema),
    async (c) => {
      const { after, limit, state } = c.req.valid("query");
      const list = await ownList(c, c.req.valid("param").id);
      if (!list) return problem(c, "not-found");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const rows = await listRows(db, regionId, list.id, {
        afterRow: readNumberKey(after)?.[0] ?? 0,
        limit,
        states: state && [state],
      });
      const page = cutPage(
        rows,
        limit,
        (row) => [row.row, ""],
        (row) => row,
      );
      const mapping = JSON.parse(list.mapping) as Mapping;
      return c.json({ rows: await rowBodies(c.env, db, page.rows, mapping), next: page.next });
    },
  )
  .post(
    "/issue-lists/:id/mapping",
    doc("issuer", "Say which column is which, and check the list anew", issueListSchema),
    staffOnly("issue.create"),
    valid("param", issueListParamSchema),
    valid("json", mapIssueListRequestSchema),
    async (c) => {
      const { mapping } = c.req.valid("json");
      const list = await ownList(c, c.req.valid("param").id);
      const programme = list && (await programmeFacts(c.env, list.programmeId));
      if (!list || !programme) return problem(c, "not-found");
      const headings = JSON.parse(list.headings) as readonly string[];
      const faults = mappingFaults(listFields(programme), mapping, headings.length);
      if (faults.length > 0)
        return problem(c, "invalid-request", {
          fields: faults.map(({ field, why }) => ({ path: `mapping.${field}`, message: why })),
        });
      if (!(await checkAgain(c, list, programme, mapping, headings))) return problem(c, "import-state");
      await log(c, "issue-list.check", list.id, { after: { mapping, checks: list.checks + 1 } });
      return replyWith(c, list.id);
    },
  )
  .post(
    "/issue-lists/:id/issue",
    doc("issuer", "Issue for every good row as a job; asking twice is asking once", issueListSchema),
    staffOnly("issue.create"),
    valid("param", issueListParamSchema),
    valid("json", issueTheListRequestSchema),
    async (c) => {
      const { checks, againReason } = c.req.valid("json");
      const caller = c.get("staff");
      const list = await ownList(c, c.req.valid("param").id);
      if (!list) return problem(c, "not-found");
      if (list.checks !== checks || list.state === "mapping") return problem(c, "import-state");
      if (list.state === "issuing") return replyWith(c, list.id);
      const by = { staffId: caller.staffId, againReason: againReason ?? null };
      const jobId = await beginIssuing(c.env.DB, list, by, clockOf(c.env).now());
      if (jobId === null) return problem(c, "import-state");
      await log(c, "issue-list.issue", list.id, {
        after: { tries: list.tries + 1 },
        ...(againReason === undefined ? {} : { reason: againReason }),
      });
      await c.env.JOBS_QUEUE.send({ kind: "issue-list", jobId } satisfies JobMessage);
      return replyWith(c, list.id);
    },
  )
  .get(
    "/issue-lists/:id/bad-rows.csv",
    staffOnly("issue.create"),
    valid("param", issueListParamSchema),
    async (c) => {
      const list = await ownList(c, c.req.valid("param").id);
      if (!list) return problem(c, "not-found");
      const text = await leftOutRows(c.env, list, MAX_LIST_ROWS);
      await log(c, "issue-list.download", list.id);
      return new Response(text, {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`left-out-${list.fileName}`)}`,
        },
      });
    },
  );

/** The list that a path names, within the caller's reach (WHO-1, WHO-2). */
export function ownList(c: Context<ApiContext>, id: string): Promise<IssueListRow | null> {
  const caller = c.get("staff");
  const db = databaseOf(c.env, caller.regionId);
  return findIssueList(db, caller.regionId, reachWith(caller, "issue.create"), id);
}

async function replyWith(c: Context<ApiContext>, id: string) {
  const list = await ownList(c, id);
  const [body] = list ? await listBodies(c.env, c.get("staff").regionId, [list], clockOf(c.env).now()) : [];
  return body ? c.json(body) : problem(c, "not-found");
}

/** Checks what is kept of a list with other columns; false where it has gone on since it was read, or was erased. */
async function checkAgain(
  c: Context<ApiContext>,
  list: IssueListRow,
  programme: ProgrammeFacts,
  mapping: Mapping,
  headings: readonly string[],
): Promise<boolean> {
  const { regionId } = c.get("staff");
  const kept = await listRows(databaseOf(c.env, regionId), regionId, list.id, {
    afterRow: 0,
    limit: MAX_LIST_ROWS,
  });
  const records: Pick<CsvRecord, "row" | "cells" | "misplacedQuote">[] = [];
  for (const row of kept) {
    const text = await openRow(c.env, list.id, row);
    if (text === null) return false;
    const broken = text.findings.find((one) => one.code === "quote-misplaced");
    const column = broken?.column ?? null;
    records.push({ row: row.row, cells: text.cells, misplacedQuote: column === null ? null : column - 1 });
  }
  const nowMs = clockOf(c.env).now();
  const rows = await checkRows(
    c.env,
    {
      listId: list.id,
      regionId,
      programmeId: list.programmeId as ProgrammeId,
      issuerId: list.issuerId as OrganisationId,
      mapping,
      columns: headings.length,
    },
    programme,
    records,
    nowMs,
  );
  const { branchName: _, createdByName: __, ...stored } = list;
  const next = {
    ...stored,
    mapping: JSON.stringify(mapping),
    state: "ready",
    checks: list.checks + 1,
    updatedAtMs: nowMs,
  };
  return writeList(c.env.DB, next, rows, headingsOf(mapping, headings));
}

function log(
  c: Context<ApiContext>,
  action: StaffAction,
  id: string,
  more: { readonly after?: unknown; readonly reason?: string } = {},
): Promise<void> {
  return logged(c, { action, subjectKind: "issue-list", subjectId: id, ...more });
}
