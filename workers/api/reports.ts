import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity } from "../../schema/api/common.ts";
import {
  type CreateReportRequest,
  createPackageRequestSchema,
  createReportRequestSchema,
  type ReportBody,
  reportSchema,
  reportsPageSchema,
  reportsQuerySchema,
  reportTableQuerySchema,
  reportTableSchema,
} from "../../schema/api/reports.ts";
import { compareDates } from "../../schema/calendar.ts";
import { issuerOfAccount } from "../../schema/fund-account.ts";
import type { JobId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { AUDIT_PACKAGE, LOG_REPORTS } from "../../schema/report-columns.ts";
import { type Database, databaseOf } from "../data/database.ts";
import { cutPage, keyAfter, readKeys, readNumberKey } from "../data/keyset.ts";
import { organisationsByIds } from "../data/organisations.ts";
import { createReport, findReport, findReportFile, listReports, type ReportRow } from "../data/reports.ts";
import { isSealed } from "../data/seals.ts";
import { valid } from "../http/body.ts";
import { callerCan, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { FILE_LINK_MS, openFileLink, signFileLink } from "../reports/file-link.ts";
import { REPORTS, type ReportParams, reportParams, scopeOf } from "../reports/kinds.ts";
import { readNames } from "../reports/names.ts";
import type { Key } from "../reports/report.ts";
import { rowsToCome } from "../reports/run.ts";
import { NOTHING_TOLD } from "../reports/told-cells.ts";
import { MAX_XLSX_ROWS } from "../reports/xlsx.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

const reportParam = z.object({ id: entity<JobId>("job") });
const linkParam = z.object({ token: z.string().max(200) });

/** What was asked for: a report, or a package of all of them. */
type Asked = Pick<ReportBody, "kind" | "from" | "to" | "format"> & Pick<ReportParams, "account" | "asOf">;

function askedOf(row: ReportRow): Asked {
  const params = JSON.parse(row.params);
  if (row.kind !== "package") return reportParams.parse(params);
  return { ...(params as Pick<ReportParams, "from" | "to" | "asOf">), kind: AUDIT_PACKAGE, format: "zip" };
}

type Names = ReadonlyMap<string, { readonly name: string }>;

/** Names of the issuers whose allotments the reports are of. */
function issuersOf(db: Database, regionId: RegionId, rows: readonly ReportRow[]): Promise<Names> {
  const issuers = rows.flatMap((row) => issuerOfAccount(askedOf(row).account ?? "") ?? []);
  return organisationsByIds(db, regionId, issuers);
}

function reportBody(row: ReportRow, names: Names): ReportBody {
  const params = askedOf(row);
  const issuer = issuerOfAccount(params.account ?? "");
  const file = row.state === "done" && row.fileName !== null && row.fileBytes !== null;
  return {
    reportId: row.id as JobId,
    programmeId: row.programmeId as ProgrammeId,
    kind: params.kind,
    account: params.account ?? null,
    accountName: issuer === null ? null : (names.get(issuer)?.name ?? null),
    from: params.from,
    to: params.to,
    format: params.format,
    asOf: params.asOf ?? null,
    state: row.state as ReportBody["state"],
    failure: row.failure as ReportBody["failure"],
    written: row.written,
    total: row.total,
    sums: row.sums === null ? {} : JSON.parse(row.sums),
    told: row.told === null ? NOTHING_TOLD : JSON.parse(row.told),
    file: file
      ? {
          name: row.fileName as string,
          bytes: row.fileBytes as number,
          sha256: row.fileSha256,
          keptUntilMs: row.keptUntilMs ?? row.updatedAtMs,
          gone: row.goneAtMs !== null,
        }
      : null,
    createdAtMs: row.createdAtMs,
    createdByName: row.createdByName,
  };
}

/** Why nobody can have a report of this; null where one can be made. */
async function refused(
  c: Context<ApiContext>,
  {
    kind,
    from,
    to,
    asOf,
    account,
    programmeId,
  }: Omit<CreateReportRequest, "format" | "kind"> & Pick<ReportBody, "kind">,
): Promise<Response | null> {
  const caller = c.get("staff");
  const wrong = (path: string, message: string) =>
    problem(c, "invalid-request", { fields: [{ path, message }] });
  if (LOG_REPORTS.has(kind) && !callerCan(caller, "log.read")) return problem(c, "forbidden");
  const programme = await programmeFacts(c.env, programmeId as ProgrammeId);
  if (programme?.regionId !== caller.regionId) return problem(c, "not-found");
  if (compareDates(from as never, to as never) > 0) return wrong("to", "before from");
  if ((kind === "fund-statement") !== (account !== undefined))
    return wrong("account", "of a fund-statement, and of no other report");
  if (asOf === undefined) return null;
  if (compareDates(to as never, asOf as never) > 0) return wrong("asOf", "before to");
  return (await isSealed(databaseOf(c.env, caller.regionId), asOf as never))
    ? null
    : wrong("asOf", "not sealed");
}

/** Writes down what was asked for, sends its job on its way, and answers with what is known of it. */
async function ask(
  c: Context<ApiContext>,
  kind: "report" | "package",
  programmeId: ProgrammeId,
  params: object,
) {
  const caller = c.get("staff");
  const db = databaseOf(c.env, caller.regionId);
  const nowMs = clockOf(c.env).now();
  const id = newId<JobId>();
  await createReport(db, {
    id,
    regionId: caller.regionId,
    programmeId,
    kind,
    params: JSON.stringify(params),
    state: "queued",
    written: 0,
    createdAtMs: nowMs,
    createdBy: caller.staffId,
    updatedAtMs: nowMs,
  });
  await c.env.JOBS_QUEUE.send({ kind, jobId: id } satisfies JobMessage);
  await logged(c, {
    action: "report.create",
    subjectKind: "report",
    subjectId: id,
    after: { programmeId, ...(kind === "package" ? { kind: AUDIT_PACKAGE } : {}), ...params },
  });
  const row = await findReport(db, caller.regionId, id);
  return row ? reportBody(row, await issuersOf(db, caller.regionId, [row])) : null;
}

/** One of the region's reports that the caller may see. */
async function reportOf(c: Context<ApiContext>, id: JobId): Promise<ReportRow | null> {
  const caller = c.get("staff");
  const row = await findReport(databaseOf(c.env, caller.regionId), caller.regionId, id);
  return row && (callerCan(caller, "log.read") || !LOG_REPORTS.has(askedOf(row).kind)) ? row : null;
}

/** Reports of a secretariat (S5, S18, RPT): on screen at once, as files by a job whose progress is here. */
export const reports = new Hono<ApiContext>()
  .get(
    "/reports",
    doc("secretariat", "Reports of the region, newest first", reportsPageSchema),
    staffOnly("report.read"),
    valid("query", reportsQuerySchema),
    async (c) => {
      const { after, limit, programmeId } = c.req.valid("query");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const rows = await listReports(db, caller.regionId, {
        after: readNumberKey(after),
        limit,
        programmeId,
        without: callerCan(caller, "log.read") ? [] : [...LOG_REPORTS],
      });
      const names = await issuersOf(db, caller.regionId, rows);
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.createdAtMs, row.id],
          (row) => reportBody(row, names),
        ),
      );
    },
  )
  .post(
    "/reports",
    doc("secretariat", "Ask for a file", reportSchema),
    staffOnly("report.create"),
    valid("json", createReportRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const no = await refused(c, request);
      if (no) return no;
      const { programmeId, ...params } = request;
      const caller = c.get("staff");
      const nowMs = clockOf(c.env).now();
      if (params.format === "xlsx") {
        const scope = scopeOf({ programmeId, regionId: caller.regionId }, params, 0, nowMs);
        const rows = await rowsToCome(c.env.DB, REPORTS[params.kind], scope);
        if ((rows ?? 0) > MAX_XLSX_ROWS) return problem(c, "report-too-long-for-xlsx");
      }
      const report = await ask(c, "report", programmeId, params);
      return report ? c.json(report) : problem(c, "internal");
    },
  )
  .post(
    "/reports/packages",
    doc(
      "secretariat",
      "Ask for everything of a period as of a sealed date, with what proves it",
      reportSchema,
    ),
    staffOnly("report.create"),
    valid("json", createPackageRequestSchema),
    async (c) => {
      const { programmeId, ...params } = c.req.valid("json");
      const no = await refused(c, { ...params, programmeId, kind: AUDIT_PACKAGE });
      if (no) return no;
      const report = await ask(c, "package", programmeId, params);
      return report ? c.json(report) : problem(c, "internal");
    },
  )
  .get(
    "/reports/table",
    doc("secretariat", "A page of what a report's file would hold", reportTableSchema),
    staffOnly("report.read"),
    valid("query", reportTableQuerySchema),
    async (c) => {
      const { after, limit, ...request } = c.req.valid("query");
      const no = await refused(c, request);
      if (no) return no;
      const { regionId } = c.get("staff");
      const report = REPORTS[request.kind];
      const scope = scopeOf(
        { programmeId: request.programmeId, regionId },
        request,
        Number.MAX_SAFE_INTEGER,
        clockOf(c.env).now(),
      );
      const names = await readNames(c.env.DB, scope, scope.asOf, scope.endMs);
      const key = readKeys(after) as Key | null;
      const { rows, next } = await report.page(c.env.DB, scope, names, key, limit);
      const cells = report.cells(names, scope);
      return c.json({
        kind: request.kind,
        head:
          key === null ? ((await report.head?.(c.env.DB, scope, names)) ?? []).map((line) => [...line]) : [],
        rows: rows.map((row) => [...cells(row)]),
        next: next === null ? null : keyAfter(next),
      });
    },
  )
  .get(
    "/reports/:id",
    doc("secretariat", "A report and how far it is", reportSchema),
    staffOnly("report.read"),
    valid("param", reportParam),
    async (c) => {
      const { regionId } = c.get("staff");
      const row = await reportOf(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      return c.json(reportBody(row, await issuersOf(databaseOf(c.env, regionId), regionId, [row])));
    },
  )
  // Whoever may have the file gets a link that is soon over, and is in the log; the link itself asks for nobody.
  .get("/reports/:id/file", staffOnly("report.read"), valid("param", reportParam), async (c) => {
    const { id } = c.req.valid("param");
    const row = await reportOf(c, id);
    if (!row) return problem(c, "not-found");
    if (row.state !== "done") return problem(c, "file-not-ready");
    if (row.goneAtMs !== null) return problem(c, "report-file-gone");
    await logged(c, { action: "report.download", subjectKind: "report", subjectId: id });
    const token = await signFileLink(c.env, id, clockOf(c.env).now() + FILE_LINK_MS);
    return c.redirect(`/api/report-files/${token}`, 303);
  })
  .get("/report-files/:token", valid("param", linkParam), async (c) => {
    const link = await openFileLink(c.env, c.req.valid("param").token, clockOf(c.env).now());
    if (!link) return problem(c, "not-found");
    if (link.over) return problem(c, "download-link-over");
    const row = await findReportFile(databaseOf(c.env, null), link.jobId);
    const object = row?.fileKey && row.goneAtMs === null ? await c.env.FILES.get(row.fileKey) : null;
    if (!row || !object) return problem(c, "report-file-gone");
    return new Response(object.body, {
      headers: {
        "content-type": object.httpMetadata?.contentType ?? "application/octet-stream",
        "content-length": String(object.size),
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(row.fileName ?? "report")}`,
      },
    });
  });
