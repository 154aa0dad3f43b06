import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity, pageQuerySchema } from "../../schema/api/common.ts";
import {
  createPrintPackageSchema,
  type PrintPackage,
  printPackageSchema,
  printPackagesPageSchema,
} from "../../schema/api/print-packages.ts";
import type { IssueId, JobId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import {
  createPrintPackage,
  findPrintPackage,
  listPrintPackages,
  type PrintPackageRow,
} from "../data/print-packages.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { FILE_LINK_MS, signFileLink } from "../reports/file-link.ts";
import { doc } from "./doc.ts";
import { issueBody, issueParam, reachedIssue } from "./issues.ts";
import { newId } from "./new-id.ts";

const packageParam = issueParam.extend({ packageId: entity<JobId>("job") });

function packageBody(row: PrintPackageRow): PrintPackage {
  const file = row.state === "done" && row.fileName !== null && row.fileBytes !== null;
  return {
    packageId: row.id as JobId,
    state: row.state as PrintPackage["state"],
    written: row.written,
    total: row.total ?? 0,
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

/** The issue, where the caller issues for its branch; nobody else has its codes printed (S9, WHO-2). */
async function ownIssue(c: Context<ApiContext>, issueId: IssueId) {
  const found = await reachedIssue(c, issueId);
  return found && reaches(reachWith(c.get("staff"), "issue.create"), found.row.branchId) ? found : null;
}

/** What a printing house gets for an issue that is ready (PRN-5). */
export const printPackages = new Hono<ApiContext>()
  .post(
    "/issues/:id/packages",
    doc(
      "issuer",
      "Ask for a printing house's package; ready issues within the reprint window",
      printPackageSchema,
    ),
    staffOnly("sheet.print"),
    valid("param", issueParam),
    valid("json", createPrintPackageSchema),
    async (c) => {
      const { id: issueId } = c.req.valid("param");
      const caller = c.get("staff");
      const found = await ownIssue(c, issueId);
      if (!found) return problem(c, "issue-not-found");
      const { row, programme } = found;
      if (row.state !== "ready") return problem(c, "issue-not-ready");
      const nowMs = clockOf(c.env).now();
      const { reprintUntilMs } = await issueBody(c.env, caller, row, programme, nowMs);
      if (nowMs > reprintUntilMs)
        return problem(c, "limit-exceeded", { detail: "the time for printing has passed" });
      const id = newId<JobId>();
      const made = await createPrintPackage(c.env.DB, {
        id,
        regionId: caller.regionId,
        programmeId: programme.id,
        issueId,
        params: c.req.valid("json"),
        total: row.count,
        createdAtMs: nowMs,
        createdBy: caller.staffId,
      });
      if (!made) return problem(c, "file-not-ready");
      await c.env.JOBS_QUEUE.send({ kind: "print-package", jobId: id } satisfies JobMessage);
      await logged(c, {
        action: "issue.package",
        subjectKind: "issue",
        subjectId: issueId,
        after: { packageId: id, count: row.count, recipient: c.req.valid("json").recipient },
      });
      const asked = await findPrintPackage(databaseOf(c.env, caller.regionId), issueId, id);
      return asked ? c.json(packageBody(asked)) : problem(c, "internal");
    },
  )
  .get(
    "/issues/:id/packages",
    doc("issuer", "An issue's packages for a printing house, newest first", printPackagesPageSchema),
    staffOnly("sheet.print"),
    valid("param", issueParam),
    valid("query", pageQuerySchema),
    async (c) => {
      const { id: issueId } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      if (!(await ownIssue(c, issueId))) return problem(c, "issue-not-found");
      const db = databaseOf(c.env, c.get("staff").regionId);
      const rows = await listPrintPackages(db, issueId, { after: readNumberKey(after), limit });
      return c.json(cutPage(rows, limit, (row) => [row.createdAtMs, row.id], packageBody));
    },
  )
  // As with a report: the link asks for nobody and is soon over; whoever asked for it is in the log (RPT-5).
  .get(
    "/issues/:id/packages/:packageId/file",
    staffOnly("sheet.print"),
    valid("param", packageParam),
    async (c) => {
      const { id: issueId, packageId } = c.req.valid("param");
      if (!(await ownIssue(c, issueId))) return problem(c, "issue-not-found");
      const row = await findPrintPackage(databaseOf(c.env, c.get("staff").regionId), issueId, packageId);
      if (!row) return problem(c, "not-found");
      if (row.state !== "done") return problem(c, "file-not-ready");
      if (row.goneAtMs !== null) return problem(c, "report-file-gone");
      await logged(c, {
        action: "issue.package.download",
        subjectKind: "issue",
        subjectId: issueId,
        after: { packageId },
      });
      const token = await signFileLink(c.env, packageId, clockOf(c.env).now() + FILE_LINK_MS);
      return c.redirect(`/api/report-files/${token}`, 303);
    },
  );
