import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { idTail, stepId } from "../../durable-objects/lib/hash.ts";
import {
  handOverListReplySchema,
  handOverListRequestSchema,
  issueListParamSchema,
  listSheetsQuerySchema,
  listSheetsSchema,
} from "../../schema/api/issue-lists.ts";
import { fundName, type IssueId } from "../../schema/ids.ts";
import { MAX_HAND_OVER_STAYS } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { couponsOfList, serialsOfRows, waitingRows } from "../data/issue-lists.ts";
import { findCallCentre } from "../data/regions.ts";
import { isEvidenceMissing } from "../evidence/missing.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem, refused } from "../http/problem.ts";
import { sheetNumbers } from "../issue-lists/sheet-numbers.ts";
import { mayPrint } from "../issuing/printing.ts";
import { doc } from "./doc.ts";
import { ownList } from "./issue-lists.ts";
import { moveInFund } from "./issue-moves.ts";
import { issueBody, reachedIssue, sheetOf } from "./issues.ts";

/** Printing what was issued for a list, in the order of its file, and handing it over stay by stay (ISS-12). */
export const issueListSheets = new Hono<ApiContext>()
  .get(
    "/issue-lists/:id/sheets",
    doc(
      "issuer",
      "Sheets of a list's issues, of all rows or some, within the reprint window of each, logged",
      listSheetsSchema,
    ),
    staffOnly("sheet.print"),
    valid("param", issueListParamSchema),
    valid("query", listSheetsQuerySchema),
    async (c) => {
      const { from, limit, ...chosen } = c.req.valid("query");
      const caller = c.get("staff");
      const list = await ownList(c, c.req.valid("param").id);
      if (!list) return problem(c, "not-found");
      const db = databaseOf(c.env, caller.regionId);
      const numbers = sheetNumbers(await serialsOfRows(db, list.id, chosen));
      const place = numbers.place(from);
      const rows = place ? await couponsOfList(db, list.id, place, chosen.toRow, limit) : [];
      const page = rows
        .map((one) => ({ ...one, number: numbers.numberOf(one.row, one.coupon.serial) }))
        .filter((one) => one.number < from + limit);
      const nowMs = clockOf(c.env).now();
      const issueIds = [...new Set(page.map((one) => one.coupon.issueId))];
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
      const sheets = page.filter((one) => known.has(one.coupon.issueId));
      for (const body of issues)
        await logged(c, {
          action: "issue.print",
          subjectKind: "issue",
          subjectId: body.issueId,
          after: {
            listId: list.id,
            count: sheets.filter((one) => one.coupon.issueId === body.issueId).length,
          },
        });
      return c.json({
        sheets: sheets.map(({ number, row, coupon }) => ({
          number,
          row,
          issueId: coupon.issueId as IssueId,
          sheet: sheetOf(c.env, coupon),
        })),
        issues,
        contact: await findCallCentre(db, caller.regionId),
        of: numbers.of,
        over: page.length - sheets.length,
        next: from + limit <= numbers.of ? from + limit : null,
      });
    },
  )
  .post(
    "/issue-lists/:id/hand-over",
    doc(
      "issuer",
      "Hand over the waiting stays of a list, of all rows or some: from now on their coupons can be spent",
      handOverListReplySchema,
    ),
    staffOnly("issue.create"),
    valid("param", issueListParamSchema),
    valid("json", handOverListRequestSchema),
    async (c) => {
      const list = await ownList(c, c.req.valid("param").id);
      if (!list) return problem(c, "not-found");
      const db = databaseOf(c.env, c.get("staff").regionId);
      const waiting = await waitingRows(db, list.id, c.req.valid("json"), MAX_HAND_OVER_STAYS + 1);
      const left: { row: number; code: string }[] = [];
      let handed = 0;
      for (const { row, issueId } of waiting.slice(0, MAX_HAND_OVER_STAYS)) {
        const found = await reachedIssue(c, issueId);
        if (!found || isEvidenceMissing(found.row)) {
          left.push({ row, code: found ? "evidence-missing" : "issue-not-found" });
          continue;
        }
        const outcome = await moveInFund(c, "activate", found, {
          // A stay of a list is handed over once, so that a lost reply is asked for by the same operation (OPR-2).
          operationId: stepId(
            `issue-list/${list.id}/${row}`,
            "hand-over",
            idTail(fundName(found.programme.id)),
          ),
          issueId: issueId as IssueId,
        });
        if (outcome.ok) handed += 1;
        // Nothing is known of it: it is sent again, with the rest, by whoever presses again (OPR-6).
        else if (outcome.error.outcome !== "not-done") return refused(c, outcome.error);
        else left.push({ row, code: outcome.error.code });
      }
      return c.json({ handed, left, next: waiting[MAX_HAND_OVER_STAYS]?.row ?? null });
    },
  );
