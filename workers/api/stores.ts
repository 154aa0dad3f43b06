import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type BackOfficeStore,
  backOfficeStoreSchema,
  backOfficeStoresPageSchema,
  createStoreRequestSchema,
  createTillRequestSchema,
  editStoreRequestSchema,
  type ManagedStore,
  managedStoreOrWaitingSchema,
  managedStoreSchema,
  managedStoresQuerySchema,
  storeIdParamSchema,
  suspensionRequestSchema,
} from "../../schema/api/stores.ts";
import type { StoreId, TillId } from "../../schema/ids.ts";
import { samePin } from "../../schema/pins.ts";
import { aboutStore } from "../approvals/about.ts";
import { fourEyes } from "../approvals/four-eyes.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readTextKey } from "../data/keyset.ts";
import { findOrganisation, municipalitiesOf, treeOf } from "../data/organisations.ts";
import { outsideRegion } from "../data/outlines.ts";
import {
  createStore,
  createTill,
  editStore,
  findStore,
  listManagedStores,
  type StoreFacts,
  setStoreState,
} from "../data/stores.ts";
import { valid } from "../http/body.ts";
import { callerCan, reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { forgetStore, programmeFacts } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { freshStore } from "../http/reachable-store.ts";
import { publicStore, publicStoreDetails } from "./anyone.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

function backOfficeStore(store: StoreFacts): BackOfficeStore {
  return {
    ...publicStore(store),
    organisationId: store.organisationId,
    organisationName: store.organisationName,
    state: store.state,
    suspendedBy: store.suspendedBy,
    tills: [...store.tills],
  };
}

function managedStore(store: StoreFacts): ManagedStore {
  return {
    ...backOfficeStore(store),
    ...publicStoreDetails(store),
    version: store.version,
    createdAtMs: store.createdAtMs,
  };
}

/** What an edit of a store is logged with: the fields as they were or are. */
export function editable(store: StoreFacts) {
  const { name, kana, municipality, industry, accepts } = store;
  const { picture: _, ...details } = publicStoreDetails(store);
  return { name, kana, municipality, industry, accepts, ...details };
}

/** Stores as the back offices run them. */
export const stores = new Hono<ApiContext>()
  .get(
    "/stores/managed",
    doc("staff", "The stores the caller sees, whatever their state", backOfficeStoresPageSchema),
    staffOnly(["organisation.read", "counter.use"]),
    valid("query", managedStoresQuerySchema),
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
      if (query.organisationId && !reaches(reach, query.organisationId)) return problem(c, "not-found");
      const db = databaseOf(c.env, regionId);
      const asked = query.organisationId && (await treeOf(db, regionId, query.organisationId));
      const within =
        asked?.filter((id) => reaches(reach, id)) ?? (reach.kind === "region" ? null : reach.ids);
      const rows = await listManagedStores(databaseOf(c.env, regionId), regionId, within, {
        after: readTextKey(query.after),
        limit: query.limit,
        municipality: query.municipality,
        text: query.text,
        within: programme ?? undefined,
      });
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
      await logged(c, { action: "store.create", subjectKind: "store", subjectId: id, after: request });
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
      await logged(c, {
        action: "till.create",
        subjectKind: "till",
        subjectId: id,
        after: { storeId, number },
      });
      const changed = await findStore(db, storeId);
      return changed ? c.json(backOfficeStore(changed)) : problem(c, "internal");
    },
  )
  .get(
    "/stores/:id/managed",
    doc("staff", "A store with everything that is edited", managedStoreSchema),
    staffOnly(["organisation.read", "counter.use"]),
    valid("param", storeIdParamSchema),
    async (c) => {
      const capability = callerCan(c.get("staff"), "organisation.read") ? "organisation.read" : "counter.use";
      const store = await freshStore(c, capability, c.req.valid("param").id);
      return store.ok ? c.json(managedStore(store.value)) : store.error;
    },
  )
  .put(
    "/stores/:id",
    doc("staff", "Edit a store; what payers go by needs the secretariat", managedStoreSchema),
    staffOnly("store.edit"),
    valid("param", storeIdParamSchema),
    valid("json", editStoreRequestSchema),
    async (c) => {
      const { id: storeId } = c.req.valid("param");
      const edit = c.req.valid("json");
      const caller = c.get("staff");
      const before = await freshStore(c, "store.edit", storeId);
      if (!before.ok) return before.error;
      if (edit.identity && !callerCan(caller, "store.manage")) return problem(c, "forbidden");
      const db = databaseOf(c.env, caller.regionId);
      if (edit.identity) {
        const towns = await municipalitiesOf(db, caller.regionId);
        if (!towns.some((town) => town.code === edit.identity?.municipality))
          return problem(c, "invalid-request", {
            fields: [{ path: "identity.municipality", message: "not of this region" }],
          });
      }
      // A pin that stays is nobody's fault of today: the outlines may have come after it.
      const moved = !samePin(edit.pin, before.value.pin);
      if (moved && edit.pin && (await outsideRegion(db, caller.regionId, edit.pin)))
        return problem(c, "pin-outside-region");
      if (!(await editStore(db, caller.regionId, storeId, edit))) return problem(c, "changed-meanwhile");
      forgetStore(c.env, storeId);
      const after = await findStore(db, storeId);
      if (!after) return problem(c, "internal");
      await logged(c, {
        action: "store.edit",
        subjectKind: "store",
        subjectId: storeId,
        before: editable(before.value),
        after: editable(after),
      });
      return c.json(managedStore(after));
    },
  )
  .post(
    "/stores/:id/suspension",
    doc("secretariat", "Take a store off at once, or put it back", managedStoreOrWaitingSchema),
    staffOnly("store.manage"),
    valid("param", storeIdParamSchema),
    valid("json", suspensionRequestSchema),
    fourEyes("unfreeze", aboutStore),
    async (c) => {
      const { id: storeId } = c.req.valid("param");
      const { suspended, reason } = c.req.valid("json");
      const { regionId } = c.get("staff");
      const before = await freshStore(c, "store.manage", storeId);
      if (!before.ok) return before.error;
      const db = databaseOf(c.env, regionId);
      await setStoreState(db, regionId, storeId, suspended ? "suspended" : "open");
      forgetStore(c.env, storeId);
      await logged(c, {
        action: suspended ? "store.suspend" : "store.reopen",
        subjectKind: "store",
        subjectId: storeId,
        before: { state: before.value.state },
        after: { state: suspended ? "suspended" : "open" },
        reason,
      });
      const after = await findStore(db, storeId);
      return after ? c.json(managedStore(after)) : problem(c, "internal");
    },
  );
