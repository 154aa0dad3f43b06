import { type Context, Hono } from "hono";
import {
  type BulkChange,
  type BulkParts,
  type BulkRow,
  bulkEditReplySchema,
  bulkEditRequestSchema,
} from "../../schema/api/bulk-edits.ts";
import { databaseOf } from "../data/database.ts";
import { editStore, findStore, type StoreFacts, storesByIds } from "../data/stores.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { forgetStore } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { askAccepts } from "../stores/ask-accepts.ts";
import { bulkChanged, isEdited } from "../stores/bulk-change.ts";
import { doc } from "./doc.ts";
import { editable } from "./stores.ts";

function partsOf(store: StoreFacts): BulkParts {
  return { hours: store.hours as BulkParts["hours"], notices: store.notices, accepts: store.accepts };
}

/** What a change would make of one store, over the version that was read where one was. */
function previewed(store: StoreFacts, version: number | undefined, change: BulkChange): BulkRow {
  const before = partsOf(store);
  const changed = bulkChanged(before, change);
  const after = changed.ok ? changed.value : { ...before, accepts: change.accepts ?? before.accepts };
  const edit = () => {
    if (!changed.ok) return changed.error;
    if (!isEdited(before, after)) return "same";
    return store.version === (version ?? store.version) ? "coming" : "changed-meanwhile";
  };
  return {
    storeId: store.id,
    name: store.name,
    version: store.version,
    before,
    after,
    edit: edit(),
    ask: before.accepts === after.accepts ? "same" : "coming",
  };
}

/** Writes what was previewed, each store by itself: one that can't be written keeps no other from it. */
async function applied(c: Context<ApiContext>, store: StoreFacts, row: BulkRow): Promise<BulkRow> {
  const ask =
    row.ask === "coming"
      ? (await askAccepts(c, store, row.after.accepts))
        ? "done"
        : "already-asked"
      : row.ask;
  if (row.edit !== "coming") return { ...row, ask };
  const { regionId } = c.get("staff");
  const db = databaseOf(c.env, regionId);
  const { postalCode, address, phone, pin } = store;
  const written = await editStore(db, regionId, store.id, {
    version: row.version,
    postalCode,
    address,
    phone,
    pin,
    hours: row.after.hours,
    notices: row.after.notices,
  });
  forgetStore(c.env, store.id);
  if (!written) return { ...row, ask, edit: "changed-meanwhile" };
  const after = await findStore(db, store.id);
  await logged(c, {
    action: "store.edit",
    subjectKind: "store",
    subjectId: store.id,
    before: editable(store),
    after: editable(after ?? store),
  });
  return { ...row, ask, edit: "done", version: row.version + 1 };
}

/** A head office writes into several of its stores at once (BLK): first what would change, then the change. */
export const bulkEdits = new Hono<ApiContext>().post(
  "/stores/bulk-edits",
  doc("staff", "What a change would make of several stores, or makes it", bulkEditReplySchema),
  staffOnly("store.edit"),
  valid("json", bulkEditRequestSchema),
  async (c) => {
    const { stores: asked, change, apply } = c.req.valid("json");
    const caller = c.get("staff");
    const reach = reachWith(caller, "store.edit");
    const found = await storesByIds(
      databaseOf(c.env, caller.regionId),
      asked.map(({ storeId }) => storeId),
    );
    const rows: BulkRow[] = [];
    for (const { storeId } of asked) {
      const store = found.get(storeId);
      // One that isn't theirs: nothing is shown or written of any (WHO-2).
      if (store?.regionId !== caller.regionId || !reaches(reach, store.organisationId))
        return problem(c, "store-not-found");
    }
    for (const { storeId, version } of asked) {
      const store = found.get(storeId) as StoreFacts;
      const row = previewed(store, version, change);
      rows.push(apply ? await applied(c, store, row) : row);
    }
    return c.json({ rows });
  },
);
