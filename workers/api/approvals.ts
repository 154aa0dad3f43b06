import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  APPROVAL_KINDS,
  type ApprovalBody,
  type ApprovalKind,
  approvalParamSchema,
  approvalSchema,
  approvalsPageSchema,
  approvalsQuerySchema,
  refuseApprovalRequestSchema,
  regionApprovalsSchema,
} from "../../schema/api/approvals.ts";
import type { ProblemBody } from "../../schema/api/common.ts";
import type { Capability } from "../../schema/api/staff.ts";
import type { ApprovalId, OperationId, ProgrammeId } from "../../schema/ids.ts";
import { approvalState } from "../approvals/four-eyes.ts";
import {
  type ApprovalRow,
  approvalPolicy,
  countWaiting,
  type Decidable,
  decideApproval,
  endApproval,
  findApproval,
  listApprovals,
} from "../data/approvals.ts";
import { staffNames } from "../data/closings.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { factsAt, findProgramme } from "../data/programmes.ts";
import { valid } from "../http/body.ts";
import { callerCan, type StaffCaller, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

/** Who may approve is who may do it (APR-1). Lifting a stop is whose stopping it is. */
const CAPABILITY: { readonly [K in Exclude<ApprovalKind, "unfreeze">]: Capability } = {
  deposit: "fund.manage",
  allotment: "fund.manage",
  grant: "fund.manage",
  payout: "closing.manage",
};
const LIFTING: Readonly<Record<string, Capability>> = {
  coupon: "freeze.manage",
  resident: "freeze.manage",
  store: "store.manage",
  organisation: "organisation.manage",
  staff: "staff.manage",
};

/** Answers that say nothing of how it ended: the same may be approved again, and is done once (OPR-2). */
const LEFT_OPEN: ReadonlySet<number> = new Set([401, 403, 429, 500, 503]);

function mayDecide(caller: StaffCaller, row: ApprovalRow): boolean {
  const kind = row.kind as ApprovalKind;
  const needed = kind === "unfreeze" ? LIFTING[row.subjectKind] : CAPABILITY[kind];
  return needed !== undefined && callerCan(caller, needed);
}

function decidableBy(caller: StaffCaller): Decidable {
  return {
    kinds: APPROVAL_KINDS.filter((kind) => kind !== "unfreeze" && callerCan(caller, CAPABILITY[kind])),
    stopped: Object.keys(LIFTING).filter((kind) => callerCan(caller, LIFTING[kind] as Capability)),
  };
}

async function bodies(
  c: Context<ApiContext>,
  rows: readonly ApprovalRow[],
): Promise<readonly ApprovalBody[]> {
  const caller = c.get("staff");
  const db = databaseOf(c.env, caller.regionId);
  const nowMs = clockOf(c.env).now();
  const programmes = new Map<string, string>();
  for (const id of new Set(rows.flatMap((row) => row.programmeId ?? []))) {
    const found = await findProgramme(db, id, nowMs);
    if (found) programmes.set(id, factsAt(found, nowMs).name);
  }
  const names = await staffNames(
    db,
    caller.regionId,
    rows.flatMap((row) => [row.proposedBy, row.decidedBy]),
  );
  return rows.map((row) => {
    const state = approvalState(row, nowMs);
    const isOwn = row.proposedBy === caller.staffId;
    const open = state === "waiting" || state === "approved";
    return {
      approvalId: row.id as ApprovalId,
      kind: row.kind as ApprovalKind,
      state,
      programmeId: row.programmeId as ProgrammeId | null,
      programmeName: programmes.get(row.programmeId ?? "") ?? null,
      subject: { kind: row.subjectKind, id: row.subjectId },
      about: row.about,
      amountYen: row.amountYen,
      reason: row.reason,
      operationId: row.operationId as OperationId,
      proposed: { name: names.get(row.proposedBy) ?? "", atMs: row.proposedAtMs },
      isOwn,
      mayDecide: open && !isOwn && mayDecide(caller, row),
      decided:
        row.decidedBy === null || row.decidedAtMs === null
          ? null
          : { name: names.get(row.decidedBy) ?? "", atMs: row.decidedAtMs },
      decisionReason: row.decisionReason,
      failedWith: row.failedWith,
      lapsesAtMs: row.lapsesAtMs,
    };
  });
}

async function now(c: Context<ApiContext>, id: string) {
  const { regionId } = c.get("staff");
  const row = await findApproval(databaseOf(c.env, regionId), regionId, id);
  const [body] = row ? await bodies(c, [row]) : [];
  return body ? c.json(body) : problem(c, "internal");
}

/** A proposal of the caller's region; any other doesn't exist (WHO-1). */
function own(c: Context<ApiContext>, id: string): Promise<ApprovalRow | null> {
  const { regionId } = c.get("staff");
  return findApproval(databaseOf(c.env, regionId), regionId, id);
}

/** The request of a proposal once more, as the person who approves it: it is judged as it stands now (APR-2). */
async function sendAgain(c: Context<ApiContext>, row: ApprovalRow): Promise<Response> {
  const headers = new Headers(c.req.raw.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  const request = new Request(new URL(`/api/${row.path}`, c.req.url), {
    method: "POST",
    headers,
    body: row.request,
  });
  const approved = { operationId: row.operationId, requestHash: row.requestHash };
  return c.get("dispatch")(request, { ...c.env, APPROVED: approved });
}

/** Proposed by one, done by the approval of another (B9). */
export const approvals = new Hono<ApiContext>()
  .get(
    "/approvals",
    doc("secretariat", "What was proposed and waits for another person, newest first", approvalsPageSchema),
    staffOnly("approval.read"),
    valid("query", approvalsQuerySchema),
    async (c) => {
      const { after, limit, only } = c.req.valid("query");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const nowMs = clockOf(c.env).now();
      const [rows, waitingForMe] = await Promise.all([
        listApprovals(db, caller.regionId, { only, nowMs, before: readNumberKey(after), limit }),
        countWaiting(db, caller.regionId, decidableBy(caller), { staffId: caller.staffId, nowMs }),
      ]);
      const { rows: page, next } = cutPage(
        rows,
        limit,
        (row) => [row.proposedAtMs, row.id],
        (row) => row,
      );
      return c.json({ rows: [...(await bodies(c, page))], next, waitingForMe });
    },
  )
  .get(
    "/approvals/:id",
    doc("secretariat", "One proposal", approvalSchema),
    staffOnly("approval.read"),
    valid("param", approvalParamSchema),
    async (c) => {
      const row = await own(c, c.req.valid("param").id);
      const [body] = row ? await bodies(c, [row]) : [];
      return body ? c.json(body) : problem(c, "not-found");
    },
  )
  .post(
    "/approvals/:id/approve",
    doc("secretariat", "Approve what another proposed; it is done at once, and once", approvalSchema),
    staffOnly("approval.read"),
    valid("param", approvalParamSchema),
    async (c) => {
      const row = await own(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const caller = c.get("staff");
      if (row.proposedBy === caller.staffId) return problem(c, "same-person");
      if (!mayDecide(caller, row)) return problem(c, "approval-not-yours");
      const db = databaseOf(c.env, caller.regionId);
      if (row.state !== "approved") {
        const by = { staffId: caller.staffId, atMs: clockOf(c.env).now(), reason: null };
        if (!(await decideApproval(db, row, "approved", by))) return problem(c, "approval-state");
        await logged(c, {
          action: "approval.approve",
          subjectKind: "approval",
          subjectId: row.id,
          after: { operationId: row.operationId, proposedBy: row.proposedBy },
        });
      }
      const reply = await sendAgain(c, row);
      if (LEFT_OPEN.has(reply.status)) return problem(c, "try-again");
      const failedWith = reply.ok ? null : ((await reply.json()) as ProblemBody).code;
      await endApproval(db, row, failedWith);
      return now(c, row.id);
    },
  )
  .post(
    "/approvals/:id/refuse",
    doc("secretariat", "Refuse what another proposed", approvalSchema),
    staffOnly("approval.read"),
    valid("param", approvalParamSchema),
    valid("json", refuseApprovalRequestSchema),
    async (c) => decline(c, c.req.valid("param").id, "refused", c.req.valid("json").reason),
  )
  .post(
    "/approvals/:id/withdraw",
    doc("secretariat", "Take back what one has proposed oneself", approvalSchema),
    staffOnly("approval.read"),
    valid("param", approvalParamSchema),
    valid("json", refuseApprovalRequestSchema),
    async (c) => decline(c, c.req.valid("param").id, "withdrawn", c.req.valid("json").reason),
  )
  .get(
    "/region/approvals",
    doc("secretariat", "What needs a second person here; its operator sets it", regionApprovalsSchema),
    staffOnly("programme.read"),
    async (c) => {
      const { regionId } = c.get("staff");
      return c.json({ approvals: await approvalPolicy(databaseOf(c.env, regionId), regionId) });
    },
  );

async function decline(c: Context<ApiContext>, id: string, to: "refused" | "withdrawn", reason: string) {
  const row = await own(c, id);
  if (!row) return problem(c, "not-found");
  const caller = c.get("staff");
  const isOwn = row.proposedBy === caller.staffId;
  if (isOwn && to === "refused") return problem(c, "same-person");
  const mine = to === "withdrawn" ? isOwn : mayDecide(caller, row);
  if (!mine) return problem(c, "approval-not-yours");
  const by = { staffId: caller.staffId, atMs: clockOf(c.env).now(), reason };
  if (!(await decideApproval(databaseOf(c.env, caller.regionId), row, to, by)))
    return problem(c, "approval-state");
  await logged(c, {
    action: to === "refused" ? "approval.refuse" : "approval.withdraw",
    subjectKind: "approval",
    subjectId: row.id,
    after: { operationId: row.operationId },
    reason,
  });
  return now(c, row.id);
}
