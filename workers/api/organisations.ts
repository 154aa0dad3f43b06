import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { pageQuerySchema } from "../../schema/api/common.ts";
import {
  capacityRequestSchema,
  createOrganisationRequestSchema,
  municipalitiesSchema,
  type Organisation,
  organisationDetailSchema,
  organisationHistoryPageSchema,
  organisationIdParamSchema,
  organisationOrWaitingSchema,
  organisationSchema,
  organisationsPageSchema,
  organisationsQuerySchema,
} from "../../schema/api/organisations.ts";
import { suspensionRequestSchema } from "../../schema/api/stores.ts";
import type { OrganisationId } from "../../schema/ids.ts";
import { MAX_PAGE_ROWS } from "../../schema/limits.ts";
import { aboutOrganisation } from "../approvals/about.ts";
import { fourEyes } from "../approvals/four-eyes.ts";
import { databaseOf } from "../data/database.ts";
import { historyOf } from "../data/history.ts";
import { cutPage, readNumberKey, readTextKey } from "../data/keyset.ts";
import {
  branchesOf,
  countsUnder,
  createOrganisation,
  findOrganisation,
  listOrganisations,
  municipalitiesOf,
  type OrganisationRow,
  setGuestsPerDay,
  setOrganisationState,
  staffUnder,
  storesUnder,
} from "../data/organisations.ts";
import { termsStates } from "../data/terms.ts";
import { valid } from "../http/body.ts";
import { forgetStaff, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { forgetStore } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { closeScreensAt } from "../http/open-screens.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

function organisationBody(row: OrganisationRow): Organisation {
  return {
    organisationId: row.id as OrganisationId,
    name: row.name,
    kana: row.kana,
    parentId: row.parentId as OrganisationId | null,
    kinds: [
      ...(row.isSecretariat ? (["secretariat"] as const) : []),
      ...(row.isIssuer ? (["issuer"] as const) : []),
      ...(row.isMerchant ? (["merchant"] as const) : []),
    ],
    state: row.state as Organisation["state"],
    createdAtMs: row.createdAtMs,
    guestsPerDay: row.guestsPerDay,
  };
}

/** Organisations: who takes part, and who is stopped. */
export const organisations = new Hono<ApiContext>()
  .get(
    "/organisations",
    doc("secretariat", "The organisations of the region, by kana", organisationsPageSchema),
    staffOnly("organisation.read"),
    valid("query", organisationsQuerySchema),
    async (c) => {
      const { after, limit, kind, state, text } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const rows = await listOrganisations(databaseOf(c.env, regionId), regionId, {
        after: readTextKey(after),
        limit,
        kind,
        state,
        text,
      });
      return c.json(cutPage(rows, limit, (row) => [row.kana, row.id], organisationBody));
    },
  )
  .post(
    "/organisations",
    doc(
      "secretariat",
      "Create an issuer, a merchant, or one that is both; or a branch of one",
      organisationSchema,
    ),
    staffOnly("organisation.manage"),
    valid("json", createOrganisationRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const parent = request.parentId ? await findOrganisation(db, regionId, request.parentId) : null;
      if (request.parentId && !parent) return problem(c, "not-found");
      // Two levels, no more; a branch is whatever its head office is.
      if (parent?.parentId || parent?.isSecretariat || (!parent && request.kinds.length === 0))
        return problem(c, "invalid-request", {
          fields: [{ path: parent ? "parentId" : "kinds", message: "not possible here" }],
        });
      const row: OrganisationRow = {
        id: newId<OrganisationId>(),
        regionId,
        parentId: request.parentId,
        name: request.name,
        kana: request.kana,
        isSecretariat: false,
        isIssuer: parent ? parent.isIssuer : request.kinds.includes("issuer"),
        isMerchant: parent ? parent.isMerchant : request.kinds.includes("merchant"),
        state: "active",
        createdAtMs: clockOf(c.env).now(),
        guestsPerDay: null,
      };
      await createOrganisation(db, row);
      await logged(c, {
        action: "organisation.create",
        subjectKind: "organisation",
        subjectId: row.id,
        after: organisationBody(row),
      });
      return c.json(organisationBody(row));
    },
  )
  .get(
    "/municipalities",
    doc("staff", "The municipalities of the region", municipalitiesSchema),
    staffOnly(),
    async (c) => {
      const { regionId } = c.get("staff");
      return c.json({ municipalities: await municipalitiesOf(databaseOf(c.env, regionId), regionId) });
    },
  )
  .get(
    "/organisations/:id",
    doc("secretariat", "An organisation, its branches and the terms asked of it", organisationDetailSchema),
    staffOnly("organisation.read"),
    valid("param", organisationIdParamSchema),
    async (c) => {
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const row = await findOrganisation(db, regionId, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const parent = row.parentId ? await findOrganisation(db, regionId, row.parentId) : null;
      const [branches, counts, terms] = await Promise.all([
        branchesOf(db, regionId, row.id, MAX_PAGE_ROWS),
        countsUnder(db, regionId, row.id),
        // A branch is covered by what its head office accepts.
        termsStates(db, regionId, [parent ?? row], clockOf(c.env).now()),
      ]);
      return c.json({
        organisation: organisationBody(row),
        parent: parent && organisationBody(parent),
        branches: branches.slice(0, MAX_PAGE_ROWS).map(organisationBody),
        ...counts,
        terms: terms.map(({ organisationId: _, organisationName: __, ...one }) => one),
      });
    },
  )
  .get(
    "/organisations/:id/history",
    doc(
      "secretariat",
      "What staff did to an organisation and its stores, newest first",
      organisationHistoryPageSchema,
    ),
    staffOnly("organisation.read"),
    valid("param", organisationIdParamSchema),
    valid("query", pageQuerySchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      if (!(await findOrganisation(db, regionId, id))) return problem(c, "not-found");
      const rows = await historyOf(db, regionId, id, {
        beforeId: readNumberKey(after)?.[0] ?? null,
        limit,
      });
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.entryId, ""],
          (row) => row,
        ),
      );
    },
  )
  .post(
    "/organisations/:id/capacity",
    doc("secretariat", "How many guests an issuing branch can take in on one day", organisationSchema),
    staffOnly("organisation.manage"),
    valid("param", organisationIdParamSchema),
    valid("json", capacityRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { guestsPerDay } = c.req.valid("json");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const before = await findOrganisation(db, regionId, id);
      if (!before?.isIssuer) return problem(c, "not-found");
      await setGuestsPerDay(db, regionId, id, guestsPerDay);
      await logged(c, {
        action: "organisation.capacity",
        subjectKind: "organisation",
        subjectId: id,
        before: { guestsPerDay: before.guestsPerDay },
        after: { guestsPerDay },
      });
      return c.json(organisationBody({ ...before, guestsPerDay }));
    },
  )
  .post(
    "/organisations/:id/suspension",
    doc("secretariat", "Stop an organisation at once, or let it go on", organisationOrWaitingSchema),
    staffOnly("organisation.manage"),
    valid("param", organisationIdParamSchema),
    valid("json", suspensionRequestSchema),
    fourEyes("unfreeze", aboutOrganisation),
    async (c) => {
      const { id } = c.req.valid("param");
      const { suspended, reason } = c.req.valid("json");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const before = await findOrganisation(db, regionId, id);
      if (!before) return problem(c, "not-found");
      // A secretariat that stops itself could not undo it.
      if (before.isSecretariat) return problem(c, "forbidden");
      const state = suspended ? "stopped" : "active";
      await setOrganisationState(db, regionId, id, state);
      await logged(c, {
        action: suspended ? "organisation.stop" : "organisation.start",
        subjectKind: "organisation",
        subjectId: id,
        before: { state: before.state },
        after: { state },
        reason,
      });
      const [stores, accounts] = await Promise.all([
        storesUnder(db, regionId, id),
        staffUnder(db, regionId, id),
      ]);
      for (const storeId of stores) forgetStore(c.env, storeId);
      for (const staffId of accounts) forgetStaff(c.env.DB, staffId);
      if (suspended) c.executionCtx.waitUntil(closeScreensAt(c.env, stores));
      return c.json(organisationBody({ ...before, state }));
    },
  );
