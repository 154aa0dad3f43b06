import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  applyImportRequestSchema,
  createImportQuerySchema,
  type Finding,
  type ImportBody,
  type ImportRow,
  importParamSchema,
  importRowsPageSchema,
  importRowsQuerySchema,
  importSchema,
  importsPageSchema,
  importsQuerySchema,
  MAX_IMPORT_BYTES,
  mapImportRequestSchema,
  undoImportRequestSchema,
} from "../../schema/api/imports.ts";
import type { ImportId } from "../../schema/ids.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import { databaseOf } from "../data/database.ts";
import {
  createImport,
  findImport,
  type ImportFileRow,
  type ImportLine,
  isRegionImporting,
  listImportRows,
  listImports,
  rememberedHeadings,
} from "../data/imports.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { beginApply, beginCheck, beginUndo } from "../imports/begin.ts";
import { headingsOf, mappingFaults, proposeMapping } from "../imports/columns.ts";
import { readHead } from "../imports/file-rows.ts";
import { KINDS } from "../imports/kinds.ts";
import { leftOutFile } from "../imports/left-out.ts";
import { readAtMost, readOnce, textOf } from "../imports/text-encoding.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** Rows shown to whoever maps the columns. */
const SAMPLE_ROWS = 3;

function importBody(row: ImportFileRow): ImportBody {
  const kind = row.kind as ImportBody["kind"];
  return {
    importId: row.id as ImportId,
    kind,
    state: row.state as ImportBody["state"],
    file: {
      name: row.fileName,
      bytes: row.fileBytes,
      sha256: row.fileSha256,
      encoding: row.encoding as ImportBody["file"]["encoding"],
    },
    headings: JSON.parse(row.headings) as string[],
    samples: JSON.parse(row.samples) as string[][],
    fields: KINDS[kind].fields.map(({ name, required }) => ({ name, required })),
    mapping: JSON.parse(row.mapping) as ImportBody["mapping"],
    fault:
      row.fault === null
        ? null
        : { code: row.fault as NonNullable<ImportBody["fault"]>["code"], line: row.faultLine },
    checks: row.checks,
    rowsRead: row.rowsRead,
    totals: {
      new: row.newRows,
      changed: row.changedRows,
      same: row.sameRows,
      bad: row.badRows,
      duplicate: row.duplicateRows,
    },
    appliedThrough: row.appliedThrough,
    made: row.madeRows,
    rewritten: row.rewrittenRows,
    rewrites: row.rewrites,
    held: row.heldRows,
    erasedAtMs: row.erasedAtMs,
    createdAtMs: row.createdAtMs,
    createdByName: row.createdByName,
    appliedAtMs: row.appliedAtMs,
    undoAtMs: row.undoAtMs,
  };
}

function rowBody(line: ImportLine): ImportRow {
  return {
    row: line.row,
    state: line.state as ImportRow["state"],
    title: line.title,
    findings: JSON.parse(line.findings) as Finding[],
    hold: line.hold as ImportRow["hold"],
  };
}

function log(
  c: Context<ApiContext>,
  action: StaffAction,
  id: string,
  more: { readonly before?: unknown; readonly after?: unknown; readonly reason?: string } = {},
): Promise<void> {
  return logged(c, {
    action,
    subjectKind: "import",
    subjectId: id,
    ...more,
  });
}

/** The import that a path names, of the caller's region (WHO-1). */
function ownImport(c: Context<ApiContext>, id: string): Promise<ImportFileRow | null> {
  const { regionId } = c.get("staff");
  return findImport(databaseOf(c.env, regionId), regionId, id);
}

/** How an import stands after something was begun, its job under way. */
async function begun(c: Context<ApiContext>, id: string, jobId: string) {
  await c.env.JOBS_QUEUE.send({ kind: "import", jobId } satisfies JobMessage);
  return ownImport(c, id);
}

