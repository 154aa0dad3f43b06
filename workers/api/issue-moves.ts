import { type Context, Hono } from "hono";
import type * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  activateRequestSchema,
  handOverReplySchema,
  handOverRequestSchema,
  issueReplySchema,
  stopIssueRequestSchema,
  withdrawRequestSchema,
} from "../../schema/api/issues.ts";
import type { Capability } from "../../schema/api/staff.ts";
import type { IssueId, OperationId } from "../../schema/ids.ts";
import { recordHandOver } from "../data/issues.ts";
import { isEvidenceMissing } from "../evidence/missing.ts";
import { beginStop } from "../freezing/issue.ts";
import { ask, fundActor } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem, refused } from "../http/problem.ts";
import { followFund } from "../issuing/job.ts";
import { doc } from "./doc.ts";
import { issueBody, issueParam, reachedIssue } from "./issues.ts";

type Move = "activate" | "withdraw" | "stop";

interface MoveCommand {
  readonly operationId: OperationId;
  readonly issueId: IssueId;
  readonly reason?: string;
}

/**
 * Moves an issue in the fund, which serialises every move of it, and copies the fund's word into the row that coupons
 * look at when they open; logged whatever came of it (AUD-4). Whether the caller may is asked before.
 */
export async function moveInFund(
  c: Context<ApiContext>,
  move: Move,
  { row, programme }: NonNullable<Awaited<ReturnType<typeof reachedIssue>>>,
  { operationId, issueId, reason }: MoveCommand,
) {
  const { outcome, entries } = await ask(() =>
    fundActor(c.env, programme.id)[move]({ operationId, issueId }),
  );
  afterCommand(c, entries);
  if (outcome.ok) {
    await followFund(c.env, { issueId, programmeId: programme.id, regionId: programme.regionId });
    if (move === "stop") await beginStop(c.env, issueId);
  }
  await logged(c, {
    action: `issue.${move}`,
    subjectKind: "issue",
    subjectId: issueId,
    before: { state: row.state },
    after: outcome.ok ? { operationId } : { operationId, refused: outcome.error.code },
    ...(reason === undefined ? {} : { reason }),
  });
  return outcome;
}

/** Moves an issue within reach of the capability (WHO-2), and answers with what it is then. */
async function moveIssue(c: Context<ApiContext>, move: Move, capability: Capability, command: MoveCommand) {
  const { issueId } = command;
  const caller = c.get("staff");
  const found = await reachedIssue(c, issueId);
  if (!found || !reaches(reachWith(caller, capability), found.row.branchId))
    return problem(c, "issue-not-found");
  // Whoever asks again after the hand-over is answered by the fund (OPR-2).
  if (move === "activate" && found.row.state === "ready" && isEvidenceMissing(found.row))
    return problem(c, "evidence-missing");
  const nowMs = clockOf(c.env).now();
  const outcome = await moveInFund(c, move, found, command);
  if (!outcome.ok) return refused(c, outcome.error);
  const done = await reachedIssue(c, issueId);
  if (!done) return problem(c, "try-again");
  return c.json({
    outcome: "done" as const,
    issue: await issueBody(c.env, caller, done.row, done.programme, nowMs),
    replayed: outcome.value.replayed,
  });
}

/** Hands some sheets over: the fund decides and journals it, and the coupons see it at once (FND-14, CPN-5). */
async function handOver(
  c: Context<ApiContext>,
  issueId: IssueId,
  { operationId, fromSerial, toSerial }: z.output<typeof handOverRequestSchema>,
) {
  const caller = c.get("staff");
  const found = await reachedIssue(c, issueId);
  if (!found || !reaches(reachWith(caller, "issue.create"), found.row.branchId))
    return problem(c, "issue-not-found");
  if (found.row.state === "ready" && isEvidenceMissing(found.row)) return problem(c, "evidence-missing");
  const { programme } = found;
  const { outcome, entries } = await ask(() =>
    fundActor(c.env, programme.id).handOver({ operationId, issueId, fromSerial, toSerial }),
  );
  afterCommand(c, entries);
  if (outcome.ok) {
    const { atMs, ranges } = outcome.value;
    await recordHandOver(c.env.DB, { issueId, operationId, atMs, ranges });
    await followFund(c.env, { issueId, programmeId: programme.id, regionId: caller.regionId });
  }
  await logged(c, {
    action: "issue.hand-over",
    subjectKind: "issue",
    subjectId: issueId,
    after: {
      operationId,
      fromSerial,
      toSerial,
      ...(outcome.ok ? { ranges: outcome.value.ranges } : { refused: outcome.error.code }),
    },
  });
  if (!outcome.ok) return refused(c, outcome.error);
  const done = await reachedIssue(c, issueId);
  if (!done) return problem(c, "try-again");
  return c.json({
    outcome: "done" as const,
    issue: await issueBody(c.env, caller, done.row, done.programme, clockOf(c.env).now()),
    replayed: outcome.value.replayed,
    sheets: outcome.value.ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0),
  });
}

/** Hand-over, and the two ways to take it away again: before it whole (FND-6), after it by stopping (CPN-7). */
export const issueMoves = new Hono<ApiContext>()
  .post(
    "/issues/:id/activate",
    doc("issuer", "Hand over: from now on the coupons can be spent", issueReplySchema),
    staffOnly("issue.create"),
    valid("param", issueParam),
    valid("json", activateRequestSchema),
    (c) => {
      const { id: issueId } = c.req.valid("param");
      return moveIssue(c, "activate", "issue.create", { issueId, ...c.req.valid("json") });
    },
  )
  .post(
    "/issues/:id/hand-over",
    doc(
      "issuer",
      "Hand over some sheets of an issue that was printed ahead, by their serials",
      handOverReplySchema,
    ),
    staffOnly("issue.create"),
    valid("param", issueParam),
    valid("json", handOverRequestSchema),
    (c) => handOver(c, c.req.valid("param").id, c.req.valid("json")),
  )
  .post(
    "/issues/:id/withdraw",
    doc("issuer", "Take back the sheets that were never handed over; their yen returns", issueReplySchema),
    staffOnly("coupon.cancel"),
    valid("param", issueParam),
    valid("json", withdrawRequestSchema),
    (c) => {
      const { id: issueId } = c.req.valid("param");
      return moveIssue(c, "withdraw", "coupon.cancel", { issueId, ...c.req.valid("json") });
    },
  )
  .post(
    "/issues/:id/stop",
    doc(
      "secretariat",
      "Stop an issue: nothing of it opens any more, and what has is frozen",
      issueReplySchema,
    ),
    staffOnly("issue.stop"),
    valid("param", issueParam),
    valid("json", stopIssueRequestSchema),
    (c) => {
      const { id: issueId } = c.req.valid("param");
      return moveIssue(c, "stop", "issue.stop", { issueId, ...c.req.valid("json") });
    },
  );
