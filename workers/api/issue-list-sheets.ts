import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  issueListParamSchema,
  listSheetsQuerySchema,
  listSheetsSchema,
} from "../../schema/api/issue-lists.ts";
import type { IssueId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { couponsOfList } from "../data/issue-lists.ts";
import { cutPage, readKeys } from "../data/keyset.ts";
import { findCallCentre } from "../data/regions.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { mayPrint } from "../issuing/printing.ts";
import { doc } from "./doc.ts";
import { ownList } from "./issue-lists.ts";
import { issueBody, reachedIssue, sheetOf } from "./issues.ts";

/** Printing what was issued for a list, in the order of its file. */
export const issueListSheets = new Hono<ApiContext>().get(
  "/issue-lists/:id/sheets",
  doc(
    "issuer",
    "Sheets of all issues of a list, within the reprint window of each, logged",
    listSheetsSchema,
  ),
  staffOnly("sheet.print"),
  valid("param", issueListParamSchema),
  valid("query", listSheetsQuerySchema),
  async (c) => {
    const { after, limit } = c.req.valid("query");
    const caller = c.get("staff");
    const list = await ownList(c, c.req.valid("param").id);
    if (!list) return problem(c, "not-found");
    const keys = readKeys(after);
    const place =
      keys && typeof keys[0] === "number" && typeof keys[1] === "number"
        ? ([keys[0], keys[1]] as const)
        : null;
    const db = databaseOf(c.env, caller.regionId);
    const rows = await couponsOfList(db, list.id, place, limit);
    const page = cutPage(
      rows,
      limit,
      (one) => [one.row, one.coupon.serial],
      (one) => one.coupon,
    );
    const nowMs = clockOf(c.env).now();
    const issueIds = [...new Set(page.rows.map((one) => one.issueId))];
    const reached = await Promise.all(issueIds.map((issueId) => reachedIssue(c, issueId)));
    const bodies = await Promise.all(
      reached.map((found) =>
        found && mayPrint(caller, found.row)
          ? issueBody(c.env, caller, found.row, found.programme, nowMs)
          : null,
      ),
    );
    // Of an issue whose time for printing has passed nothing is derived any more (CPN-1).
    const printable = bodies.filter((body) => body !== null && nowMs <= body.reprintUntilMs);
    const issues = printable.filter((body) => body !== null);
    const known = new Set<string>(issues.map((body) => body.issueId));
    for (const body of issues)
      await logged(c, {
        action: "issue.print",
        subjectKind: "issue",
        subjectId: body.issueId,
        after: { listId: list.id, count: page.rows.filter((one) => one.issueId === body.issueId).length },
      });
    return c.json({
      sheets: page.rows
        .filter((one) => known.has(one.issueId))
        .map((one) => ({ issueId: one.issueId as IssueId, sheet: sheetOf(c.env, one) })),
      issues,
      contact: await findCallCentre(db, caller.regionId),
      next: page.next,
    });
  },
);
