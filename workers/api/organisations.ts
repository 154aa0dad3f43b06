import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  createOrganisationRequestSchema,
  municipalitiesSchema,
  type Organisation,
  organisationSchema,
  organisationsPageSchema,
  organisationsQuerySchema,
} from "../../schema/api/organisations.ts";
import {
  type BackOfficeStore,
  backOfficeStoreSchema,
  backOfficeStoresPageSchema,
  createStoreRequestSchema,
  createTillRequestSchema,
  storeIdParamSchema,
  storesQuerySchema,
} from "../../schema/api/stores.ts";
import type { OrganisationId, StoreId, TillId } from "../../schema/ids.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readTextKey } from "../data/keyset.ts";
import {
  createOrganisation,
  findOrganisation,
  listOrganisations,
  municipalitiesOf,
  type OrganisationRow,
} from "../data/organisations.ts";
import { createStore, createTill, findStore, listManagedStores, type StoreFacts } from "../data/stores.ts";
import { valid } from "../http/body.ts";
import { callerCan, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { forgetStore, programmeFacts } from "../http/facts.ts";
import { problem } from "../http/problem.ts";
import { publicStore } from "./anyone.ts";
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
  };
}

function backOfficeStore(store: StoreFacts): BackOfficeStore {
  return {
    ...publicStore(store),
    organisationId: store.organisationId,
    organisationName: store.organisationName,
    state: store.state,
    tills: [...store.tills],
  };
}

function log(
  c: Context<ApiContext>,
  action: string,
  kind: string,
  id: string,
  after: unknown,
): Promise<void> {
  const caller = c.get("staff");
  return writeAudit(databaseOf(c.env, caller.regionId), {
    regionId: caller.regionId,
    atMs: clockOf(c.env).now(),
    actor: caller.staffId,
    action,
    subjectKind: kind,
    subjectId: id,
    after,
    requestId: c.get("requestId"),
  });
}

/** Organisations, their stores and tills. */
export const organisations = new Hono<ApiContext>()
  .get(
    "/organisations",
    doc("secretariat", "The organisations of the region, by kana", organisationsPageSchema),
    staffOnly("organisation.read"),
    valid("query", organisationsQuerySchema),
    async (c) => {
      const { after, limit, kind } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const rows = await listOrganisations(databaseOf(c.env, regionId), regionId, {
        after: readTextKey(after),
        limit,
        kind,
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
      };
      await createOrganisation(db, row);
      await log(c, "organisation.create", "organisation", row.id, organisationBody(row));
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
    "/stores/managed",
    doc("staff", "The stores the caller sees, whatever their state", backOfficeStoresPageSchema),
    staffOnly(),
    valid("query", storesQuerySchema),
    async (c) => {
      const query = c.req.valid("query");
      const caller = c.get("staff");
      const { regionId } = caller;
      const programme = query.programmeId ? await programmeFacts(c.env, query.programmeId) : null;
      if (query.programmeId && programme?.regionId !== regionId) return problem(c, "not-found");
      const reach = reachWith(
        caller,
        callerCan(caller, "organisation.read") ? "organisation.read" : "counter.use",
      );
      const rows = await listManagedStores(
        databaseOf(c.env, regionId),
        regionId,
        reach.kind === "region" ? null : reach.ids,
        {
          after: readTextKey(query.after),
          limit: query.limit,
          municipality: query.municipality,
          text: query.text,
          within: programme ?? undefined,
        },
      );
      return c.json(cutPage(rows, query.limit, (row) => [row.kana, row.id], backOfficeStore));
    },
  )
  .post(
    "/stores",
    doc("secretariat", "Create a store of a merchant", backOfficeStoreSchema),
    staffOnly("store.manage"),
    valid("json", createStoreRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const [owner, towns] = await Promise.all([
        findOrganisation(db, regionId, request.organisationId),
        municipalitiesOf(db, regionId),
      ]);
      if (!owner?.isMerchant) return problem(c, "not-found");
      if (!towns.some((town) => town.code === request.municipality))
        return problem(c, "invalid-request", {
          fields: [{ path: "municipality", message: "not of this region" }],
        });
      const id = newId<StoreId>();
      await createStore(db, {
        id,
        regionId,
        organisationId: request.organisationId,
        name: request.name,
        kana: request.kana,
        address: request.address,
        municipality: request.municipality,
        industry: request.industry,
        accepts: request.accepts,
        state: "open",
        createdAtMs: clockOf(c.env).now(),
      });
      await log(c, "store.create", "store", id, request);
      const created = await findStore(db, id);
      return created ? c.json(backOfficeStore(created)) : problem(c, "internal");
    },
  )
  .post(
    "/stores/:id/tills",
    doc("secretariat", "Give a store another till", backOfficeStoreSchema),
    staffOnly("store.manage"),
    valid("param", storeIdParamSchema),
    valid("json", createTillRequestSchema),
    async (c) => {
      const { id: storeId } = c.req.valid("param");
      const { number } = c.req.valid("json");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const store = await findStore(db, storeId);
      if (store?.regionId !== regionId) return problem(c, "store-not-found");
      const id = newId<TillId>();
      if (!(await createTill(db, { id, regionId, storeId, number }))) return problem(c, "conflict");
      forgetStore(c.env, storeId);
      await log(c, "till.create", "till", id, { storeId, number });
      const changed = await findStore(db, storeId);
      return changed ? c.json(backOfficeStore(changed)) : problem(c, "internal");
    },
  );