/** Bringing a file in: the one route whose body is not JSON, so it stands before whatever demands that. */
export const importUpload = new Hono<ApiContext>().post(
  "/imports",
  doc("secretariat", "Bring in a CSV file (the body, text/csv, at most 10 MiB)", importSchema),
  staffOnly("import.manage"),
  valid("query", createImportQuerySchema),
  async (c) => {
    const { kind, fileName } = c.req.valid("query");
    const { regionId, staffId } = c.get("staff");
    // One file, as it is: a form with files in it would be kept with its separators.
    if (c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() !== "text/csv")
      return problem(c, "unsupported-media-type");
    const bytes = await readAtMost(c.req.raw.body, MAX_IMPORT_BYTES);
    if (bytes === null) return problem(c, "body-too-large");
    const { sha256, encoding } = await readOnce(inOnePiece(bytes));
    const unreadable = (code: string, line: number | null) =>
      problem(c, "file-unreadable", {
        fields: [{ path: line === null ? "file" : `line ${line}`, message: code }],
      });
    if (encoding === null) return unreadable("not-text", null);
    const head = await readHead(textOf(inOnePiece(bytes), encoding), SAMPLE_ROWS);
    if (!head.ok) return unreadable(head.error.code, head.error.line);
    const db = databaseOf(c.env, regionId);
    const id = newId<ImportId>();
    const fileKey = `imports/${regionId}/${id}.csv`;
    await c.env.FILES.put(fileKey, bytes);
    const nowMs = clockOf(c.env).now();
    const { headings, samples } = head.value;
    const mapping = proposeMapping(
      KINDS[kind].fields,
      headings,
      await rememberedHeadings(db, regionId, kind),
    );
    await createImport(db, {
      id,
      regionId,
      kind,
      fileName,
      fileKey,
      fileBytes: bytes.length,
      fileSha256: sha256,
      encoding,
      headings: JSON.stringify(headings),
      samples: JSON.stringify(samples),
      mapping: JSON.stringify(mapping),
      state: "mapping",
      checks: 0,
      rowsRead: 0,
      newRows: 0,
      changedRows: 0,
      sameRows: 0,
      badRows: 0,
      duplicateRows: 0,
      appliedThrough: 0,
      madeRows: 0,
      rewrittenRows: 0,
      rewrites: false,
      createdAtMs: nowMs,
      createdBy: staffId,
      heldRows: 0,
      updatedAtMs: nowMs,
    });
    await log(c, "import.create", id, { after: { kind, fileName, bytes: bytes.length, sha256, encoding } });
    const row = await findImport(db, regionId, id);
    return row ? c.json(importBody(row)) : problem(c, "internal");
  },
);

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** What becomes of a file that was brought in (B8): mapped, checked, applied, taken back. */
export const imports = new Hono<ApiContext>()
  .get(
    "/imports",
    doc("secretariat", "Imports of the region, newest first", importsPageSchema),
    staffOnly("import.manage"),
    valid("query", importsQuerySchema),
    async (c) => {
      const { after, limit, kind } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const rows = await listImports(databaseOf(c.env, regionId), regionId, {
        after: readNumberKey(after),
        limit,
        kind,
      });
      return c.json(cutPage(rows, limit, (row) => [row.createdAtMs, row.id], importBody));
    },
  )
  .get(
    "/imports/:id",
    doc("secretariat", "An import and how far it is", importSchema),
    staffOnly("import.manage"),
    valid("param", importParamSchema),
    async (c) => {
      const row = await ownImport(c, c.req.valid("param").id);
      return row ? c.json(importBody(row)) : problem(c, "not-found");
    },
  )
  .get(
    "/imports/:id/rows",
    doc("secretariat", "Rows of an import in the order of the file", importRowsPageSchema),
    staffOnly("import.manage"),
    valid("param", importParamSchema),
    valid("query", importRowsQuerySchema),
    async (c) => {
      const { after, limit, state, held } = c.req.valid("query");
      const row = await ownImport(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const { regionId } = c.get("staff");
      const lines = await listImportRows(databaseOf(c.env, regionId), regionId, row.id, {
        afterRow: readNumberKey(after)?.[0] ?? 0,
        limit,
        states: state && [state],
        held: held === "true",
      });
      return c.json(cutPage(lines, limit, (line) => [line.row, ""], rowBody));
    },
  )
  .post(
    "/imports/:id/mapping",
    doc("secretariat", "Say which column is which, and check the file", importSchema),
    staffOnly("import.manage"),
    valid("param", importParamSchema),
    valid("json", mapImportRequestSchema),
    async (c) => {
      const { mapping } = c.req.valid("json");
      const row = await ownImport(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const headings = JSON.parse(row.headings) as readonly string[];
      const { fields } = KINDS[row.kind as ImportBody["kind"]];
      const faults = mappingFaults(fields, mapping, headings.length);
      if (faults.length > 0)
        return problem(c, "invalid-request", {
          fields: faults.map(({ field, why }) => ({ path: `mapping.${field}`, message: why })),
        });
      const chosen = { mapping, headings: headingsOf(mapping, headings) };
      const jobId = await beginCheck(c.env.DB, row, chosen, clockOf(c.env).now());
      if (jobId === null) return problem(c, "import-state");
      await log(c, "import.check", row.id, { after: { mapping, checks: row.checks + 1 } });
      const checking = await begun(c, row.id, jobId);
      return checking ? c.json(importBody(checking)) : problem(c, "internal");
    },
  )
  .post(
    "/imports/:id/apply",
    doc("secretariat", "Write what a check found good; asking twice is asking once", importSchema),
    staffOnly("import.manage"),
    valid("param", importParamSchema),
    valid("json", applyImportRequestSchema),
    async (c) => {
      const { checks, rewrites } = c.req.valid("json");
      const caller = c.get("staff");
      const row = await ownImport(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      if (row.checks !== checks) return problem(c, "import-state");
      if (row.state === "applying" || row.state === "done") return c.json(importBody(row));
      const by = { staffId: caller.staffId, rewrites };
      const jobId = await beginApply(c.env.DB, row, by, clockOf(c.env).now());
      if (jobId === null) return notNow(c, row);
      const { new: fresh, changed, same, bad, duplicate } = importBody(row).totals;
      await log(c, "import.apply", row.id, {
        after: { rewrites, new: fresh, changed, same, bad, duplicate },
      });
      const applying = await begun(c, row.id, jobId);
      return applying ? c.json(importBody(applying)) : problem(c, "internal");
    },
  )
  .post(
    "/imports/:id/undo",
    doc(
      "secretariat",
      "Take back all that an import made, or nothing where something holds it",
      importSchema,
    ),
    staffOnly("import.manage"),
    valid("param", importParamSchema),
    valid("json", undoImportRequestSchema),
    async (c) => {
      const { reason } = c.req.valid("json");
      const caller = c.get("staff");
      const row = await ownImport(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      if (row.state === "undoing" || row.state === "undone") return c.json(importBody(row));
      const by = { staffId: caller.staffId, reason };
      const jobId = await beginUndo(c.env.DB, row, by, clockOf(c.env).now());
      if (jobId === null) return notNow(c, row);
      await log(c, "import.undo", row.id, {
        before: { made: row.madeRows, rewritten: row.rewrittenRows },
        reason,
      });
      const undoing = await begun(c, row.id, jobId);
      return undoing ? c.json(importBody(undoing)) : problem(c, "internal");
    },
  )
  .get(
    "/imports/:id/bad-rows.csv",
    staffOnly("import.manage"),
    valid("param", importParamSchema),
    async (c) => {
      const { regionId } = c.get("staff");
      const row = await ownImport(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      if (row.erasedAtMs !== null) return problem(c, "not-found");
      if (row.state === "mapping" || row.state === "checking") return problem(c, "file-not-ready");
      await log(c, "import.download", row.id);
      return new Response(leftOutFile(databaseOf(c.env, regionId), row), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`left-out-${row.fileName}`)}`,
        },
      });
    },
  );

/** Why it can't be begun: another import is writing, or this one is at another stage. */
async function notNow(c: Context<ApiContext>, row: ImportFileRow) {
  const busy = await isRegionImporting(databaseOf(c.env, row.regionId), row);
  return problem(c, busy ? "import-busy" : "import-state");
}
