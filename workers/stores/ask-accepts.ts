import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { newId } from "../api/new-id.ts";
import { askChange } from "../data/change-requests.ts";
import { databaseOf } from "../data/database.ts";
import type { StoreFacts } from "../data/stores.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";

/** Asks for other ways of paying at a store (ORG-2); the question's id, or null where one is open already. */
export async function askAccepts(
  c: Context<ApiContext>,
  store: StoreFacts,
  accepts: StoreFacts["accepts"],
): Promise<string | null> {
  const { regionId, staffId } = c.get("staff");
  const id = newId<string>();
  const asked = await askChange(databaseOf(c.env, regionId), {
    id,
    regionId,
    storeId: store.id,
    organisationId: store.organisationId,
    kind: "accepts",
    before: store.accepts,
    after: accepts,
    state: "waiting",
    askedAtMs: clockOf(c.env).now(),
    askedBy: staffId,
  });
  if (!asked) return null;
  await logged(c, {
    action: "store.ask",
    subjectKind: "store",
    subjectId: store.id,
    before: { accepts: store.accepts },
    after: { accepts },
  });
  return id;
}
