import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type IssueBody,
  issueDayFileQuerySchema,
  issueDayParamSchema,
  issueDayQuerySchema,
  issueDaySchema,
} from "../../schema/api/issues.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { OrganisationId } from "../../schema/ids.ts";
import { MAX_DAY_FILE_ROWS, MAX_DAY_SUMS, MAX_PAGE_ROWS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { databaseOf } from "../data/database.ts";
import { type IssueRow, issueSums, listIssues } from "../data/issues.ts";
import { payFaceOf } from "../data/programmes.ts";
import { valid } from "../http/body.ts";
import { reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { dayFile } from "../issuing/day-file.ts";
import { encodeCsv } from "../reports/csv.ts";
import { doc } from "./doc.ts";
import { issueBodies, momentsOf } from "./issues.ts";

/** A day's issues: its sums by branch and programme, and the whole list as a file (ISS-6). */
export const issueDays = new Hono<ApiContext>()
  .get(
    "/issue-days/:on",
    doc("issuer", "What was issued on a business date, by branch and programme", issueDaySchema),
    staffOnly("issue.read"),
    valid("param", issueDayParamSchema),
    valid("query", issueDayQuerySchema),
    async (c) => {
      const { on } = c.req.valid("param");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const query = { ...c.req.valid("query"), day: momentsOf(on) };
      const sums = await issueSums(db, caller.regionId, reachWith(caller, "issue.read"), query, MAX_DAY_SUMS);
      const nowMs = clockOf(c.env).now();
      const lines = await Promise.all(
        sums.slice(0, MAX_DAY_SUMS).map(async ({ programmeId, ...sum }) => {
          const programme = await programmeFacts(c.env, programmeId);
          return (
            programme && {
              ...sum,
              branchId: sum.branchId as OrganisationId,
              sumYen: sum.sumYen as Yen,
              withdrawnYen: sum.withdrawnYen as Yen,
              pay: payFaceOf(programme, nowMs),
            }
          );
        }),
      );
      return c.json({
        on,
        sums: lines.filter((line) => line !== null),
        more: sums.length > MAX_DAY_SUMS,
      });
    },
  )
  .get(
    "/issue-days/:on/file",
    staffOnly("issue.read"),
    valid("param", issueDayParamSchema),
    valid("query", issueDayFileQuerySchema),
    async (c) => {
      const { on } = c.req.valid("param");
      const { encoding, ...query } = c.req.valid("query");
      const issues = await wholeDay(c, on, query);
      if (issues === null) return problem(c, "limit-exceeded", { detail: "more issues than one file holds" });
      await logged(c, {
        action: "issue.export",
        subjectKind: "day",
        subjectId: on,
        after: { ...query, issues: issues.length },
      });
      return new Response(encodeCsv(dayFile(issues, encoding), encoding), {
        headers: {
          "content-type": `text/csv; charset=${encoding}`,
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`発行の一覧_${on}.csv`)}`,
        },
      });
    },
  );

/** Every issue of a day, the oldest first; null where there are more than one file holds. */
async function wholeDay(
  c: Context<ApiContext>,
  on: BusinessDate,
  query: { readonly programmeId?: string | undefined; readonly branchId?: string | undefined },
): Promise<readonly IssueBody[] | null> {
  const caller = c.get("staff");
  const db = databaseOf(c.env, caller.regionId);
  const rows: IssueRow[] = [];
  let after: readonly [number, string] | null = null;
  for (;;) {
    const page: readonly IssueRow[] = await listIssues(db, caller.regionId, reachWith(caller, "issue.read"), {
      ...query,
      day: momentsOf(on),
      after,
      limit: MAX_PAGE_ROWS,
    });
    rows.push(...page.slice(0, MAX_PAGE_ROWS));
    if (rows.length > MAX_DAY_FILE_ROWS) return null;
    const last = rows.at(-1);
    if (page.length <= MAX_PAGE_ROWS || !last) break;
    after = [last.createdAtMs, last.id];
  }
  return issueBodies(c.env, caller, rows.reverse(), clockOf(c.env).now());
}
