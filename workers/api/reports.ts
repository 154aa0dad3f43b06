import { Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity } from "../../schema/api/common.ts";
import {
  createReportRequestSchema,
  type ReportBody,
  reportSchema,
  reportsPageSchema,
  reportsQuerySchema,
} from "../../schema/api/reports.ts";
import { type BusinessDate, compareDates } from "../../schema/calendar.ts";
import { issuerOfAccount } from "../../schema/fund-account.ts";
import type { JobId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { type Database, databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { organisationsByIds } from "../data/organisations.ts";
import { createReport, findReport, listReports, type ReportRow } from "../data/reports.ts";
import { isSealed } from "../data/seals.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

const reportParam = z.object({ id: entity<JobId>("job") });

type ReportParams = Pick<ReportBody, "kind" | "from" | "to" | "encoding"> & {
  readonly asOf?: BusinessDate;
  readonly account?: string;
};

function paramsOf(row: ReportRow): ReportParams {
  return JSON.parse(row.params) as ReportParams;
}

type Names = ReadonlyMap<string, { readonly name: string }>;

/** Names of the issuers whose allotments the reports are of. */
function issuersOf(db: Database, regionId: RegionId, rows: readonly ReportRow[]): Promise<Names> {
  const issuers = rows.flatMap((row) => issuerOfAccount(paramsOf(row).account ?? "") ?? []);
  return organisationsByIds(db, regionId, issuers);
}

function reportBody(row: ReportRow, names: Names): ReportBody {
  const params = paramsOf(row);
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
    encoding: params.encoding,
    asOf: params.asOf ?? null,
    state: row.state as ReportBody["state"],
    written: row.written,
    total: row.total,
    file: file
      ? { name: row.fileName as string, bytes: row.fileBytes as number, sha256: row.fileSha256 }
      : null,
    createdAtMs: row.createdAtMs,
    createdByName: row.createdByName,
  };
}

/** Files a secretariat asks for (S18): a job makes them, the progress is here. */
export const reports = new Hono<ApiContext>()
  .get(
    "/reports",
    doc("secretariat", "Reports of the region, newest first", reportsPageSchema),
    staffOnly("report.read"),
    valid("query", reportsQuerySchema),
    async (c) => {
      const { after, limit, programmeId } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const rows = await listReports(db, regionId, {
        after: readNumberKey(after),
        limit,
        programmeId,
      });
      const names = await issuersOf(db, regionId, rows);
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
      const { programmeId, ...params } = c.req.valid("json");
      const caller = c.get("staff");
      const programme = await programmeFacts(c.env, programmeId);
      if (programme?.regionId !== caller.regionId) return problem(c, "not-found");
      if (compareDates(params.from, params.to) > 0)
        return problem(c, "invalid-request", { fields: [{ path: "to", message: "before from" }] });
      if ((params.kind === "fund-statement") !== (params.account !== undefined))
        return problem(c, "invalid-request", {
          fields: [{ path: "account", message: "of a fund-statement, and of no other report" }],
        });
      const db = databaseOf(c.env, caller.regionId);
      const { asOf } = params;
      if (asOf !== undefined && compareDates(params.to, asOf) > 0)
        return problem(c, "invalid-request", { fields: [{ path: "asOf", message: "before to" }] });
      if (asOf !== undefined && !(await isSealed(db, asOf)))
        return problem(c, "invalid-request", { fields: [{ path: "asOf", message: "not sealed" }] });
      const nowMs = clockOf(c.env).now();
      const id = newId<JobId>();
      await createReport(db, {
        id,
        regionId: caller.regionId,
        programmeId,
        kind: "report",
        params: JSON.stringify(params),
        state: "queued",
        written: 0,
        createdAtMs: nowMs,
        createdBy: caller.staffId,
        updatedAtMs: nowMs,
      });
      await c.env.JOBS_QUEUE.send({ kind: "report", jobId: id } satisfies JobMessage);
      await logged(c, {
        action: "report.create",
        subjectKind: "report",
        subjectId: id,
        after: { programmeId, ...params },
      });
      const row = await findReport(db, caller.regionId, id);
      return row
        ? c.json(reportBody(row, await issuersOf(db, caller.regionId, [row])))
        : problem(c, "internal");
    },
  )
  .get(
    "/reports/:id",
    doc("secretariat", "A report and how far it is", reportSchema),
    staffOnly("report.read"),
    valid("param", reportParam),
    async (c) => {
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const row = await findReport(db, regionId, c.req.valid("param").id);
      return row ? c.json(reportBody(row, await issuersOf(db, regionId, [row]))) : problem(c, "not-found");
    },
  )
  .get("/reports/:id/file", staffOnly("report.read"), valid("param", reportParam), async (c) => {
    const caller = c.get("staff");
    const { id } = c.req.valid("param");
    const db = databaseOf(c.env, caller.regionId);
    const row = await findReport(db, caller.regionId, id);
    if (!row) return problem(c, "not-found");
    const object = row.state === "done" && row.fileKey ? await c.env.FILES.get(row.fileKey) : null;
    if (!object) return problem(c, "file-not-ready");
    await logged(c, {
      action: "report.download",
      subjectKind: "report",
      subjectId: id,
    });
    return new Response(object.body, {
      headers: {
        "content-type": object.httpMetadata?.contentType ?? "text/csv",
        "content-length": String(object.size),
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(row.fileName ?? "report.csv")}`,
      },
    });
  });
