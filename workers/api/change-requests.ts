import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  askChangeRequestSchema,
  type ChangeRequest,
  changeRequestParamSchema,
  changeRequestSchema,
  changeRequestsPageSchema,
  changeRequestsQuerySchema,
  decideChangeRequestSchema,
} from "../../schema/api/change-requests.ts";
import type { OrganisationId, StoreId } from "../../schema/ids.ts";
import {
  endChange,
  findChangeRequest,
  type ListedChangeRequest,
  listChangeRequests,
} from "../data/change-requests.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { valid } from "../http/body.ts";
import { callerCan, reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { forgetStore } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { freshStore } from "../http/reachable-store.ts";
import { askAccepts } from "../stores/ask-accepts.ts";
import { doc } from "./doc.ts";

function changeRequestBody(row: ListedChangeRequest): ChangeRequest {
  const { request } = row;
  return {
    changeRequestId: request.id,
    storeId: request.storeId as StoreId,
    storeName: row.storeName,
    organisationId: request.organisationId as OrganisationId,
    organisationName: row.organisationName,
    before: request.before as ChangeRequest["before"],
    after: request.after as ChangeRequest["after"],
    state: request.state as ChangeRequest["state"],
    askedAtMs: request.askedAtMs,
    askedBy: row.askedBy,
    decidedAtMs: request.decidedAtMs,
    decidedBy: row.decidedBy,
    reason: request.reason,
  };
}

/** What a merchant asks to have changed, and the secretariat decides (S15, ORG-2). */
export const changeRequests = new Hono<ApiContext>()
  .get(
    "/change-requests",
    doc("staff", "Requests about the stores the caller sees, newest first", changeRequestsPageSchema),
    staffOnly(["organisation.read", "store.edit"]),
    valid("query", changeRequestsQuerySchema),
    async (c) => {
      const { after, limit, state, storeId } = c.req.valid("query");
      const caller = c.get("staff");
      const reach = reachWith(
        caller,
        callerCan(caller, "organisation.read") ? "organisation.read" : "store.edit",
      );
      const rows = await listChangeRequests(
        databaseOf(c.env, caller.regionId),
        caller.regionId,
        reach.kind === "region" ? null : reach.ids,
        { after: readNumberKey(after), limit, state, storeId },
      );
      return c.json(
        cutPage(rows, limit, ({ request }) => [request.askedAtMs, request.id], changeRequestBody),
      );
    },
  )
  .post(
    "/change-requests",
    doc("staff", "Ask for another way of paying at a store", changeRequestSchema),
    staffOnly("store.edit"),
    valid("json", askChangeRequestSchema),
    async (c) => {
      const { storeId, accepts } = c.req.valid("json");
      const caller = c.get("staff");
      const store = await freshStore(c, "store.edit", storeId);
      if (!store.ok) return store.error;
      if (store.value.accepts === accepts)
        return problem(c, "invalid-request", { fields: [{ path: "accepts", message: "as it is already" }] });
      const db = databaseOf(c.env, caller.regionId);
      const id = await askAccepts(c, store.value, accepts);
      if (id === null) return problem(c, "conflict");
      const row = await findChangeRequest(db, caller.regionId, id);
      return row ? c.json(changeRequestBody(row)) : problem(c, "internal");
    },
  )
  .post(
    "/change-requests/:id/decision",
    doc("secretariat", "Approve a request, or refuse it with a reason", changeRequestSchema),
    staffOnly("store.manage"),
    valid("param", changeRequestParamSchema),
    valid("json", decideChangeRequestSchema),
    async (c) => {
      const { decision, reason } = c.req.valid("json");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const row = await findChangeRequest(db, caller.regionId, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const ended = await endChange(db, row.request, {
        state: decision,
        atMs: clockOf(c.env).now(),
        by: caller.staffId,
        reason: reason || null,
      });
      if (!ended) return problem(c, "already-decided");
      forgetStore(c.env, row.request.storeId);
      await logged(c, {
        action: decision === "approved" ? "store.approve" : "store.refuse",
        subjectKind: "store",
        subjectId: row.request.storeId,
        before: { accepts: row.request.before },
        after: { accepts: decision === "approved" ? row.request.after : row.request.before },
        ...(reason ? { reason } : {}),
      });
      const after = await findChangeRequest(db, caller.regionId, row.request.id);
      return after ? c.json(changeRequestBody(after)) : problem(c, "internal");
    },
  )
  .post(
    "/change-requests/:id/withdrawal",
    doc("staff", "Take a request back", changeRequestSchema),
    staffOnly("store.edit"),
    valid("param", changeRequestParamSchema),
    async (c) => {
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const row = await findChangeRequest(db, caller.regionId, c.req.valid("param").id);
      if (!row || !reaches(reachWith(caller, "store.edit"), row.request.organisationId))
        return problem(c, "not-found");
      const end = {
        state: "withdrawn",
        atMs: clockOf(c.env).now(),
        by: caller.staffId,
        reason: null,
      } as const;
      if (!(await endChange(db, row.request, end))) return problem(c, "already-decided");
      await logged(c, { action: "store.withdraw", subjectKind: "store", subjectId: row.request.storeId });
      const after = await findChangeRequest(db, caller.regionId, row.request.id);
      return after ? c.json(changeRequestBody(after)) : problem(c, "internal");
    },
  );
