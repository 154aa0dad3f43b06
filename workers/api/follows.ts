import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  followersSchema,
  followingSchema,
  followParamSchema,
  followsPageSchema,
  followsQuerySchema,
} from "../../schema/api/follows.ts";
import { databaseOf } from "../data/database.ts";
import { countFollowers, followStore, isFollowing, unfollowStore } from "../data/follows.ts";
import { cutPage, readTextKey } from "../data/keyset.ts";
import { listFollowedStores } from "../data/stores.ts";
import { valid } from "../http/body.ts";
import { callerCan, residentOnly, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts, storeFacts } from "../http/facts.ts";
import { problem } from "../http/problem.ts";
import { freshStore } from "../http/reachable-store.ts";
import { publicStore, visited } from "./anyone.ts";
import { doc } from "./doc.ts";

/** Stores that residents follow (FOL-1). */
export const follows = new Hono<ApiContext>()
  .get(
    "/residents/follows",
    doc("resident", "The stores one follows, by kana, narrowed like those of everybody", followsPageSchema),
    residentOnly,
    valid("query", followsQuerySchema),
    async (c) => {
      const query = c.req.valid("query");
      const programme = query.programmeId ? await programmeFacts(c.env, query.programmeId) : null;
      if (query.programmeId && !programme) return problem(c, "not-found");
      const rows = await listFollowedStores(databaseOf(c.env, null), c.get("resident").residentId, {
        after: readTextKey(query.after),
        limit: query.limit,
        municipality: query.municipality,
        text: query.text,
        within: programme ?? undefined,
        ...visited(query, clockOf(c.env).now()),
      });
      const show = (store: (typeof rows)[number]) => ({
        ...publicStore(store),
        open: store.state === "open",
      });
      return c.json(cutPage(rows, query.limit, (row) => [row.kana, row.id], show));
    },
  )
  .get(
    "/residents/follows/:id",
    doc("resident", "Whether one follows a store", followingSchema),
    residentOnly,
    valid("param", followParamSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const following = await isFollowing(databaseOf(c.env, null), c.get("resident").residentId, id);
      return c.json({ following });
    },
  )
  .put(
    "/residents/follows/:id",
    doc("resident", "Follow a store; asked again it stays so", followingSchema),
    residentOnly,
    valid("param", followParamSchema),
    async (c) => {
      const { id: storeId } = c.req.valid("param");
      const { residentId } = c.get("resident");
      if (!(await storeFacts(c.env, storeId))) return problem(c, "store-not-found");
      const nowMs = clockOf(c.env).now();
      const following = await followStore(databaseOf(c.env, null), { residentId, storeId, nowMs });
      return following ? c.json({ following }) : problem(c, "too-many-follows");
    },
  )
  .delete(
    "/residents/follows/:id",
    doc("resident", "Follow a store no longer", followingSchema),
    residentOnly,
    valid("param", followParamSchema),
    async (c) => {
      await unfollowStore(databaseOf(c.env, null), c.get("resident").residentId, c.req.valid("param").id);
      return c.json({ following: false });
    },
  )
  .get(
    "/stores/:id/followers",
    doc("staff", "How many residents follow a store", followersSchema),
    staffOnly(["organisation.read", "counter.use"]),
    valid("param", followParamSchema),
    async (c) => {
      const capability = callerCan(c.get("staff"), "organisation.read") ? "organisation.read" : "counter.use";
      const store = await freshStore(c, capability, c.req.valid("param").id);
      if (!store.ok) return store.error;
      return c.json({
        followers: await countFollowers(databaseOf(c.env, store.value.regionId), store.value.id),
      });
    },
  );
