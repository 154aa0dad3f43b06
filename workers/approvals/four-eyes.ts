import type { Context, MiddlewareHandler } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { ApprovalKind, ApprovalState, WaitingReply } from "../../schema/api/approvals.ts";
import {
  type ApprovalId,
  type IdTail,
  operationId as makeOperationId,
  OPERATION_ID_RANDOM_BYTES,
  type OperationId,
} from "../../schema/ids.ts";
import { APPROVAL_WAITS_MS } from "../../schema/limits.ts";
import { newId } from "../api/new-id.ts";
import { sha256Hex } from "../closing/sha256.ts";
import { type ApprovalRow, approvalOf, approvalPolicy, propose, waitingApproval } from "../data/approvals.ts";
import { databaseOf } from "../data/database.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";

/** What a proposal is about, for the person who decides. */
export interface About {
  readonly programmeId: string | null;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly about: string;
  /** Null where it is not about an amount. */
  readonly amountYen: number | null;
  readonly reason: string | null;
}

/** The one proposal that a request may carry out; set by its approval, never from outside (APR-2). */
export interface Approved {
  readonly operationId: string;
  readonly requestHash: string;
}

/** Its state for a reader: a waiting one past its time has lapsed (APR-3). */
export function approvalState(row: ApprovalRow, nowMs: number): ApprovalState {
  if (row.state === "waiting" && row.lapsesAtMs <= nowMs) return "lapsed";
  return row.state as ApprovalState;
}

/**
 * Stands before a route whose command may need a second person (APR-1): then it keeps the request as a proposal and
 * answers that it waits. `describe` gives null where the route itself will turn the request away, or where it is none
 * of its kind. A request that sets a state and moves nothing has no operation id; the same again is then the same proposal
 * while that waits.
 */
export function fourEyes<Body extends object>(
  kind: ApprovalKind,
  describe: (c: Context<ApiContext>, body: Body) => Promise<About | null>,
): MiddlewareHandler<ApiContext> {
  return async (c, next) => {
    // The route's own validators have run before.
    const body = c.req.valid("json" as never) as Body & { readonly operationId?: string };
    const request = JSON.stringify(body);
    const path = new URL(c.req.url).pathname.slice("/api/".length);
    const requestHash = await sha256Hex(new TextEncoder().encode(`${path}\n${request}`));
    const approved = c.env.APPROVED;
    if (approved) {
      // Another request than the one that was approved can't come this way.
      if (
        approved.requestHash !== requestHash ||
        (body.operationId !== undefined && approved.operationId !== body.operationId)
      )
        return problem(c, "operation-conflict", { outcome: "not-done" });
      return next();
    }
    const caller = c.get("staff");
    const db = databaseOf(c.env, caller.regionId);
    const nowMs = clockOf(c.env).now();
    const known =
      body.operationId === undefined
        ? await waitingApproval(db, { regionId: caller.regionId, requestHash, nowMs })
        : await approvalOf(db, body.operationId);
    if (known) return replay(c, known, requestHash, nowMs, next);
    const about = await describe(c, body);
    if (about === null) return next();
    const fromYen = (await approvalPolicy(db, caller.regionId))[kind];
    if (fromYen === null || (about.amountYen !== null && about.amountYen < fromYen)) return next();
    const operationId = body.operationId ?? newOperationId(nowMs);
    const row = await propose(db, {
      id: newId<ApprovalId>(),
      regionId: caller.regionId,
      kind,
      programmeId: about.programmeId,
      subjectKind: about.subject.kind,
      subjectId: about.subject.id,
      about: about.about,
      amountYen: about.amountYen,
      reason: about.reason,
      operationId,
      path,
      request,
      requestHash,
      state: "waiting",
      proposedBy: caller.staffId,
      proposedAtMs: nowMs,
      lapsesAtMs: nowMs + APPROVAL_WAITS_MS,
    });
    if (row.proposedAtMs !== nowMs || row.proposedBy !== caller.staffId)
      return replay(c, row, requestHash, nowMs, next);
    await logged(c, {
      action: "approval.propose",
      subjectKind: "approval",
      subjectId: row.id,
      after: { kind, operationId, amountYen: about.amountYen, of: about.subject },
      ...(about.reason === null ? {} : { reason: about.reason }),
    });
    return waiting(c, row);
  };
}

/** Names no holder: what it names is the proposal. */
function newOperationId(nowMs: number): OperationId {
  const random = crypto.getRandomValues(new Uint8Array(OPERATION_ID_RANDOM_BYTES));
  return makeOperationId(nowMs, random, "00000000" as IdTail);
}

/** The same operation again: its proposal's state is the answer until it has been carried out (OPR-2, APR-2). */
async function replay(
  c: Context<ApiContext>,
  row: ApprovalRow,
  requestHash: string,
  nowMs: number,
  next: () => Promise<void>,
) {
  if (row.regionId !== c.get("staff").regionId || row.requestHash !== requestHash)
    return problem(c, "operation-conflict", { outcome: "not-done" });
  const state = approvalState(row, nowMs);
  if (state === "waiting") return waiting(c, row);
  // Approved: the actor says how far it is, or what it had answered. All else is an end (APR-3): what failed under two
  // people's eyes isn't tried once more under one's.
  if (state === "approved" || state === "done") return next();
  return problem(c, "approval-ended", { outcome: "not-done" });
}

function waiting(c: Context<ApiContext>, row: ApprovalRow) {
  return c.json({
    outcome: "waiting",
    operationId: row.operationId as OperationId,
    approvalId: row.id as ApprovalId,
    lapsesAtMs: row.lapsesAtMs,
  } satisfies WaitingReply);
}
